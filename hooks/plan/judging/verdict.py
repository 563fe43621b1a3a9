"""The verdict (評価) of the city's own rules (`data/verdicts.yml`) on an indicator in one fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from plan.judging.progress import Progress, progress_in
from plan.model.indicators import Indicator
from plan.model.scales import ScaleStep
from plan.model.verdicts import Bound, VerdictRule, Verdicts, VerdictStep

#: A target that is reached is all of the way.
_WHOLE = 100


@dataclass(frozen=True)
class Verdict:
    """What a rule says of an indicator in a fiscal year, and all that it rests on."""

    rule: VerdictRule
    progress: Progress
    step: VerdictStep | None
    """The step; None where the rule cannot say."""
    instead: ScaleStep | None = None
    """What the city calls an indicator without a verdict, where it has a word for it."""


def verdict_in(indicator: Indicator, year: int, rules: Verdicts, status: str = "") -> Verdict | None:
    """The verdict; None for a year that no rule judges. `status`: that of the card it belongs to."""
    rule = rules.rule_for(indicator.judged_by, year)
    if rule is None:
        return None
    way = progress_in(indicator, year, rule.against, rule.expected or "straight")
    step = None if way.unknown else _step(way, indicator, rule)
    return Verdict(rule, way, step, None if step else _instead(way, rule, status))


def _step(way: Progress, indicator: Indicator, rule: VerdictRule) -> VerdictStep | None:
    """The first step whose bound is kept; None as soon as one cannot be told."""
    for step in rule.steps:
        bound = step.bound
        kept = bound is None or _keeps(way, indicator, bound, alone=step.at_least is not None)
        if kept is None:
            return None
        if kept:
            return step
    return None


def _keeps(way: Progress, indicator: Indicator, bound: Bound, *, alone: bool) -> bool | None:
    """Whether a bound is kept, itself being enough (`alone`) or not; None where that cannot be told."""
    if bound.unit is not None and bound.unit != indicator.unit:
        return False
    limit = Fraction(bound.value)
    value: Fraction | None = getattr(way, "done" if bound.measure == "way" else bound.measure)
    if bound.measure == "way" and limit == _WHOLE and alone:
        return way.reached
    if bound.measure in ("way", "pace") and value is None:
        return _keeps_without(way, bound, limit, alone=alone)
    if value is None:
        return None
    return value >= limit if alone else value > limit


def _keeps_without(way: Progress, bound: Bound, limit: Fraction, *, alone: bool) -> bool | None:
    """The same where there is no way: what is reached has done all of it; what was to be kept and is not, nothing."""
    if way.reached:
        within = limit <= _WHOLE if alone else limit < _WHOLE
        return True if within else None
    if bound.measure == "pace" and way.on_time:  # nothing was to be done by then
        return True
    nothing_done = way.kept or (bound.measure == "pace" and way.on_time is False)
    return (limit <= 0 if alone else limit < 0) if nothing_done else None


def _instead(way: Progress, rule: VerdictRule, status: str) -> ScaleStep | None:
    none = rule.none
    if none is None:
        return None
    by_status = {"planned": none.not_started, "ended": none.ended, "merged": none.ended}.get(status)
    return by_status or (none.no_value if way.unknown == "no-value" else none.other)
