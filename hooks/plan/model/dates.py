"""Turns a day, a year or a fiscal year into the words a reader sees, as the reader's language writes it."""

from __future__ import annotations

from datetime import date

from .fiscal_years import EraYear, era, era_year
from .languages import Writing, filled


def _written(pattern: str, when: EraYear, year: int, how: Writing, **more: object) -> str:
    return filled(
        pattern,
        year=year,
        era=how.eras[when.era],
        letter=when.letter,
        number=when.number,
        era_year=how.first_era_year if when.number == 1 else when.number,
        **more,
    )


def fiscal_year(year: int, how: Writing) -> str:
    """令和8年度（2026年度）; FY2026 (Reiwa 8)."""
    return _written(how.fiscal_year, era_year(year), year, how)


def short_fiscal_year(year: int, how: Writing) -> tuple[str, str]:
    """The two lines that head a column of a table: ('R8', '2026'); ('FY2026', 'Reiwa 8')."""
    above, below = (_written(pattern, era_year(year), year, how) for pattern in how.year_heading)
    return above, below


def calendar_year(year: int, how: Writing) -> str:
    """令和2年（2020年）; 2020. For censuses, which are not fiscal."""
    return _written(how.year, era_year(year), year, how)


def year_label(year: int, how: Writing) -> str:
    """What stands under a year in a chart, in one or two lines: 'R2' and '2020'; '2020'."""
    return _written(how.year_label, era_year(year), year, how)


def written_day(day: date, how: Writing) -> str:
    """令和8年11月24日（2026年）; November 24, 2026."""
    month = {"month": day.month, "month_name": how.months[day.month - 1], "day": day.day}
    return _written(how.day, era(day), day.year, how, **month)
