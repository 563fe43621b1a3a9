"""The way (道のり) of an indicator from its baseline to its target, and how far along it is in one fiscal year.

Pure arithmetic with exact fractions. One formula for rising and falling indicators: what is done of the way,
(actual − baseline) ÷ (target − baseline). Which side is better is read from the numbers or a bound (以上, 以下), else
from what the data says; it is never supposed. No growth rate is used: one cannot judge a baseline or target of zero, a
value that is to be kept, or one that changes its sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf
from typing import Literal

from plan.model.indicators import Amount, FormerTarget, Indicator, Target

#: Why it cannot be told how far an indicator is.
Unknown = Literal[
    "no-value", "no-target", "stated", "not-a-figure", "before-baseline", "several-years", "side-unknown", "open-ended"
]
#: Against which target an indicator is held: the last one, the next that is due, or that of that year, else the last.
Against = Literal["final", "next", "year"]
#: What was to be reached between two known points: the straight way to the target, or by way of the interim targets.
Expected = Literal["straight", "interim"]


@dataclass(frozen=True)
class Point:
    """A figure, and the fiscal year in which it holds or shall hold, where one is known."""

    value: Fraction
    year: int | None


@dataclass(frozen=True)
class Aim:
    """What a target asks for: a figure, or the range from `low` to `high`, and which side of it is good enough."""

    low: Fraction
    high: Fraction
    side: Literal["up", "down", "within"] | None
    """up: `low` or more; down: `high` or less; None where nothing says, so that only the very figure is good enough."""
    strict: bool = False
    """Whether the figure itself is not good enough (超, 未満)."""

    def reached(self, value: Fraction) -> bool | None:
        """Whether a value is good enough; None where nothing says which side of the figure is."""
        if value in (self.low, self.high):
            return not self.strict
        if self.side is None:
            return None
        return (self.side == "down" or value > self.low) and (self.side == "up" or value < self.high)

    def reached_from(self, amount: Amount) -> bool | None:
        """Whether a value with two ends, or with one (以上, 以下), is good enough; None where it may be or not."""
        if amount.value is None or self.side is None:
            return None
        bare, open_ = Fraction(amount.value), amount.bound in ("more-than", "less-than")
        low = -inf if amount.bound in ("at-most", "less-than") else bare
        upper = bare if amount.upper is None else Fraction(amount.upper)
        high = inf if amount.bound in ("at-least", "more-than") else upper
        floor, roof = -inf if self.side == "down" else self.low, inf if self.side == "up" else self.high
        at_end = open_ or not self.strict
        above = floor == -inf or low > floor or (low == floor and at_end)
        below = roof == inf or high < roof or (high == roof and at_end)
        if above and below:
            return True
        out = open_ or self.strict
        return False if high < floor or low > roof or (out and (high == floor or low == roof)) else None


@dataclass(frozen=True)
class Progress:
    """How far an indicator was in one fiscal year. Percentages are exact: 50 is the half; below zero is a way back."""

    year: int
    actual: Fraction | None = None
    baseline: Point | None = None
    goal: Point | None = None
    """What is aimed at, and by when: of a range the end that is nearer to the baseline."""
    reached: bool | None = None
    """Whether the target is reached; None where that cannot be told."""
    done: Fraction | None = None
    """How much of the way from baseline to target is done, in percent; None where there is no way: no baseline, or
    nothing that is to change, or a value beyond a range."""
    gone: Fraction | None = None
    """How much of the time from baseline to target is over, in percent, from 0 to 100; None where a year is missing."""
    expected: Fraction | None = None
    """What was to be reached by that year."""
    on_time: bool | None = None
    """Whether that was reached."""
    pace: Fraction | None = None
    """What is done as a percentage of what was to be done by then; None where nothing was."""
    ratio: Fraction | None = None
    """The actual value as a percentage of the target; where less is better, the target as one of the actual value."""
    change: Fraction | None = None
    """The change for the better since the baseline, as a percentage of the baseline."""
    points: Fraction | None = None
    """The change for the better since the baseline, in the indicator's unit."""
    said: bool = False
    """Whether it is reached because the city says so, where figures cannot tell."""
    unknown: Unknown | None = None
    """Why it cannot be told whether the target is reached."""

    @property
    def kept(self) -> bool:
        """Whether the target asks for what the baseline is."""
        return self.baseline is not None and self.goal is not None and self.baseline.value == self.goal.value


def progress_in(
    indicator: Indicator, year: int, against: Against = "final", expected: Expected = "straight"
) -> Progress:
    """How far an indicator was in a fiscal year; where figures cannot tell, whether the city says it is reached."""
    found = _by_figures(indicator, year, against, expected)
    if found.unknown and _said_to_be_reached(indicator, year):
        return replace(found, reached=True, said=True, unknown=None)
    return found


