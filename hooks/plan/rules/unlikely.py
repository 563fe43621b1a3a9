"""Finds what is unlikely of cards and indicators, though a plan may rightly say it: the inspection tells of it.

The rules themselves, with how grave each is, stand in indicators.py: a city may accept any of these with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from plan import model
from plan.judging.freshness import values_due
from plan.messages.findings import Location, shown
from plan.messages.likeness import squeezed
from plan.messages.sentences import Said
from plan.model import fiscal_years
from plan.model.indicators import Amount
from plan.model.types import Number
from plan.rules.facts import Facts


class Unlikely(NamedTuple):
    """What is found, and where: in which file, on what (a card is its file), and where on that."""

    file: str
    owner: Location
    location: Location
    indicator: str | None
    """The id of the indicator it is about; None for the card itself."""
    details: Mapping[str, object]


def _of(file: str, place: Location, indicator: model.Indicator, where: Location, **details: object) -> Unlikely:
    """What is found at a place of an indicator, which stands at a place of the file itself."""
    return Unlikely(file, place[:-2], (*place[-2:], *where), indicator.id, details)


def figure(amount: Amount) -> str:
    """A figure as remarks tell it; a range with both its ends."""
    said = [shown(value) for value in (amount.value, amount.upper) if value is not None]
    return "～".join(said) + (f" ({amount.bound})" if amount.bound else "")


def year_not_over(facts: Facts) -> Iterator[Unlikely]:
    """What was reached or spent in a year is printed when the year is over, by the day of the data."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    updated = details.edition.updated
    running = fiscal_years.fiscal_year_of(updated)  # of a later year it cannot be, which is a fault
    told = {"found": running, "updated": updated.isoformat()}
    for file, place, indicator in facts.indicators():
        for number, actual in enumerate(indicator.actuals):
            if actual.fiscal_year == running and actual.missing is None:
                yield _of(file, place, indicator, ("actuals", number, "fiscal_year"), **told)
    for file, values in facts.values.items():
        for place, _, value in values:
            for number, money in enumerate(value) if place[-1] == "budgets" else ():
                if money.fiscal_year == running and money.settled is not None:
                    yield Unlikely(file, place[:-1], ("budgets", number, "fiscal_year"), None, told)


def no_actual(facts: Facts) -> Iterator[Unlikely]:
    """Every year of the plan that is over has its value, or the reason why there is none.

    Nothing was measured before its baseline; without one, before its first value: some come in a plan's course.
    Where the plan says by when it is to be there, that day counts (`value_overdue`).
    """
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    # The day of the data, not of the build: the same data gives the same remarks on any day.
    over = min(fiscal_years.finished(details.edition.updated), details.period.last)
    years = range(details.period.first, over + 1)
    ran = {file: [year for year in years if ran_in(project, year)] for file, project in facts.projects()}
    for file, place, indicator in facts.indicators():
        if indicator.values_due or details.values_due:
            continue
        known = {actual.fiscal_year for actual in indicator.actuals}
        begun = (indicator.baseline.fiscal_year if indicator.baseline else None) or min(known, default=0)
        if lacking := [year for year in ran.get(file, years) if year > begun and year not in known]:
            when = "finished-year" if len(lacking) == 1 else "finished-years"
            told = Said(when, {"years": ", ".join(map(str, lacking))})
            yield _of(file, place, indicator, ("actuals",), when=told)


def ran_in(project: model.Project, year: int) -> bool:
    """Whether a card was under way in a fiscal year, as far as its status says: none had ended, or had not begun."""
    if project.status is None:
        return True
    found = [(past.fiscal_year, past.state) for past in project.history]
    after = max((year + 1 for year, _ in found), default=0)  # without a year of its own it came after what was before
    found.append((project.status.fiscal_year or after, project.status.state))
    since = max((entry for entry in found if entry[0] <= year), default=None)
    return since[1] == "running" if since else min(found)[1] not in ("planned", "running")


def baseline_differs(facts: Facts) -> Iterator[Unlikely]:
    """What was measured in one year is one figure: the baseline, and the actual value of the same year."""
    for file, place, indicator in facts.indicators():
        baseline = indicator.baseline
        for number, actual in enumerate(indicator.actuals):
            if baseline is None or baseline.fiscal_year != actual.fiscal_year or None in (baseline.value, actual.value):
                continue
            if figure(baseline) != figure(actual):
                details = {"year": actual.fiscal_year, "found": figure(actual), "known": figure(baseline)}
                yield _of(file, place, indicator, ("actuals", number, "value"), **details)


