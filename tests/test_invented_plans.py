"""The invented plans of tests/plans that are as large and as varied as real ones: each reads as if made for it.

They load without a finding; every page leads only to what is there; what is counted is counted once.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import build
from copies import ROOT, copy_city
from pdf_files import found_in, nearly_empty, opened
from plan.model import Plan
from plan.pages.dead_links import dead_links
from plan.pages.shown import ShownPage
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer

LANGUAGES = ("ja", "en")


@dataclass(frozen=True)
class Expected:
    """What is counted of a plan."""

    cards: int
    levels: tuple[int, ...]
    """How many items each level has, the highest first."""
    again: int
    """At how many places cards are listed again."""
    said: tuple[str, ...]
    """How its home page says so, in Japanese."""


PLANS = {
    "nagino-city": Expected(
        40, (5, 10, 16, 25), 7, ("40件の事務事業", "5つの基本目標", "3つのプロジェクト", "17のゴール")
    ),
    "shiomino-city": Expected(120, (4, 12, 28), 6, ("120件の施策",)),
}


@dataclass(frozen=True)
class Made:
    """A plan as its readers get it."""

    name: str
    plan: Plan
    renderer: Renderer
    site: Site
    remarks: tuple[str, ...]
    dead: tuple[str, ...]

    def page(self, name: str, language: str) -> str:
        """The words of a page on one line."""
        found = (page for page in self.site.pages.values() if (page.name, page.language) == (name, language))
        return words(next(found))


def words(page: ShownPage) -> str:
    """The words of a page on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.html)).split())


