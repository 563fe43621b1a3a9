"""Turns a fiscal year, named by the western year it begins in, into the words a reader sees.

Japan's fiscal year runs from 1 April to 31 March and is named by the year in which it begins.
Eras begin on the day of accession; a year in which one begins is named by the new era (元年 = 1).
"""

from __future__ import annotations

from datetime import date

FIRST, LAST = 1990, 2100

#: (name in Japanese, name in English, letter, its first day), newest first.
_ERAS = (
    ("令和", "Reiwa", "R", date(2019, 5, 1)),
    ("平成", "Heisei", "H", date(1989, 1, 8)),
    ("昭和", "Showa", "S", date(1926, 12, 25)),
    ("大正", "Taisho", "T", date(1912, 7, 30)),
    ("明治", "Meiji", "M", date(1868, 1, 25)),
)


def era(day: date) -> tuple[str, str, str, int]:
    """The era of a day: Japanese name, English name, letter, year in the era."""
    for japanese, english, letter, first in _ERAS:
        if day >= first:
            return japanese, english, letter, day.year - first.year + 1
    raise ValueError(f"no era is known for {day}")


def era_year(year: int) -> tuple[str, str, str, int]:
    """The era of a western year, which is that of its last day."""
    return era(date(year, 12, 31))


def fiscal_year(year: int, language: str) -> str:
    """令和8年度（2026年度） in Japanese; FY2026 (Reiwa 8) in any other language."""
    japanese, english, _, number = era_year(year)
    if language == "ja":
        return f"{japanese}{'元' if number == 1 else number}年度（{year}年度）"
    return f"FY{year} ({english} {number})"


def short_fiscal_year(year: int, language: str) -> tuple[str, str]:
    """The two lines that head a column of a table: ('R8', '2026') in Japanese, ('FY2026', 'Reiwa 8') else."""
    _, english, letter, number = era_year(year)
    return (f"{letter}{number}", str(year)) if language == "ja" else (f"FY{year}", f"{english} {number}")


def calendar_year(year: int, language: str) -> str:
    """令和2年（2020年） in Japanese; 2020 in any other language. For censuses, which are not fiscal."""
    japanese, _, _, number = era_year(year)
    return f"{japanese}{'元' if number == 1 else number}年（{year}年）" if language == "ja" else str(year)
