"""Forms in the preview: what is typed is checked by the rules of the plan and saved with every other byte kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from copies import copy_plan, edit
from form_editor import CARD, HERE, TARGET, Editor, Fields, escape, said, typed, value


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """One for all tests in which nothing is written."""
    return Editor(copy_plan(tmp_path_factory.mktemp("read")))


def test_a_card_is_edited_and_nothing_else_changes(editor: Editor) -> None:
    """A text in one language and a figure: both lines are new, every other byte is as it was."""
    path = editor.folder / CARD
    before = path.read_bytes()
    sent = editor.form(HERE)
    changes = {value("content", "ja"): "走る窓口を増やします。", value("indicators", "uses", "target", "value"): "250"}
    editor.ask(HERE, typed(sent, changes))
    assert (editor.status, editor.headers["Location"]) == ("303 See Other", f"{HERE}?saved=1")
    expected = before.replace("走る窓口に取り組みます。".encode(), "走る窓口を増やします。".encode())
    assert path.read_bytes() == expected.replace(b"value: 200", b"value: 250")
    assert "保存しました / saved" in editor.ask(f"{HERE}?saved=1")


@pytest.mark.parametrize(
    ("changes", "at", "sentence"),
    [
        ({TARGET: "たくさん"}, TARGET, "値には数だけを書きます（実際: &#39;たくさん&#39;）"),
        ({TARGET: "2,500"}, TARGET, "「2,500」は数として読めません。数なら 2500、文字なら &#34;2,500&#34; と書きます"),
        ({value("title", "en"): " "}, "", "en の文が必要です。ありません"),
        ({value("indicators", "uses", "target", "fiscal_year"): "令和7年度"}, "", "年度"),
    ],
)
def test_what_the_plan_refuses_is_said_at_its_value(
    reader: Editor, changes: dict[str, str], at: str, sentence: str
) -> None:
    """By its own rules and in its own words; nothing is written, and what was typed is still in the form."""
    before = reader.read()
    page = reader.save(HERE, changes)
    assert reader.status == "422 Unprocessable Entity"
    at = at or next(iter(changes))
    assert sentence in said(page, at), said(page, at)
    assert "保存していません。直すところが1か所あります" in page
    sent = dict(Fields(page).sent)
    assert all(sent[name].strip() == new.strip() for name, new in changes.items())
    assert reader.read() == before
    told = json.loads(reader.save(HERE, changes, ("check", "1")))
    assert list(told["findings"]) == [at.removeprefix("v:")]
    assert told["changed"] == 1
    assert reader.read() == before


def test_while_one_types_nothing_is_written(reader: Editor) -> None:
    """What is sound is told so, and how many values are changed."""
    before = reader.read()
    told = json.loads(reader.save(HERE, {TARGET: "250"}, ("check", "1")))
    assert told == {"findings": {}, "changed": 1}
    assert reader.read() == before
    assert "変わったところはありません" in reader.save(HERE, {})


def test_what_is_emptied_goes(editor: Editor) -> None:
    """The key with it, and a record that holds nothing more; what must be there is asked for."""
    editor.save(HERE, {value("indicators", "uses", "direction"): ""})
    assert "direction" not in editor.read()
    editor.save(HERE, {value("indicators", "uses", "baseline", part): "" for part in ("fiscal_year", "value")})
    assert "baseline" not in editor.read()


def test_lists_are_chosen_by_name_and_in_order(editor: Editor) -> None:
    """One more is chosen below those that are there; an empty one is none."""
    page = editor.ask(HERE)
    name = value("departments")
    assert escape(name) in page
    other = next(id for id in editor.desk.site.plan.departments.departments if id.id != "residents")  # type: ignore[union-attr]
    assert f'<option value="{other.id}">{other.name["ja"]}</option>' in page
    sent = editor.form(HERE)
    last = max(at for at, (one, _) in enumerate(sent) if one == name)
    sent[last] = (name, other.id)
    editor.ask(HERE, sent)
    assert f"departments: [residents, {other.id}]" in editor.read()


def test_two_windows_keep_both_changes_where_they_are_of_two_values(editor: Editor) -> None:
    """The second window, opened before, is saved into what the first has written."""
    first, second = editor.form(HERE), editor.form(HERE)
    editor.ask(HERE, typed(first, {TARGET: "250"}))
    editor.ask(HERE, typed(second, {value("content", "en"): "The town will do more."}))
    assert editor.status == "303 See Other"
    assert "value: 250" in editor.read()
    assert "The town will do more." in editor.read()


def test_two_windows_at_one_value_are_told_of_both(editor: Editor) -> None:
    """Nothing is written, and one sentence shows both; who saves again has seen what the other wrote."""
    first, second = editor.form(HERE), editor.form(HERE)
    editor.ask(HERE, typed(first, {TARGET: "250"}))
    page = editor.ask(HERE, typed(second, {TARGET: "300", value("content", "en"): "More."}))
    assert editor.status == "409 Conflict"
    assert "いまの値は「250」、ここに書いたのは「300」です。残す方にして、もう一度保存します" in page
    assert "value: 250" in editor.read()
    assert "More." not in editor.read()
    editor.ask(HERE, Fields(page).sent)
    assert editor.status == "303 See Other"
    assert "value: 300" in editor.read()
    assert "More." in editor.read()


def test_a_file_changed_by_hand_is_not_written_over(editor: Editor) -> None:
    """An editor's change of the same value is a clash, one beside it is kept, and a place that went is told."""
    sent = editor.form(HERE)
    edit(editor.folder / CARD, "{fiscal_year: 2025, value: 200}", "{fiscal_year: 2025, value: 210}  # by hand")
    assert "いまの値は「210」" in editor.ask(HERE, typed(sent, {TARGET: "250"}))
    editor.ask(HERE, typed(sent, {value("title", "en"): "Wheels"}))
    assert "value: 210}  # by hand" in editor.read()
    assert "Wheels" in editor.read()
    edit(editor.folder / CARD, "id: uses", "id: other")
    page = editor.ask(HERE, typed(sent, {TARGET: "250"}))
    assert "書き直したところは、もうありません。ここに書いたのは「250」です" in page
    assert editor.status == "409 Conflict"


