"""What forms of a preview refuse: who is not their page, not at their machine, or asks for other files."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import copy_plan
from form_editor import CHAPTER, HERE, TARGET, Editor, typed


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


def test_only_a_page_of_this_preview_sends_anything(editor: Editor) -> None:
    """Whatever is sent without the token of this run is refused in one sentence, to whatever address."""
    before = editor.read()
    sent = [(name, text) for name, text in typed(editor.form(HERE), {TARGET: "250"}) if name != "token"]
    for path in (HERE, "/-/history/", "/-/differences/", f"/-/chapter/{CHAPTER}/", "/-/new/projects/", "/"):
        for token in ([], [("token", "")], [("token", "x" * 43)]):
            answer = editor.ask(path, [*sent, *token])
            assert editor.status == "403 Forbidden"
            assert answer == (
                "このプレビューのページから送られたものではないので、受け取っていません。"
                "ページを開き直してから、もう一度送ってください / nothing was taken, as it was not sent from a page "
                "of this preview; open the page again and send it once more\n"
            )
    assert editor.read() == before


@pytest.mark.parametrize(
    "path",
    [
        "/-/edit/mkdocs.yml/",
        "/-/edit/data/words.yml/",
        "/-/edit/data/../mkdocs.yml/",
        "/-/edit/data/projects/none.yml/",
        f"{HERE}?at=x",
        f"{HERE}?at=[[1]]",
        "/-/new/other/",
        "/-/new/data/glossary.yml/",
        "/-/chapter/README.md/",
        "/-/chapter/docs/../README.md/",
        "/-/history/x/",
    ],
)
def test_nothing_else_of_the_machine_is_edited(editor: Editor, path: str) -> None:
    """A page says that there is none."""
    assert "ページがありません" in editor.ask(path)
    assert editor.status == "404 Not Found"
