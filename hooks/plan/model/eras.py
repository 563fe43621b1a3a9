"""Knows the Japanese eras, by the days on which they begin.

Eras begin on the day of accession; a year in which one begins is named by the new era, whose first year it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

#: The eras in order, as `Writing.eras` names them: its letter, its first day.
_ERAS = (
    ("M", date(1868, 1, 25)),
    ("T", date(1912, 7, 30)),
    ("S", date(1926, 12, 25)),
    ("H", date(1989, 1, 8)),
    ("R", date(2019, 5, 1)),
)


class EraYear(NamedTuple):
    """A year of an era: which era, counted from 0, its letter, the year's number in it."""

    era: int
    letter: str
    number: int


def era(day: date) -> EraYear:
    """The year of an era in which a day lies."""
    for index, (letter, first) in reversed(tuple(enumerate(_ERAS))):
        if day >= first:
            return EraYear(index, letter, day.year - first.year + 1)
    raise ValueError(f"no era is known for {day}")


def era_year(year: int) -> EraYear:
    """The year of an era of a western year, which is that of its last day."""
    return era(date(year, 12, 31))


def old_era_year(year: int) -> EraYear | None:
    """The year of the era that ended in a western year: 平成31 for 2019; None where none ended."""
    old = era(date(year, 1, 1))
    return old if old != era_year(year) else None


def first_years() -> Mapping[str, int]:
    """The western years in which the eras began, in order, by their letters."""
    return {letter: first.year for letter, first in _ERAS}
