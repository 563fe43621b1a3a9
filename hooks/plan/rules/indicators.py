"""Rules about indicators: what auditors find missing or contradictory in municipal plans.

Each rule is an error, which stops the build, or advice, which the inspection (点検) of the preview lists. A city that
has looked at a remark and lets it stand says so in the card, with its reason: `accepted`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from plan import model
from plan.messages.findings import DataField, Finding, Level, Location, shown
from plan.messages.sentences import Said
from plan.model import fiscal_years
from plan.rules.facts import Facts


class _Found(NamedTuple):
    """What a rule finds, before anybody asked whether it is accepted; `indicator` is the id of the one it is about."""

    file: str
    location: Location
    indicator: str | None = None
    details: Mapping[str, object] = {}


_Finds = Callable[[Facts], Iterator[_Found]]


class Rule(NamedTuple):
    """How grave a remark is, why the rule is there, and what it finds in a plan."""

    level: Level
    reason: Said
    finds: _Finds | None
    """None for what is found when all others have been asked: an acceptance of nothing."""


class _Here(NamedTuple):
    """An indicator where it stands."""

    file: str
    place: Location
    indicator: model.Indicator

    def found(self, *path: str | int, **details: object) -> _Found:
        """What is found at a place within the indicator."""
        return _Found(self.file, (*self.place, *path), self.indicator.id, details)

    def figures(self) -> Iterator[tuple[Location, int | None, int | Decimal]]:
        """Each figure of the indicator: its place within it, its fiscal year, its value."""
        figures: list[tuple[Location, model.Baseline | model.Actual | model.Target]] = [
            (("baseline",), self.indicator.baseline),
            (("target",), self.indicator.target),
        ]
        figures += [(("actuals", index), actual) for index, actual in enumerate(self.indicator.actuals)]
        for where, figure in figures:
            if figure.value is not None:
                yield (*where, "value"), figure.fiscal_year, figure.value


def _each(facts: Facts) -> Iterator[_Here]:
    for file, project in facts.projects():
        for index, indicator in enumerate(project.indicators):
            yield _Here(file, ("indicators", index), indicator)


def no_indicator(facts: Facts) -> Iterator[_Found]:
    """A card sets an indicator."""
    return (_Found(file, ("indicators",)) for file, project in facts.projects() if not project.indicators)


def no_department(facts: Facts) -> Iterator[_Found]:
    """A card names a department."""
    return (_Found(file, ("departments",)) for file, project in facts.projects() if not project.departments)


def no_unit(facts: Facts) -> Iterator[_Found]:
    """An indicator has a unit."""
    return (here.found() for here in _each(facts) if here.indicator.unit is None)


def no_baseline_year(facts: Facts) -> Iterator[_Found]:
    """A baseline has a year."""
    return (here.found("baseline") for here in _each(facts) if here.indicator.baseline.fiscal_year is None)


def target_is_baseline(facts: Facts) -> Iterator[_Found]:
    """A target asks for more than what is, unless it is to be kept."""
    for here in _each(facts):
        before, after = here.indicator.baseline.value, here.indicator.target.value
        if before is not None and before == after and here.indicator.direction != "keep":
            yield here.found("target", "value", found=shown(after))


def target_against_direction(facts: Facts) -> Iterator[_Found]:
    """The way from the baseline to the target is the one that the indicator names."""
    for here in _each(facts):
        before, after, direction = here.indicator.baseline.value, here.indicator.target.value, here.indicator.direction
        if before is None or before == after or {"up": after > before, "down": after < before}.get(direction):
            continue
        words = {"direction": Said(f"direction-{direction}"), "baseline": shown(before), "target": shown(after)}
        yield here.found("target", "value", **words)


def target_outside_period(facts: Facts) -> Iterator[_Found]:
    """A target is due within the plan."""
    if details := facts.one(model.PlanDetails):
        first, last = details.period.first, details.period.last
        for here in _each(facts):
            year = here.indicator.target.fiscal_year
            if not first <= year <= last:
                yield here.found("target", "fiscal_year", first=first, last=last, found=year)


def share_above_whole(facts: Facts) -> Iterator[_Found]:
    """No share is larger than its whole."""
    for here in _each(facts):
        for where, _, value in here.figures():
            if _is_share(here.indicator, facts) and value > 100:
                yield here.found(*where, found=shown(value))


def _is_share(indicator: model.Indicator, facts: Facts) -> bool:
    return indicator.unit is not None and unicodedata.normalize("NFKC", facts.original(indicator.unit)).strip() == "%"


def rate_without_method(facts: Facts) -> Iterator[_Found]:
    """A rate says how it is made."""
    for here in _each(facts):
        name = facts.original(here.indicator.name).rstrip("）)")
        rate = _is_share(here.indicator, facts) or name.endswith(facts.writing.rates)
        if rate and here.indicator.method is None:
            yield here.found()


def output_for_outcome(facts: Facts) -> Iterator[_Found]:
    """Who claims that something becomes better does not count what is done."""
    for file, project in facts.projects():
        acts = all(_counts_acts(indicator, facts) for indicator in project.indicators)
        if project.benefits_residents and project.indicators and acts:
            yield _Found(file, ("indicators",), None, {"claim": Said("claims-benefit")})
    for here in _each(facts):
        if here.indicator.kind == "outcome" and _names_acts(here.indicator, facts):
            yield here.found("kind", claim=Said("claims-outcome"))


def _counts_acts(indicator: model.Indicator, facts: Facts) -> bool:
    return indicator.kind == "output" or (indicator.kind is None and _names_acts(indicator, facts))


def _names_acts(indicator: model.Indicator, facts: Facts) -> bool:
    """Whether a name counts what the city does, not what becomes better."""
    return any(word in facts.original(indicator.name) for word in facts.writing.acts)


def same_indicator_differs(facts: Facts) -> Iterator[_Found]:
    """Two cards give one figure for an indicator of the same name, unit and year."""
    first: dict[tuple[str, str, int], tuple[str, int | Decimal]] = {}
    for here in _each(facts):
        for where, year, value in here.figures():
            if year is None:
                continue
            unit = facts.original(here.indicator.unit) if here.indicator.unit else ""
            same = (_bare(facts.original(here.indicator.name)), _bare(unit), year)
            other, known = first.setdefault(same, (here.file, value))
            if known != value:
                yield here.found(*where, found=shown(value), other=other, known=shown(known), year=year)


def _bare(words: str) -> str:
    """A name without what differs only in writing: width and blanks."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def no_actual(facts: Facts) -> Iterator[_Found]:
    """A year that is over has its value, or the reason why there is none."""
    details = facts.one(model.PlanDetails)
    if details is None:
        return
    # The day of the data, not of the build: the same data gives the same remarks on any day.
    finished = fiscal_years.finished(details.edition.updated)
    for here in _each(facts):
        known = {actual.fiscal_year for actual in here.indicator.actuals} | {here.indicator.baseline.fiscal_year}
        if details.period.first <= finished <= details.period.last and finished not in known:
            yield here.found("actuals", year=finished)


