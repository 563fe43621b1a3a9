"""data/pillars.yml: pillars, their policies (取組方針) and measures (施策)."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from .types import Id, OwnText, Record, Text


class Measure(Record):
    """施策: what a policy is carried out by; project cards name it by its id."""

    id: Id
    """The measure's lasting id."""
    title: Text
    """The measure's one name."""
    priority: bool = False
    """true for a measure the plan marks as 重点取組."""
    actions: tuple[Text, ...] = Field(min_length=1)
    """What will be done, one item each."""
    note: Text | None = None
    """A note printed under the measure."""
    elsewhere: OwnText | None = None
    """Where the plan says what is done for it, if no card does."""


class Policy(Record):
    """取組方針: a line of policy within a pillar."""

    id: Id
    """The policy's lasting id."""
    title: Text
    """The policy's name."""
    measures: tuple[Measure, ...] = Field(min_length=1)
    """Its measures."""


class Pillar(Record):
    """取組の柱: one of the plan's pillars."""

    id: Id
    """The pillar's lasting id."""
    title: Text
    """The pillar's name: くらし."""
    aims: tuple[Text, ...] = ()
    """What the pillar aims at, one item each."""
    approach: Text
    """The pillar's 取組方針, in one or more paragraphs."""
    measures_intro: Text | None = None
    """The sentence before the table of its measures."""
    policies: tuple[Policy, ...] = Field(min_length=1)
    """Its policies."""


class Pillars(Record):
    """data/pillars.yml: pillars, their policies and measures."""

    intro: Text
    """The sentence before the pillars."""
    pillars: tuple[Pillar, ...] = Field(min_length=1)
    """The pillars, in order."""

    def measures(self) -> Iterator[tuple[Pillar, Measure]]:
        """Each measure with the pillar that it belongs to, in order."""
        for pillar in self.pillars:
            for policy in pillar.policies:
                for measure in policy.measures:
                    yield pillar, measure
