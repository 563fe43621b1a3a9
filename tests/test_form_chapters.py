"""A chapter in the plain editor of a preview."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from copies import copy_plan, edit
from form_editor import CHAPTER, Editor, Fields
from plan.writing.chapter_edit import retyped


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


def test_a_chapter_is_edited_as_it_stands(editor: Editor) -> None:
    """With the line ends of its file, every other byte kept, and refused by the rules of chapters."""
    path = editor.folder / CHAPTER
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before, here = path.read_bytes(), f"/-/chapter/{CHAPTER}/"
    sent = dict(editor.form(here))
    text = sent["text"].replace("総務課が進めます。", "総務課が、\r\n進めます。")
    assert text != sent["text"]
    told = json.loads(editor.ask(here, [*(sent | {"text": text}).items(), ("check", "1")]))
    assert told == {"findings": {}, "changed": 1}
    assert path.read_bytes() == before
    page = editor.ask(here, list((sent | {"text": text + "\r\n{{ nothing }}\r\n"}).items()))
    assert editor.status == "422 Unprocessable Entity"
    assert "nothing" in page
    assert path.read_bytes() == before
    editor.ask(here, list((sent | {"text": text}).items()))
    assert editor.headers["Location"] == f"{here}?saved=1"
    assert path.read_bytes() == before.replace("総務課が".encode(), "総務課が、\r\n".encode())


def test_a_chapter_changed_underneath_is_refused_with_both(editor: Editor) -> None:
    """The editor still holds what was typed, and what the file holds stands below it; then it can be saved."""
    here = f"/-/chapter/{CHAPTER}/"
    sent = dict(editor.form(here))
    edit(editor.folder / CHAPTER, "総務課が進めます。", "福祉課が進めます。")
    page = editor.ask(here, list((sent | {"text": sent["text"] + "もう一つ。\r\n"}).items()))
    assert editor.status == "409 Conflict"
    assert "この画面を開いた後に変わりました" in page
    assert "福祉課が進めます。" in page
    assert "もう一つ。" in page
    assert "もう一つ。" not in editor.read(CHAPTER)
    editor.ask(here, Fields(page).sent)
    assert editor.status == "303 See Other"
    assert "もう一つ。" in editor.read(CHAPTER)


@pytest.mark.parametrize(
    ("old", "typed_text", "new_bytes"),
    [
        ("a\r\nb\nc\r\n", "a\nB\nc\n", "a\r\nB\r\nc\r\n"),
        ("a\r\nb\nc", "a\nb\nC", "a\r\nb\nC"),
        ("\ufeffa\n", "a\nb\n", "\ufeffa\nb\n"),
        ("a\nb\n", "", ""),
        ("", "a", "a\n"),
        ("a\na\na\n", "a\na\n", "a\na\n"),
    ],
)
def test_a_typed_text_keeps_the_bytes_of_lines_that_stay(old: str, typed_text: str, new_bytes: str) -> None:
    """Line ends of both kinds, a last line without one, a byte order mark."""
    assert retyped(old, typed_text) == new_bytes