#: What each rule finds, by its level and its id.
_FINDS: Mapping[Level, Mapping[str, _Finds | None]] = {
    "error": {
        "no-indicator": no_indicator,
        "no-department": no_department,
        "no-unit": no_unit,
        "no-baseline-year": no_baseline_year,
        "target-against-direction": target_against_direction,
        "target-is-baseline": target_is_baseline,
        "target-outside-period": target_outside_period,
        "share-above-whole": share_above_whole,
    },
    "advice": {
        "rate-without-method": rate_without_method,
        "output-for-outcome": output_for_outcome,
        "same-indicator-differs": same_indicator_differs,
        "no-actual": no_actual,
        "accepted-nothing": None,
    },
}
#: The rules by id; what they say stands under the same id in messages/sentences.yml, and why under `why-<id>`.
RULES: Mapping[str, Rule] = {
    id: Rule(level, Said(f"why-{id}"), finds) for level, rules in _FINDS.items() for id, finds in rules.items()
}


def lint(facts: Facts) -> Iterator[Finding]:
    """Every remark on the cards that could be read: with its rule's level, or accepted, with the city's reason."""
    used: set[tuple[str, int]] = set()
    accepted = {file: tuple(enumerate(project.accepted)) for file, project in facts.projects()}
    for id, rule in RULES.items():
        for found in rule.finds(facts) if rule.finds else ():
            level: Level = rule.level
            reason = ""
            for index, acceptance in accepted[found.file]:
                if acceptance.rule == id and acceptance.indicator in (None, found.indicator):
                    used.add((found.file, index))
                    level, reason = "accepted", acceptance.reason
            at = DataField(found.file, found.location)
            yield Finding(at, id, found.details, level, reason, acceptable=level == "error")
    for file, acceptances in accepted.items():
        for index, acceptance in acceptances:
            if (file, index) not in used and acceptance.rule in RULES:
                at, rule_id = DataField(file, ("accepted", index)), "accepted-nothing"
                yield Finding(at, rule_id, {"accepted": acceptance.rule}, RULES[rule_id].level)
