"""The rules of the frozen editions: the oldest first, and the one that the plan is now after all others."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding
from plan.rules.facts import Facts

_FILE = "editions.yml"


def faults(facts: Facts) -> Iterator[Finding]:
    """Everything that is wrong between the frozen editions."""
    found, details = facts.one(model.Editions), facts.one(model.PlanDetails)
    if found:
        yield from _out_of_order(found)
    if found and details:
        yield from _not_last(found, details.edition.id)


def _out_of_order(found: model.Editions) -> Iterator[Finding]:
    last = 0
    for number, edition in enumerate(found.editions):
        before = found.editions[number - 1] if number else None
        if before and edition.days.published < before.days.published:
            given = {"found": edition.days.published.isoformat(), "before": before.days.published.isoformat()}
            yield Finding(DataField(_FILE, ("editions", number, "days", "published")), "edition-before-another", given)
        if edition.number and edition.number <= last:
            given = {"found": str(edition.number), "before": str(last)}
            yield Finding(DataField(_FILE, ("editions", number, "number")), "edition-number-again", given)
        last = max(last, edition.number or 0)


def _not_last(found: model.Editions, now: str) -> Iterator[Finding]:
    """The edition that the plan is now, with another behind it."""
    for number, edition in enumerate(found.editions[:-1]):
        if edition.id == now:
            place = DataField(_FILE, ("editions", number, "id"))
            yield Finding(place, "edition-not-last", {"found": edition.id, "last": found.editions[-1].id})
