"""Plans of any number of levels: each is called what the plan calls it, and what it lacks is nowhere seen."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from cases import cases
from copies import ROOT, change, copy_plan, options
from plan.__main__ import main
from plan.pages import sharing
from plan.pages.dead_links import dead_links
from plan.pages.shown import ShownPage
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.reading.yaml_file import read_yaml
from plan.rules.levels import FILTERS
from plan.showing import catalog
from plan.showing.groups import AFTER, BEFORE
from plan.showing.renderer import Renderer

CASES = {case.id: case.values[0] for case in cases("levels", "edits", "write", "delete")}
WORDS: Mapping[str, Mapping[str, str]] = read_yaml(ROOT / "hooks/plan/reading/words.yml", "words.yml").data  # type: ignore[assignment]


class Made:
    """The pages and documents of a plan, as its readers get them."""

    def __init__(self, folder: Path) -> None:
        loaded = load_plan(folder / "data", folder / "docs")
        assert loaded.plan, [str(finding) for finding in loaded.findings]
        self.folder, self.plan, self._chapters = folder, loaded.plan, loaded.chapters
        self.renderer = Renderer(
            loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache", loaded.pictures
        )
        self.site = Site(self.renderer, Library())
        self.pages = dict(self.site.pages)

    def page(self, name: str, language: str = "en") -> ShownPage:
        """A page in a language."""
        return next(page for page in self.pages.values() if (page.name, page.language) == (name, language))

    def words(self, name: str, language: str = "en") -> str:
        """The words of a page on one line."""
        return words(self.page(name, language).html)

    def way(self, name: str, language: str = "en") -> str:
        """The words of the way down to a page, which its frame shows."""
        steps = self.site.frames(language, "https://town.example/").of(self.page(name, language)).crumbs
        return " › ".join(words(step.title) for step in steps)

    def dead(self) -> list[str]:
        """The links that lead nowhere."""
        found = dead_links(self.pages.values(), self.site.names, self._chapters.values(), self.renderer.catalog)
        return [str(finding) for finding in found if "assets/" not in str(finding)]  # scripts lie in overrides/

    def document(self, name: str, language: str = "en") -> str:
        """All that a document holds, as text."""
        document = next(item for item in PaperEdition(self.renderer, language).documents() if item.name == name)
        return json.dumps(document.content, ensure_ascii=False, default=str)


def words(made: str) -> str:
    """The words of some HTML on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", made)).split())


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The invented plan with five levels above its cards."""
    return made(tmp_path_factory.mktemp("five"), "five")


@pytest.fixture(scope="module")
def none(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The invented plan without levels."""
    return made(tmp_path_factory.mktemp("none"), "none")


def made(folder: Path, case: str) -> Made:
    """The invented plan, changed as a case says."""
    copy_plan(folder)
    change(CASES[case], folder)
    return Made(folder)


# Words ----------------------------------------------------------------------------------


def test_no_word_of_the_program_names_cards_or_levels_itself() -> None:
    """A plan says in levels.yml what they are called: the words of the program have slots for that."""
    named = re.compile(r"事業|施策|取組方針|柱|\b(?:project|measure|pillar|policy|policies)s?\b", re.IGNORECASE)
    found = {key: said for key, text in WORDS.items() for said in text.values() if named.search(said)}
    assert found == {}


def test_a_word_that_begins_with_a_name_has_a_capital_letter(five: Made) -> None:
    """Within a sentence a name is as the plan writes it."""
    speak = five.renderer.speaker("en")
    policy = five.plan.levels.levels[3]
    assert speak.plain_word("projects_list") == "List of measures"
    assert speak.plain_word("projects_count", count=3) == "Measures: 3"
    assert speak.plain_word("cards_of_level", **policy.slots) == "Measures of this policy"
    assert speak.plain_word("indicators_of", **policy.slots) == "Indicators of policies"
    assert speak.plain_word("levels_count", count=3, **policy.slots) == "Policies of the plan"
    assert five.renderer.speaker("ja").plain_word("cards_of_level", **policy.slots) == "この政策の施策"


