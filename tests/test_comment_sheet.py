"""The comment sheet of a consultation, on paper and for a word processor: it asks what the data says, and no more."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from copies import edit
from plan.paper.all_documents import all_documents
from plan.paper.comment_sheet_docx import word_sheet_of
from plan.paper.edition import Document
from plan.showing.renderer import Renderer
from test_comment_numbers import numbered
from test_consultation import plan as asking
from test_course import rendered, site_of
from test_paper_layout import opened

ASKS = """\
sheet:
  asks: [{ja: 氏名, en: Name}, {ja: 住所 <市内>, en: Address}]
  why: {ja: 確認だけに使います。, en: To be checked only.}
"""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def with_questions(folder: Path) -> Path:
    """A draft on which opinions are taken, with questions to who writes."""
    asking(folder, "open")
    path = folder / "data/consultation.yml"
    path.write_text(path.read_text(encoding="utf-8") + ASKS, encoding="utf-8")
    return folder


def sheet_of(renderer: Renderer, language: str) -> Document:
    """The sheet of a language."""
    return next(one for one in all_documents(renderer, renderer, language) if one.name == "comment-sheet")


def words_in(content: bytes) -> tuple[list[str], list[str]]:
    """The paragraphs of a file for a word processor, and the names of its fields."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # noqa: S314 - made here, and every part well-formed
        tree = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - made here
    paragraphs = ["".join(part.text or "" for part in found.iter(f"{_W}t")) for found in tree.iter(f"{_W}p")]
    fields = [found.get(f"{_W}val", "") for found in tree.iter(f"{_W}alias")]
    return [words for words in paragraphs if words.strip()], fields


def test_it_asks_nothing_of_a_person_by_itself(tmp_path: Path) -> None:
    """Number and opinion alone; without numbers the place in words."""
    renderer = rendered(asking(tmp_path, "open"))
    (sheet,) = sheet_of(renderer, "ja").content["sheets"]
    assert sheet["heads"] == ["どこへの意見か", "意見"]
    assert (sheet["asks"], sheet["why"]) == ([], "")
    paragraphs, fields = words_in(word_sheet_of(renderer, "ja"))
    assert "意見を出す方について" not in paragraphs
    assert fields == ["記入日", *(f"{name} {n}" for n in (1, 2, 3) for name in ("どこへの意見か", "意見"))]


@pytest.mark.parametrize(
    ("language", "head", "asks"),
    [("ja", "番号", ["氏名", "住所 <市内>"]), ("en", "Number", ["Name", "Address"])],
)
def test_it_asks_what_the_data_says_and_why(tmp_path: Path, language: str, head: str, asks: list[str]) -> None:
    """On both; the page says it too, as whoever writes a mail needs it."""
    folder = with_questions(tmp_path)
    numbered(folder)
    renderer = rendered(folder)
    (sheet,) = sheet_of(renderer, language).content["sheets"]
    assert sheet["heads"][0] == head
    assert sheet["asks"] == asks
    content = word_sheet_of(renderer, language)
    paragraphs, fields = words_in(content)
    assert [words for words in paragraphs if words in asks] == asks
    assert fields[-2:] == asks
    assert word_sheet_of(renderer, language) == content, "the same sheet, the same bytes"


FORM = {
    "ja": {
        "title": "みなも町くらしデジタル計画（案）への意見用紙",
        "to": ["あて先", "みなも町"],
        "date": "記入日",
        "facts": [
            ["募集の期間", [["", "令和6年6月1日（2024年）から令和6年6月30日（2024年）まで"]]],
            ["意見を出せる方", [["", "町内に住む方、通勤・通学する方"]]],
            [
                "意見の出し方",
                [
                    ["メール", "件名を「計画への意見」として iken@minamo.example"],
                    ["持参", "町役場1階 総務課へ"],
                    ["ファクス", "総務課あて 0000-00-0000"],
                ],
            ],
            ["お願い", [["", "御意見は、概要にして公表します。"]]],
        ],
    },
    "en": {
        "title": "Comment sheet: Minamo Town Digital Living Plan (Draft)",
        "to": ["To", "Minamo Town"],
        "date": "Date",
        "facts": [
            ["Period", [["", "June 1, 2024 to June 30, 2024"]]],
            ["Who may comment", [["", "People who live, work or study in the town"]]],
            [
                "How to comment",
                [
                    ["Mail", "With the subject “Comment on the plan” iken@minamo.example"],
                    ["At the counter", "General Affairs Division, Town Hall, 1st floor"],
                    ["Fax", "To the General Affairs Division 0000-00-0000"],
                ],
            ],
            ["Please note", [["", "Comments are published in summary."]]],
        ],
    },
}


