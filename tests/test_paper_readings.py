"""Readings on paper: set in the content of a document where its language always has them, as on pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from copies import copy_plan, edit
from plan.paper.readings import PaperReadings
from plan.reading import loader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with a few readings."""
    found = copy_plan(tmp_path)
    (found / "data/readings.txt").write_text("市民 しみん\n大人 おとな\n（#）年 ねん\n", encoding="utf-8")
    return found


def readings(folder: Path) -> PaperReadings:
    """The readings of a plan for a document in Japanese."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return PaperReadings(loaded.plan, "ja")


def ruby(words: str, kana: str) -> dict[str, Any]:
    """A word with its reading, as a node of a line."""
    return {"k": "ruby", "c": [words], "reading": kana}


def always(folder: Path) -> PaperReadings:
    """The same in a plan whose own language always has them."""
    edit(folder / "data/plan.yml", "{code: ja, name: 日本語}", "{code: ja, name: 日本語, writing: {ruby: always}}")
    return readings(folder)


def test_a_line_is_read_as_a_whole_and_words_alone_keep_their_letters(folder: Path) -> None:
    """What stands before a word in another element decides its reading; another language and names are left alone."""
    line = ["2030", {"k": "strong", "c": ["年の市民"]}, {"k": "span", "lang": "en", "c": ["市民"]}]
    found = always(folder).set_in({"title": "市民DX", "site": "市民", "sheets": [{"k": "para", "c": line}]})
    assert found["title"] == {"lent": "市民DX", "read": [["市民", "しみん"], "DX"]}
    assert found["site"] == "市民"
    read = {"k": "strong", "c": [ruby("年", "ねん"), "の", ruby("市民", "しみん")]}
    assert found["sheets"] == [{"k": "para", "c": ["2030", read, line[2]]}]
    assert (found["readings"], found["lends"]) == (True, True)


def test_a_word_that_goes_on_in_another_element_stays_bare(folder: Path) -> None:
    """As on pages: 大人気 is not read as 大人, nor a word in two pieces."""
    line = ["市", {"k": "strong", "c": ["民と大人"]}, "気"]
    content = {"sheets": [{"k": "para", "c": line}]}
    assert always(folder).set_in(content)["sheets"] == content["sheets"]


def test_a_document_whose_readers_do_not_always_want_them_has_none(folder: Path) -> None:
    """But for readings of its own chapters, which it says that it has."""
    content: dict[str, Any] = {"sheets": [{"k": "para", "c": ["市民"]}]}
    assert readings(folder).set_in(content) == content
    own = {"sheets": [{"k": "para", "c": [ruby("市民", "しみん")]}]}
    assert readings(folder).set_in(own) == own | {"readings": True}
