"""What is put back is the plan's own: a record that names another file, or one behind a link, is refused whole."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from copies import copy_plan
from form_editor import CARD, HERE, TARGET, Editor
from plan.commands.undo import undo
from plan.writing import undoing

#: What the sentence begins with, after the file.
REFUSED = "この計画のフォルダ（data と docs）のファイルではないか、リンクの先にあります。何も戻していません"


def beside(folder: Path) -> Path:
    """A file beside the plan."""
    return folder / "notes.txt"


def above(folder: Path) -> Path:
    """A file that is reached from the plan's own folder by going out of it."""
    return folder / "data/../notes.txt"


def linked(folder: Path) -> Path:
    """A link in the plan's folder that leads to a file beside it."""
    path = folder / "data/linked.yml"
    path.symlink_to(folder / "notes.txt")
    return path


def in_a_linked_folder(folder: Path) -> Path:
    """A file in a folder of the plan that is a link to another."""
    (folder / "data/more").symlink_to(folder, target_is_directory=True)
    return folder / "data/more/notes.txt"


def hidden(folder: Path) -> Path:
    """A hidden file in the plan's folder, such as a repository's settings."""
    path = folder / "docs/.git/config"
    path.parent.mkdir()
    path.write_text("now")
    return path


def relative(folder: Path) -> Path:
    """A path that says nothing of where it begins."""
    return Path("notes.txt")


def record(folder: Path, path: Path, *, before: str | None = "before") -> Path:
    """What somebody else might put among the records, as if `now` had been written over `before`."""
    place = folder / ".cache/undo/7.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    old = None if before is None else base64.b64encode(before.encode()).decode()
    files = [
        {"path": str(folder / CARD), "before": old, "after": sha256((folder / CARD).read_bytes()).hexdigest()},
        {"path": str(path), "before": old, "after": sha256(b"now").hexdigest()},
    ]
    place.write_text(json.dumps({"when": "2026-11-27 09:00", "told": [], "files": files}), encoding="utf-8")
    return place


@pytest.mark.parametrize("where", [beside, above, linked, in_a_linked_folder, hidden, relative])
@pytest.mark.parametrize("before", ["before", None])
def test_nothing_outside_the_plan_is_put_back(
    tmp_path: Path, where: Callable[[Path], Path], before: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither by the page of all that was saved nor at the command line; no other file of the record is touched."""
    editor = Editor(copy_plan(tmp_path))
    (tmp_path / "notes.txt").write_text("now", encoding="utf-8")
    path, card = where(tmp_path), editor.read()
    kept = record(tmp_path, path, before=before)
    page = editor.ask("/-/history/")
    assert f"{path} は、{REFUSED}" in page
    assert "これを元に戻す" not in page
    token = editor.workbench.session.token
    assert f"{path} は、{REFUSED}" in editor.ask("/-/history/", [("token", token), ("entry", "7")])
    assert editor.status == "409 Conflict"
    assert undo(tmp_path / "data", tmp_path / "docs", yes=True) == 1
    assert f"{path} は、{REFUSED}" in capsys.readouterr().err
    with pytest.raises(undoing.OutsideError):
        undoing.put_back(next(undoing.all_written(tmp_path / "data", tmp_path / "docs")))
    assert ((tmp_path / "notes.txt").read_text(), editor.read(), kept.exists()) == ("now", card, True)


def test_nothing_outside_the_plan_is_written_again(tmp_path: Path) -> None:
    """What was put back is kept in a file, too, which names its files itself."""
    editor = Editor(copy_plan(tmp_path))
    (tmp_path / "notes.txt").write_text("now", encoding="utf-8")
    editor.save(HERE, {TARGET: "250"})
    token = editor.workbench.session.token
    editor.ask("/-/history/", [("token", token)])
    again = tmp_path / ".cache/undo/1.again"
    card = str((tmp_path / CARD).resolve())
    again.write_text(again.read_text().replace(json.dumps(card), json.dumps(str(tmp_path / "notes.txt"))))
    said = json.loads(again.read_text())
    said["record"] = said["record"].replace(card, str(tmp_path / "notes.txt"))
    again.write_text(json.dumps(said))
    assert REFUSED in editor.ask("/-/history/", [("token", token), ("again", "1")])
    assert editor.status == "409 Conflict"
    assert (tmp_path / "notes.txt").read_text() == "now"


def test_a_plan_behind_a_link_is_its_own(tmp_path: Path) -> None:
    """A folder may itself be a link: what is in it is the plan's."""
    copy_plan(tmp_path / "there")
    (tmp_path / "here").symlink_to(tmp_path / "there", target_is_directory=True)
    editor = Editor(tmp_path / "here")
    before = editor.read()
    editor.save(HERE, {TARGET: "250"})
    editor.ask("/-/history/", [("token", editor.workbench.session.token)])
    assert (editor.status, editor.read()) == ("303 See Other", before)


@pytest.mark.parametrize("name", ["9.json", "9.again"])
@pytest.mark.parametrize("content", ["[" * 100_000, "{}", "no record", '{"when": "now", "told": 1, "files": 2}'])
def test_a_record_that_is_none_is_as_if_it_were_not_there(content: str, name: str, tmp_path: Path) -> None:
    """Whoever put it there; and a pipe, from which nothing would ever come, is not read."""
    folder = copy_plan(tmp_path)
    place = folder / ".cache/undo"
    place.mkdir(parents=True)
    (place / name).write_text(content, encoding="utf-8")
    os.mkfifo(place / "10.json")
    assert list(undoing.all_written(folder / "data", folder / "docs")) == []
    assert undoing.write_again(folder / "data", folder / "docs") is False


def test_a_write_that_was_ended_before_it_began_hides_none_before_it(tmp_path: Path) -> None:
    """What a killed program had kept only, and never written, is passed over."""
    data = tmp_path / "data"
    data.mkdir()
    card = data / "card.yml"
    card.write_bytes(b"old")
    undoing.keep(data, {card: (b"old", b"new")}, ["the first"])
    card.write_bytes(b"new")
    undoing.keep(data, {card: (b"new", b"newer")}, ["the second"])
    written = undoing.last_written(data, tmp_path / "docs")
    assert written
    assert written.told == ("the first",)
    undoing.put_back(written)
    assert card.read_bytes() == b"old"
