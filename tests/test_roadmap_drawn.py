"""What the roadmap draws of its years: the plan period over them, the plan's own phases, arrows to targets; and charts
that keep their room and give their files away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from copies import copy_plan, edit
from plan.drawing.chart_geometry import size
from plan.model.roadmap import RoadmapYears
from plan.pages.site import Site
from plan.showing.years import columns
from test_contacts import made, rendered, words

YEARS = RoadmapYears.model_validate({"from": 2022, "to": 2026})
MILESTONES = """
milestones:
  - {id: build, title: {ja: 土台づくり, en: Foundations}, from: 2023, to: 2025}
  - {id: look, title: {ja: 点検, en: A look back}, from: 2026, to: 2026, review: true}
  - {id: later, title: {ja: その先, en: What follows}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A plan of three years, whose roadmap has one more on each side."""
    folder = copy_plan(tmp_path_factory.mktemp("drawn"))
    edit(folder / "data/roadmap.yml", "{from: 2023, to: 2025}", "{from: 2022, to: 2026}" + MILESTONES)
    return made(folder)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (2022, 2026, (0, 5, 0)),
        (2023, 2025, (1, 3, 1)),
        (2020, 2022, (0, 1, 4)),
        (2025, 2030, (3, 2, 0)),
        (2024, None, (2, 3, 0)),
        (2027, 2028, None),
        (2019, 2021, None),
        (2027, None, None),
    ],
)
def test_a_time_has_columns_as_far_as_the_years_go(
    first: int, last: int | None, found: tuple[int, int, int] | None
) -> None:
    """How many are before it, in it and after it; without an end it goes on to the last."""
    assert columns(YEARS, first, last) == found


def test_the_plan_period_stands_in_words_over_its_years(site: Site) -> None:
    """A head over several columns, for eyes and screen readers alike; the years outside have their own."""
    html = site.pages["roadmap.md"].html
    bands = re.findall(r'<th scope="col" colspan="(\d)" class="over-years( period)?">([^<]*)</th>', html)
    assert bands[:3] == [("1", "", "計画期間前"), ("3", " period", "計画期間"), ("1", "", "計画期間後")]
    assert len(bands) % 3 == 0
    assert '<th scope="col">R5<small>2023</small></th>' in html
    assert "Plan period</th>" in site.pages["roadmap.en.md"].html


def test_the_phases_of_the_plan_are_bars_over_its_years(site: Site) -> None:
    """Each with its years in words; one without years is in a list, and is drawn nowhere."""
    html = site.pages["roadmap.md"].html
    bar = '<td colspan="1"></td><td colspan="3" class="phase"><span></span></td><td colspan="1"></td></tr>'
    assert f"土台づくり<small>令和5年度（2023年度）～令和7年度（2025年度）</small></th>{bar}" in html
    assert '点検 <span class="review-mark">見直し</span><small>令和8年度（2026年度）</small></th>' in html
    assert '<li><span class="when">年度の記載なし</span> その先</li>' in html
    assert html.count("土台づくり") == html.count("その先") == 1


def test_an_arrow_has_a_tip_where_the_target_is_due(site: Site) -> None:
    """One for each run that leads to a target, and none that screen readers meet."""
    html = site.pages["roadmap.md"].html
    cells = re.findall(r'<td[^>]* class="[^"]*leads[^"]*">.*?</td>', html)
    assert cells
    assert all(('<i class="arrow-tip" aria-hidden="true"></i>' in cell) == ('class="goal"' in cell) for cell in cells)


def test_an_arrow_alone_is_named_by_the_year_of_its_target(tmp_path: Path) -> None:
    """A run of years would be taken for the time of the work; where the arrow comes from is said above the table."""
    folder = copy_plan(tmp_path)
    card = folder / "data/projects/one-counter.yml"
    text = card.read_text(encoding="utf-8")
    phases = re.search(r"(?m)^schedule:\n(?:  .*\n)+", text)
    assert phases
    card.write_text(text.replace(phases[0], ""), encoding="utf-8")
    pages = made(folder).pages
    row = (
        pages["roadmap.md"]
        .html.partition('<th scope="row"><a href="../projects/one-counter/">')[2]
        .partition("</tr>")[0]
    )
    assert (
        '<td colspan="3" data-label="R7" class="planned leads"><small class="spoken">R7</small> <span class="goal">'
        in row
    )
    assert "R5～R7" not in row
    assert "現状値の年度が表の最初の年度より前のときは、表の端から始めています。" in pages["roadmap.md"].html
    assert "where the baseline is older than the first year of the table, they begin at its edge." in (
        pages["roadmap.en.md"].html
    )


def test_the_menu_marks_the_section_in_which_a_card_stands(site: Site) -> None:
    """One section alone; the page itself where it is in the menu."""
    of = site.frames("ja", "https://minamo.example/").of
    for page, found in (("projects/one-counter.md", ["true"]), ("roadmap.md", ["page"]), ("tools.md", ["true"])):
        assert [entry.current for entry in of(site.pages[page]).menu if entry.current] == found, page


def test_the_link_of_a_source_is_named_by_where_it_leads(tmp_path: Path) -> None:
    """It need not be the publisher's own page, so it does not bear the title of what is published."""
    folder = copy_plan(tmp_path)
    edit(folder / "data/sources.yml", "{id: register, ", "{id: register, url: https://copies.example/table.csv, ")
    html = made(folder).pages["statistics.md"].html
    assert '確かめた場所: <a href="https://copies.example/table.csv">copies.example</a>' in html
    assert html.count("copies.example/table.csv") == html.count(">copies.example</a>")


def test_a_list_of_cards_says_what_its_figures_count(site: Site) -> None:
    """The indicator's name stands before where it is and where it shall be."""
    html = site.pages["projects/index.md"].html
    assert html.count('<span class="of">') == html.count('<span class="goal">') > 0


def test_a_table_of_indicators_says_once_until_when_its_years_run(site: Site) -> None:
    """Below it, not in each row; in each language."""
    for page, said in (("indicators.md", "2026年3月末"), ("indicators.en.md", "the end of March 2026")):
        html = words(site.pages[page].html)
        assert html.count(said) == 1, page


def test_a_chart_is_named_and_keeps_its_room(site: Site, tmp_path: Path) -> None:
    """Its figure by its title; each drawing has the size that it is drawn in, for a phone and for a desktop."""
    html = site.pages["statistics.md"].html
    plan = rendered(copy_plan(tmp_path))
    for id in plan.plan.series:
        drawing = plan.figures[id, "ja"].drawing
        assert f'<figure class="own-words chart" id="chart-{id}" role="none">' in html
        for look, tag in (("narrow", "source"), ("wide", "img")):
            width, height = size(drawing, look)
            assert re.search(rf'<{tag}[^>]*{id}\.ja\.light\.{look}[^>]*width="{width}" height="{height}"', html)


def test_figures_and_drawing_of_a_chart_stand_beside_it(site: Site) -> None:
    """As CSV, SVG and PNG, each in the language of the page, and as CSV for machines."""
    html = site.pages["statistics.en.md"].html
    for id in site.plan.series:
        links = next(part for part in re.findall(r'<p class="meta data-links".*?</p>', html) if f"/{id}." in part)
        assert re.findall(r'href="[./]*data/charts/([^"]*)">([^<]*)<', links) == [
            (f"{id}.en.csv", "table (CSV)"),
            (f"{id}.en.svg", "chart (SVG)"),
            (f"{id}.en.png", "chart (PNG)"),
            (f"{id}.csv", "figures for machines (CSV)"),
        ]
