"""A city's own rule gives the verdict: three steps or eight, pro rata or not, with what it calls the rest."""

from __future__ import annotations

from typing import Any

import pytest
from cases import Case, cases
from plan.judging.verdict import verdict_in
from plan.model.verdicts import Verdicts
from test_progress import LANGUAGES, exact, indicator


def rule(fields: dict[str, Any]) -> Verdicts:
    """A rule with a name and a meaning."""
    named = {"name": {"ja": "評価"}, "meaning": {"ja": "市の定め"}}
    return Verdicts.model_validate(named | exact(fields), context={"languages": LANGUAGES})


@pytest.mark.parametrize("case", cases("verdicts", "rule", "indicator", "year", "status", "steps", "instead"))
def test_the_rule_of_a_city_gives_the_verdict(case: Case) -> None:
    """The step, or none where it cannot be told, and then what the city calls it."""
    found = verdict_in(indicator(exact(case["indicator"])), case["year"], rule(case["rule"]), case.get("status", ""))
    assert found is not None
    assert (found.step and found.step.id, found.instead and found.instead.id) == (case["steps"], case.get("instead"))


def test_a_year_before_the_rule_has_no_verdict() -> None:
    """Nor has one after it."""
    found = rule({"since": 2021, "until": 2023, "steps": [{"id": "a", "letter": "A", "at_least": {"way": 1}}, LAST]})
    years = {year: verdict_in(indicator({}), year, found) is not None for year in (2020, 2021, 2023, 2024)}
    assert years == {2020: False, 2021: True, 2023: True, 2024: False}


def test_another_rule_judges_its_years_and_who_names_it() -> None:
    """That of earlier years, and one for surveys, whose own earlier rule holds in its years; all else is the plan's."""
    about = {"name": {"ja": "評価"}, "meaning": {"ja": "市の定め"}, "steps": [FIRST, LAST]}
    others = [
        {"id": "before", "until": 2022, **about},
        {"id": "old-surveys", "named_only": True, "until": 2021, **about},
        {"id": "surveys", "named_only": True, "since": 2022, **about},
    ]
    found = rule({"steps": [FIRST, LAST], "others": others})
    named = ("old-surveys", "surveys")
    told = {
        year: [getattr(found.rule_for(names, year), "id", "plan") for names in ((), named)]
        for year in range(2020, 2025)
    }
    assert told == {
        2020: ["before", "old-surveys"],
        2021: ["before", "old-surveys"],
        2022: ["before", "surveys"],
        2023: ["plan", "surveys"],
        2024: ["plan", "surveys"],
    }


FIRST = {"id": "a", "letter": "A", "at_least": {"way": 1}}
LAST = {"id": "b", "letter": "B"}