def _said_to_be_reached(indicator: Indicator, year: int) -> bool:
    """Whether the city says so of that year; of a target in words for one year also of any before it."""
    said = [item.fiscal_year for item in indicator.actuals if item.reached]
    there = any(item.fiscal_year == year for item in indicator.actuals)
    return year in said or (indicator.once is not None and not there and any(item < year for item in said))


def _by_figures(indicator: Indicator, year: int, against: Against, expected: Expected) -> Progress:
    baseline, target = _baseline(indicator), _target(indicator, year, against)
    actual = next((item for item in indicator.actuals if item.fiscal_year == year), None)
    value = _figure(actual)
    if actual is None or actual.value is None:
        measured: Unknown = "stated" if target and target.stated else "not-a-figure"
        return Progress(year, baseline=baseline, unknown=measured if actual and not actual.missing else "no-value")
    aim = _aim(target, baseline, indicator.direction) if target else None
    if target is None or aim is None:
        return Progress(year, value, baseline, unknown="stated" if target else "no-target")
    if baseline and baseline.year is not None and year < baseline.year:
        return Progress(year, value, baseline, unknown="before-baseline")
    if isinstance(target, Target) and target.first and target.when is None and indicator.counting != "cumulative":
        return Progress(year, value, baseline, unknown="several-years")
    goal = Point(_nearest(aim, baseline), _by(target, year))
    reached = aim.reached_from(actual) if value is None else aim.reached(value)
    if reached is None:
        return Progress(year, value, baseline, goal, unknown="side-unknown" if aim.side is None else "open-ended")
    stops = (*_stops(indicator, baseline, goal), goal) if expected == "interim" else (goal,)
    return _measured(Progress(year, value, baseline, goal, reached), aim, _expected(baseline, stops, year))


def way_to(indicator: Indicator, year: int, expected: Expected = "straight") -> tuple[Point, ...]:
    """The points through which the way to *the* target as of a year goes, in their order; none where a year is missing.

    They are joined by straight lines: baseline, interim targets where these are what is `expected`, target.
    """
    baseline, target = _baseline(indicator), _target(indicator, year, "final")
    aim = _aim(target, baseline, indicator.direction) if target else None
    if baseline is None or baseline.year is None or target is None or aim is None or target.fiscal_year is None:
        return ()
    goal = Point(_nearest(aim, baseline), _by(target, year))
    stops = _stops(indicator, baseline, goal) if expected == "interim" else ()
    return (baseline, *stops, goal) if baseline.year < target.fiscal_year else ()


def better_than(indicator: Indicator, year: int, before: int) -> int | None:
    """How the actual value of a year is to that of an earlier one: 1 better, 0 the same, -1 worse.

    None where one of them is no figure, or nothing says which side is better. Within a range none is better than
    another; else what is nearer to it is.
    """
    found = {item.fiscal_year: _figure(item) for item in indicator.actuals}
    now, then = found.get(year), found.get(before)
    baseline, target = _baseline(indicator), _target(indicator, year, "final")
    if now is None or then is None:
        return None
    if now == then:
        return 0
    aim = _aim(target, baseline, indicator.direction) if target else None
    side = aim.side if aim else indicator.direction
    if aim and side == "within":
        off, was = (max(aim.low - value, value - aim.high, Fraction(0)) for value in (now, then))
        return (off < was) - (off > was)
    if side not in ("up", "down"):
        return None
    return 1 if (now > then) == (side == "up") else -1


def _measured(way: Progress, aim: Aim, expected: Fraction | None) -> Progress:
    """The same with all that can be computed."""
    value, base, goal = way.actual, way.baseline, way.goal
    if value is None or goal is None:
        return way
    better = _better(aim, base, goal)
    ratio = _ratio(aim, goal.value, value)
    if base is None:
        return Progress(way.year, value, None, goal, way.reached, ratio=ratio)
    whole, moved = goal.value - base.value, value - base.value
    done = Fraction(100) * moved / whole if whole else None
    due = expected - base.value if expected is not None else None
    beyond = aim.side == "within" and not way.reached and done is not None and done > 100
    return Progress(
        way.year,
        value,
        base,
        goal,
        way.reached,
        None if beyond else done,
        _gone(base, goal, way.year),
        expected,
        None if expected is None or better is None or beyond else (value - expected) * better >= 0,
        Fraction(100) * moved / due if due and not beyond else None,
        ratio,
        Fraction(100) * moved * better / abs(base.value) if better and base.value else None,
        moved * better if better else None,
    )


