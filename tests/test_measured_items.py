"""A plan whose indicators, budgets and marks stand on items of its levels, and on no card: they are the plan's all the
same, on every page, in the documents, the search and the data that people fill in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import ROOT, copy_plan, edit
from pages import plain
from pdf_files import LANGUAGES, open_pdf
from plan.pages.search import index_script
from plan.paper import fitting, letters, typesetting
from plan.paper.edition import PaperEdition
from plan.preview.inspection import sections
from plan.reading.loader import load_plan
from plan.showing import catalog
from test_levels import Made, words

PLAN = ROOT / "tests/plans/shiomino-city"
SCALE = """scales:
  - id: progress
    name: {ja: 進み具合, en: Progress}
    ordered: false
    steps: [{id: good, name: {ja: 順調, en: On course}}, {id: late, name: {ja: 遅れ, en: Late}}]
"""


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The plan as it is: 31 indicators on its issues, one on each of six measures."""
    return Made(copy_plan(tmp_path_factory.mktemp("mixed"), PLAN))


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The plan without the indicators of measures; an issue has budgets, marks, and a place on the home page."""
    folder = copy_plan(tmp_path_factory.mktemp("alone"), PLAN)
    for card in (folder / "data/projects").glob("*.yml"):
        changed(card, lambda data: data.pop("indicators", None))

    def measured(data: Any) -> None:
        issue = data["items"][0]["items"][0]
        issue["budgets"] = [
            {"fiscal_year": 2023, "budget": 1200, "settled": 1100, "unit": "thousand-yen"},
            {"fiscal_year": 2024, "unit": "thousand-yen", "note": {"ja": "職員人件費のみ", "en": "Salaries only"}},
        ]
        issue["budget_total"] = {"from": 2023, "to": 2027, "budget": 6, "unit": "million-yen"}
        issue["indicators"][0]["marks"] = [{"scale": "progress", "fiscal_year": 2023, "step": "good"}]

    changed(folder / "data/structure.yml", measured)
    (folder / "data/scales.yml").write_text(SCALE, encoding="utf-8")
    changed(folder / "data/plan.yml", lambda data: data.update({"featured": [], "featured_items": ["attitudes"]}))
    return Made(folder)


def changed(path: Path, how: Callable[[Any], object]) -> None:
    """Save a file of data with what a function makes of it."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    how(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10**6), encoding="utf-8")


# The summary ----------------------------------------------------------------------------

