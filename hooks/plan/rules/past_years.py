"""Rules about years of what has been: none is after the day on which the data was last changed."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding
from plan.model import fiscal_years
from plan.model.departments import FormerName
from plan.model.indicators import FormerTarget
from plan.model.status import FormerTitle
from plan.rules.facts import Facts


def years_to_come(facts: Facts) -> Iterator[Finding]:
    """A target was revised, and a title or an office was called so, in a year that has at least begun."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    now = fiscal_years.finished(details.edition.updated) + 1
    said = {"updated": details.edition.updated.isoformat()}
    for file, values in facts.values.items():
        for place, _, value in values:
            for number, item in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(item, FormerTarget):
                    name, year = "revised", item.revised
                elif isinstance(item, FormerTitle | FormerName):
                    name, year = "until", item.until or now
                else:
                    continue
                if year > now:
                    yield Finding(DataField(file, (*place, number, name)), "year-to-come", {"found": year, **said})
