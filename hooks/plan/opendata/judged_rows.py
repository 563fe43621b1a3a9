"""What stands in the tables of verdicts: what the site computes by the city's own rule, and that rule, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from plan import model
from plan.judging.verdict import Verdict, verdict_in
from plan.model import Plan
from plan.opendata.measured_rows import owners
from plan.opendata.rows import DataRow
from plan.showing.verdicts import HUNDREDTH, TENTH, as_decimal


def verdicts(plan: Plan) -> Iterator[DataRow]:
    """One row for each indicator and each year of its actual values that is judged by the rule."""
    rule = plan.verdicts
    for owner, owning in owners(plan) if rule else ():
        status = owning.status.state if isinstance(owning, model.Project) and owning.status else ""
        for item in owning.indicators:
            for year in sorted({actual.fiscal_year for actual in item.actuals}):
                verdict = verdict_in(item, year, rule, status) if rule else None
                if rule and verdict:
                    about: DataRow = {"indicator_id": item.id, "indicator_name": item.name, "unit": item.unit}
                    yield owner | about | {"fiscal_year": year, "rule_name": rule.name} | _said(verdict)


def _said(verdict: Verdict) -> DataRow:
    """The step, or what the city calls an indicator without one, and the figures that it rests on."""
    way, step = verdict.progress, verdict.step or verdict.instead
    return {
        "step_id": step.id if step else None, "letter": step.letter if step else None,
        "step_name": step.name if step else None, "by_figures": verdict.step is not None,
        "baseline": _figure(way.baseline.value if way.baseline else None), "actual": _figure(way.actual),
        "target": _figure(way.goal.value if way.goal else None), "expected": _figure(way.expected),
        "reached": way.reached, "way": _figure(way.done, TENTH), "pace": _figure(way.pace, TENTH),
        "ratio": _figure(way.ratio, TENTH), "change": _figure(way.change, TENTH), "points": _figure(way.points),
        "unknown": way.unknown,
    }  # fmt: skip


def _figure(value: Fraction | None, to: Decimal = HUNDREDTH) -> int | Decimal | None:
    return None if value is None else as_decimal(value, to)


def verdict_rule(plan: Plan) -> Iterator[DataRow]:
    """One row for each step of the rule, the best first; then for what an indicator without one is called."""
    rule = plan.verdicts
    if rule is None:
        return
    about: DataRow = {
        "rule_name": rule.name, "rule_meaning": rule.meaning, "rule_source": rule.source,
        "rule_expected": rule.expected, "rule_against": rule.against, "first_fiscal_year": rule.since,
        "last_fiscal_year": rule.until,
    }  # fmt: skip
    named = {"no_value": "no-value", "not_started": "not-started", "ended": "ended", "other": "other"}
    without = [(code, getattr(rule.none, field)) for field, code in named.items()] if rule.none else []
    steps = [*((None, step) for step in rule.steps), *((code, step) for code, step in without if step)]
    for number, (code, step) in enumerate(steps, 1):
        yield about | {"order": number, "step_id": step.id, "letter": step.letter, "step_name": step.name} | {
            "description": step.description, "step_when": code or _how(step), **(_bound(step) if not code else {}),
        }  # fmt: skip


def _how(step: model.VerdictStep) -> str:
    return "at-least" if step.at_least else "above" if step.above else "else"


def _bound(step: model.VerdictStep) -> DataRow:
    bound = step.bound
    return {"measure": bound.measure, "value": bound.value, "unit": bound.unit} if bound else {}
