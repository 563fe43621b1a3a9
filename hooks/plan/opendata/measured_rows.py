"""What stands in the tables of figures: indicators and their values in long form, amounts, marks, statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plan import model
from plan.model import Plan, dates
from plan.model.languages import writing
from plan.model.types import Number, Text
from plan.opendata.rows import DataRow

#: What has indicators, budgets and marks, as the rows about it name it: a card, or an item of a level.
_Owner = tuple[DataRow, "model.Project | model.Item"]


def owners(plan: Plan) -> Iterator[_Owner]:
    """Everything that has indicators or amounts: the cards, then the items of the levels."""
    for id, card in plan.projects.items():
        yield {"owner_kind": "card", "owner_id": id, "owner_title": card.title}, card
    for path in plan.structure.paths() if plan.structure else ():
        yield {"owner_kind": "item", "owner_id": path[-1].id, "owner_title": path[-1].title}, path[-1]


def indicators(plan: Plan) -> Iterator[DataRow]:
    """One row for each indicator."""
    for owner, owning in owners(plan):
        for item in owning.indicators:
            yield owner | _named(item) | {
                "unit": item.unit, "indicator_kind": item.kind, "counting": item.counting,
                "direction": item.direction, "method": item.method,
            }  # fmt: skip


def indicator_values(plan: Plan) -> Iterator[DataRow]:
    """One row for each value of an indicator: baseline, targets, targets that were revised, actual values."""
    for owner, owning in owners(plan):
        for item in owning.indicators:
            for row in values_of(item):
                yield owner | _named(item) | {"unit": item.unit} | row


def values_of(item: model.Indicator) -> Iterator[DataRow]:
    """The values of one indicator, each role in the order of its years."""
    if item.baseline:
        yield _amount(item.baseline) | {"role": "baseline", "order": 1, "missing": item.baseline.missing}
    for number, former in enumerate(item.former_targets, 1):
        yield _amount(former) | {
            "role": "former-target", "order": number, "revised_fiscal_year": former.revised, "reason": former.reason,
        }  # fmt: skip
    for number, (_, target) in enumerate(item.placed_targets, 1):
        yield _amount(target) | {
            "role": "target", "order": number, "first_fiscal_year": target.first, "target_when": target.when,
            "main_target": target is item.main_target,
        }  # fmt: skip
    for number, actual in enumerate(item.actuals, 1):
        yield _amount(actual) | {
            "role": "actual", "order": number, "missing": actual.missing, "value_state": actual.state,
            "reached": actual.reached or None,
            "day": actual.day, "remark": actual.remark, "shortfall": actual.shortfall, "next_step": actual.next_step,
        }  # fmt: skip
    corrected = [(actual.fiscal_year, value) for actual in item.actuals for value in actual.former]
    for number, (year, value) in enumerate(corrected, 1):
        yield _figure(value) | {
            "role": "former-actual", "order": number, "fiscal_year": year, "reason": value.reason,
        }  # fmt: skip


def _named(item: model.Indicator) -> DataRow:
    return {"indicator_id": item.id, "indicator_name": item.name}


def _amount(given: Any) -> dict[str, Any]:
    """The figure of an amount, or the plan's words, and its year."""
    return _figure(given) | {"fiscal_year": given.fiscal_year}


def _figure(given: Any) -> dict[str, Any]:
    return {"value": given.value, "upper": given.upper, "bound": given.bound, "stated": given.stated}


def budgets(plan: Plan) -> Iterator[DataRow]:
    """One row for each amount of money: as printed, in the unit in which it is printed."""
    for owner, owning in owners(plan):
        for item in sorted(owning.budgets, key=lambda item: item.fiscal_year):
            yield from _money(owner, item, item.fiscal_year, item.fiscal_year, total=False)
        if total := owning.budget_total:
            yield from _money(owner, total, total.first, total.last, total=True)


def _money(
    owner: DataRow, item: model.Budget | model.BudgetTotal, first: int, last: int, *, total: bool
) -> Iterator[DataRow]:
    printed: tuple[tuple[str, Number | None], ...] = (("budget", item.budget), ("settled", item.settled))
    amounts = tuple((kind, value) for kind, value in printed if value is not None)
    for kind, value in amounts or (("note", None),):
        yield owner | {
            "first_fiscal_year": first, "last_fiscal_year": last, "printed_total": total, "money_kind": kind,
            "value": value, "money_unit": item.unit, "note": item.note,
        }  # fmt: skip


def marks(plan: Plan) -> Iterator[DataRow]:
    """One row for each mark that the city gave."""
    scales = {scale.id: scale for scale in plan.scales.scales} if plan.scales else {}
    for owner, owning in owners(plan):
        if isinstance(owning, model.Project):
            yield from (owner | _mark(mark, scales[mark.scale]) for mark in owning.marks)
        for item in owning.indicators:
            yield from (owner | _named(item) | _mark(mark, scales[mark.scale]) for mark in item.marks)


def _mark(mark: model.ScaleMark, scale: model.Scale) -> DataRow:
    step = next(step for step in scale.steps if step.id == mark.step)
    return {
        "scale_id": scale.id, "scale_name": scale.name, "fiscal_year": mark.fiscal_year, "step_id": step.id,
        "letter": step.letter, "step_name": step.name, "remark": mark.remark,
    }  # fmt: skip


def scales(plan: Plan) -> Iterator[DataRow]:
    """One row for each step of a scale of the city's."""
    for scale in plan.scales.scales if plan.scales else ():
        for number, step in enumerate(scale.steps, 1):
            yield {
                "scale_id": scale.id, "scale_name": scale.name, "order": number, "step_id": step.id,
                "letter": step.letter, "step_name": step.name, "description": step.description,
            }  # fmt: skip


def statistics(plan: Plan) -> Iterator[DataRow]:
    """One row for each figure of a series."""
    for id, series in plan.series.items():
        yield from series_rows(id, series, plan)


def series_rows(id: str, series: model.Series, plan: Plan) -> Iterator[DataRow]:
    """One row for each figure of one series."""
    columns = {column.id: column for column in series.columns}
    bases = {basis.id: basis for basis in series.bases}
    for number, row in enumerate(series.rows, 1):
        year = row.year or series.year
        about: Mapping[str, Any] = {
            "series_id": id, "series_title": series.title, "row": number, "calendar_year": year,
            "calendar_year_name": _year(year, plan), "place_name": row.label,
            "own": row.ours if series.kind == "comparison" else None, "basis_id": row.basis,
            "basis_name": bases[row.basis].name, "counted": row.counted,
        }  # fmt: skip
        for value in row.values:
            column = columns[value.column]
            yield dict(about) | {
                "column_id": column.id, "column_name": column.name, "unit": column.unit, "value": value.value,
                "stated": value.stated, "missing": value.missing, "source_id": value.source,
                "confidence": value.confidence, "note": value.note,
            }  # fmt: skip


def _year(year: int | None, plan: Plan) -> Text | None:
    """A calendar year in the words of every language."""
    if year is None:
        return None
    codes = plan.languages.codes
    return Text.model_construct({code: dates.calendar_year(year, writing(code, plan.languages)) for code in codes})


def sources(plan: Plan) -> Iterator[DataRow]:
    """One row for each publication that figures are from."""
    for item in plan.sources.sources:
        yield {
            "source_id": item.id, "title": item.title, "publisher": item.publisher, "url": item.url,
            "accessed": item.accessed, "note": item.note,
        }  # fmt: skip
