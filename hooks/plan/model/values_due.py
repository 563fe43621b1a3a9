"""By when the actual value of a fiscal year is to be there: the same day of each year, as the city lays it down."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from .types import Ordinal, Record, fault


class ValuesDue(Record):
    """The day of the calendar by which the value of a fiscal year that is over is to be there."""

    month: Ordinal
    """The month: 9. The first one after the fiscal year's end is meant."""
    day: Ordinal
    """The day of that month: 30."""

    @model_validator(mode="after")
    def _is_there(self) -> ValuesDue:
        try:
            self.of(2025)
            self.of(2026)
        except ValueError:
            raise fault("no-such-day", month=self.month, day=self.day) from None
        return self

    def of(self, year: int) -> date:
        """The day by which the value of a fiscal year is to be there."""
        return date(year + (1 if self.month >= 4 else 2), self.month, self.day)
