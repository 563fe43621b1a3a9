"""Knows which fiscal year is over on a day, and turns a fiscal year into the words a reader sees.

Japan's fiscal year runs from 1 April to 31 March and is named by the year in which it begins. One in which an era
begins is called by the new era throughout, as the ministries agreed on 1 April 2019 for the State's budget: from the
change of era on, 令和元年度 for the whole year (新元号への円滑な移行に向けた関係省庁連絡会議申合せ,
改元に伴う元号による年表示の取扱いについて, under 予算). It was sent to prefectures and
designated cities on the next day (https://www.soumu.go.jp/main_content/000612239.pdf). A city that goes on calling
the year by the era of its first day, 平成31年度, says so in data/plan.yml: `first_day_era` under `writing`.
"""

from __future__ import annotations

from datetime import date

from .dates import written
from .eras import EraYear, era, era_year
from .languages import Writing


def finished(day: date) -> int:
    """The last fiscal year that is over on a day."""
    return day.year - (1 if day.month >= 4 else 2)


def fiscal_year_of(day: date) -> int:
    """The fiscal year in which a day lies."""
    return finished(day) + 1


def first_day(year: int) -> date:
    """The day on which a fiscal year begins."""
    return date(year, 4, 1)


def last_day(year: int) -> date:
    """The day on which a fiscal year ends: 31 March of the year after the one that it is named by."""
    return date(year + 1, 3, 31)


def fiscal_year(year: int, how: Writing) -> str:
    """令和8年度（2026年度）; FY2026 (Reiwa 8)."""
    return written(how.fiscal_year, _named(year, how), year, how)


def short_fiscal_year(year: int, how: Writing) -> tuple[str, str]:
    """The two lines that head a column of a table: ('R8', '2026'); ('FY2026', 'Reiwa 8')."""
    above, below = (written(pattern, _named(year, how), year, how) for pattern in how.year_heading)
    return above, below


def fiscal_year_label(year: int, how: Writing) -> tuple[str, ...]:
    """The one or two lines that head a narrow column: ('R8', '2026'); ('2026',)."""
    return tuple(written(how.year_label, _named(year, how), year, how).split("\n"))


def _named(year: int, how: Writing) -> EraYear:
    """The era by which a fiscal year is called."""
    return era(first_day(year)) if how.first_day_era else era_year(year)
