"""Budgets (予算額) and settled amounts (決算額), as a city prints them: of a card, or of anything that has some."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from .types import FiscalYear, Number, Record, Text, fault

#: The units in which money is printed; the city has rounded to them itself, and nothing is converted.
MoneyUnit = Literal["yen", "thousand-yen", "ten-thousand-yen", "million-yen", "hundred-million-yen"]


def _check_amount(value: Number) -> Number:
    if value < 0:
        raise fault("negative-amount", found=value)
    return value


Amount = Annotated[Number, AfterValidator(_check_amount)]


class Budget(Record):
    """The budget and the settled amount of one fiscal year."""

    fiscal_year: FiscalYear
    """The fiscal year, western."""
    budget: Amount | None = None
    """予算額: the budget, with the digits as printed; left out where none is printed."""
    settled: Amount | None = None
    """決算額: what was spent in the end, with the digits as printed; left out where none is printed."""
    unit: MoneyUnit
    """The unit in which both are printed."""
    note: Text | None = None
    """What is printed beside them, or in their place: 職員人件費のみ."""

    @model_validator(mode="after")
    def _says_something(self) -> Budget:
        if self.budget is None and self.settled is None and self.note is None:
            raise fault("budget-without-value")
        return self


class BudgetTotal(Record):
    """A total over several fiscal years that the city itself prints; the site never adds up."""

    first: FiscalYear = Field(alias="from")
    """The first fiscal year that it covers."""
    last: FiscalYear = Field(alias="to")
    """The last fiscal year that it covers."""
    budget: Amount | None = None
    """予算額: the total of the budgets, as printed."""
    settled: Amount | None = None
    """決算額: the total of the settled amounts, as printed."""
    unit: MoneyUnit
    """The unit in which both are printed."""
    note: Text | None = None
    """What is printed beside them."""

    @model_validator(mode="after")
    def _sound(self) -> BudgetTotal:
        if self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        if self.budget is None and self.settled is None and self.note is None:
            raise fault("budget-without-value")
        return self
