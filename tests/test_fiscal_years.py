"""How a year reads in both languages: fiscal years, columns of a table, and years of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from cases import Case, cases
from plan.model import dates, eras, fiscal_years, types
from plan.model.languages import writing
from plan.model.typed_years import typed_year
from plan.reading import what_to_write


@pytest.mark.parametrize("case", cases("fiscal_years", "year", "fiscal", "short", "calendar"))
def test_a_year_reads_as_both_languages_write_it(case: Case) -> None:
    """The era's year stands beside the western one, so that neither reader must count."""
    for language in ("ja", "en"):
        how = writing(language)
        assert fiscal_years.fiscal_year(case["year"], how) == case["fiscal"][language]
        assert list(fiscal_years.short_fiscal_year(case["year"], how)) == case["short"][language]
        assert dates.calendar_year(case["year"], how) == case["calendar"][language]


def test_every_year_that_data_may_hold_has_its_words() -> None:
    """From the first year of a series to the last fiscal year, no year is without an era, and none repeats."""
    words = [dates.calendar_year(year, writing("ja")) for year in range(1900, types.LAST_FISCAL_YEAR + 1)]
    assert len(set(words)) == len(words) == 201


def test_no_era_is_invented() -> None:
    """Before Meiji there is none here."""
    with pytest.raises(ValueError, match=r"^no era is known for 1868-01-24$"):
        eras.era(date(1868, 1, 24))


@pytest.mark.parametrize(
    ("day", "year"), [(date(2027, 3, 31), 2025), (date(2027, 4, 1), 2026), (date(2027, 1, 1), 2025)]
)
def test_a_fiscal_year_is_over_on_the_first_of_april(day: date, year: int) -> None:
    """On the day before, the year before it is the last that is over."""
    assert fiscal_years.finished(day) == year


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2026", 2026), ("2026.0", 2026), ("２０２６", 2026), ("FY2026", 2026), ("fy 2026", 2026), ("令和８", 2026),
        ("R8", 2026), ("R08", 2026), ("r.8", 2026), ("Reiwa 8", 2026), ("令和元年度", 2019), ("R元", 2019),
        ("平成31年度", 2019), ("平成35年度", 2023), ("昭和64", 1989), ("令和8年度（2026年度）", 2026),
        ("令和6年度（2025年度）", None), ("2026年度（見込）", None), ("25", None), ("令和", None), ("R0", None),
        ("明治10", None), ("十年後", None), ("2026-04", None), ("", None),
    ],
)  # fmt: skip
def test_a_year_is_read_in_one_way_wherever_it_is_typed(typed: str, year: int | None) -> None:
    """In cells, sheets of a city, answers and files alike; what names no year, or two, is none."""
    assert typed_year(typed) == year
    assert what_to_write.fiscal_year(typed) == (None if year is None else str(year))
