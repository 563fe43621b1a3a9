"""Another id by a form, with all that names it; what was never published is taken away; items move in their lists."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from copies import ROOT, copy_plan, copy_published, edit
from form_editor import CARD, HERE, TARGET, Editor, said, value
from plan.publishing.current import Desk
from plan.reading.loader import load_plan
from plan.reading.yaml_file import read_yaml

#: A card of the first plan that other files name, and its file by another id.
NAMED, NEW = "data/projects/iseca.yml", "data/projects/regional-currency.yml"
RENAME = f"/-/rename/{CARD}/"


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


def whole(folder: Path) -> dict[str, bytes]:
    """Every file of a plan."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in ("data", "docs")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def at(*place: str | int) -> str:
    """The address of a place of a file."""
    return f"?at={quote(json.dumps(place, separators=(',', ':')))}"


def test_a_card_has_another_id_with_all_that_names_it(tmp_path: Path) -> None:
    """The file keeps every byte; each file that named it does now by the new id; one click puts all of it back."""
    editor = Editor(copy_plan(tmp_path, ROOT))
    before, address = whole(editor.folder), f"/-/rename/{NAMED}/"
    assert f'<a href="{address}">' in editor.ask(f"/-/edit/{NAMED}/")
    page = editor.ask(address)
    assert "<li>data/topics.yml（2か所）</li>" in page
    editor.save(address, {"id": "regional-currency"})
    assert (editor.status, editor.headers["Location"]) == ("303 See Other", f"/-/edit/{NEW}/?saved=1")
    after = whole(editor.folder)
    assert after[NEW] == before[NAMED]
    assert NAMED not in after
    changed = {name for name in before if after.get(name) != before[name]} - {NAMED}
    assert changed == {"data/notes.yml", "data/plan.yml", "data/topics.yml"}
    for name in changed:
        lines = zip(before[name].splitlines(), after[name].splitlines(), strict=True)
        assert {(b"iseca" in was, b"regional-currency" in now) for was, now in lines if was != now} == {(True, True)}
    assert not load_plan(editor.folder / "data", editor.folder / "docs").findings
    assert "のidを iseca から regional-currency に変えました" in editor.ask("/-/history/")
    editor.ask("/-/history/", [("token", editor.workbench.session.token)])
    assert whole(editor.folder) == before
    editor.ask("/-/history/", [("token", editor.workbench.session.token), ("again", "1")])
    assert whole(editor.folder) == after


@pytest.mark.parametrize(
    ("id", "sentence"),
    [("", "idが必要です"), ("Old Counter", "半角の英小文字"), ("night-desk", ""), ("con", "Windowsの装置の名前")],
)
def test_what_is_no_id_is_refused_at_its_field(editor: Editor, id: str, sentence: str) -> None:
    """Nothing is written."""
    if not sentence:  # one that another card has
        other = next(path.stem for path in (editor.folder / "data/projects").glob("*.yml") if path.stem not in CARD)
        id, sentence = other, f"「{other}」は、もうあります"
    before = whole(editor.folder)
    page = editor.save(RENAME, {"id": id})
    assert editor.status == "422 Unprocessable Entity"
    assert sentence in said(page, "id")
    told = json.loads(editor.save(RENAME, {"id": id}, ("check", "1")))
    assert sentence in told["findings"]["id"][0][0]
    assert whole(editor.folder) == before


def test_an_office_has_another_id(editor: Editor) -> None:
    """In its list, and on each card that names it."""
    offices = read_yaml(editor.folder / "data/departments.yml", "departments.yml").data
    office = offices["departments"][0]["id"]  # type: ignore[index,call-overload]
    address = f"/-/rename/data/departments.yml/{at('departments', office)}"
    editor.save(address, {"id": "other-office"})
    assert editor.status == "303 See Other"
    assert "other-office" in editor.headers["Location"]
    files = whole(editor.folder)
    assert not [name for name, raw in files.items() if f"- {office}\n".encode() in raw and name.startswith("data/proj")]
    assert not load_plan(editor.folder / "data", editor.folder / "docs").findings


def test_published_addresses_lead_on(tmp_path: Path) -> None:
    """Of the first plan: each address of the card has its line, no address dies, what it was printed as is kept."""
    folder = copy_published(copy_plan(tmp_path, ROOT))
    editor = Editor(folder)
    editor.save("/-/rename/data/projects/iseca.yml/", {"id": "regional-currency"})
    assert editor.status == "303 See Other", editor.status
    lines = (folder / "data/addresses.txt").read_text(encoding="utf-8").splitlines()
    moved = [line for line in lines if "regional-currency" in line]
    assert "projects/iseca/ -> projects/regional-currency/" in moved
    assert "pdf/ja/projects/iseca.pdf -> pdf/ja/projects/regional-currency.pdf" in moved
    assert (
        len(moved) == sum("iseca" in line.split(" -> ")[0].split("/")[-2:] or "iseca." in line for line in lines) >= 8
    )
    desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
    desk.refresh()
    desk.complete()
    assert desk.findings == ()


