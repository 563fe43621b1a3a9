"""data/notes.yml: doubts, contradictions, slips and losses in the source, and what was done about them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .types import Id, ProjectId, Record, Text


class Place(Record):
    """A place in the printed plan and what stands there."""

    where: Text
    """Where: part, chapter, card."""
    says: Text
    """What it says, word for word; in other languages its translation."""


class Note(Record):
    """A doubt, contradiction, slip or loss in the source, and what was done about it."""

    id: Id
    """The note's lasting id."""
    kind: Literal["contradiction", "doubt", "slip", "lost", "omitted"]
    """contradiction, doubt, slip (mended), lost (in the extraction) or omitted (on purpose)."""
    subject: ProjectId | None = None
    """The card concerned, if it is one."""
    places: tuple[Place, ...] = Field(min_length=1)
    """Where, and what each place says."""
    published: Text
    """What this site prints."""
    reason: Text
    """Why."""


class Notes(Record):
    """data/notes.yml: notes on the source."""

    notes: tuple[Note, ...] = ()
    """The notes."""
