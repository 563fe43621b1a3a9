"""A plan without cards: nothing speaks of cards, and what an item of its levels holds is published or asked for."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from copies import change, copy_plan, edit, options
from jinja2 import nodes
from plan.__main__ import main
from plan.outline.registry import PAGES
from plan.paper.edition import PaperEdition
from plan.preview.inspection import sections
from plan.reading.loader import load_plan
from plan.showing.templates import environment
from test_levels import CASES, Made, words
from test_templates import LOOKS, TEMPLATES, name_of

#: All that the items of the case hold, in words.
HELD = (
    "There are two goals.", "We start from residents' voices.", "Residents say that counters are far away.",
    "1,200", "General Affairs Division", "The town will have one counter.", "It begins when the national program does.",
    "Waiting time", "25 minutes", "10 minutes", "What is done is set out in the next plan.",
)  # fmt: skip
#: What speaks of cards, and of counts of none.
CARDS = {
    "ja": re.compile(r"事業(?![所主者])|カード|0件|ロードマップ"),
    "en": re.compile(r"\b(projects?|cards?|roadmap)\b", re.I),
}


@pytest.fixture(scope="module")
def none(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The invented plan without cards and roadmap."""
    return plan_of(tmp_path_factory.mktemp("no-cards"))


def plan_of(folder: Path, *edits: tuple[str, str, str]) -> Made:
    """The plan of the case with some more edits."""
    copy_plan(folder)
    change(CASES["no-cards"], folder)
    for file, old, new in edits:
        edit(folder / file, old, new)
    return Made(folder)


def sheets(made: Made, name: str) -> object:
    """What stands on the sheets of a document in English."""
    return next(item for item in PaperEdition(made.renderer, "en").documents() if item.name == name).content["sheets"]


def test_nothing_speaks_of_cards_or_of_a_roadmap(none: Made) -> None:
    """No page, menu, count, form, table or sentence, in the page itself or found by the search; no link is dead."""
    names = {page.name for page in none.pages.values()}
    assert names == {
        "index", "structure/index", "departments", "indicators", "statistics", "glossary", "about", "search",
        "accessibility", "data", "licences", "plan/overview", "plan/support",
    }  # fmt: skip
    found = {
        (page.name, page.language): said.group()
        for page in none.pages.values()
        if page.language in CARDS and page.name not in ("accessibility", "licences", "about")
        for said in [CARDS[page.language].search(words(page.html))]
        if said
    }
    assert found == {}
    assert none.dead() == []
    assert not any("<form" in page.html for page in none.pages.values() if page.name not in ("index", "search"))
    assert [entry.title for entry in none.site.menu("en")][:2] == ["Home", "Find measures"]
    assert [below.title for below in none.site.menu("en")[1].below] == ["All measures", "By division"]


def test_the_lowest_level_is_what_lists(none: Made) -> None:
    """Home, list, search and summary name it, and count its items."""
    home = none.words("index")
    assert "All measures Measures: 2" in home
    assert "Measures of “1 Living” (2)" in home
    assert "Measures of 2 Town" not in home
    assert none.page("structure/index").title == "All measures"
    assert "All measures" in none.words("search")
    assert "事業" not in none.document("summary", "ja")


def test_all_that_an_item_holds_is_published(none: Made) -> None:
    """On the page of all items, found by the search, and in the PDF of the whole plan; its name leads there."""
    said = none.words("structure/index")
    assert [text for text in HELD if text not in said] == []
    document = none.document("whole")
    assert [text for text in HELD[1:] if text not in document] == []
    script = none.site.texts["assets/search.en.js"]
    assert isinstance(script, bytes)
    assert "Residents say that counters are far away." in script.decode()
    assert 'href="../../structure/#counter"' in none.page("plan/overview").html
    assert '"label": "structure--counter"' in document


def test_items_with_pages_of_their_own_are_ways_in_the_list(tmp_path: Path) -> None:
    """Hundreds of them are as many lines of the list, not as many headings each with a link of the same name."""
    made = plan_of(tmp_path, ("data/levels.yml", "en: measures}}", "en: measures}, page: true}"))
    page = made.page("structure/index").html
    assert (
        '<li><a href="counter/">1-1-1 Join the counters</a></li>\n<li><a href="outreach/">1-1-2 Go out</a></li>' in page
    )
    assert 'id="counter"' not in page and 'id="close"' in page
    assert "The town will have one counter." in made.words("structure/counter")
    assert made.dead() == []


def test_an_office_lists_the_items_that_it_is_in_charge_of(none: Made) -> None:
    """Each after its level, as the way to it; nothing is said of cards that there are not."""
    said = none.words("departments")
    assert "The responsible and related divisions, and what each is in charge of." in said
    assert "Direction: 1-1 Done close by" in said
    assert "Measure: 1-1-1 Join the counters Measure: 1-1-2 Go out" in said
    assert 'href="../structure/#counter"' in none.page("departments").html
    assert "Residents Division" in none.words("indicators")


