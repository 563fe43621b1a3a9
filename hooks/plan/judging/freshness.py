"""By when the actual value of each fiscal year of a plan is to be there, and which of them are not, by the data's day.

Nothing is due where neither the plan nor the indicator says by when (`values_due`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plan.model.indicators import Indicator
from plan.model.plan import PlanDetails


@dataclass(frozen=True)
class Due:
    """An actual value that is not there yet: of which fiscal year, by when it is to be, whether that day is past."""

    year: int
    day: date
    overdue: bool


def values_due(indicator: Indicator, details: PlanDetails) -> Iterator[Due]:
    """The values of the plan's years that are overdue, in their order, then the next that is to come.

    The year of the baseline has its value; of a target in words nothing is due once its year is over. The day is that
    of the data, not of the build: the same data says the same on any day.
    """
    stated = indicator.values_due or details.values_due
    if stated is None:
        return
    there = {actual.fiscal_year for actual in indicator.actuals}
    baseline = indicator.baseline.fiscal_year if indicator.baseline else None
    for year in range(max(details.period.first, (baseline or 0) + 1), details.period.last + 1):
        if year not in there and indicator.awaits(year):
            day = stated.of(year)
            overdue = day < details.edition.updated
            yield Due(year, day, overdue)
            if not overdue:
                return
