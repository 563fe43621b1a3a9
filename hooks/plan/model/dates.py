"""Turns a day or a year of the calendar into the words a reader sees, as the reader's language writes it."""

from __future__ import annotations

from datetime import date

from .eras import EraYear, era, era_year
from .languages import Writing, filled


def written(pattern: str, when: EraYear, year: int, how: Writing, **more: object) -> str:
    """A pattern of a language filled with a year, in the era and in western counting."""
    return filled(
        pattern,
        year=year,
        era=how.eras[when.era],
        letter=when.letter,
        number=when.number,
        era_year=how.first_era_year if when.number == 1 else when.number,
        **more,
    )


def calendar_year(year: int, how: Writing) -> str:
    """令和2年（2020年）; 2020. For censuses, which are not fiscal."""
    return written(how.year, era_year(year), year, how)


def year_label(year: int, how: Writing) -> str:
    """What stands under a year in a chart, in one or two lines: 'R2' and '2020'; '2020'."""
    return written(how.year_label, era_year(year), year, how)


def written_day(day: date, how: Writing) -> str:
    """令和8年11月24日（2026年）; November 24, 2026."""
    month = {"month": day.month, "month_name": how.months[day.month - 1], "day": day.day}
    return written(how.day, era(day), day.year, how, **month)
