"""data/comment-numbers.txt: the lasting numbers by which comments cite paragraphs, tables and cards of a draft.

A number is remembered rather than made of what it stands for: counted numbers would move when a paragraph is put in,
and the digest of a text changes with each comma, and is nothing that anybody writes on a sheet of paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class NumberedPlace:
    """A line of the file: a number, and what it was given to."""

    number: str
    """12, or 12-2 of what was put in after it."""
    kind: str
    """text, list, table, picture or block of a chapter; card; item."""
    where: str
    """Of a chapter its page and section: plan/introduction#period; of a card or an item its id."""
    digest: str = ""
    """Of what a chapter holds the digest of its words, in the plan's own language."""
    words: str = ""
    """How these begin, by which it is known when they have been corrected."""

    @property
    def page(self) -> str:
        """The page of the chapter, or the id of the card or item."""
        return self.where.partition("#")[0]


@dataclass(frozen=True)
class CommentNumbers:
    """All numbers that were ever given, also those of what the draft no longer holds."""

    places: tuple[NumberedPlace, ...] = ()

    @cached_property
    def by_number(self) -> Mapping[str, NumberedPlace]:
        """What each was given to."""
        return {place.number: place for place in self.places}
