"""How a year reads in both languages: fiscal years, columns of a table, and years of the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from cases import Case, cases
from plan.model import fiscal_years


@pytest.mark.parametrize("case", cases("fiscal_years", "year", "fiscal", "short", "calendar"))
def test_a_year_reads_as_both_languages_write_it(case: Case) -> None:
    """The era's year stands beside the western one, so that neither reader must count."""
    for language in ("ja", "en"):
        assert fiscal_years.fiscal_year(case["year"], language) == case["fiscal"][language]
        assert list(fiscal_years.short_fiscal_year(case["year"], language)) == case["short"][language]
        assert fiscal_years.calendar_year(case["year"], language) == case["calendar"][language]


def test_every_year_that_data_may_hold_has_its_words() -> None:
    """From the first year of a series to the last fiscal year, no year is without an era, and none repeats."""
    words = [fiscal_years.calendar_year(year, "ja") for year in range(1900, fiscal_years.LAST + 1)]
    assert len(set(words)) == len(words) == 201


def test_no_era_is_invented() -> None:
    """Before Meiji there is none here."""
    with pytest.raises(ValueError, match=r"^no era is known for 1868-01-24$"):
        fiscal_years.era(date(1868, 1, 24))
