"""A plan of many years: its roadmap is readable on every screen and on paper, in three eras, with a review in it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import printing
import pytest
from building import ENVIRONMENT, QUICK
from copies import ROOT, copy_program
from lengths import make_long
from plan.model import eras, fiscal_years
from plan.model.languages import writing
from plan.pages.site import Site
from plan.reading import loader
from plan.showing.renderer import Renderer
from serving import served
from test_accessibility import AXE, TAGS

WIDTHS = (1280, 768, 390, 320)


def site_of(folder: Path, first: int, last: int) -> Site:
    """The pages of a plan of some years, whose middle one is for its review."""
    make_long(folder, 4, first, last, review=True)
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")
    return printing.site_with_pictures(renderer, to_share=False)


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A plan from Showa to Heisei."""
    return site_of(tmp_path_factory.mktemp("twelve"), 1985, 1996)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A plan of as many years as most have."""
    return site_of(tmp_path_factory.mktemp("four"), 2023, 2026)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The plan of twelve years as a site on a port of this machine."""
    folder = copy_program(tmp_path_factory.mktemp("many-years"))
    make_long(folder, 4, 1985, 1996, review=True)
    result = subprocess.run(QUICK, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    with served(folder / "site") as address:
        yield address


def page(site: Site, name: str, language: str) -> str:
    """The HTML of a page."""
    return next(shown.html for shown in site.pages.values() if shown.page.name == name and shown.language == language)


# On pages -----------------------------------------------------------------------------------------------------------


def test_three_eras_stand_in_one_table(twelve: Site, tmp_path: Path) -> None:
    """Each year in its own era, the first of an era in the new one."""
    html = page(twelve, "roadmap", "ja")
    for head in ("S60<small>1985</small>", "S63<small>1988</small>", "H1<small>1989</small>", "H8<small>1996</small>"):
        assert f'<th scope="col">{head}' in html
    assert '<th scope="col">FY1989 <small>Heisei 1</small></th>' in page(twelve, "roadmap", "en")


def test_a_milestone_of_one_year_names_it_once_and_a_review_stands_out(twelve: Site, four: Site) -> None:
    """By its word and a sign, at its bar and at the head of its year; where a plan has none, nothing is said of it."""
    html = page(twelve, "roadmap", "ja")
    assert '<th scope="row">基本計画の策定と体制の整備<small>昭和60年度（1985年度）</small></th>' in html
    review = '<span class="review-mark">見直し</span>'
    assert f'<th scope="row">中間見直し {review}<small>平成2年度（1990年度）</small></th>' in html
    assert f'<th scope="col">H2 <small>1990</small> {review}</th>' in html
    assert html.count(review) == 2
    assert f"FY2024 <small>Reiwa 6</small> {review.replace('見直し', 'Review')}</th>" in page(four, "roadmap", "en")


def test_many_years_tell_phases_in_words_too(twelve: Site, four: Site) -> None:
    """From six columns on: years and name of each phase beside the card's, for a phone and for paper."""
    span = '<small class="span"><span>FY1987 to FY1989</span> <span>Works and trial operation</span></small>'
    assert span in page(twelve, "roadmap", "en")
    assert 'class="roadmap many"' in page(twelve, "roadmap", "en")
    html = page(four, "roadmap", "en")
    assert "many" not in html and 'class="span"' not in html
    card = page(twelve, "projects/long-002", "ja")
    assert '<th scope="row">工事と試験運用 <small>S62～H1</small></th><td colspan="2"></td><td colspan="3"' in card
    assert '<th scope="row">検討 <small>S60</small></th><td colspan="1"' in card
    bar = '<td colspan="2" class="phase"><span>工事と試験運用 <small>R7～R8</small></span></td>'
    assert bar in page(four, "projects/long-002", "ja")


# In the browser -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "en/"])
def test_the_roadmap_is_readable_at_every_width(
    browser: Any,
    address: str,
    width: int,
    language: str,
) -> None:
    """No page scrolls sideways; names are wide enough, no column of years is narrower than its words."""
    found = browser.new_page(viewport={"width": width, "height": 900})
    for name in ("roadmap/", "projects/long-003/", "indicators/", "statistics/"):
        found.goto(address + language + name)
        assert found.evaluate("document.documentElement.scrollWidth") <= width, name
    found.goto(address + language + "roadmap/")
    names = found.evaluate("[...document.querySelectorAll('.many tbody th')].map(th => th.clientWidth)")
    assert len(names) == 7 and min(names) >= min(180, width * 0.7)
    cut = """[...document.querySelectorAll('.many :is(th, td)')]
        .filter(cell => cell.clientWidth && cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent)"""
    assert found.evaluate(cut) == []
    region = found.locator(".table-scroll:has(> .many)").first
    named = [region.get_attribute(name) for name in ("tabindex", "role", "aria-label")]
    if region.evaluate("region => region.scrollWidth > region.clientWidth"):
        assert named[:2] == ["0", "region"] and named[2]
    else:
        assert named == [None, None, None]
    found.evaluate(AXE)
    wrong = found.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)["violations"]
    assert not wrong, [(rule["id"], rule["nodes"][0]["target"]) for rule in wrong]
    found.close()


