"""How far an indicator is along its way: one formula for what rises, falls or is kept, and nothing supposed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from cases import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st
from plan.judging.progress import Progress, progress_in
from plan.model.indicators import Indicator
from plan.model.types import Languages

LANGUAGES = Languages(("ja",), ("ja",))


def exact(value: Any) -> Any:
    """A value of a case as YAML of a plan gives it: digits as printed, lists that cannot change."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    return tuple(map(exact, value)) if isinstance(value, list) else value


def indicator(fields: dict[str, Any]) -> Indicator:
    """An indicator with those fields and a name."""
    return Indicator.model_validate({"id": "one", "name": {"ja": "件数"}} | fields, context={"languages": LANGUAGES})


@pytest.mark.parametrize("case", cases("progress", "indicator", "year", "how", "expected"))
def test_a_way_is_computed_as_with_a_pocket_calculator(case: Case) -> None:
    """Each value of the case; of those that it leaves out that there is none."""
    found = progress_in(indicator(exact(case["indicator"])), case["year"], **case.get("how", {}))
    names = ("reached", "done", "gone", "expected", "on_time", "pace", "ratio", "change", "points", "unknown")
    said = {name: getattr(found, name) for name in names if getattr(found, name) is not None}
    assert said == {
        name: value if isinstance(value, bool) or name == "unknown" else Fraction(value)
        for name, value in case["expected"].items()
    }


#: What Open SDG says, as far as ours can say it too.
ALIKE: dict[str, Callable[[Progress], bool]] = {
    "substantial progress": lambda way: way.on_time is True,
    "limited progress": lambda way: way.on_time is False and way.done is not None and way.done > 0,
    "deterioration": lambda way: way.done is not None and way.done < 0,
    "target achieved": lambda way: way.reached is True,
}


@pytest.mark.parametrize("case", cases("growth_rates", "indicator", "year", "growth", "ours", "why"))
def test_where_growth_rates_say_otherwise(case: Case) -> None:
    """Seventeen cases by Open SDG's rule (its growth rates) and by ours; each in which they differ says why."""
    found = progress_in(indicator(exact(case["indicator"])), case["year"])
    done, gone = (None if value is None else round(value) for value in (found.done, found.gone))
    assert {"reached": found.reached, "done": done, "gone": gone} == case["ours"]
    alike = ALIKE.get(case["growth"], lambda way: False)(found)
    assert alike != ("why" in case)


VALUES = st.decimals(-10_000, 10_000, places=2)
YEARS = st.integers(2001, 2020)


def simple(base: Decimal, goal: Decimal, actual: Decimal, year: int = 2010) -> Indicator:
    """An indicator from 2000 to 2020."""
    return indicator(
        {
            "baseline": {"fiscal_year": 2000, "value": base},
            "target": {"fiscal_year": 2020, "value": goal},
            "actuals": ({"fiscal_year": year, "value": actual},),
        }
    )


@settings(deadline=None)  # a busy machine is no fault
@given(VALUES, VALUES, VALUES, YEARS)
def test_falling_is_rising_in_a_mirror(base: Decimal, goal: Decimal, actual: Decimal, year: int) -> None:
    """With all signs changed the same part of the way is done, in the same time, and as much is reached."""
    one, other = (progress_in(simple(sign * base, sign * goal, sign * actual, year), year) for sign in (1, -1))
    assert (one.done, one.gone, one.pace, one.reached, one.on_time) == (
        other.done,
        other.gone,
        other.pace,
        other.reached,
        other.on_time,
    )


@settings(deadline=None)  # a busy machine is no fault
@given(VALUES, VALUES, VALUES, YEARS, st.integers(-500, 500), st.integers(1, 500))
def test_the_zero_and_the_unit_do_not_matter(
    base: Decimal, goal: Decimal, actual: Decimal, year: int, more: int, times: int
) -> None:
    """A way is the same counted from elsewhere and in another unit: no growth rate has that."""
    one = progress_in(simple(base, goal, actual, year), year)
    other = progress_in(simple(base * times + more, goal * times + more, actual * times + more, year), year)
    assert (one.done, one.pace, one.reached, one.on_time) == (other.done, other.pace, other.reached, other.on_time)


@settings(deadline=None)  # a busy machine is no fault
@given(VALUES, VALUES, YEARS)
def test_who_goes_straight_is_on_time(base: Decimal, goal: Decimal, year: int) -> None:
    """What was to be reached is on time, and of the way as much is done as of the time is over."""
    straight = progress_in(simple(base, goal, base + (goal - base) * (year - 2000) / 20, year), year)
    if base != goal:
        assert straight.on_time and straight.pace == 100 and straight.done == straight.gone
    else:
        assert (straight.reached, straight.done, straight.pace) == (True, None, None)


@settings(deadline=None)  # a busy machine is no fault
@given(VALUES, VALUES, VALUES, VALUES)
def test_better_is_never_worse(base: Decimal, goal: Decimal, one: Decimal, other: Decimal) -> None:
    """Of two actual values the one that is nearer to the target's side has done more of the way."""
    if base == goal:
        return
    less, more = sorted((one, other), reverse=goal < base)
    ways: list[Progress] = [progress_in(simple(base, goal, value), 2010) for value in (less, more)]
    done, points = [way.done for way in ways], [way.points for way in ways]
    assert done == sorted(done, key=lambda value: value or 0) and points == sorted(points, key=lambda value: value or 0)
    assert [way.reached for way in ways] != [True, False]
