"""Rules about the years of what the plan tells: they follow each other, and what has been lies before the data's day.

They look at every record of the plan, so that whatever has such a list, a card or an item of a level, is held to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from plan import model
from plan.messages.findings import DataField, Finding, Location
from plan.model import fiscal_years
from plan.rules.facts import Facts

#: The lists of what is or was in a year, and what an entry calls its year.
_YEARS: Mapping[str, str] = {
    "targets": "fiscal_year",
    "former_targets": "revised",
    "actuals": "fiscal_year",
    "budgets": "fiscal_year",
    "marks": "fiscal_year",
    "history": "fiscal_year",
    "former_titles": "until",
    "former_names": "until",
}
#: Those that pages show as they are written; all others are put in order there.
_AS_WRITTEN = frozenset(("targets", "former_targets", "actuals", "former_titles", "former_names"))
#: Of budgets the settled amounts alone tell what has been; a target is of a year to come.
_TO_COME = frozenset(("targets", "budgets"))


def _lists(facts: Facts) -> Iterator[tuple[str, Location, Sequence[Any]]]:
    """Every list of _YEARS: the file, its place there, its entries."""
    for file, values in facts.values.items():
        for place, _, value in values:
            if place[-1] in _YEARS and isinstance(value, tuple):
                yield file, place, value


def out_of_order(facts: Facts) -> Iterator[Finding]:
    """Entries are written as their years follow each other: readers and who adds one see them in this order."""
    for file, place, entries in _lists(facts):
        name = _YEARS[str(place[-1])]
        before: int | None = None
        for number, entry in enumerate(entries) if place[-1] in _AS_WRITTEN else ():
            year = getattr(entry, name)
            if before is not None and year is not None and year < before:
                details = {"before": before, "found": year}
                yield Finding(DataField(file, (*place, number, name)), "year-out-of-order", details)
            before = before if year is None else year


def still_to_come(facts: Facts) -> Iterator[Finding]:
    """What was reached, spent, marked or changed in a year is told when the year has begun.

    The day is that of the data, not of the build: the same data has the same faults on any day.
    """
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    updated = details.edition.updated
    running = fiscal_years.finished(updated) + 1
    for file, place, year in _past(facts):
        if year is not None and year > running:
            yield Finding(DataField(file, place), "year-not-begun", {"found": year, "updated": updated.isoformat()})


def _past(facts: Facts) -> Iterator[tuple[str, Location, int | None]]:
    """The year of all that tells what has been, with the file and the place of the year there."""
    for file, place, entries in _lists(facts):
        name = _YEARS[str(place[-1])]
        for number, entry in enumerate(entries):
            if place[-1] not in _TO_COME or getattr(entry, "settled", None) is not None:
                yield file, (*place, number, name), getattr(entry, name)
    for file, values in facts.values.items():
        for place, _, value in values:
            if isinstance(value, model.BudgetTotal) and value.settled is not None:
                yield file, (*place, "from"), value.first


def milestones_outside_roadmap(facts: Facts) -> Iterator[Finding]:
    """A milestone outside the roadmap would be drawn nowhere."""
    roadmap = facts.one(model.Roadmap)
    if roadmap is None:
        return
    first, last = roadmap.years.first, roadmap.years.last
    for number, milestone in enumerate(roadmap.milestones):
        for end, year in (("from", milestone.first), ("to", milestone.last)):
            if year is not None and not first <= year <= last:
                details = {"first": first, "last": last, "found": year}
                yield Finding(DataField("roadmap.yml", ("milestones", number, end)), "year-outside-roadmap", details)
