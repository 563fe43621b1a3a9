"""Until when the fiscal years of targets run: each ends in March of the year after the one that it is named by."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from plan.model import fiscal_years
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer, OwnWords

#: Of so many years at most each is told.
_MOST = 2


def deadlines(given: Iterable[ShownIndicator], speak: Localizer) -> tuple[OwnWords, ...]:
    """What the site says of the years by whose end the targets of indicators are to be reached: each year once, and of
    more than two what holds for all, with the last as an example."""
    targets = (target for item in given for target in item.targets if target.deadline)
    years = sorted({target.fiscal_year for target in targets if target.fiscal_year is not None})
    key = "year_runs_until" if len(years) <= _MOST else "years_run_until"
    return tuple(
        speak.own_word(key, year=partial(Localizer.fiscal_year, year=year), end=fiscal_years.last_day(year).year)
        for year in (years if len(years) <= _MOST else years[-1:])
    )
