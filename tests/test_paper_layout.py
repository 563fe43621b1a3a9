"""How documents are laid out: what their feet say, the summary on two pages, cards side by side, lists in columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from copies import ROOT, copy_plan, edit
from pdf_files import lines, open_pdf
from plan.paper import fitting, letters, typesetting
from plan.paper.columns import column_widths
from plan.paper.content import nodes
from plan.paper.course import told_once
from plan.paper.edition import Document, PaperEdition
from plan.reading import loader
from plan.showing.renderer import Renderer
from test_snug_pages import pdf as pages_with

if TYPE_CHECKING:
    import pymupdf

CARD = "projects/one-counter"
CHART = '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="400"><rect width="9" height="9"/></svg>'
READ = "How the Japanese name is read: Chomin-ka"


def rendered(folder: Path) -> Renderer:
    """A plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


def documents(renderer: Renderer, language: str) -> dict[str, Document]:
    """The documents of a plan in a language by their names."""
    return {document.name: document for document in PaperEdition(renderer, language).documents()}


def opened(document: Document, renderer: Renderer) -> pymupdf.Document:
    """A document, set with charts as wide as those of the site, and opened."""
    images = {at: CHART.format(width=358 if ".narrow." in at else 720) for at in document.charts}
    content = letters.written({**document.content, "images": images}, renderer.plan.languages.printed)
    return open_pdf(stream=typesetting._compile(document.name, content, 0, ()))


def said(document: pymupdf.Document) -> list[str]:
    """The lines of a document."""
    return [words.strip() for _, words, _ in lines(document)]


def strings(tree: Any, *, own: bool = False) -> Iterator[tuple[bool, str]]:
    """All words of a document, each with whether the mark of the site's own words is at it."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from strings(value, own=own or key == "own")
    elif isinstance(tree, list | tuple):
        for item in tree:
            yield from strings(item, own=own)
    elif isinstance(tree, str):
        yield own, tree


def test_how_an_office_is_read_is_never_taken_for_the_plans_word(tmp_path: Path) -> None:
    """In no document: on the sheets of cards and offices it stands in the mark, and the plan's name does not."""
    renderer = rendered(copy_plan(tmp_path))
    read = {office.romanized for office in renderer.plan.departments.departments}
    found = documents(renderer, "en")
    told = [
        (name, own)
        for name, document in found.items()
        for own, words in strings(json.loads(json.dumps(document.content["sheets"])))
        if any(reading in words for reading in read if reading)
    ]
    assert {name for name, _ in told} >= {CARD, "departments/residents"}
    assert all(own for _, own in told)
    for name in (CARD, "departments/residents"):
        words = said(opened(found[name], renderer))
        at = next(index for index, line in enumerate(words) if READ in line)
        assert "Added in this edition" in " ".join(words[at - 1 : at + 1]), name
        assert any("町民課" in line and "Chomin" not in line for line in words), name


def test_no_foot_tears_the_day(tmp_path: Path) -> None:
    """However long the names of a card and of a part are, in every language."""
    folder = copy_plan(tmp_path)
    long = "A Very Long Name of a Counter That Is Everywhere in Town and Never Ends"
    edit(folder / f"data/{CARD}.yml", "en: One Counter", f"en: {long}")
    edit(folder / "data/plan.yml", "title: {ja: 計画, en: Plan,", f"title: {{ja: 計画, en: {long},")
    renderer = rendered(folder)
    found = documents(renderer, "en")
    for name in (CARD, "part-plan", "whole"):
        feet = [line for line in said(opened(found[name], renderer)) if "Data of this edition" in line]
        assert feet, name
        assert all("May 1, 2024" in line for line in feet), (name, feet)


def test_the_foot_of_a_report_names_the_report(tmp_path: Path) -> None:
    """Not the contents, which are the only title of its level before it."""
    renderer = rendered(copy_plan(tmp_path))
    edition = PaperEdition(renderer, "ja")
    chapter = {
        "k": "chapter",
        "title": "年次報告",
        "uses": [],
        "label": "page-x",
        "c": [{"k": "para", "style": "", "c": ["文"]}],
    }
    (_, second) = opened(edition.beside("report-1", "題", chapter, cover=True), renderer)
    assert "年次報告 · 2 / 2" in second.get_text()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_summary_says_where_the_plan_stands_and_shows_a_chart(tmp_path: Path, language: str) -> None:
    """Its address with a code and a chart with its sentences stand on the first page, whatever else does."""
    renderer = rendered(copy_plan(tmp_path))
    document = documents(renderer, language)["summary"]
    (sheet,) = document.content["sheets"]
    assert {sheet["chart"]["drawn"]["src"], sheet["chart"]["narrow"]["src"]} == {
        "population.svg",
        "population.narrow.svg",
    }
    assert set(document.charts.values()) == {"population"}
    first = opened(document, renderer)[0]
    assert renderer.plan.details.url in first.get_text()
    assert len(sheet["chart"]["said"]) > 0
    assert sheet["chart"]["title"] in first.get_text()


def test_one_long_value_widens_no_column() -> None:
    """It breaks in its cell; a column is no narrower than its words, and as few lines as possible are taken."""
    keys = ("project", "target", "departments_in_charge")
    head = ("事業", "目標値", "担当課")
    rows = [["総合窓口の拡充と手続の見直し", "100件", "経営企画課・関係各課"] for _ in range(20)]
    usual = column_widths(keys, head, rows, wide=True)
    rows[3][1] = "4.2ポイント（5点満点）"
    long = column_widths(keys, head, rows, wide=True)
    assert long[1] <= usual[1] + 1.5
    assert long[1] < long[2] < long[0]
    words = column_widths(
        ("indicator", "baseline"), ("Indicator", "Baseline"), [["Standardization", "1"]] * 5, wide=False
    )
    assert words[0] > 15 * 0.56


def test_a_summary_too_long_is_set_few_times() -> None:
    """Each trial aims at how many rows the last ones say that its page has room for."""
    tried = []

    def set_with(rows: int) -> bytes:
        tried.append(rows)
        high = 760 - 9 * rows
        return pages_with((800.0, 60.0), *((60.0,),) * (high < 60), (800.0, max(60.0, high) if high >= 60 else 400.0))

    found = fitting._most(set_with, lambda pdf: pdf.count(b"/Type/Page/") == 2, 300, 4.0)
    assert found
    assert found[1] == 77
    assert len(tried) <= 9


def test_why_no_card_has_a_schedule_is_told_once_in_a_document() -> None:
    """Where cards stand in chapters too; another reason is told, and what has no card stays what it was."""

    def card(why: str, *, scheduled: bool = False) -> dict[str, Any]:
        return {"k": "card", "card": {"scheduled": scheduled, "schedule_notes": [{"own": why}]}}

    prose = {"k": "chapter", "c": [{"k": "list", "items": [[{"k": "para", "c": ["x"]}]]}]}
    cards = {"k": "cards", "c": [card("a"), card("a", scheduled=True), card("b")]}
    sheets = [prose, {"k": "chapter", "c": [cards]}, card("a"), {"k": "chapter", "c": [{"k": "group", "c": [cards]}]}]
    before = json.dumps(sheets)
    found = list(told_once(sheets))
    assert found[0] is prose
    told = [[one["own"] for one in node["card"]["schedule_notes"]] for node in nodes(found) if node.get("k") == "card"]
    assert told == [["a"], ["a"], ["b"], [], [], ["a"], []]
    assert json.dumps(sheets) == before, "other documents share these"