def test_a_language_without_the_name_does_not_borrow_it_within_a_sentence(five: Made) -> None:
    """A sentence is in one language: in one in which the plan names no cards it is said in another."""
    assert five.renderer.speaker("pt").plain_word("projects_list") == "List of measures"


def test_words_of_the_city_win_and_reach_paper(tmp_path: Path) -> None:
    """They may have the slots too."""
    copy_plan(tmp_path)
    (tmp_path / "data/words.yml").write_text(
        'projects: {en: "Our {cards}"}\ndepartment_title: {en: "{department}: own {cards}"}\n'
        'content: {en: "What this {card} does"}\n',
        encoding="utf-8",
    )
    changed = Made(tmp_path)
    assert changed.page("projects/index").title == "Our projects"
    assert "What this project does" in changed.document("projects/one-counter")
    assert "Residents Division: own projects" in changed.document("departments/residents")


def test_no_level_is_called_like_another_filter() -> None:
    """The rule knows all the names by which a list is filtered."""
    assert {*BEFORE, *AFTER, "title", "sort", "shown"} == FILTERS


# Five levels --------------------------------------------------------------------------------


def test_an_item_of_a_level_with_pages_has_one(five: Made) -> None:
    """With what the plan says of it, the items below it, and its cards with roadmap and indicators."""
    said = five.words("structure/living")
    assert five.page("structure/living").title == "1 Living"
    for text in (
        "Fewer procedures", "We start from residents' voices.", "Residents say that counters are far away.",
        "Satisfaction with daily life", "51.2%", "60.0%", "Residents Division", "Basic goals",
        "These are its basic goals.", "1-1 Done close by Measures: 3", "1-2 Done from afar",
        "Measures of this policy field", "Roadmap of the measures of 1 Living",
    ):  # fmt: skip
        assert text in said
    assert "Current situation and issues Each procedure has its own counter." in five.words("structure/one-stop")
    pages = {page.name for page in five.pages.values() if page.name.startswith("structure/")}
    assert pages == {f"structure/{id}" for id in ("living", "close", "far", "one-stop", "by-phone", "town")}
    assert five.dead() == []


def test_an_item_with_a_page_has_a_picture_to_share(five: Made) -> None:
    """As cards have: its name and the way to the target of its first indicator; no page names one that is not drawn."""
    drawn: dict[str, Mapping[str, str]] = {}

    class Recorded:
        def draw_to_share(self, name: str, lines: Mapping[str, str], *_: object) -> None:
            drawn[f"assets/share/{name}.png"] = lines

    sharing.draw(Recorded(), five.renderer)  # type: ignore[arg-type]
    assert {page.picture for page in five.pages.values()} == set(drawn)
    assert five.page("structure/living").picture == "assets/share/item_living.en.png"
    assert drawn["assets/share/item_living.en.png"] == {
        "plan": "Minamo Town Digital Living Plan",
        "title": "1 Living",
        "after": "51.2% → 60.0%",
        "note": "Satisfaction with daily life\nFY2025 (Reiwa 7)",
        "city": "Minamo Town",
    }


def test_an_item_without_cards_says_where_the_plan_speaks_of_it(five: Made) -> None:
    """And nothing of a roadmap or of indicators."""
    said = five.words("structure/far")
    assert "No measure card is under this basic goal. What is done is set out in the next plan." in said
    assert "Roadmap" not in said
    assert five.page("structure/far").headings[1:] == ()


def test_an_item_without_a_page_leads_on_to_those_below_it(five: Made) -> None:
    """From the page of an item one comes to the pages of all below it, whatever levels lie between."""
    page = five.page("structure/close").html
    assert "1-1-1 Counters renewed Measures: 3 1-1-1-1 In one place Measures: 2 1-1-1-2 By telephone" in words(page)
    assert 'href="../one-stop/"' in page