@pytest.fixture(scope="module", params=PLANS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A plan, read and made into pages once for all tests."""
    folder = ROOT / "tests/plans" / request.param
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, [str(finding) for finding in loaded.findings]
    renderer = Renderer(
        loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path_factory.mktemp("cache"), loaded.pictures
    )
    site = Site(renderer, Library())
    dead = dead_links(site.pages.values(), site.names, loaded.chapters.values(), renderer.catalog)
    return Made(
        request.param,
        loaded.plan,
        renderer,
        site,
        tuple(str(remark) for remark in loaded.remarks),
        tuple(str(finding) for finding in dead if "assets/" not in str(finding)),  # scripts lie in overrides/
    )


def test_nothing_is_remarked(made: Made) -> None:
    """Neither a fault nor what the inspection would list: what a plan rightly does without is no remark."""
    assert made.remarks == ()


def test_every_link_leads_somewhere(made: Made) -> None:
    """Of every page in every language."""
    assert made.dead == ()


def test_cards_and_items_are_counted_once(made: Made) -> None:
    """A card that is listed again is one card: at home, on the list, in the sums over the highest items."""
    expected = PLANS[made.name]
    catalog = made.renderer.catalog
    assert len(catalog.cards) == expected.cards
    assert sum(len(card.project.also_under) for card in catalog.cards) == expected.again
    if made.plan.structure:
        depths = [len(path) for path in made.plan.structure.paths()]
        assert tuple(depths.count(depth) for depth in sorted(set(depths))) == expected.levels
        assert sum(len(catalog.of_item(item.id)) for item in made.plan.structure.items) == expected.cards
    home = made.page("index", "ja")
    assert [said for said in expected.said if said not in home] == []
    for language in LANGUAGES:
        pages = [page for page in made.site.pages.values() if page.name.startswith(f"{made.plan.levels.card.address}/")]
        assert sum(page.language == language for page in pages) == expected.cards + 1, "each card, and the list of them"


def test_cards_stand_in_the_order_of_their_codes(made: Made) -> None:
    """In a plan that numbers none."""
    codes = [card.project.code for card in made.renderer.catalog.cards if card.project.code]
    assert codes == sorted(codes)


def test_a_table_of_indicators_has_marks_where_any_has_one(made: Made) -> None:
    """Whatever levels a plan marks: the tables of the others have no empty column."""
    table = made.page("indicators", "ja")
    shown = made.renderer.views("ja")
    marked = any(indicator.marks for card in made.renderer.catalog.cards for indicator in card.project.indicators)
    assert shown.indicator_table(made.renderer.catalog.cards).marks == marked
    if made.name == "nagino-city":
        assert "基本目標 指標 現状値 実績値 目標値" in table
        assert "事務事業 指標 現状値 実績値 評価 目標値" in table


def test_no_page_speaks_of_what_the_plan_has_not(made: Made) -> None:
    """No empty count, no slot that nobody filled, no name of another plan's levels."""
    found = [
        f"{page.language} {page.name}: {said}"
        for page in made.site.pages.values()
        for said in re.findall(r"（0件）|\(0\)|\{\{?[a-z_]+\}?\}|伊勢崎|Isesaki", words(page))
    ]
    assert found == []


def test_the_whole_plan_on_paper_holds_every_card(made: Made) -> None:
    """As a sheet of its own, once."""
    for language in LANGUAGES:
        documents = {document.name: document for document in PaperEdition(made.renderer, language).documents()}
        assert sum(name.startswith(f"{made.plan.levels.card.address}/") for name in documents) == PLANS[made.name].cards


def test_items_on_paper_lack_nothing_that_their_pages_say(made: Made) -> None:
    """Targets of other years and those that were revised stand with their indicators, without a baseline too."""
    for language in LANGUAGES:
        whole = next(item for item in PaperEdition(made.renderer, language).documents() if item.name == "whole")
        said = json.dumps(whole.content, ensure_ascii=False, default=str)
        items = [place for place in made.renderer.catalog.structure.all if place.level.page]
        views = made.renderer.views(language)
        shown = [one for place in items for one in views.shown(place.item.indicators, f"{place.at[-1]}.")]
        words = [word for one in shown for word in (*one.targets, *one.actuals, *one.former_targets)]
        assert [word for word in words if str(getattr(word, "words", word).plain) not in said] == []


def test_the_whole_plan_on_paper_explains_what_was_marked(made: Made) -> None:
    """Each scale with its edition, its meaning and what every step means, a step that nothing was marked by too."""
    for language in LANGUAGES:
        whole = next(item for item in PaperEdition(made.renderer, language).documents() if item.name == "whole")
        sheets = [sheet for sheet in whole.content["sheets"] if sheet.get("label") == "page-marks"]
        used = {shown.scale.id for shown in made.renderer.views(language).marks.scales()}
        assert len(sheets) == bool(used)
        said = json.dumps(sheets, ensure_ascii=False, default=str)
        for scale in made.plan.scales.scales if made.plan.scales and used else ():
            steps = [text for step in scale.steps for text in (step.name, step.description)]
            told = [text[language] for text in (scale.name, scale.edition, scale.meaning, *steps) if text]
            assert [words for words in told if words not in said] == []


def test_a_chapter_with_all_cards_follows_the_items(made: Made) -> None:
    """Each card at its item, and once more where it is listed again; its mark says so."""
    name, page = next(
        (page.name, page.html)
        for page in made.site.pages.values()
        if page.language == "ja" and re.search(r'<h4 id="cards-', page.html)
    )
    assert name in ("basic-plan/list", "plan/measures")
    expected = PLANS[made.name]
    listed = page[page.index('<h3 id="cards-') :]
    assert listed.count('<li class="card-item">') == expected.cards + expected.again
    assert listed.count(">再掲</span>") == expected.again
    assert re.findall(r'<h3 id="cards-([a-z0-9-]+)">', listed) == [
        top.id for top in made.renderer.catalog.structure.tops
    ]


def test_the_contents_on_paper_name_items_and_cards_alone(made: Made) -> None:
    """Not what every item is parted into; the chapters of the plan keep their headings."""
    whole = next(item for item in PaperEdition(made.renderer, "ja").documents() if item.name == "whole")
    sheets = [sheet for sheet in whole.content["sheets"] if sheet["k"] == "chapter"]
    levels = {level.id for level in made.plan.levels.levels if level.page}
    items = [place.id for place in made.renderer.catalog.structure.all if place.level.id in levels]
    assert [sheet["item"] for sheet in sheets if "item" in sheet] == items
    assert any("item" not in sheet for sheet in sheets)


def test_a_table_of_many_levels_is_read_downward_on_a_phone(made: Made) -> None:
    """Each cell of it then stands after what its level is called; one of fewer levels stays a table."""
    table = next(page.html for page in made.site.pages.values() if '<th scope="rowgroup" rowspan=' in page.html)
    assert ('class="stacked items-below"' in table) == (made.name == "nagino-city")
    assert ('<th scope="rowgroup" rowspan="3" data-label="政策">' in table) == (made.name == "nagino-city")


def test_it_builds(tmp_path: Path) -> None:
    """Strictly, with documents and share pictures, by the program as any city takes it; no page is nearly empty."""
    site = build(copy_city(tmp_path, ROOT / "tests/plans" / next(iter(PLANS))))
    assert (site / "pdf/en/summary.pdf").is_file()
    assert [one for name, path in found_in(site).items() for one in nearly_empty(name, opened(path))] == []
