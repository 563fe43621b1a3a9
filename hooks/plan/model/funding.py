"""data/funding.yml: national programs that pay for projects."""

from __future__ import annotations

from .types import Id, Record, Text


class Program(Record):
    """A program of the national government that pays for projects."""

    id: Id
    """The program's lasting id."""
    name: Text
    """Its name."""


class Funding(Record):
    """data/funding.yml: funding programs."""

    programs: tuple[Program, ...] = ()
    """The programs."""