def _figure(amount: Amount | None) -> Fraction | None:
    """The one figure of an amount, also with 約 or 概ね; None of two, of one that is only an end, and of words."""
    if amount is None or amount.value is None or amount.upper is not None:
        return None
    return Fraction(amount.value) if amount.bound in (None, "about", "roughly") else None


def _baseline(indicator: Indicator) -> Point | None:
    value = _figure(indicator.baseline)
    return None if value is None or indicator.baseline is None else Point(value, indicator.baseline.fiscal_year)


def target_of(indicator: Indicator, year: int) -> Target | None:
    """The target that the city gave for that very year beside *the* target; None where it gave none."""
    others = [item for _, item in indicator.placed_targets if item is not indicator.main_target]
    alone = (item for item in others if item.fiscal_year == year and item.first is None and item.when is None)
    every = (item for item in others if item.when == "every-year")
    within = (item for item in every if (item.first or year) <= year <= (item.fiscal_year or year))
    return next(alone, None) or next(within, None)


def _target(indicator: Indicator, year: int, against: Against) -> Target | FormerTarget | None:
    """*The* target as it stood in that year: one that was replaced later, else today's; or another, as is asked."""
    if against == "year" and (own := target_of(indicator, year)):
        return own
    former = next((item for item in indicator.former_targets if year < item.revised), None)
    if former:
        return former
    due = (item for _, item in indicator.placed_targets if item.fiscal_year is not None and item.fiscal_year >= year)
    return (next(due, None) if against == "next" else None) or indicator.main_target


def _aim(target: Amount, baseline: Point | None, direction: str | None) -> Aim | None:
    """What a target asks for; None where it is in words."""
    if target.value is None:
        return None
    low = Fraction(target.value)
    if target.upper is not None:
        return Aim(low, Fraction(target.upper), "within")
    return Aim(low, low, _side(target, low, baseline, direction), target.bound in ("more-than", "less-than"))


def _side(
    target: Amount, goal: Fraction, baseline: Point | None, direction: str | None
) -> Literal["up", "down"] | None:
    if target.bound in ("at-least", "more-than"):
        return "up"
    if target.bound in ("at-most", "less-than"):
        return "down"
    if baseline and baseline.value != goal:
        return "up" if goal > baseline.value else "down"
    if direction == "up" or direction == "down":
        return "up" if direction == "up" else "down"
    return None


def _nearest(aim: Aim, baseline: Point | None) -> Fraction:
    """Of a range what is nearest to the baseline, which may be the baseline itself."""
    return min(max(baseline.value, aim.low), aim.high) if baseline else aim.low


def _by(target: Amount, year: int) -> int | None:
    """By when a target is to be reached; one for each year, in that year."""
    if isinstance(target, Target) and target.when == "every-year":
        return max(year, target.first) if target.first else year
    return target.fiscal_year


def _better(aim: Aim, baseline: Point | None, goal: Point) -> int | None:
    """1 where more is better, -1 where less is; None where neither: within a range, and where nothing says."""
    if aim.side == "up":
        return 1
    if aim.side == "down":
        return -1
    if aim.side == "within" and baseline and baseline.value != goal.value:
        return 1 if goal.value > baseline.value else -1
    return None


def _stops(indicator: Indicator, baseline: Point | None, goal: Point) -> Iterator[Point]:
    """The interim targets between baseline and goal that are one figure in one year."""
    for _, item in indicator.placed_targets:
        year, value = item.fiscal_year, _figure(item)
        if value is None or year is None or goal.year is None or item.first is not None or item.when is not None:
            continue
        if year < goal.year and (baseline is None or baseline.year is None or year > baseline.year):
            yield Point(value, year)


def _expected(baseline: Point | None, stops: Iterable[Point], year: int) -> Fraction | None:
    """The value for a year on the straight way from point to point; the last stays; None where a year is missing."""
    before = baseline
    for stop in stops:
        if stop.year is None:
            return None
        if year == stop.year:
            return stop.value
        if year < stop.year:
            if before is None or before.year is None:
                return None
            return before.value + (stop.value - before.value) * Fraction(year - before.year, stop.year - before.year)
        before = stop
    return before.value if before else None


def _gone(baseline: Point, goal: Point, year: int) -> Fraction | None:
    if baseline.year is None or goal.year is None:
        return None
    whole = goal.year - baseline.year
    return min(Fraction(100), Fraction(100 * (year - baseline.year), whole)) if whole > 0 else Fraction(100)


def _ratio(aim: Aim, goal: Fraction, value: Fraction) -> Fraction | None:
    """None for a range, where nothing says which side is better, and for what is not above zero."""
    if aim.side not in ("up", "down") or goal < 0 or value < 0:
        return None
    part, whole = (value, goal) if aim.side == "up" else (goal, value)
    return 100 * part / whole if whole else None
