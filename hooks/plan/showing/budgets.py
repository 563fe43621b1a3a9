"""Budgets and settled amounts as a reader of one language sees them: as printed, in the unit in which they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plan import model
from plan.model.fiscal_years import finished
from plan.model.types import Number, Text
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class BudgetRow:
    """The amounts of a fiscal year, or the city's own total over several; None where none is printed."""

    years: Phrase
    budget: Phrase | None
    settled: Phrase | None
    note: Text | None
    total: bool
    unsettled: Phrase
    """What stands in place of a settled amount that is not there: that none is printed, or that its year runs yet."""


@dataclass(frozen=True)
class BudgetTable:
    """The amounts of a card, or of anything else that has some; and which columns have anything in them."""

    rows: tuple[BudgetRow, ...]
    budgets: bool
    settled: bool
    notes: bool


class Budgets:
    """The budgets of a plan; nothing is added up and nothing converted."""

    def __init__(self, plan: model.Plan, speak: Localizer) -> None:
        self._plan, self._speak = plan, speak

    def table(self, budgets: Sequence[model.Budget], total: model.BudgetTotal | None) -> BudgetTable | None:
        """The table of some amounts, by years, with their printed total last; None without any."""
        speak = self._speak
        rows = [
            self._row(item, speak.phrase_in_it(speak.fiscal_year(item.fiscal_year)), item.fiscal_year, total=False)
            for item in sorted(budgets, key=lambda item: item.fiscal_year)
        ]
        if total:
            first, last = total.first, total.last
            ends = {"first": lambda by: by.fiscal_year(first), "last": lambda by: by.fiscal_year(last)}
            rows.append(self._row(total, speak.phrase_of("budget_total", **ends), last, total=True))
        if not rows:
            return None
        return BudgetTable(
            tuple(rows),
            any(row.budget for row in rows),
            any(row.settled for row in rows),
            any(row.note for row in rows),
        )

    def _row(self, item: model.Budget | model.BudgetTotal, years: Phrase, last: int, *, total: bool) -> BudgetRow:
        budget, settled = (self._amount(value, item.unit) for value in (item.budget, item.settled))
        runs = last > finished(self._plan.details.edition.updated)
        unsettled = self._speak.phrase_of("amount_to_come" if runs else "amount_not_stated")
        return BudgetRow(years, budget, settled, item.note, total, unsettled)

    def _amount(self, value: Number | None, unit: str) -> Phrase | None:
        word = self._plan.words[f"money_{unit.replace('-', '_')}"]
        return None if value is None else self._speak.amount_shown(value, word)
