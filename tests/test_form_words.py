"""The site's own words by a form: what the plan says otherwise, and any other that is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import copy_plan
from form_editor import Editor, said, value
from plan.reading.yaml_file import read_yaml

NAME = "data/words.yml"


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


def test_a_word_is_looked_for_said_otherwise_and_the_programs_again(editor: Editor) -> None:
    """The file is made where there is none, or keeps every other line; an emptied word goes."""
    path = editor.folder / NAME
    before = path.read_bytes() if path.exists() else None
    assert '<a href="/-/words/">' in editor.ask("/-/edit/")
    name = value("find_projects", "ja")
    address = "/-/words/?find=find_projects"
    assert "もとの言葉: " in editor.ask(address)
    editor.save(address, {name: "しごとを探す", value("find_projects", "en"): "Look for a project"})
    assert (editor.status, editor.headers["Location"]) == ("303 See Other", "/-/words/?saved=1")
    data = read_yaml(path, NAME).data
    assert data["find_projects"]["ja"] == "しごとを探す"  # type: ignore[call-overload,index]
    assert "しごとを探す" in editor.ask("/-/words/")
    token = editor.workbench.session.token
    editor.ask("/-/history/", [("token", token)])
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_slot_that_the_word_has_not_is_refused_at_its_place(editor: Editor) -> None:
    """By the rules that hold for the file; nothing is written."""
    path = editor.folder / NAME
    before = path.read_bytes() if path.exists() else None
    name = value("find_projects", "ja")
    page = editor.save("/-/words/?find=find_projects", {name: "{nothing}を探す"})
    assert editor.status == "422 Unprocessable Entity"
    assert "nothing" in said(page, name)
    assert (path.read_bytes() if path.exists() else None) == before
