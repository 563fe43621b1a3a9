"""Sheets of any length: one longer than a page flows over pages, and no text is lost, leaves its frame or overlaps."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import printing
import pytest
from copies import ROOT, copy_plan, edit
from lengths import make_long
from pages import plain
from pdf_files import LANGUAGES, lines, open_pdf, rectangle
from plan.html.tree import Node
from plan.machine.workers import there
from plan.paper import fitting, letters, typesetting
from plan.paper.content import CARD_WORDS, nodes
from plan.paper.edition import Document, PaperEdition
from plan.paper.left_out import left_out
from plan.paper.library import Library
from plan.paper.mentions import texts_in
from plan.reading import loader
from plan.showing.renderer import Renderer

if TYPE_CHECKING:
    import pymupdf

#: What of a card's content nobody reads as words, or what only a card that flows shows.
UNREAD = ("label", "qr", "uses", "short", "years", "bars", "drawings")
#: The margins of a page, in points: left and right, top, bottom.
SIDE, TOP, FOOT = 21 * 72 / 25.4, 22 * 72 / 25.4, 20 * 72 / 25.4
#: A box of a word ends a little beyond its letters.
NEAR = 2.5
NO_CHART = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
BLANK = 5
NAGINO = ROOT / "tests/plans/nagino-city"
#: What no printer reaches.
EDGE = 12
#: How each paragraph begins, and what each line of one holds.
BEGINS = re.compile(r"\[\d+[ab]\d+\]")
SENTENCE = re.compile("窓口|待ち時間|書類|手続|できる|The town|counters|visitors|forms|hand")


def renderer_of(folder: Path, cards: int, first: int, last: int) -> Renderer:
    """A long plan, ready to be set."""
    make_long(folder, cards, first, last)
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


@dataclass(frozen=True)
class Sheets:
    """A document of cards, and what stands on its pages."""

    document: Document
    pages: tuple[pymupdf.Page, ...]

    @property
    def alone(self) -> bool:
        """Whether it is that of a single card."""
        return self.document.name.startswith("projects/")

    @property
    def cards(self) -> list[Node]:
        """What its cards hold."""
        return [node["card"] for node in nodes([*self.document.content["sheets"]]) if node.get("k") == "card"]


def printed(document: Document, renderer: Renderer) -> Sheets:
    """A document, set and opened."""
    images = dict.fromkeys(document.charts, NO_CHART)
    content = letters.written({**document.content, "images": images}, renderer.plan.languages.printed)
    pdf = open_pdf(stream=typesetting._compile(document.name, content, 0, ()))
    return Sheets(document, tuple(pdf))


@pytest.fixture(scope="module", params=[3, 36, 300])
def renderer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    """Plans of twelve years, from Heisei to Reiwa."""
    cards: int = request.param
    return renderer_of(tmp_path_factory.mktemp(f"sheets-{cards}"), cards, 2014, 2025)


@pytest.fixture(scope="module", params=LANGUAGES)
def sheets(request: pytest.FixtureRequest, renderer: Renderer) -> list[Sheets]:
    """The documents that hold cards: a department's and the whole plan with all, and of the cards' own the first dozen.

    Of 300 cards the department's is long enough.
    """
    documents = list(PaperEdition(renderer, request.param).documents())
    all_cards = ("departments/", "whole") if len(renderer.catalog.cards) < 100 else ("departments/",)
    found = [item for item in documents if item.name.startswith(all_cards)]
    return [printed(item, renderer) for item in found + [item for item in documents if "projects/" in item.name][:12]]


def body(sheet: pymupdf.Page) -> pymupdf.Rect:
    """A page without its head and foot."""
    return rectangle(0, TOP - 1, sheet.rect.width, sheet.rect.height - FOOT + 1)


def said(card: Node, *, alone: bool) -> Iterator[str]:
    """All that a card says; whom to ask and own names of departments stand on a card of its own, drawings where they
    find room.
    """
    for key, value in card.items():
        elsewhere = (
            ("departments",) if alone and card.get("offices") else () if alone else ("asked", "offices", "apply")
        )
        if key not in UNREAD and key not in elsewhere:
            shown = value if alone or key != "departments" else [part for part in value if isinstance(part, str)]
            yield from texts_in(shown)
    yield from (words for bar in card["bars"] for words in (bar[0], bar[4]))


@pytest.mark.sweep
def test_no_text_of_a_card_is_lost_leaves_its_frame_or_overlaps(sheets: list[Sheets]) -> None:
    """Whatever its length; a card that fits on a page is on one, and one that does not has as many as it needs."""
    for item in sheets:
        text = plain("".join(page.get_text(clip=body(page)) for page in item.pages))
        for card in item.cards:
            missing = [words for words in said(card, alone=item.alone) if plain(words) not in text]
            assert not missing, f"{item.document.name}: {missing}"
        for number, page in enumerate(item.pages, start=1):
            words = page.get_text("words")
            wrong = [*outside(words, page.rect), *overlapping(words)]
            assert words and not wrong, f"{item.document.name} {number}: {wrong}"
    alone = [len(item.pages) for item in sheets if item.alone]
    assert min(alone) == 1 and max(alone) > 3


def outside(words: list[Any], sheet: pymupdf.Rect) -> Iterator[str]:
    """The words of a page that stand in its margins."""
    for left, top, right, foot, said, *_ in words:
        blank = BLANK if said[-1] in "、。」）" else 0  # the right half of such a mark is empty
        begins = BLANK if said[0] in "「『（" else 0  # and the left half of such
        beside = left + begins < SIDE - NEAR or right - blank > sheet.width - SIDE + NEAR
        if beside or top < EDGE or foot > sheet.height - EDGE:
            yield said


def overlapping(words: list[Any]) -> Iterator[str]:
    """The words of a page that lie over others."""
    words = sorted(words, key=lambda word: (word[1], word[0]))
    for at, (left, _, right, foot, said, *_) in enumerate(words):
        for other in itertools.takewhile(lambda other, foot=foot: other[1] < foot - 3, words[at + 1 :]):  # type: ignore[misc]
            if min(right, other[2]) - max(left, other[0]) > 0.5:
                yield f"{said} {other[4]}"


def test_each_further_page_says_whose_it_is(sheets: list[Sheets]) -> None:
    """Its head has the number and the beginning of the title, that it goes on, and which of how many pages it is."""
    further = 0
    for item in sheets:
        if not item.alone:
            continue
        [card] = item.cards
        goes_on, of = item.document.content["words"]["card_continued"], len(item.pages)
        for number, page in enumerate(item.pages, start=1):
            head = plain(page.get_text(clip=rectangle(0, 0, page.rect.width, TOP)))
            again = plain(f"{card['number']} {card['short']} {goes_on} {number} / {of}")
            assert (again in head) == (number > 1), f"{item.document.name} {number}: {head}"
            further += number > 1
        first = plain(item.pages[0].get_text(clip=body(item.pages[0])))
        assert (f"1/{of}" in first) == (of > 1)
    assert further > 3


def test_no_head_stands_alone_and_no_line_of_a_paragraph(sheets: list[Sheets]) -> None:
    """No page ends with a heading, the name of an indicator or the head of a table; two lines keep together."""
    split = 0
    for item in sheets:
        heads = {plain(item.document.content["words"][key]) for key in (*CARD_WORDS, "challenge", "phase")}
        heads |= {plain(each["name"]) for card in item.cards for each in card["indicators"]}
        heads |= {[line for line in year[3] if line][-1] for card in item.cards for year in card["years"]}
        before: list[str] = []
        for number, page in enumerate(item.pages, start=1):
            found = [
                words
                for _, words, box in lines([page])
                if TOP - 1 < box[1] < page.rect.height - FOOT  # type: ignore[arg-type]
            ]
            assert plain(found[-1]) not in heads, f"{item.document.name} {number}: {found[-1]}"
            split += _goes_on(before, found, f"{item.document.name} {number}")
            before = found
    assert split > 0


def test_a_note_beside_a_budget_has_room_and_a_mark_stays_with_its_item(tmp_path: Path) -> None:
    """Not one letter a line beside a long total; nor does a page end with what an item's level is called."""
    loaded = loader.load_plan(NAGINO / "data", NAGINO / "docs")
    assert loaded.plan, loaded.findings
    renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path)
    documents = {item.name: item for item in PaperEdition(renderer, "ja").documents()}
    card = printed(documents["projects/evacuation-towers"], renderer)
    said = [words for _, words, _ in lines(card.pages)]  # type: ignore[arg-type]
    assert "前年度からの繰越しを含む" in said
    content = {**documents["whole"].content}
    sheets = content["sheets"]
    content["sheets"] = [part for part in sheets if part["k"] == "contents" or part.get("label") == "page-structure"]
    assert len(content["sheets"]) == 2
    whole = printed(replace(documents["whole"], content=content), renderer)
    last = [[words for _, words, box in lines([page]) if box[1] < page.rect.height - FOOT][-1] for page in whole.pages]
    assert last and "政策" not in last