#: What the summary says where all indicators do not fit: how many there are, how many it lists and leaves out.
SAYS = {
    "ja": (
        r"37件の指標のうち(\d+)件と目標値",
        "指標が付いていない114件の施策は、この表にはありません。それぞれのPDFにあります。",
        "2ページに収まる{shown}件の指標を、計画の順に載せています。ほかの{left}件は省いています。",
    ),
    "en": (
        r"(\d+) of the 37 indicators, with their targets",
        "The 114 measures without indicators of their own are not in this table. Each has a PDF of its own.",
        "The {shown} indicators that fit on two pages are listed in the order of the plan. "
        "The other {left} are left out.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_lists_the_indicators_by_what_they_belong_to(mixed: Made, language: str) -> None:
    """Those of items first, then those of cards; no card without any; two pages, and what they leave out is said."""
    document = next(item for item in PaperEdition(mixed.renderer, language).documents() if item.name == "summary")
    (sheet,) = document.content["sheets"]
    assert sheet["head"][0] == {"ja": "課題 / 施策", "en": "Issue / Measure"}[language]
    assert len(sheet["rows"]) == 37
    assert all(row[1] and row[3] for row in sheet["rows"])
    assert [row[0].split(" ")[0] for row in sheet["rows"][:3]] == ["1", "1", "2"]
    content = letters.written({**document.content, "images": {}}, mixed.plan.languages.printed)
    pdf, left = fitting.fitted(content, lambda given: typesetting._compile("summary", given, 0, ()), typesetting._pages)
    found = open_pdf(stream=pdf)
    text = plain("".join(page.get_text() for page in found))
    heading, unlisted, left_out = SAYS[language]
    shown = re.search(plain(heading), text)
    assert found.page_count == 2
    assert shown
    assert 0 < left == 37 - int(shown[1])
    assert plain(unlisted) in text
    assert plain(left_out.format(shown=shown[1], left=left)) in text


def test_the_summary_of_a_plan_that_measures_items_alone_has_no_card(alone: Made) -> None:
    """All cards are left to their own documents."""
    sheet = json.loads(alone.document("summary", "ja"))["sheets"][0]
    assert (sheet["table_heading"], sheet["head"][0], len(sheet["rows"])) == ("31件の指標と目標値", "課題", 31)
    assert sheet["unlisted"] == {
        "own": "指標が付いていない120件の施策は、この表にはありません。それぞれのPDFにあります。"
    }


# Pages ----------------------------------------------------------------------------------


def test_the_plans_indicators_are_those_of_its_items(alone: Made) -> None:
    """The page of them, the count at home and the way there; no table of cards, and nothing said to be lacking."""
    said = alone.words("indicators")
    assert said.startswith("Indicators and targets All indicators and targets of the plan. Indicators of issues")
    assert alone.page("indicators").html.count("<tr>") == 32
    assert "Indicators of measures" not in said
    home = alone.words("index")
    assert "See all targets (31)" in home
    assert "Residents who disagree that husbands should work" in home
    assert '<p class="indicator-name"><a href="structure/attitudes/">' in alone.page("index", "ja").html
    everything = " ".join(words(page.html) for page in alone.pages.values())
    assert "The plan sets no indicator" not in everything
    assert "No actual values are given yet." not in everything
    assert not alone.dead()


def test_a_card_leads_to_the_indicators_above_it(alone: Made) -> None:
    """Though no card has any."""
    assert "Indicators of 1 Overcoming fixed gender roles" in alone.words("measures/wording-guide")


def test_the_roadmap_shows_targets_of_items_and_no_empty_row(alone: Made) -> None:
    """The note on its columns stands once, at the first table; no card has a phase, so none is listed."""
    roadmap = alone.words("roadmap")
    assert roadmap.count("The tables show the year of each target.") == 1
    html = alone.page("roadmap").html
    assert html[html.index('id="level-1"') :].count("<tr>") == 32
    assert "Each measure" not in roadmap


def test_marks_of_items_have_the_page_of_marks(alone: Made) -> None:
    """With a row for each indicator that has one, and no table of cards."""
    page = alone.page("marks", "ja")
    assert "課題の指標の進み具合 課題 R5 2023" in words(page.html)
    assert page.html.count("<tr>") == 5
    assert 'href="../structure/attitudes/#indicator-roles-disagree"' in page.html


def test_marks_stand_in_the_table_of_years(alone: Made) -> None:
    """Target, actual value and mark of a year are one row; paper explains the scale of the mark beside."""
    row = "令和5年度（2023年度） （市民意識調査は5年ごとに行うため、この年度の値はありません。） 順調 令和6年度"
    page = alone.words("structure/attitudes", "ja")
    head = "という考え方に反対する市民の割合） 年度 目標値 実績値 進み具合"
    assert f"{head} {row}" in page
    whole = alone.document("whole", "ja")
    assert whole.count("順調") == 2


def test_an_item_shows_its_budgets(alone: Made) -> None:
    """On its page and in the whole plan, as the city printed them; the search finds what is said of them."""
    said = (
        "Budget and settled amount Fiscal year Budget Settled amount Note "
        "FY2023 (Reiwa 5) 1,200 thousand yen 1,100 thousand yen "
        "FY2024 (Reiwa 6) Not stated Not stated Salaries only "
        "Total, FY2023 (Reiwa 5) to FY2027 (Reiwa 9) 6 million yen Not there yet"
    )
    assert said in alone.words("structure/attitudes")
    whole = alone.document("whole")
    for amount in ("1,200 thousand yen", "1,100 thousand yen", "Salaries only", "6 million yen"):
        assert whole.count(amount) == 1
    pages = [page for page in alone.pages.values() if page.language == "en"]
    script = index_script(alone.plan, alone.renderer.speaker, pages, "en")
    index = json.loads(script.removeprefix("window.planIndex=").removesuffix(";\n"))
    found = next(page for page in index["pages"] if page[0] == "en/structure/attitudes/")
    assert "Salaries only" in found[3]
    assert "Target 80.0% FY2032 (Reiwa 14)" in found[3]


def test_a_chapter_may_lead_to_the_page_of_indicators(tmp_path: Path) -> None:
    """It is there where items alone have some: an address from the root is told as it is written from a chapter."""
    folder = copy_plan(tmp_path, PLAN)
    for card in (folder / "data/projects").glob("*.yml"):
        changed(card, lambda data: data.pop("indicators", None))
    chapter = next((folder / "docs/plan").glob("*.md"))
    edit(chapter, "\n\n", "\n\n[指標](/indicators/)\n\n", 1)
    told = [str(finding) for finding in load_plan(folder / "data", folder / "docs").findings]
    assert any("../indicators.md" in line for line in told), told


def test_the_inspection_lists_what_items_lack(alone: Made) -> None:
    """A baseline that is not there yet is named with its item and its line."""
    loaded = load_plan(alone.folder / "data", alone.folder / "docs")
    by_id = {section.id: section for section in sections(loaded)}
    told = [str(point) for point in by_id["missing"].points if point.file == "data/structure.yml"]
    assert len(told) == 3
    assert re.match(r"data/structure\.yml:\d+: 多様な性と多様な生き方の尊重: 現状値がありません", told[0])


def test_a_large_plan_lists_only_items_with_something_to_say(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of 120 measures under 28 directions six are measured: their directions are in the tables of counts."""
    monkeypatch.setattr(catalog, "LARGE", 50)
    large = Made(copy_plan(tmp_path, PLAN))
    indicators, roadmap = large.page("indicators").html, large.page("roadmap").html
    assert "Indicators of 6 measures" in words(indicators)
    held = {card.place.id for card in large.renderer.catalog.cards if card.project.indicators}
    assert indicators.split('id="of-cards"')[1].count("<tr>") == 1 + len(held)
    below = roadmap.split('id="projects"')[1]
    assert below.count("<tr>") - below.count("<thead>") == len(held)
    assert not large.dead()
