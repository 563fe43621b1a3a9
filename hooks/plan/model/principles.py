"""data/principles.yml: principles of service design and where they come from."""

from __future__ import annotations

from pydantic import Field

from .types import Id, Ordinal, Record, Text


class Principle(Record):
    """One of the principles of service design."""

    id: Id
    """The principle's lasting id."""
    number: Ordinal
    """Its number."""
    title: Text
    """The principle."""


class Principles(Record):
    """data/principles.yml: principles of service design and where they come from."""

    title: Text
    """The list's heading."""
    source: Text
    """The document they are taken from, with its date."""
    principles: tuple[Principle, ...] = Field(min_length=1)
    """The principles."""