def _goes_on(before: list[str], after: list[str], at: str) -> bool:
    """Whether a paragraph goes on over two pages; where it does, it has two lines or more on each."""
    last = next((place for place, words in enumerate(reversed(before)) if BEGINS.match(words)), None)
    first = next((place for place, words in enumerate(after) if BEGINS.match(words)), None)
    if last is None or not first or not all(SENTENCE.search(words) for words in after[:first]):
        return False
    assert last + 1 >= 2 and first >= 2, f"{at}: {before[-1]} | {after[0]}"
    return True


# The summary and the whole plan ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_has_two_pages_and_says_what_it_leaves_out(renderer: Renderer, language: str) -> None:
    """Every card that it says it has is there; how many it lacks is known to the build."""
    document = next(item for item in PaperEdition(renderer, language).documents() if item.name == "summary")
    content = letters.written({**document.content, "images": {}}, renderer.plan.languages.printed)
    pdf, left = fitting.fitted(content, lambda given: typesetting._compile("summary", given, 0, ()), typesetting._pages)
    found = open_pdf(stream=pdf)
    count = len(renderer.catalog.cards)
    assert found.page_count == 2
    text = plain("".join(page.get_text(clip=body(page)) for page in found))
    titles = [re.escape(plain(card.project.title[language])) for card in renderer.catalog.cards]
    assert sum(bool(re.search(rf"{title}(?!\d)", text)) for title in titles) == count - left
    says = {
        "ja": f"2ページに収まる{count - left}件を、計画の順に載せています。ほかの{left}件は、それぞれのPDFにあります。",
        "en": f"The {count - left} that fit on two pages are listed in the order of the plan. "
        f"Each of the other {left} has a PDF of its own.",
    }[language]
    assert (plain(says) in text) == (left > 0) == (count > 30)
    for page in found:
        words = page.get_text("words")
        assert not [*outside(words, page.rect), *overlapping(words)]


