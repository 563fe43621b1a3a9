"""Knows which fiscal year is over on a day, and turns a fiscal year into the words a reader sees.

Japan's fiscal year runs from 1 April to 31 March and is named by the year in which it begins.
"""

from __future__ import annotations

from datetime import date

from .dates import written
from .eras import era_year
from .languages import Writing


def finished(day: date) -> int:
    """The last fiscal year that is over on a day."""
    return day.year - (1 if day.month >= 4 else 2)


def first_day(year: int) -> date:
    """The day on which a fiscal year begins."""
    return date(year, 4, 1)


def fiscal_year(year: int, how: Writing) -> str:
    """令和8年度（2026年度）; FY2026 (Reiwa 8)."""
    return written(how.fiscal_year, era_year(year), year, how)


def short_fiscal_year(year: int, how: Writing) -> tuple[str, str]:
    """The two lines that head a column of a table: ('R8', '2026'); ('FY2026', 'Reiwa 8')."""
    above, below = (written(pattern, era_year(year), year, how) for pattern in how.year_heading)
    return above, below
