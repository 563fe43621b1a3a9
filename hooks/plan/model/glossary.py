"""data/glossary.yml: the terms and what they mean."""

from __future__ import annotations

from pydantic import Field

from .readings import Kana
from .types import Id, Line, Record, Text


class Term(Record):
    """One entry of the glossary."""

    id: Id
    """The term's lasting id; its anchor on the glossary page."""
    name: Text
    """The term as the glossary prints it."""
    reading: Kana
    """The reading in kana, by which the Japanese glossary is sorted."""
    index: Line
    """The heading under which the Japanese glossary lists it: い, A."""
    aliases: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    """Other spellings that mean the same, for each language."""
    definition: Text
    """What it means."""


class Glossary(Record):
    """data/glossary.yml: the glossary."""

    title: Text | None = None
    """Its heading in the plan, where that says more than that it is a glossary."""
    lead: Text | None = None
    """What the plan says of it, such as how the text marks its terms."""
    terms: tuple[Term, ...] = ()
    """The terms, in the printed order."""
