"""Rules about indicators: what auditors find missing or contradictory in municipal plans.

Each rule is an error, which stops the build, or advice, which the inspection (点検) of the preview lists. A city that
has looked at a remark and lets it stand says so with its reason: `accepted`, on the card, on the item of a level, or
once for the whole plan.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import NamedTuple

from plan import model
from plan.messages.findings import DataField, Finding, Level, Location, dotted, shown
from plan.messages.likeness import squeezed
from plan.messages.sentences import Said
from plan.model.indicators import Amount, Unstated
from plan.model.types import Number
from plan.rules import contacts, markup, unlikely
from plan.rules.amounts import HAS
from plan.rules.facts import Facts
from plan.rules.unlikely import Unlikely, figure


class _Found(NamedTuple):
    """What a rule finds, before anybody asked whether it is accepted.

    `owner`: the place of the card or item it is about, if any; `location`: its own, within that; `indicator`: the id of
    the one it is about.
    """

    file: str
    owner: Location
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
    """An indicator where it stands: in which file, on what, and where on that."""

    file: str
    owner: Location
    place: Location
    indicator: model.Indicator

    def found(self, *path: str | int, **details: object) -> _Found:
        """What is found at a place within the indicator."""
        return _Found(self.file, self.owner, (*self.place, *path), self.indicator.id, details)

    def figures(self) -> Iterator[tuple[Location, Amount, int | Decimal]]:
        """Each figure of the indicator: its place within it, what it is a part of, and itself."""
        former = ((("former_targets", number), one) for number, one in enumerate(self.indicator.former_targets))
        for where, amount in (*self.indicator.placed_amounts, *former):
            for name, value in (("value", amount.value), ("upper", amount.upper)):
                if value is not None:
                    yield (*where, name), amount, value

    def target(self) -> tuple[Location, model.Target] | None:
        """*The* target, with its place within the indicator."""
        placed, main = self.indicator.placed_targets, self.indicator.main_target
        return next(((where, item) for where, item in placed if item is main), None)


def _each(facts: Facts) -> Iterator[_Here]:
    for file, owner, record in facts.holders:
        for index, indicator in enumerate(record.indicators):
            yield _Here(file, owner, ("indicators", index), indicator)


def no_indicator(facts: Facts) -> Iterator[_Found]:
    """A card sets an indicator, or an item that it stands under, in a plan that sets any for cards."""
    if any(project.indicators for _, project in facts.projects()):
        structure = facts.one(model.Structure)
        paths = structure.paths() if structure else ()
        measured = {path[-1].id for path in paths if any(item.indicators for item in path)}
        for file, project in facts.projects():
            if not project.indicators and project.under not in measured:
                yield _Found(file, (), ("indicators",))


def no_department(facts: Facts) -> Iterator[_Found]:
    """A card names a department, in a plan that names any."""
    if any(project.departments for _, project in facts.projects()):
        yield from (_Found(file, (), ("departments",)) for file, project in facts.projects() if not project.departments)


def _printed(facts: Facts) -> Mapping[Unstated, bool]:
    """What the plan prints of any indicator: what it prints of none, nobody has forgotten on one."""
    found = [here.indicator for here in _each(facts)]
    return {what: any(has(indicator) for indicator in found) for what, has in HAS.items()}


def _each_if_printed(facts: Facts, what: Unstated) -> Iterator[_Here]:
    return _each(facts) if _printed(facts)[what] else iter(())


def _lacks(here: _Here, what: Unstated) -> bool:
    """Whether the plan is not said to leave out just this."""
    return what not in here.indicator.unstated


def no_unit(facts: Facts) -> Iterator[_Found]:
    """An indicator that has a figure has a unit."""
    for here in _each(facts):
        if here.indicator.unit is None and any(here.figures()) and _lacks(here, "unit"):
            yield here.found()


def no_baseline(facts: Facts) -> Iterator[_Found]:
    """An indicator that aims at a figure says where it stands."""
    for here in _each_if_printed(facts, "baseline"):
        main = here.indicator.main_target
        if here.indicator.baseline is None and main and main.value is not None and _lacks(here, "baseline"):
            yield here.found()


def no_baseline_year(facts: Facts) -> Iterator[_Found]:
    """A baseline that has a figure has a year."""
    for here in _each_if_printed(facts, "baseline_year"):
        baseline = here.indicator.baseline
        undated = baseline is not None and baseline.value is not None and baseline.fiscal_year is None
        if undated and _lacks(here, "baseline_year"):
            yield here.found("baseline")


def no_target(facts: Facts) -> Iterator[_Found]:
    """An indicator has a target."""
    for here in _each_if_printed(facts, "target"):
        if here.indicator.main_target is None and _lacks(here, "target"):
            yield here.found()


def no_target_year(facts: Facts) -> Iterator[_Found]:
    """A target says when."""
    for here in _each_if_printed(facts, "target_year"):
        for where, target in here.indicator.placed_targets:
            if target.fiscal_year is None and target.when is None and _lacks(here, "target_year"):
                yield here.found(*where)


def target_is_baseline(facts: Facts) -> Iterator[_Found]:
    """A target asks for more than what is, unless it is to be kept."""
    for here, where, before, after in _ways(facts):
        if before == after and here.indicator.direction not in ("keep", None):
            yield here.found(*where, "value", found=shown(after))


def target_against_direction(facts: Facts) -> Iterator[_Found]:
    """The way from the baseline to the target is the one that the indicator names."""
    for here, where, before, after in _ways(facts):
        direction = here.indicator.direction
        if before == after or direction is None or {"up": after > before, "down": after < before}.get(direction):
            continue
        words = {"direction": Said(f"direction-{direction}"), "baseline": shown(before), "target": shown(after)}
        yield here.found(*where, "value", **words)


def _ways(facts: Facts) -> Iterator[tuple[_Here, Location, Number, Number]]:
    """Each way from a baseline to *the* target, where both are one figure and no more: what is bound to be at least
    or about a figure, or in a range, may lie anywhere."""
    for here in _each(facts):
        placed, baseline = here.target(), here.indicator.baseline
        if placed and baseline and baseline.bare is not None and placed[1].bare is not None:
            yield here, placed[0], baseline.bare, placed[1].bare


def target_outside_period(facts: Facts) -> Iterator[_Found]:
    """*The* target is due within the plan; interim ones may be older, and others look further ahead."""
    if details := facts.one(model.PlanDetails):
        first, last = details.period.first, details.period.last
        for here in _each(facts):
            placed = here.target()
            year = placed[1].fiscal_year if placed else None
            if placed is None or year is None:
                continue
            begins = first if placed[1].when == "onward" else year
            if not (first <= max(begins, year) and year <= last):
                yield here.found(*placed[0], "fiscal_year", first=first, last=last, found=year)


def share_above_whole(facts: Facts) -> Iterator[_Found]:
    """No share is larger than its whole."""
    for here in _each(facts):
        for where, _, value in here.figures():
            if _is_share(here.indicator, facts) and value > 100 and not here.indicator.over_hundred:
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
    families = {PurePosixPath(file).stem: family for file, family in facts.each(model.Family)}
    offers = {id for id, family in families.items() if family.for_residents}
    for file, project in facts.projects():
        acts = all(_counts_acts(indicator, facts) for indicator in project.indicators)
        if offers.intersection(project.families.root) and project.indicators and acts:
            yield _Found(file, (), ("indicators",), None, {"claim": Said("claims-benefit")})
    for here in _each(facts):
        if here.indicator.kind == "outcome" and _names_acts(here.indicator, facts):
            yield here.found("kind", claim=Said("claims-outcome"))


def _counts_acts(indicator: model.Indicator, facts: Facts) -> bool:
    return indicator.kind == "output" or (indicator.kind is None and _names_acts(indicator, facts))


def _names_acts(indicator: model.Indicator, facts: Facts) -> bool:
    """Whether a name counts what the city does, not what becomes better."""
    return any(word in facts.original(indicator.name) for word in facts.writing.acts)


#: The figures of an indicator by what tells them from others: role and fiscal year first; each its place and its words.
_Figures = Mapping[tuple[object, ...], tuple[Location, str]]


def _figures(indicator: model.Indicator) -> _Figures:
    """The figures that have a year."""
    return {
        (type(amount), amount.fiscal_year, getattr(amount, "first", None), getattr(amount, "when", None)): (
            where,
            figure(amount),
        )
        for where, amount in indicator.placed_amounts
        if amount.value is not None and amount.fiscal_year is not None
    }


def same_indicator_differs(facts: Facts) -> Iterator[_Found]:
    """Two cards or items give one figure for an indicator of the same name, unit and way of counting, of the same year
    and role: a target is no measurement, and differs from what was reached in its year.

    A name as 「利用件数」 is that of many: they are one indicator where they have a figure or their method in common.
    """
    known: dict[tuple[object, ...], list[tuple[str, str, _Figures]]] = {}
    for here in _each(facts):
        one = here.indicator
        words = [squeezed(facts.original(text)) if text else "" for text in (one.name, one.unit, one.method)]
        own, figures = ": ".join(filter(None, (here.file, dotted(here.owner)))), _figures(one)
        others = known.setdefault((*words[:2], one.counting), [])
        for other, method, theirs in others:
            shared = figures.keys() & theirs.keys()
            differ = [key for key in figures if key in shared and figures[key][1] != theirs[key][1]]
            if other != own and differ and (len(differ) < len(shared) or words[2] == method != ""):
                for key in differ:
                    (where, found), said = figures[key], theirs[key][1]
                    yield here.found(*where, "value", other=other, year=key[1], found=found, known=said)
                break
        if not any(figures == theirs for _, _, theirs in others):
            others.append((own, words[2], figures))


def _unlikely(finds: Callable[[Facts], Iterator[Unlikely]]) -> _Finds:
    """What is found unlikely, as a rule finds it."""
    return lambda facts: (_Found(*found) for found in finds(facts))


#: What each rule finds, by its level and its id.
_FINDS: Mapping[Level, Mapping[str, _Finds | None]] = {
    "error": {
        "no-indicator": no_indicator,
        "no-department": no_department,
        "no-unit": no_unit,
        "no-baseline-year": no_baseline_year,
        "no-target": no_target,
        "no-target-year": no_target_year,
        "target-against-direction": target_against_direction,
        "target-is-baseline": target_is_baseline,
        "target-outside-period": target_outside_period,
        "share-above-whole": share_above_whole,
    },
    "advice": {
        "no-indicator-baseline": no_baseline,
        "rate-without-method": rate_without_method,
        "output-for-outcome": output_for_outcome,
        "same-indicator-differs": same_indicator_differs,
        "year-not-over": _unlikely(unlikely.year_not_over),
        "baseline-differs": _unlikely(unlikely.baseline_differs),
        "actual-outside-period": _unlikely(unlikely.actual_outside_period),
        "negative-value": _unlikely(unlikely.negative_value),
        "total-falls": _unlikely(unlikely.total_falls),
        "value-overdue": _unlikely(unlikely.value_overdue),
        "revised-at-odd-time": _unlikely(unlikely.revised_at_odd_time),
        "mark-before-period": _unlikely(unlikely.mark_before_period),
        "same-code": _unlikely(unlikely.same_code),
        "no-actual": _unlikely(unlikely.no_actual),
        "no-contact": _unlikely(contacts.no_contact),
        "no-office-contact": _unlikely(contacts.no_office_contact),
        "markup-in-text": _unlikely(markup.markup_in_text),
        "accepted-nothing": None,
    },
}
#: The rules by id; what they say stands under the same id in messages/sentences.yml, and why under `why-<id>`.
RULES: Mapping[str, Rule] = {
    id: Rule(level, Said(f"why-{id}"), finds) for level, rules in _FINDS.items() for id, finds in rules.items()
}


def lint(facts: Facts, of_plan: Sequence[model.PlanAcceptance]) -> Iterator[Finding]:
    """Every remark on the cards and items that could be read: with its rule's level, or accepted, with the reason.

    What is accepted in the whole plan, `of_plan`, is one remark with the number of what it lets stand.
    """
    used: set[tuple[str, Location]] = set()
    everywhere: Counter[str] = Counter()
    accepted = {
        (file, owner): tuple(((*owner, "accepted", index), one) for index, one in enumerate(record.accepted))
        for file, owner, record in facts.holders
    }
    for id, rule in RULES.items():
        for found in rule.finds(facts) if rule.finds else ():
            level: Level = rule.level
            reason = ""
            for place, acceptance in accepted.get((found.file, found.owner), ()):
                if acceptance.rule == id and acceptance.indicator in (None, found.indicator):
                    used.add((found.file, place))
                    level, reason = "accepted", acceptance.reason
            if level != "accepted" and any(acceptance.rule == id for acceptance in of_plan):
                everywhere[id] += 1
                continue
            at = DataField(found.file, (*found.owner, *found.location))
            yield Finding(at, id, found.details, level, reason, acceptable=level == "error")
    for (file, _), acceptances in accepted.items():
        for place, acceptance in acceptances:
            if (file, place) not in used:
                yield from _accepted_nothing(file, place, acceptance.rule)
    yield from _accepted_everywhere(of_plan, everywhere)


def _accepted_everywhere(of_plan: Sequence[model.PlanAcceptance], counts: Counter[str]) -> Iterator[Finding]:
    """How many points each acceptance of the whole plan lets stand; a second one of the same rule lets none stand."""
    for index, acceptance in enumerate(of_plan):
        place, count = ("accepted", index), counts.pop(acceptance.rule, 0)
        details = {"accepted": acceptance.rule, "count": count}
        if count:
            yield Finding(DataField("plan.yml", place), "accepted-everywhere", details, "accepted", acceptance.reason)
        else:
            yield from _accepted_nothing("plan.yml", place, acceptance.rule)


def _accepted_nothing(file: str, place: Location, rule: str) -> Iterator[Finding]:
    """That an acceptance lets nothing stand; of a rule that there is not something else is told."""
    if rule in RULES:
        id = "accepted-nothing"
        yield Finding(DataField(file, place), id, {"accepted": rule}, RULES[id].level)
