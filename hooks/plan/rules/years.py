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

#: The lists whose entries follow each other as years do, and what an entry calls its year.
_IN_ORDER: Mapping[str, str] = {
    "targets": "fiscal_year",
    "former_targets": "revised",
    "actuals": "fiscal_year",
    "budgets": "fiscal_year",
    "marks": "fiscal_year",
    "history": "fiscal_year",
    "former_titles": "until",
    "former_names": "until",
}
#: Those of them that tell what happened in a year, which has then begun; of what was reached in it, it is over.
_BEGUN = frozenset(("former_targets", "marks", "history", "former_titles", "former_names"))
_OVER = "actuals"


def _lists(facts: Facts) -> Iterator[tuple[str, Location, Sequence[Any]]]:
    """Every list of _IN_ORDER: the file, its place there, its entries."""
    for file, values in facts.values.items():
        for place, _, value in values:
            if place[-1] in _IN_ORDER and isinstance(value, tuple):
                yield file, place, value


def out_of_order(facts: Facts) -> Iterator[Finding]:
    """Entries are written as their years follow each other, marks within their scale: who adds one sees all."""
    for file, place, entries in _lists(facts):
        name = _IN_ORDER[str(place[-1])]
        before: dict[str, int] = {}
        for number, entry in enumerate(entries):
            year, kind = getattr(entry, name), getattr(entry, "scale", "")
            if year is not None and year < before.get(kind, year):
                details = {"before": before[kind], "found": year}
                yield Finding(DataField(file, (*place, number, name)), "year-out-of-order", details)
            if year is not None:
                before[kind] = year


def still_to_come(facts: Facts) -> Iterator[Finding]:
    """What was reached or spent in a year is told when the year is over, and what happened in it when it has begun.

    The day is that of the data, not of the build: the same data has the same faults on any day.
    """
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    updated = details.edition.updated
    over = fiscal_years.finished(updated)
    for file, place, year in _measured(facts):
        if year > over:
            yield Finding(DataField(file, place), "year-not-over", {"found": year, "updated": updated.isoformat()})
    for file, place, entries in _lists(facts):
        name = _IN_ORDER[str(place[-1])]
        for number, entry in enumerate(entries) if place[-1] in _BEGUN else ():
            if (year := getattr(entry, name)) is not None and year > over + 1:
                told = {"found": year, "updated": updated.isoformat()}
                yield Finding(DataField(file, (*place, number, name)), "year-not-begun", told)


def _measured(facts: Facts) -> Iterator[tuple[str, Location, int]]:
    """The year of each actual value and settled amount, with the file and the place of the year there."""
    for file, place, entries in _lists(facts):
        for number, entry in enumerate(entries):
            if place[-1] == _OVER or getattr(entry, "settled", None) is not None:
                yield file, (*place, number, "fiscal_year"), entry.fiscal_year
    for file, values in facts.values.items():
        for place, _, value in values:
            if isinstance(value, model.BudgetTotal) and value.settled is not None:
                yield file, (*place, "to"), value.last


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