def test_what_a_document_does_without_to_keep_to_its_pages() -> None:
    """First nothing, then what belongs to each, then the aims; then as many cards as fit, by their rank."""
    tops = [{"title": "p", "aims": ["a"] * 3, "items": ["m"] * 5}]
    said = {"heading": "{shown}/{left}", "left": {"own": "{left}"}, "without": [{"own": "1"}, {"own": "2"}]}
    fit = fitting.wanted(2, [1, 2, 1], [2, 0, 1], said)
    sheet = {"tops": tops, "rows": ["a", "b", "b", "c"], "table_heading": "all", "fit": fit}

    def set_with(room: int) -> tuple[dict[str, Any], int]:
        """Set it where a page has room for so many things: two pages for no more, else three."""

        def pages_of(pdf: bytes) -> int:
            sheet = json.loads(pdf)["sheets"][0]
            things = len(sheet["rows"]) + sum(len(item["aims"]) + len(item["items"]) for item in sheet["tops"])
            return 2 if things <= room else 3

        pdf, left = fitting.fitted(json.dumps({"sheets": [sheet]}), str.encode, pages_of)
        return json.loads(pdf)["sheets"][0], left

    whole, left = set_with(12)
    assert (whole, left) == (sheet, 0)
    some, left = set_with(10)
    assert (some["rows"], some["table_heading"], some["left"], left) == (["a", "c"], "2/1", {"own": "1"}, 1)
    assert some["tops"] == tops and some["without"] is None
    short, left = set_with(4)
    assert (short["rows"], short["without"], left) == (["c"], {"own": "1"}, 2)
    assert short["tops"] == [{"title": "p", "aims": ["a"] * 3, "items": []}]
    least, left = set_with(0)
    assert (least["rows"], least["without"], least["left"], left) == ([], {"own": "2"}, {"own": "3"}, 3)
    assert set_with(-1) == (sheet, 0)


def test_the_build_says_which_cards_the_whole_plan_lacks(tmp_path: Path) -> None:
    """And how many the summary leaves out; nothing where all is there, or where nothing is set."""
    renderer = renderer_of(tmp_path, 3, 2014, 2025)
    catalog = renderer.catalog
    set_already = {
        (language, "summary"): there(tmp_path / f"x-2{left}.pdf") for language, left in (("ja", "-4"), ("en", ""))
    }
    library = Library(set_already, None, {"ja": ["one-counter", "long-002"], "en": []})
    block = "{{ projects: individual }}, {{ projects: standard }}"
    assert [str(finding) for finding in left_out(library, catalog)] == [
        "pdf/ja/whole.pdf: 全文のPDFに、2件のカードが載っていません（one-counter, long-002）。"
        f"載せるときは、章に {block} の行を書いてください / the PDF of the whole plan lacks 2 cards "
        f"(one-counter, long-002); to have them in it, write the line {block} into a chapter",
        "pdf/ja/summary.pdf: 概要版を2ページに収めるため、6件のうち4件を載せていません / "
        "to keep the summary to two pages, 4 of the 6 entries of its table are left out",
    ]
    assert list(left_out(Library(), catalog)) == []


def test_what_the_whole_plan_lacks_is_known_to_the_next_build(tmp_path: Path) -> None:
    """The whole plan holds every card, whether a chapter has the line for them or only lists them."""
    copy_plan(tmp_path)

    def lacks() -> list[dict[str, list[str]]]:
        """What a build and the next one say of the plan as it is."""
        loaded = loader.load_plan(tmp_path / "data", tmp_path / "docs")
        assert loaded.plan, loaded.findings
        renderer = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", tmp_path / ".cache")
        digest = str(len((tmp_path / "docs/plan/support.md").read_text(encoding="utf-8")))
        return [{**printing.printed(renderer, digest).lacks} for _ in range(2)]

    assert lacks() == [{"ja": [], "en": [], "pt": []}] * 2
    for name in ("support.md", "support.en.md"):
        edit(tmp_path / "docs/plan" / name, "{{ projects }}", "{{ projects: individual }}")
    assert lacks() == [{"ja": [], "en": [], "pt": []}] * 2
