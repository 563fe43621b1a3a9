"""Records that the lists of several files are made of."""

from __future__ import annotations

from pydantic import Field

from .types import Id, Ordinal, Record, Text


class Numbered(Record):
    """A numbered, titled item of a list."""

    id: Id
    """The item's lasting id."""
    number: Ordinal
    """The number printed before it."""
    title: Text
    """Its name."""
    subtitle: Text | None = None
    """A second line of the name."""
    description: Text
    """What it is."""


class Points(Record):
    """A title and what falls under it."""

    title: Text
    """The title."""
    points: tuple[Text, ...] = Field(min_length=1)
    """One sentence each."""


class Described(Record):
    """A name and what it means."""

    title: Text
    """The name."""
    description: Text | None = None
    """What it means."""