def test_names_and_years_stay_in_sight(browser: Any, address: str) -> None:
    """Wherever the table is scrolled to; what has the focus is never under them."""
    found = browser.new_page(viewport={"width": 1024, "height": 700})
    found.goto(address + "en/roadmap/")
    region = found.locator(".table-scroll:has(> .many)").first
    region.evaluate("region => { region.scrollLeft = 500; region.scrollTop = 600 }")
    place = (
        "element => { const box = element.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom] }"
    )
    left, top, *_ = region.evaluate(place)
    name = found.locator(".many tbody tr:last-child th")
    assert abs(name.evaluate(place)[0] - left) < 2
    head = found.locator(".many thead th").nth(9).evaluate(place)
    assert abs(head[1] - top) < 2
    link = found.locator(".many tbody tr:first-child th a")
    link.focus()
    assert link.evaluate(place)[1] >= found.locator(".many thead th").nth(9).evaluate(place)[3] - 2
    found.close()


def test_paper_has_the_list(browser: Any, address: str) -> None:
    """Printed, each card tells its phases and the years in which something is due; no column is cut off."""
    found = browser.new_page(viewport={"width": 700, "height": 900})
    found.emulate_media(media="print")
    found.goto(address + "en/roadmap/")
    row = found.locator(".many tbody tr").first
    assert row.locator(".span").first.is_visible()
    assert row.locator("td:visible").count() == 1
    assert found.evaluate("document.documentElement.scrollWidth") <= 700
    found.close()


# Eras ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "new", "old", "short"),
    [
        (1988, "昭和63年度（1988年度）", "昭和63年度（1988年度）", ("S63", "1988")),
        (1989, "平成元年度（1989年度）", "平成元年度（1989年度）", ("H1", "1989")),
        (2018, "平成30年度（2018年度）", "平成30年度（2018年度）", ("H30", "2018")),
        (2019, "令和元年度（2019年度）", "平成31年度（2019年度）", ("H31", "2019")),
        (2020, "令和2年度（2020年度）", "令和2年度（2020年度）", ("R2", "2020")),
    ],
)
def test_a_year_in_which_an_era_begins(year: int, new: str, old: str, short: tuple[str, str]) -> None:
    """By the new era throughout, or by that of its first day where a city says so: everywhere alike."""
    usual = writing("ja")
    by_first_day = usual.model_copy(update={"first_day_era": True})
    assert fiscal_years.fiscal_year(year, usual) == new
    assert fiscal_years.fiscal_year(year, by_first_day) == old
    assert fiscal_years.short_fiscal_year(year, by_first_day) == short
    assert fiscal_years.fiscal_year_label(year, by_first_day) == short


def test_an_era_that_ends_has_its_last_year() -> None:
    """Heisei 31 and Showa 64, by which a year may be called too; no other year has two."""
    found = {year: old for year in range(1900, 2100) if (old := eras.old_era_year(year))}
    assert [(year, old.letter, old.number) for year, old in found.items()] == [
        (1912, "M", 45), (1926, "T", 15), (1989, "S", 64), (2019, "H", 31)
    ]  # fmt: skip