@pytest.mark.parametrize(
    ("language", "to"), [("ja", "みなも町 総務課"), ("en", "Minamo Town, General Affairs Division")]
)
def test_it_is_sent_to_the_office_that_keeps_the_plan(language: str, to: str, tmp_path: Path) -> None:
    """Where the plan says how that office is reached; else nobody has said that it is the one to write to."""
    folder = asking(tmp_path, "open")
    edit(folder / "data/plan.yml", "colors: ", "contact: {ja: 電話, en: Telephone}\ncolors: ")
    (sheet,) = sheet_of(rendered(folder), language).content["sheets"]
    assert sheet["to"][1] == to


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_a_form_of_the_plan(language: str, tmp_path: Path) -> None:
    """Of which plan, to whom, with room for the day; the facts in a grid; and a foot in a word processor too."""
    renderer = rendered(asking(tmp_path, "open"))
    document = sheet_of(renderer, language)
    (sheet,) = document.content["sheets"]
    assert {key: sheet[key] for key in ("title", "to", "date", "facts")} == FORM[language]
    assert document.content["title"] == sheet["title"]
    content = word_sheet_of(renderer, language)
    paragraphs, fields = words_in(content)
    assert paragraphs[0] == sheet["title"]
    assert fields[0] == sheet["date"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        foot = ElementTree.fromstring(archive.read("word/footer1.xml"))  # noqa: S314 - made here
    codes = [found.get(f"{_W}instr") for found in foot.iter(f"{_W}fldSimple")]
    assert codes == [" PAGE ", " NUMPAGES "]
    assert next(foot.iter(f"{_W}t")).text == f"{document.content['plan']}  "


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_one_page_and_no_rule_goes_through_its_head(language: str, tmp_path: Path) -> None:
    """The line under the head of the page is below the letters of the plan's name."""
    renderer = rendered(with_questions(tmp_path))
    (page,) = opened(sheet_of(renderer, language), renderer)
    foot = page.get_text("words")[0][3]
    rule = min(item["rect"].y0 for item in page.get_drawings() if item["rect"].height < 1)
    assert rule >= foot + 1


def test_the_page_offers_it(tmp_path: Path) -> None:
    """As a file beside it, in each language, while opinions are taken."""
    site = site_of(with_questions(tmp_path))
    page = site.pages["consultation.en.md"].html
    assert 'href="comment-sheet.docx"' in page
    assert "Name, Address<br>To be checked only." in page
    assert isinstance(site.file("en/consultation/comment-sheet.docx"), bytes)


def test_materials_are_published_and_linked(tmp_path: Path) -> None:
    """A file under docs/ that nothing else names, and what is published elsewhere."""
    folder = asking(tmp_path, "open")
    (folder / "docs/materials").mkdir()
    (folder / "docs/materials/outline.pdf").write_bytes(b"%PDF-1.7\n")
    materials = (
        "materials:\n  - {title: {ja: 概要, en: Outline}, file: materials/outline.pdf}\n"
        '  - {title: {ja: 条例, en: Ordinance}, page: "https://minamo.example/law/"}\n'
    )
    edit(folder / "data/consultation.yml", "places:\n", f"{materials}places:\n")
    page = site_of(folder).pages["consultation.md"].html
    assert '<a href="../materials/outline.pdf">概要</a>' in page
    assert '<a href="https://minamo.example/law/">条例</a>' in page
