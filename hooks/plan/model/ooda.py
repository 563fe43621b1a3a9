"""data/ooda.yml: how progress is managed."""

from __future__ import annotations

from pydantic import Field

from .types import Id, Record, Text


class LoopStep(Record):
    """One step of the OODA loop."""

    id: Id
    """The step's lasting id."""
    name: Text
    """Its name as printed."""
    description: Text
    """What is done in it."""


class Ooda(Record):
    """data/ooda.yml: how progress is managed."""

    title: Text
    """The heading."""
    description: tuple[Text, ...]
    """What the loop is, one sentence each."""
    steps: tuple[LoopStep, ...] = Field(min_length=1)
    """Its steps."""
