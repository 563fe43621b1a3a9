"""New records by a form: a value of a year, a term, a card in a file of its own; and the way back by one click."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from copies import copy_plan, edit
from form_editor import CARD, HERE, TARGET, Editor, Fields, new, said, typed, value


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


def test_what_was_saved_is_put_back_by_one_click(editor: Editor) -> None:
    """The newest first, each with what it changed; and is written again by another."""
    before = editor.read()
    editor.save(HERE, {TARGET: "250"})
    middle = editor.read()
    editor.save(HERE, {value("title", "en"): "Wheels"})
    after, token = editor.read(), editor.workbench.session.token
    page = editor.ask("/-/history/")
    assert "200 → 250" in page
    assert page.count("これを元に戻す") == 1
    newest = page.split('name="entry" value="')[1].split('"')[0]
    for state in (middle, before):
        editor.ask("/-/history/", [("token", token)])
        assert (editor.status, editor.read()) == ("303 See Other", state)
    assert "元に戻せる書き込みがありません" in editor.ask("/-/history/", [("token", token)])
    for state in (middle, after):
        editor.ask("/-/history/", [("token", token), ("again", "1")])
        assert (editor.status, editor.read()) == ("303 See Other", state)
    edit(editor.folder / CARD, "Wheels", "By hand")
    assert "書き込んだ後に変わっています" in editor.ask("/-/history/", [("token", token), ("entry", newest)])
    assert "By hand" in editor.read()
    assert "この画面を開いた後に、ほかの保存がありました" in editor.ask(
        "/-/history/", [("token", token), ("entry", "99")]
    )


def test_the_actual_value_of_a_year_is_added(editor: Editor) -> None:
    """In its list, in the order of the years; a year that is there is not written over."""
    address = new(CARD, "indicators", "uses", "actuals")
    for year, actual in (("2024", "60"), ("2023", "40")):
        editor.save(
            address,
            {
                value("indicators", "uses", "actuals", 0 if year == "2024" else 1, "fiscal_year"): year,
                value("indicators", "uses", "actuals", 0 if year == "2024" else 1, "value"): actual,
            },
        )
        assert editor.status == "303 See Other"
    text = editor.read()
    assert text.index("fiscal_year: 2023, value: 40") < text.index("fiscal_year: 2024, value: 60")
    at = quote('["indicators","uses","actuals",2023]')
    assert editor.headers["Location"] == f"{HERE}?at={at}&saved=2"
    page = editor.save(
        address,
        {
            value("indicators", "uses", "actuals", 2, "fiscal_year"): "2023",
            value("indicators", "uses", "actuals", 2, "value"): "1",
        },
    )
    assert "「2023」は、もうあります" in page
    assert editor.read() == text
    place = f"{HERE}?at={at}"
    editor.save(place, {}, ("remove", "1"))
    assert "fiscal_year: 2023, value: 40" not in editor.read()
    assert editor.headers["Location"] == f"{HERE}?at=%5B%22indicators%22%2C%22uses%22%5D&saved=3"


def test_a_term_is_added(editor: Editor) -> None:
    """With its id, its texts in all languages and its reading; what it lacks is said there."""
    address = new("data/glossary.yml", "terms")
    at = next(json.loads(name[2:])[1] for name, _ in editor.form(address) if name.startswith("v:"))

    def part(*rest: str, number: int = at) -> str:
        return value("terms", number, *rest)

    before = editor.read("data/glossary.yml")
    told = {
        ("id",): "cloud",
        ("name", "ja"): "クラウド",
        ("name", "en"): "Cloud",
        ("index",): "く",
        ("definition", "ja"): "ネットワークの先にある計算機。",
        ("definition", "en"): "Computers reached by a network.",
    }
    page = editor.save(address, {part(*rest): text for rest, text in told.items()})
    assert editor.status == "422 Unprocessable Entity"
    assert "必要です" in said(page, part("reading"))
    assert editor.read("data/glossary.yml") == before
    editor.ask(address, typed(Fields(page).sent, {part("reading"): "くらうど"}))
    assert editor.status == "303 See Other"
    after = editor.read("data/glossary.yml")
    assert after.startswith(before.rstrip())
    assert "id: cloud" in after
    page = editor.save(address, {part(*rest, number=at + 1): text for rest, text in told.items()})
    assert "「cloud」は、もうあります" in page
    assert editor.read("data/glossary.yml") == after


def test_a_card_is_added_in_a_file_of_its_own(editor: Editor) -> None:
    """Its id names the file: one that is none, or is there, is refused at its field; put back, the file is gone."""
    address, path = "/-/new/projects/", editor.folder / "data/projects/new-counter.yml"
    filled = {
        value("number"): "77",
        value("title", "ja"): "新しい窓口",
        value("title", "en"): "A New Counter",
        value("under"): "outreach",
        value("content", "ja"): "窓口を増やします。",
        value("content", "en"): "The town will add counters.",
        value("departments"): "residents",
        value("families", "kind"): "individual",
        value("families", "for-residents"): "more-convenient",
        value("families", "tools"): "phone",
        value("indicators", 0, "id"): "counters",
        value("indicators", 0, "name", "ja"): "窓口の数",
        value("indicators", 0, "name", "en"): "Counters",
        value("indicators", 0, "unit", "ja"): "か所",
        value("indicators", 0, "unit", "en"): "places",
        value("indicators", 0, "direction"): "up",
        value("indicators", 0, "baseline", "value"): "1",
        value("indicators", 0, "baseline", "fiscal_year"): "2022",
        value("indicators", 0, "target", "value"): "3",
        value("indicators", 0, "target", "fiscal_year"): "2025",
    }
    for id, sentence in (
        ("", "idが必要です"),
        ("New", "半角の英小文字"),
        ("bus-counter", "「bus-counter」は、もうあります"),
    ):
        page = editor.save(address, {"id": id, **filled})
        assert sentence in said(page, "id")
        assert not path.exists()
    page = editor.save(address, {"id": "new-counter", **filled})
    assert editor.status == "303 See Other", page.split('class="note"')[1][:600]
    assert editor.headers["Location"] == "/-/edit/data/projects/new-counter.yml/?saved=1"
    assert path.read_text(encoding="utf-8").startswith("number: 77\ntitle:\n  ja: 新しい窓口\n")
    editor.ask("/-/history/", [("token", editor.workbench.session.token)])
    assert not path.exists()


def undo(page: str, editor: Editor) -> str:
    """Press the button that stands beside what was saved; the page that comes."""
    button = page.split('action="/-/history/">')[1].split("</form>")[0]
    sent = [(one.split('"')[0], unescape(one.split('value="')[1].split('"')[0])) for one in button.split('name="')[1:]]
    return editor.ask("/-/history/", sent)


def test_a_button_beside_the_form_puts_back_what_it_saved(editor: Editor) -> None:
    """It leads back to the form, which says so; after another save the old page's button puts nothing back."""
    before = editor.read()
    editor.save(HERE, {TARGET: "250"})
    saved = editor.ask(editor.headers["Location"])
    assert "保存しました / saved" in saved
    undo(saved, editor)
    assert (editor.headers["Location"], editor.read()) == (f"{HERE}?undone=1", before)
    page = editor.ask(editor.headers["Location"])
    assert "元に戻しました / put back" in page
    assert 'action="/-/history/"' not in page
    editor.save(HERE, {TARGET: "250"})
    saved = editor.ask(editor.headers["Location"])
    editor.save(HERE, {TARGET: "260"})
    assert "この画面を開いた後に、ほかの保存がありました" in undo(saved, editor)
    assert "value: 260" in editor.read()


def test_what_was_added_and_put_back_leads_to_the_history(editor: Editor) -> None:
    """As it is there no more."""
    address = new(CARD, "indicators", "uses", "actuals")
    parts = {("fiscal_year",): "2024", ("value",): "60"}
    editor.save(address, {value("indicators", "uses", "actuals", 0, *part): text for part, text in parts.items()})
    undo(editor.ask(editor.headers["Location"]), editor)
    assert editor.headers["Location"] == "/-/history/?undone=1"
    assert "元に戻しました / put back" in editor.ask(editor.headers["Location"])
    assert "2024" not in editor.read()