def actual_outside_period(facts: Facts) -> Iterator[Unlikely]:
    """What was reached is of a year of the plan, or lies between its baseline and its beginning."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    for file, place, indicator in facts.indicators():
        baseline = indicator.baseline.fiscal_year if indicator.baseline else None
        years = {"first": min(baseline or details.period.first, details.period.first), "last": details.period.last}
        for number, actual in enumerate(indicator.actuals):
            if not years["first"] <= actual.fiscal_year <= years["last"]:
                words = {**years, "found": actual.fiscal_year}
                yield _of(file, place, indicator, ("actuals", number, "fiscal_year"), **words)


def negative_value(facts: Facts) -> Iterator[Unlikely]:
    """What was reached is below zero only where a baseline or a target is: most things that are counted cannot be."""
    for file, place, indicator in facts.indicators():
        others = (indicator.baseline, *(target for _, target in indicator.placed_targets))
        if any(other and other.value is not None and other.value < 0 for other in others):
            continue
        for number, actual in enumerate(indicator.actuals):
            if actual.value is not None and actual.value < 0:
                yield _of(file, place, indicator, ("actuals", number, "value"), found=shown(actual.value))


def total_falls(facts: Facts) -> Iterator[Unlikely]:
    """What is counted all so far is never less than it was."""
    for file, place, indicator in facts.indicators():
        before: tuple[int | None, Number] | None = None
        if indicator.counting == "cumulative" and indicator.baseline and indicator.baseline.bare is not None:
            before = indicator.baseline.fiscal_year, indicator.baseline.bare
        for number, actual in enumerate(indicator.actuals if indicator.counting == "cumulative" else ()):
            if actual.bare is None or (before and (before[0] or 0) >= actual.fiscal_year):
                continue
            if before and actual.bare < before[1]:
                words = {"found": shown(actual.bare), "known": shown(before[1]), "year": before[0] or "－"}
                yield _of(file, place, indicator, ("actuals", number, "value"), **words)
            before = actual.fiscal_year, actual.bare


def value_overdue(facts: Facts) -> Iterator[Unlikely]:
    """The value of a year is there by the day that the plan lays down, or the reason why there is none."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    cards = dict(facts.projects())
    for file, place, indicator in facts.indicators():
        for due in values_due(indicator, details):
            if due.overdue and (file not in cards or ran_in(cards[file], due.year)):
                words = {"year": due.year, "day": due.day.isoformat(), "updated": details.edition.updated.isoformat()}
                yield _of(file, place, indicator, ("actuals",), **words)


def revised_at_odd_time(facts: Facts) -> Iterator[Unlikely]:
    """A target is revised while the plan runs, and before its own year is over."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    first = details.period.first
    for file, place, indicator in facts.indicators():
        for number, former in enumerate(indicator.former_targets):
            last = former.fiscal_year or details.period.last
            if not first <= former.revised <= last:
                words = {"found": former.revised, "first": first, "last": last}
                yield _of(file, place, indicator, ("former_targets", number, "revised"), **words)


def mark_before_period(facts: Facts) -> Iterator[Unlikely]:
    """A mark is of a year of the plan, where its scale does not say from which year on it marks."""
    details, scales = facts.one(model.PlanDetails), facts.one(model.Scales)
    if details is None or scales is None:
        return
    first, undated = details.period.first, {scale.id for scale in scales.scales if scale.since is None}

    def early(marks: tuple[model.ScaleMark, ...]) -> Iterator[tuple[Location, dict[str, object]]]:
        for number, mark in enumerate(marks):
            if mark.scale in undated and mark.fiscal_year < first:
                yield ("marks", number, "fiscal_year"), {"found": mark.fiscal_year, "first": first}

    for file, project in facts.projects():
        yield from (Unlikely(file, (), where, None, words) for where, words in early(project.marks))
    for file, place, indicator in facts.indicators():
        yield from (_of(file, place, indicator, where, **words) for where, words in early(indicator.marks))


def same_code(facts: Facts) -> Iterator[Unlikely]:
    """The code by which a city's papers call a card is that of one card."""
    first: dict[str, str] = {}
    for file, project in facts.projects():
        if project.code is not None and (other := first.setdefault(squeezed(project.code), file)) != file:
            words = {"found": shown(project.code).strip("'"), "other": f"data/{other}"}
            yield Unlikely(file, (), ("code",), None, words)
