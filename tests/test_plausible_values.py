"""Which reported values are asked about: a digit too many, a slip to the wrong side; and none that may be true."""

from __future__ import annotations

from decimal import Decimal

import pytest
from copies import ROOT
from plan import model
from plan.judging.progress import progress_in
from plan.model.types import Number
from plan.reading.loader import load_plan
from plan.workbook.plausible import slips
from test_lint import COURSES


def asked(given: dict[str, object], year: int, value: Number, unit: str = "") -> list[str]:
    """The slips that a value is taken for, as the round reads it."""
    baseline, target = (
        cls.model_construct(**given[name]) for cls, name in ((model.Baseline, "baseline"), (model.Target, "target"))
    )
    known = model.Indicator.model_construct(id="one", baseline=baseline, target=target)
    reached = model.Actual.model_construct(fiscal_year=year, value=value)
    way = progress_in(known.model_copy(update={"actuals": (reached,)}), year, expected="interim")
    return [rule for rule, _ in slips(value, year, given, unit, way)]


DOWN = {
    "unit": {"ja": "人", "en": "people"},
    "baseline": {"fiscal_year": 2022, "value": 48},
    "actuals": ({"fiscal_year": 2025, "value": 22},),
    "target": {"fiscal_year": 2029, "value": 0},
}
UP = {
    "unit": {"ja": "人", "en": "people"},
    "baseline": {"fiscal_year": 2022, "value": 100},
    "actuals": ({"fiscal_year": 2025, "value": 190},),
    "target": {"fiscal_year": 2029, "value": 200},
}


@pytest.mark.parametrize(
    ("given", "value", "rules"),
    [
        (DOWN, 120, ["round-far-off"]),  # 12, with what was reached before too near for eight times as much
        (DOWN, 12, []),
        (DOWN, 48, []),  # back where it began
        (DOWN, 70, []),
        (UP, 1950, ["round-tenfold"]),
        (UP, 19, ["round-tenfold"]),
        ({**UP, "target": {"fiscal_year": 2029, "value": 120}, "actuals": ()}, 40, ["round-far-off"]),
        (UP, 60, []),  # a bad year
        (UP, 300, []),
    ],
)
def test_a_value_far_from_its_way_is_asked_about(given: dict[str, object], value: int, rules: list[str]) -> None:
    """Ten times too much or too little of what the year was to bring, or whole ways off on the wrong side."""
    assert asked(given, 2026, value) == rules


def test_true_values_are_not_asked_about() -> None:
    """Of 84 values in each course, straight or by fits and starts, no way makes one that is asked about."""
    plan = load_plan(ROOT / "data", ROOT / "docs").plan
    assert plan
    count = 0
    for course in COURSES:
        for indicator in plan.indicators:
            first = indicator.baseline.value if indicator.baseline and indicator.baseline.value else 0
            assert indicator.target and indicator.target.value is not None
            last, before = indicator.target.value, list[model.Actual]()
            for number, share in enumerate(course):
                value = round(max(Decimal(0), first + (last - first) * Decimal(str(share))))
                reached = model.Actual.model_construct(fiscal_year=2026 + number, value=value)
                with_it = indicator.model_copy(update={"actuals": (*before, reached)})
                way = progress_in(with_it, 2026 + number, expected="interim")
                record = {
                    **indicator.model_dump(exclude={"actuals"}, exclude_unset=True),
                    "actuals": [{"fiscal_year": one.fiscal_year, "value": one.value} for one in before],
                }
                found = [rule for rule, _ in slips(value, 2026 + number, record, "", way)]
                assert "round-far-off" not in found, (indicator.id, value, way)
                before.append(reached)
                count += 1
    assert count == 4 * 84
