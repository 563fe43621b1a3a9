"""data/roadmap.yml: the roadmap of the whole plan."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from .types import FiscalYear, Id, OwnText, Record, Text, fault


class Milestone(Record):
    """A line of the plan-level roadmap."""

    id: Id
    """The milestone's lasting id."""
    title: Text
    """What happens."""
    first: FiscalYear | None = Field(default=None, alias="from")
    """The fiscal year in which it begins; left out where the plan names none."""
    last: FiscalYear | None = Field(default=None, alias="to")
    """The fiscal year in which it ends; left out where the plan names none."""
    review: bool = False
    """true where the plan is reviewed then: it is told from the other milestones, and its years in the roadmap."""

    @model_validator(mode="after")
    def _order(self) -> Milestone:
        if self.last is not None and self.first is None:
            raise fault("end-without-start", found=self.last)
        if self.last is not None and self.first is not None and self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self


class RoadmapYears(Record):
    """The fiscal years that the roadmap shows."""

    first: FiscalYear = Field(alias="from")
    """The first column."""
    last: FiscalYear = Field(alias="to")
    """The last column."""

    @model_validator(mode="after")
    def _order(self) -> RoadmapYears:
        if self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self

    def __iter__(self) -> Iterator[int]:  # type: ignore[override]
        return iter(range(self.first, self.last + 1))


class Roadmap(Record):
    """data/roadmap.yml: the roadmap of the whole plan."""

    intro: Text | None = None
    """The sentence before it."""
    years: RoadmapYears
    """The fiscal years it shows."""
    milestones: tuple[Milestone, ...] = ()
    """Its lines."""
    note: OwnText | None = None
    """What is to be said of it, at its head, such as why many schedules are not in it."""
    schedule_note: OwnText | None = None
    """Why a card has no schedule; told once on the roadmap, unless `note` tells it, and once in each document."""
    phases_note: OwnText | None = None
    """Why a card's phases have no years; stands below each schedule with such phases."""