def test_what_was_never_published_is_taken_away_after_a_question(editor: Editor) -> None:
    """A card that nothing names goes, and comes back by a click; one that is named stays, and the places are said."""
    source = editor.read()
    path = editor.folder / "data/projects/spare-counter.yml"
    path.write_text(source.replace("  - id: uses", "  - id: spare-uses"), encoding="utf-8")
    number = next(line for line in source.splitlines() if line.startswith("number:"))
    edit(path, number, "number: 88")
    before = whole(editor.folder)
    address = "/-/remove/data/projects/spare-counter.yml/"
    assert f'<a href="{address}">' in editor.ask("/-/edit/data/projects/spare-counter.yml/")
    assert "このファイルを消しますか。" in editor.ask(address)
    assert whole(editor.folder) == before
    editor.save(address, {}, ("remove", "1"))
    assert (editor.status, editor.headers["Location"]) == ("303 See Other", "/-/history/?saved=1")
    assert not path.exists()
    assert "を消しました（data/projects/spare-counter.yml）" in editor.ask("/-/history/?saved=1")
    editor.ask("/-/history/", [("token", editor.workbench.session.token)])
    assert whole(editor.folder) == before


def test_what_others_name_is_not_taken_away(tmp_path: Path) -> None:
    """The places that name it are said."""
    editor = Editor(copy_plan(tmp_path, ROOT))
    page = editor.save(f"/-/remove/{NAMED}/", {}, ("remove", "1"))
    assert editor.status == "422 Unprocessable Entity"
    assert "消していません。これを指しているところが" in page
    assert "data/topics.yml:" in page
    assert (editor.folder / NAMED).exists()


def test_what_was_published_ends_and_is_not_taken_away(editor: Editor) -> None:
    """The form says so, and leads to the status of the card, with its choices by name."""
    (editor.folder / "data/addresses.txt").write_text("projects/bus-counter/\n", encoding="utf-8")
    before = whole(editor.folder)
    page = editor.ask(f"/-/remove/{CARD}/")
    assert "公開したことがあるので、消しません。" in page
    assert "このファイルを消しますか。" not in page
    token = editor.workbench.session.token
    editor.ask(f"/-/remove/{CARD}/", [("token", token), ("remove", "1")])
    assert editor.status == "409 Conflict"
    assert whole(editor.folder) == before
    end = unescape(page.split('class="button" href="')[1].split('"')[0])
    form = editor.ask(end)
    asked = form.split("ここを直します")[1]
    assert "autofocus" in asked.split("</select>")[0]
    assert "終了" in asked.split("</select>")[0]


def test_items_move_up_and_down(editor: Editor) -> None:
    """With their comments, and no other byte; back again the file is as it was."""
    name = "data/departments.yml"
    path = editor.folder / name
    ids = [item["id"] for item in read_yaml(path, name).data["departments"]]  # type: ignore[call-overload]
    edit(path, f"  - {{id: {ids[1]}", f"  # asked in May\n  - {{id: {ids[1]}")
    before = editor.read(name)
    place = json.dumps(["departments", ids[1]], separators=(",", ":"))
    editor.save(f"/-/edit/{name}/", {}, ("up", place))
    assert editor.status == "303 See Other"
    after = editor.read(name)
    assert after.startswith(f"departments:\n  # asked in May\n  - {{id: {ids[1]}")
    assert sorted(after.splitlines()) == sorted(before.splitlines())
    assert [item["id"] for item in read_yaml(path, name).data["departments"]][:2] == [ids[1], ids[0]]  # type: ignore[call-overload]
    editor.save(f"/-/edit/{name}/", {}, ("down", place))
    assert editor.read(name) == before
    page = editor.save(f"/-/edit/{name}/", {}, ("down", json.dumps(["departments", ids[-1]])))
    assert "変わったところはありません" in page
    assert editor.read(name) == before


def test_nothing_moves_while_something_is_not_saved(editor: Editor) -> None:
    """What was typed stays on the page."""
    before = editor.read()
    place = json.dumps(["indicators", "uses"])
    page = editor.save(HERE, {TARGET: "250"}, ("down", place))
    assert "まだ保存していないところがあるので、動かしていません" in page
    assert 'value="250"' in page
    assert editor.read() == before
    assert value("indicators", "uses", "target", "value") == TARGET
