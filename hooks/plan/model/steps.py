"""data/steps.yml: the steps on the way to DX."""

from __future__ import annotations

from pydantic import Field

from .types import Id, Ordinal, Record, Text


class StepGroup(Record):
    """A label that the plan puts over some of the steps."""

    id: Id
    """The label's lasting id."""
    title: Text
    """The label."""


class Step(Record):
    """One step on the way to DX."""

    id: Id
    """The step's lasting id."""
    number: Ordinal
    """The number printed before it."""
    title: Text
    """Its name."""
    term: Text | None = None
    """The technical term printed in brackets."""
    description: Text
    """What it means."""
    example: Text
    """The example printed with it."""


class Steps(Record):
    """data/steps.yml: the steps on the way to DX."""

    title: Text | None = None
    """The list's heading, where that of the chapter above it says something else."""
    intro: Text
    """The sentence before it."""
    groups: tuple[StepGroup, ...] = ()
    """Labels over the steps."""
    steps: tuple[Step, ...] = Field(min_length=1)
    """The steps."""