def test_an_item_with_a_page_of_its_own_leads_to_offices_that_there_are(tmp_path: Path) -> None:
    """The page of all items then leads to it, and says what it holds no second time."""
    made = plan_of(tmp_path, ("data/levels.yml", "measures}}", "measures}, page: true}"))
    assert made.dead() == []
    assert "Residents Division" in made.words("structure/counter")
    assert made.way("structure/counter") == "Home › All measures › 1 Living › 1-1 Done close by"
    assert made.words("structure/counter").startswith("1-1-1 Join")
    listed = made.words("structure/index")
    assert "1-1-1 Join the counters" in listed
    assert "The town will have one counter." not in listed


def test_no_office_no_page_of_offices(tmp_path: Path) -> None:
    """Nothing leads to it then."""
    folder = copy_plan(tmp_path)
    change(CASES["no-cards"], folder)
    structure = folder / "data/structure.yml"
    structure.write_text(
        re.sub(r"(?m)^ *departments: .*\n", "", structure.read_text(encoding="utf-8")), encoding="utf-8"
    )
    made = Made(folder)
    assert made.dead() == []
    assert "departments" not in {page.name for page in made.pages.values()}


def test_a_plan_of_chapters_alone_has_no_list(tmp_path: Path) -> None:
    """Its name for cards is never seen; nothing leads to a list."""
    folder = copy_plan(tmp_path)
    change(CASES["no-cards"], folder)
    (folder / "data/structure.yml").unlink()
    (folder / "data/levels.yml").write_text(NAMED, encoding="utf-8")
    for code in ("", ".en", ".pt"):
        edit(folder / f"docs/plan/overview{code}.md", "{{ structure }}\n\n{{ items: living }}\n\n", "")
    made = Made(folder)
    assert made.dead() == []
    names = {page.name for page in made.pages.values()}
    assert names.isdisjoint(("structure/index", "projects/index", "departments", "roadmap", "indicators"))
    assert "project" not in (made.words("index") + made.words("search")).lower()
    assert "project" not in str(sheets(made, "summary")).lower()


NAMED = "card: {one: {ja: 事業, en: project}, many: {ja: 事業, en: projects}, address: projects}\n"


def test_the_workbook_has_no_sheet_of_cards(none: Made, tmp_path: Path) -> None:
    """Whether the plan names cards that it does not have, or names none."""
    for name, more in (("none", ""), ("named", NAMED)):
        with (none.folder / "data/levels.yml").open("a", encoding="utf-8") as levels:
            levels.write(more)
        target = tmp_path / f"{name}.xlsx"
        assert main(["workbook", str(target), *options(none.folder)]) == 0
        titles = openpyxl.load_workbook(target).sheetnames
        assert [title for title in titles if re.search("事業|具体的施策|段階", title)] == []
        assert "担当課" in titles


# Plans with cards -------------------------------------------------------------------------------


def test_what_no_chapter_asks_for_stands_on_a_page_of_its_own(tmp_path: Path) -> None:
    """The text of an item above the cards: on the page of the plan's structure, in the menu, and in the whole PDF."""
    made = Made(copy_plan(tmp_path))
    page = made.page("structure/index")
    assert page.title == "Structure of the plan"
    assert "Living Pillar Fewer procedures We start from residents' voices." in words(page.html)
    assert "We start from residents' voices. Close by Counter Outreach" in words(page.html), "the rest as lines"
    assert 'id="counter"' not in page.html  # the chapter's table of items says what they hold
    assert "We start from residents' voices." in made.document("whole")
    assert made.dead() == []


def test_a_chapter_that_asks_for_it_is_enough(tmp_path: Path) -> None:
    """Then there is no such page."""
    folder = copy_plan(tmp_path)
    for code in ("", ".en", ".pt"):
        edit(
            folder / f"docs/plan/overview{code}.md",
            "{{ items: living }}",
            "{{ item-text: living }}\n\n{{ items: living }}",
        )
    made = Made(folder)
    assert "structure/index" not in {page.name for page in made.pages.values()}
    assert made.document("whole").count("We start from residents' voices.") == 1


def test_a_plan_without_a_roadmap_draws_its_schedules_over_its_period(tmp_path: Path) -> None:
    """Nothing of a roadmap is seen; a phase is still drawn on its card."""
    folder = copy_plan(tmp_path)
    (folder / "data/roadmap.yml").unlink()
    made = Made(folder)
    assert made.dead() == []
    assert "roadmap" not in {page.name for page in made.pages.values()}
    assert "Roadmap" not in "".join(words(page.html) for page in made.pages.values() if page.language == "en")
    assert "FY2023" in made.words("projects/phone-help").split("Schedule", 1)[1]


