"""Where an indicator stands in a year, how its value is to an earlier one, and the points its way goes through."""

from __future__ import annotations

from typing import Any

import pytest
from plan.judging.progress import better_than, way_to
from plan.judging.standing import standing_in
from test_progress import exact, indicator
from test_verdicts import rule

RISING = {"baseline": {"fiscal_year": 2020, "value": 10}, "target": {"fiscal_year": 2024, "value": 50}}
FALLING = {"baseline": {"fiscal_year": 2020, "value": 50}, "target": {"fiscal_year": 2024, "value": 10}}
RANGE = {"baseline": {"fiscal_year": 2020, "value": 10}, "target": {"fiscal_year": 2024, "value": 40, "upper": 50}}


def with_values(fields: dict[str, Any], **values: object) -> dict[str, Any]:
    """An indicator with actual values, `y2022=30`; a text is the reason why there is none."""
    actuals = [
        {"fiscal_year": int(year[1:])} | ({"missing": {"ja": value}} if isinstance(value, str) else {"value": value})
        for year, value in values.items()
    ]
    return fields | {"actuals": actuals}


@pytest.mark.parametrize(
    ("fields", "then", "now", "expected"),
    [
        (RISING, 20, 30, 1),
        (RISING, 30, 20, -1),
        (RISING, 20, 20, 0),
        (FALLING, 30, 20, 1),
        (FALLING, 20, 30, -1),
        (RANGE, 30, 38, 1),
        (RANGE, 41, 49, 0),
        (RANGE, 45, 60, -1),
        ({"direction": "down"}, 5, 4, 1),
        ({}, 5, 4, None),
        (RISING, "集計中", 30, None),
    ],
)
def test_a_value_is_better_by_the_side_that_the_target_asks_for(
    fields: dict[str, Any], then: object, now: object, expected: int | None
) -> None:
    """More, less, or nearer to a range; nothing where no side is known or a value is missing."""
    one = indicator(exact(with_values(fields, y2021=then, y2022=now)))
    assert better_than(one, 2022, 2021) == expected


def test_a_way_goes_through_the_interim_targets_where_these_are_expected() -> None:
    """Else straight; none where a year is missing."""
    one = indicator(exact(RISING | {"targets": [{"fiscal_year": 2022, "value": 20}]}))
    assert [(int(point.value), point.year) for point in way_to(one, 2021)] == [(10, 2020), (50, 2024)]
    interim = [(int(point.value), point.year) for point in way_to(one, 2021, "interim")]
    assert interim == [(10, 2020), (20, 2022), (50, 2024)]
    assert way_to(indicator(exact(RISING | {"baseline": {"value": 10}})), 2021) == ()
    assert way_to(indicator(exact({"baseline": {"fiscal_year": 2020, "value": 10}})), 2021) == ()


@pytest.mark.parametrize(("value", "fact"), [(50, "reached"), (30, "not-reached"), ("集計中", "no-value")])
def test_without_a_rule_only_what_is_fact_is_said(value: object, fact: str) -> None:
    """Reached or not, or that there is no value."""
    standing = standing_in(indicator(exact(with_values(RISING, y2022=value))), 2022, None)
    assert (standing.step, standing.fact, standing.id) == (None, fact, fact)


YEARLY = FALLING | {"targets": [{"fiscal_year": 2022, "value": 30}, {"fiscal_year": 2021, "stated": {"ja": "検討"}}]}


@pytest.mark.parametrize(
    ("fields", "year", "value", "fact", "own"),
    [
        (YEARLY, 2022, 22, "reached", 2022),
        (YEARLY, 2022, 31, "not-reached", 2022),
        (YEARLY, 2023, 22, "not-reached", None),
        (YEARLY, 2021, 22, "untold", 2021),
        (YEARLY, 2024, 9, "reached", None),
        (
            FALLING | {"targets": [{"from": 2021, "fiscal_year": 2023, "when": "every-year", "value": 40}]},
            2022,
            40,
            "reached",
            2023,
        ),
        (FALLING | {"targets": [{"from": 2021, "fiscal_year": 2023, "value": 40}]}, 2023, 40, "not-reached", None),
    ],
)
def test_without_a_rule_the_target_of_that_year_counts_where_there_is_one(
    fields: dict[str, Any], year: int, value: int, fact: str, own: int | None
) -> None:
    """Else the last one; a target for several years together is that of none of them."""
    standing = standing_in(indicator(exact(with_values(fields, **{f"y{year}": value}))), year, None)
    assert (standing.fact, standing.own_target and standing.own_target.fiscal_year) == (fact, own)


def test_words_tell_no_figure() -> None:
    """A target in words is neither reached nor not."""
    fields = {"target": {"stated": {"ja": "策定"}}, "actuals": [{"fiscal_year": 2022, "value": 1}]}
    assert standing_in(indicator(exact(fields)), 2022, None).id == "untold"


def test_with_a_rule_it_is_the_step() -> None:
    """Or what the city calls an indicator without one."""
    given = rule(
        {
            "steps": [{"id": "a", "letter": "A", "at_least": {"way": 50}}, {"id": "b", "letter": "B"}],
            "none": {"no_value": {"id": "x", "name": {"ja": "評価困難"}}},
        }
    )
    assert standing_in(indicator(exact(with_values(RISING, y2022=30))), 2022, given).id == "step-a"
    assert standing_in(indicator(exact(with_values(RISING, y2022=29))), 2022, given).id == "step-b"
    assert standing_in(indicator(exact(with_values(RISING, y2022="集計中"))), 2022, given).id == "step-x"
