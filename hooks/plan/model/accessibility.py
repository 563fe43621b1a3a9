"""data/accessibility.yml: what the last test of the site's accessibility found."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .types import Day, Line, Ordinal, Record, Text


class Criterion(Record):
    """A success criterion of JIS X 8341-3:2016 (WCAG 2.0), and what an examination of the site found."""

    number: Line
    """Its number in the standard."""
    level: Literal["A", "AA"]
    """The level of conformance that asks for it."""
    name: Text
    """Its name in the standard."""
    result: Literal["met", "not-met", "none"]
    """Met, not met, or nothing on the site that it speaks of."""
    by: tuple[Literal["axe", "vnu", "test", "eye"], ...] = ()
    """How it was examined: by a tool, by a test of the program, by eye."""


class Accessibility(Record):
    """data/accessibility.yml: what the last test of the site's accessibility found."""

    tested: Day
    """The day of the test."""
    pages: Ordinal
    """How many pages were tested, in all languages, with those for a wrong address."""
    runs: Ordinal
    """How many times a page was tested: in each color scheme and at each width."""
    violations: Ordinal
    """How many faults were found."""
    html_errors: Ordinal
    """How many errors the check of the HTML found."""
    tools: tuple[Line, ...] = Field(min_length=1)
    """The tools, with their versions."""
    method: Text | None = None
    """What was tested and how, in a few sentences."""
    not_yet: tuple[Text, ...] = ()
    """What has not been tested or done yet: one sentence each."""
    criteria: tuple[Criterion, ...] = ()
    """The criteria of the standard, one by one."""