def test_cards_without_numbers_stand_by_their_codes(tmp_path: Path) -> None:
    """Under each item by themselves: 1-2 before 1-10, and what has no code comes last."""
    copy_plan(tmp_path)
    for id, code in (("bus-counter", 'code: "1-10"\n'), ("phone-help", 'code: "1-2"\n'), ("one-counter", "")):
        card = tmp_path / f"data/projects/{id}.yml"
        text = re.sub(r"(?m)^(number|under): .*\n", "", card.read_text(encoding="utf-8"))
        card.write_text(f"{code}under: counter\n{text}", encoding="utf-8")
    assert [card.id for card in Made(tmp_path).renderer.catalog.cards] == ["phone-help", "bus-counter", "one-counter"]


def test_a_card_leads_to_all_that_it_stands_under(five: Made) -> None:
    """Of any depth, each after what its level is called; the way to it names those with pages."""
    said = five.words("measures/one-counter")
    way = five.way("measures/one-counter")
    assert way == "Home › All measures › 1 Living › 1-1 Done close by › 1-1-1-1 In one place"
    for level, item in (
        ("Policy field", "1 Living"), ("Basic goal", "1-1 Done close by"), ("Direction", "1-1-1 Counters renewed"),
        ("Policy", "1-1-1-1 In one place"), ("Step", "1-1-1-1-1 Join the counters"),
    ):  # fmt: skip
        assert f"{level} {item}" in said
    ragged = five.words("measures/phone-help")
    assert "Policy 1-1-1-2 By telephone" in ragged
    assert "Step" not in ragged.split("Also listed under")[0]


def test_a_card_that_is_listed_again_counts_once(five: Made) -> None:
    """It stands at each place, marked where it stands again; every count has it once."""
    listed = [words(item) for item in re.findall(r"<li.*?</li>", five.page("measures/index").html, re.DOTALL)]
    own = [item for item in listed if item.startswith("Help by Telephone")]
    assert len([item for item in own if item.startswith("Help by Telephone Listed again")]) == 2
    again = [card.id for card in five.renderer.catalog.again_at("town")]
    assert again == ["phone-help"]
    assert five.renderer.catalog.of_item("town") == ()
    assert len(five.renderer.catalog.of_item("living")) == 3
    assert "Measures of “1 Living” (3)" in five.words("index")
    assert "Measures of 2 Town (0)" not in five.words("index")
    assert "Measures also listed here Help by Telephone Listed again" in five.words("structure/town")
    assert "Also listed under 1 Living › 1-1 Done close by › 1-1-1 Counters renewed" in five.words(
        "measures/phone-help"
    )
    fields = dict(five.renderer.groups("en").fields(five.renderer.catalog.card("phone-help")))
    assert fields["vision"] == "living town"


def test_the_list_is_filtered_by_the_levels_that_say_so(five: Made) -> None:
    """One field each, the items of lower ones under those of the highest."""
    form = {field.name: field for field in five.renderer.groups("en").form()}
    assert [name for name in form if name in ("vision", "goal", "direction", "policy", "step")] == [
        "vision", "goal", "policy"
    ]  # fmt: skip
    assert [option.value for option in form["vision"].options] == ["living", "town"]
    assert [(family, [option.value for option in options]) for family, options in form["policy"].families] == [
        ("Living", ["one-stop", "by-phone"])
    ]


def test_indicators_of_items_stand_in_the_table_of_indicators(five: Made) -> None:
    """A table for each level that has some, before that of the cards."""
    said = five.words("indicators")
    order = ["Indicators of policy fields", "Satisfaction with daily life", "Indicators of policies", "Waiting time"]
    places = [said.index(words) for words in (*order, "Indicators of measures", "Number of uses")]
    assert places == sorted(places)


def test_the_search_finds_an_item_by_what_it_says(five: Made) -> None:
    """And by its code."""
    script = five.site.texts["assets/search.en.js"]
    assert isinstance(script, bytes)
    index = json.loads(script.decode().removeprefix("window.planIndex=").removesuffix(";\n"))
    found = next(page for page in index["pages"] if page[0] == "en/structure/one-stop/")
    assert "1-1-1-1" in found[2]
    assert "Each procedure has its own counter." in found[3]