@pytest.mark.parametrize("gone", [CARD, "data"])
def test_what_was_typed_is_shown_where_the_file_has_gone(gone: str, editor: Editor) -> None:
    """A card taken away, or the whole folder moved, while its form was open: nothing is written, nothing is lost."""
    sent = editor.form(HERE)
    (editor.folder / gone).rename(editor.folder / "elsewhere")
    page = editor.ask(HERE, typed(sent, {value("content", "en"): "The town will do more."}))
    assert editor.status == "409 Conflict"
    assert f"{CARD} に、そのところはもうありません" in page
    assert "The town will do more." in page
    assert not (editor.folder / CARD).exists()


def test_a_fault_is_mended_where_it_stands(editor: Editor) -> None:
    """The form of a faulty card opens with the fault at its value; of a file that is no data what was typed is kept."""
    sent = typed(editor.form(HERE), {TARGET: "250"})
    edit(editor.folder / CARD, "value: 200", "value: many")
    editor.desk.refresh()
    assert f'<a href="{HERE}">画面で直す</a>' in editor.ask("/")
    page = editor.ask(HERE)
    assert "値には数だけを書きます（実際: &#39;many&#39;）" in said(page, TARGET)
    editor.ask(HERE, typed(Fields(page).sent, {TARGET: "300"}))
    assert editor.status == "303 See Other"
    assert "value: 300" in editor.read()
    (editor.folder / CARD).write_text("a: [", encoding="utf-8")
    page = editor.ask(HERE, sent)
    assert "いまの形では画面で直せません" in page
    assert "<pre>250</pre>" in page
    assert editor.read() == "a: ["


def test_every_file_of_a_plan_has_a_form_that_changes_nothing(reader: Editor) -> None:
    """Opened and saved as it stands, each is told that nothing was changed."""
    page = reader.ask("/-/edit/")
    files = [name for name in reader.desk.loaded.files if "words.yml" not in name]  # type: ignore[union-attr]
    assert len(files) == 15
    for name in files:
        address = f"/-/edit/{name}/"
        assert f'<a href="{address}">' in page
        assert "変わったところはありません" in reader.save(address, {}), name


def test_english_calls_a_field_as_the_form_does(reader: Editor) -> None:
    """Not by its key, which the form has beside its label alone."""
    told = json.loads(reader.save(HERE, {TARGET: "たくさん"}, ("check", "1")))
    (_, english), *_ = told["findings"][TARGET.removeprefix("v:")]
    assert english.startswith("a value is a number alone")
    assert english.endswith("without '目標値'")
    assert english in reader.save(HERE, {TARGET: "たくさん"}).replace("&#39;", "'")