def test_a_roadmap_of_years_alone_has_no_boxes_without_aims(tmp_path: Path) -> None:
    """A chapter that asks for it leads to its page, on paper too; boxes of names alone say nothing."""
    folder = copy_plan(tmp_path)
    (folder / "data/roadmap.yml").write_text("years: {from: 2023, to: 2025}\n", encoding="utf-8")
    edit(folder / "data/structure.yml", "    aims:\n      - {ja: 手続を減らす, en: Fewer procedures}\n", "")
    for code in ("", ".en"):
        edit(folder / f"docs/plan/support{code}.md", "{{ projects }}", "{{ roadmap }}")
    made = Made(folder)
    page = made.page("plan/support").html
    assert "panel" not in page
    assert "screen-only" not in page
    assert "See the roadmap of each project" in made.document("part-plan")


def test_a_sheet_names_all_levels_and_the_summary_lists_them(tmp_path: Path) -> None:
    """But for a level of which the plan says that sheets pass over it."""
    folder = copy_plan(tmp_path)
    assert '["Pillar", "Living"], ["Policy direction", "Close by"], ["Measure", "Outreach"]' in Made(folder).document(
        "projects/phone-help"
    )
    assert '"items": [[0, "Close by"], [1, "Counter"], [1, "Outreach"]]' in Made(folder).document("summary")
    edit(folder / "data/levels.yml", "en: policy directions}}", "en: policy directions}, on_sheets: false}")
    brief = Made(folder)
    assert '["Pillar", "Living"], ["Measure", "Outreach"]' in brief.document("projects/phone-help")
    assert '"items": [[0, "Counter"], [0, "Outreach"]]' in brief.document("summary")


def test_the_inspection_asks_for_schedules_where_other_cards_have_some(tmp_path: Path) -> None:
    """Not in a plan without any, and not of a card that is no more."""

    def lacking() -> list[str]:
        found = sections(load_plan(folder / "data", folder / "docs"), [])
        return [point.file for section in found for point in section.points if point.rule == "no-schedule"]

    folder = copy_plan(tmp_path)
    card = folder / "data/projects/phone-help.yml"
    text = card.read_text(encoding="utf-8")
    bare = re.sub(r"schedule:\n  phases:\n.*\n", "", text)
    card.write_text(bare, encoding="utf-8")
    assert lacking() == ["data/projects/phone-help.yml"]
    card.write_text(bare + "status: {state: ended}\n", encoding="utf-8")
    assert lacking() == []
    card.write_text(bare, encoding="utf-8")
    for other in (folder / "data/projects").glob("*.yml"):
        other.write_text(
            re.sub(r"schedule:\n  phases:\n(    .*\n)+", "", other.read_text(encoding="utf-8")), encoding="utf-8"
        )
    assert lacking() == []


# Templates --------------------------------------------------------------------------------------

#: What a template asks before it leads to a page that not every plan has: the part of the plan that the page needs.
NEEDS = {page.name: page.needs for page in PAGES if page.needs} | {"list_page": "lists"}
#: The pages on which it may lead to the list without asking: there are none of them in a plan without one.
OF_LISTS = (
    "project.html",
    "item.html",
    "items-list.html",
    "projects-list.html",
    "components/card-list.html",
    "components/way-down.html",
)
#: What is there only with the part that a page needs.
WITH = {
    "blocks/rules.html": "rules", "notes-page.html": "shown_notes", "components/indicator.html": "marked_by",
    "components/scale-marks.html": "marked_by", "report.html": "reported_years", "changes.html": "editions",
}  # fmt: skip
IMPLIED = {
    "shown_departments": "shown_offices", "topics": "lists", "tops": "lists", "featured": "shown_indicators",
    "logged": "log", "listed": "lists",
}  # fmt: skip


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_leads_only_to_pages_that_there_are(path: Path) -> None:
    """Where it names a page that a plan may do without, it asks for that part of the plan first."""
    tree = environment(LOOKS).parse(path.read_text(encoding="utf-8"))
    asked = {id(call): set() for call in tree.find_all(nodes.Call)}
    for condition in tree.find_all(nodes.If):
        tested = {getattr(condition.test, name, "") for name in ("attr", "name")}
        tested |= {IMPLIED.get(name, "") for name in tested}
        for part in condition.body:
            for call in part.find_all(nodes.Call):
                asked[id(call)] |= tested
    faults = [
        (call.lineno, needs)
        for call in tree.find_all(nodes.Call)
        if getattr(call.node, "name", "") == "to"
        for needs in [NEEDS.get(getattr(call.args[0], "value", getattr(call.args[0], "attr", "")), "")]
        if needs
        and needs not in {*asked[id(call)], WITH.get(name_of(path)), "lists" if name_of(path) in OF_LISTS else ""}
    ]
    assert faults == []
