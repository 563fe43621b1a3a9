"""Reads a year as people write it, in every place where one is typed: 2026, 2026年度, FY2026, 令和8, R8, Reiwa 8.

Nowhere is a year guessed: what names none, or two that differ, is for the caller to tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from plan.messages.likeness import squeezed

from .eras import first_years
from .languages import codes, writing
from .types import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR

_WESTERN = re.compile(r"(?:19|20|21)[0-9]{2}")
_OF_ERA = re.compile(r"(.+?)\.?([0-9]{1,2})")


def typed_year(text: str) -> int | None:
    """The year that a text names in any writing, 令和8年度（2026年度） too; None where it names none, or two.

    平成35 is 2023, as it stands on what was printed before that era ended. A western year may be out of range.
    """
    plain = squeezed(text).upper().removeprefix("FY")
    plain = re.sub(r"(?<=[0-9])\.0+\Z", "", plain)  # of a cell that holds a number
    inner = re.fullmatch(r"(.+?)\((.+)\)", plain)
    years = {_one_year(part) for part in (inner.groups() if inner else (plain,))}
    return years.pop() if len(years) == 1 else None


def _one_year(text: str) -> int | None:
    plain = text.removesuffix("度").removesuffix("年")
    if _WESTERN.fullmatch(plain):
        return int(plain)
    if first := _first_years().get(plain):
        return first
    match = _OF_ERA.fullmatch(plain)
    begins = _eras().get(match[1]) if match else None
    if match is None or begins is None or not int(match[2]):
        return None
    year = begins + int(match[2]) - 1
    return year if FIRST_FISCAL_YEAR <= year <= LAST_FISCAL_YEAR else None


@cache
def _eras() -> Mapping[str, int]:
    """The years in which the eras began, by their letters and by their names in all languages."""
    firsts = first_years()
    named = {
        squeezed(name).upper(): year
        for how in map(writing, codes())
        for name, year in zip(how.eras, firsts.values(), strict=True)
    }
    return {**firsts, **named}


@cache
def _first_years() -> Mapping[str, int]:
    """The years in which the eras began, as they are called: 令和元, R元."""
    words = {squeezed(how.first_era_year).upper() for how in map(writing, codes())}
    found = {f"{name}{word}": year for name, year in _eras().items() for word in words}
    return {name: year for name, year in found.items() if year >= FIRST_FISCAL_YEAR}
