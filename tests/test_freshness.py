"""When the value of a year is due, and which are overdue, by the day of the data; nothing where nothing says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from copies import INVENTED, copy_plan, edit
from plan.judging.freshness import Due, values_due
from plan.model import PlanDetails
from plan.model.values_due import ValuesDue
from plan.reading.loader import load_plan
from plan.showing.actuals import due_words
from test_indicators import rendered
from test_progress import indicator

BASE = {"baseline": {"fiscal_year": 2022, "value": 1}}


@pytest.fixture(scope="module")
def details() -> PlanDetails:
    """The details of the invented plan: 2023 to 2025, its data of 1 May 2024."""
    plan = load_plan(INVENTED / "data", INVENTED / "docs").plan
    assert plan
    return plan.details


@pytest.mark.parametrize(
    ("fields", "updated", "expected"),
    [
        ({}, date(2025, 10, 1), []),
        ({"values_due": {"month": 9, "day": 30}}, date(2024, 9, 30), [Due(2023, date(2024, 9, 30), False)]),
        (
            {"values_due": {"month": 9, "day": 30}},
            date(2024, 10, 1),
            [Due(2023, date(2024, 9, 30), True), Due(2024, date(2025, 9, 30), False)],
        ),
        (
            {"values_due": {"month": 3, "day": 31}, "actuals": ({"fiscal_year": 2023, "value": 2},)},
            date(2024, 10, 1),
            [Due(2024, date(2026, 3, 31), False)],
        ),
        (
            {"values_due": {"month": 6, "day": 1}, "actuals": ({"fiscal_year": 2024, "value": 2},)},
            date(2027, 1, 1),
            [Due(2023, date(2024, 6, 1), True), Due(2025, date(2026, 6, 1), True)],
        ),
    ],
    ids=["nothing-said", "still-to-come", "one-day-late", "the-next-year", "all-over"],
)
def test_what_is_due(fields: dict[str, Any], updated: date, expected: list[Due], details: PlanDetails) -> None:
    """The overdue years of the plan, then the next; not the year of the baseline, nor one that has a value."""
    edition = details.edition.model_copy(update={"updated": updated})
    found = values_due(indicator({**BASE, **fields}), details.model_copy(update={"edition": edition}))
    assert list(found) == expected


@pytest.mark.parametrize(
    ("target", "actuals", "expected"),
    [
        ({"fiscal_year": 2023}, (), [2023]),
        ({"fiscal_year": 2024}, (), [2023, 2024]),
        ({"fiscal_year": 2025}, (2023,), []),
        ({"fiscal_year": 2024, "when": "onward"}, (), [2023, 2024, 2025]),
    ],
    ids=["its-year-is-over", "two-years", "reached-early", "from-then-on"],
)
def test_of_a_target_in_words_nothing_is_due_after_its_year(
    target: dict[str, Any], actuals: tuple[int, ...], expected: list[int], details: PlanDetails
) -> None:
    """Nor once the city says that it is reached: what is done need not be done again."""
    edition = details.edition.model_copy(update={"updated": date(2028, 1, 1)})
    kept = tuple({"fiscal_year": year, "stated": {"ja": "策定"}, "reached": True} for year in actuals)
    fields = {"target": {**target, "stated": {"ja": "策定"}}, "actuals": kept, "values_due": {"month": 9, "day": 30}}
    found = values_due(indicator({**BASE, **fields}), details.model_copy(update={"edition": edition}))
    assert [due.year for due in found] == expected


def test_the_plan_says_it_for_all(details: PlanDetails) -> None:
    """What plan.yml lays down holds for each indicator that has no day of its own."""
    said = details.model_copy(update={"values_due": ValuesDue(month=12, day=28)})
    assert [due.day for due in values_due(indicator(BASE), said)] == [date(2024, 12, 28)]
    own = indicator({**BASE, "values_due": {"month": 4, "day": 1}})
    assert [(due.day, due.overdue) for due in values_due(own, said)] == [
        (date(2024, 4, 1), True),
        (date(2025, 4, 1), False),
    ]


def test_a_page_says_so_in_the_sites_own_words(tmp_path: Path) -> None:
    """Overdue and to come, each in a sentence; of a card that has ended nothing."""
    folder = copy_plan(tmp_path)
    edit(
        folder / "data/plan.yml", "office: general-affairs", "office: general-affairs\nvalues_due: {month: 4, day: 20}"
    )
    renderer = rendered(folder)
    one = renderer.plan.projects["bus-counter"].indicators[0]
    speak = renderer.speaker("ja")
    assert [words.plain for words in due_words(one, renderer.plan.details, "running", speak)] == [
        "令和5年度（2023年度）の実績値は、令和6年4月20日（2024年）までに載ることになっていましたが、"
        "令和6年5月1日（2024年）の時点でまだありません。",
        "令和6年度（2024年度）の実績値は、令和7年4月20日（2025年）までに載ることになっています。",
    ]
    assert due_words(one, renderer.plan.details, "ended", speak) == ()
    told = due_words(one, renderer.plan.details, "ended", speak, others=True)
    assert [words.plain for words in told] == ["この指標の実績値は、まだ載っていません。"]
