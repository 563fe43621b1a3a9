"""data/synonyms.yml: residents' words for what the plan calls otherwise."""

from __future__ import annotations

from pydantic import Field

from .types import Id, Line, Record


class SynonymGroup(Record):
    """Words that mean the same to a reader who searches."""

    id: Id
    """The group's id."""
    words: tuple[Line, ...] = Field(min_length=2)
    """The words, in any language; each finds what the others find."""


class Synonyms(Record):
    """data/synonyms.yml: residents' words for what the plan calls otherwise."""

    synonyms: tuple[SynonymGroup, ...] = ()
    """The groups."""