def test_the_whole_plan_on_paper_holds_items_and_every_card(five: Made, none: Made) -> None:
    """Each card once, also where no chapter asks for it."""
    for plan in (five, none):
        document = plan.document("whole")
        for card in plan.renderer.catalog.cards:
            assert document.count(f'"label": "card-{card.id}"') == 1
    document = five.document("whole")
    for text in ("1-1-1-1 In one place", "Each procedure has its own counter.", "Waiting time", "25 minutes"):
        assert text in document


def test_the_table_of_items_has_a_column_for_each_level(five: Made) -> None:
    """An item without any below it fills the columns that are left."""
    page = five.page("plan/overview").html
    heads = re.findall(r'<th scope="col">([^<]*)</th>', page.split("</thead>")[0])
    assert heads == ["Basic goal", "Direction", "Policy", "Step", "What the city will do"]
    wide = '<th scope="row" colspan="4" data-label="Basic goal">'
    assert f'{wide}<a href="../../structure/far/">1-2 Done from afar</a></th>' in page
    assert 'rowspan="3" data-label="Basic goal"><a href="../../structure/close/">1-1 Done close by</a>' in page


# No levels ----------------------------------------------------------------------------------


def test_a_plan_without_levels_shows_none(none: Made) -> None:
    """No heading, field, fact or page of them; the roadmap is one table; cards are called what the plan calls them."""
    assert not [page.name for page in none.pages.values() if page.name.startswith("structure/")]
    assert none.dead() == []
    assert [level for level in none.renderer.groups("en").names if level in ("pillar", "measure")] == []
    assert none.words("initiatives/one-counter").startswith("One Counter More convenient")
    assert "Category" not in none.words("initiatives/one-counter")
    assert none.page("roadmap").html.count("<table") == 1
    everything = " ".join(words(page.html) for page in none.pages.values() if page.language == "en")
    assert not re.search(r"\b(project|measure|pillar)s?\b", everything, re.IGNORECASE)


def test_the_address_of_cards_is_that_of_their_documents(none: Made) -> None:
    """Pages and PDFs are in one folder of the plan's choice."""
    assert "pdf/en/initiatives/one-counter.pdf" in none.site.names
    assert none.renderer.catalog.card("one-counter").page == "initiatives/one-counter"


# Large plans --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["five", "none"])
def test_a_large_plan_of_any_levels_leads_to_every_card(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where lists would be too long, the items above the cards have pages; without levels all cards have pages."""
    monkeypatch.setattr(catalog, "LARGE", 2)
    monkeypatch.setattr(catalog, "BRIEF", 0)
    plan = made(tmp_path, case)
    assert plan.dead() == []
    listed = [page for pages in plan.renderer.catalog.item_pages.values() for page in pages]
    own = [card.id for page in listed for card in page.cards]
    assert sorted(own) == ["bus-counter", "one-counter", "phone-help"]
    linked = " ".join(page.html for page in plan.pages.values() if page.name.endswith("/index"))
    for page in listed:
        assert f"{page.name}/" in linked or case == "five"
        assert plan.page(page.name).html.count("Number of uses") == 2 * len(page.cards)  # in the list and in the table
    assert plan.words("roadmap").count("Under way 1") == (9 if case == "five" else 0)


# Offices ------------------------------------------------------------------------------------


def test_the_workbook_says_what_the_plan_says(five: Made, none: Made, tmp_path: Path) -> None:
    """The sheet of the cards is called like them; columns for what a plan lacks are not there."""
    heads = {}
    for name, plan in (("five", five), ("none", none)):
        target = tmp_path / f"{name}.xlsx"
        assert main(["workbook", str(target), *options(plan.folder)]) == 0
        book = openpyxl.load_workbook(target)
        sheet = book.worksheets[1]
        rows = [[str(cell.value or "").split("\n")[0] for cell in row] for row in sheet.iter_rows(max_row=4)]
        heads[name] = (sheet.title, next(row for row in rows if any("ID" in cell for cell in row)))
    title, columns = heads["five"]
    assert (title, columns[0]) == ("施策", "施策ID")
    assert {"取組", "再掲"} <= set(columns)
    title, columns = heads["none"]
    assert (title, columns[0]) == ("取組", "取組ID")
    assert "再掲" not in columns
