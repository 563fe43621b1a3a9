"""What stands in the tables of verdicts: what the site computes by the city's own rules, and those, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from plan import model
from plan.judging.verdict import Verdict, verdict_in
from plan.model import Plan
from plan.model.verdicts import OtherVerdictRule, VerdictRule
from plan.opendata.measured_rows import owners
from plan.opendata.rows import DataRow
from plan.showing.verdicts import HUNDREDTH, TENTH, as_decimal


def verdicts(plan: Plan) -> Iterator[DataRow]:
    """One row for each indicator and each year of its actual values that a rule judges."""
    rules = plan.verdicts
    for owner, owning in owners(plan) if rules else ():
        status = owning.status.state if isinstance(owning, model.Project) and owning.status else ""
        for item in owning.indicators:
            for year in sorted({actual.fiscal_year for actual in item.actuals}):
                verdict = verdict_in(item, year, rules, status) if rules else None
                if verdict:
                    about: DataRow = {"indicator_id": item.id, "indicator_name": item.name, "unit": item.unit}
                    yield owner | about | {"fiscal_year": year, **_which(verdict.rule)} | _said(verdict)


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


def _which(rule: VerdictRule) -> DataRow:
    """A rule by its id, which the plan's own has not, and its name."""
    return {"rule_id": rule.id if isinstance(rule, OtherVerdictRule) else None, "rule_name": rule.name}


def verdict_rule(plan: Plan) -> Iterator[DataRow]:
    """One row for each step of each rule, the best first; then for what an indicator without one is called."""
    for rule in plan.verdicts.rules if plan.verdicts else ():
        about: DataRow = {
            "rule_meaning": rule.meaning, "rule_source": rule.source, "rule_expected": rule.expected,
            "rule_against": rule.against, "first_fiscal_year": rule.since, "last_fiscal_year": rule.until,
            "named_only": isinstance(rule, OtherVerdictRule) and rule.named_only,
        }  # fmt: skip
        for number, (code, step) in enumerate(_steps(rule), 1):
            named: DataRow = {"step_id": step.id, "letter": step.letter, "step_name": step.name}
            bound: DataRow = _bound(step) if isinstance(step, model.VerdictStep) else {"step_when": code}
            yield _which(rule) | about | {"order": number} | named | {"description": step.description} | bound


def _steps(rule: VerdictRule) -> Iterator[tuple[str, model.ScaleStep]]:
    """Its steps, each with the reason for which it is given, where it is not by its bound."""
    for (kind, place), step in rule.placed_steps:
        yield ("" if kind == "steps" else str(place).replace("_", "-")), step


def _bound(step: model.VerdictStep) -> DataRow:
    """When a step is given: its bound, or all that is left."""
    bound = step.bound
    if bound is None:
        return {"step_when": "else"}
    when = "at-least" if step.at_least else "above"
    return {"step_when": when, "measure": bound.measure, "value": bound.value, "unit": bound.unit}
