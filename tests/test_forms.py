"""Forms in the preview: what is typed is checked by the rules of the plan, saved with every other byte kept, undone."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from copies import copy_plan, edit
from markupsafe import escape as _escape
from plan.writing.chapter_edit import retyped
from test_workbench import Browser


def escape(text: str) -> str:
    """A text as a page has it."""
    return str(_escape(text))


CARD = "data/projects/bus-counter.yml"
HERE = f"/-/edit/{CARD}/"


class Fields(HTMLParser):
    """What a browser would send of the form of a page, as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self._select, self._text = "", ""
        self._chosen = self._typed = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a value."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "plan" in has.get("class", "")
        elif not self._inside:
            return
        elif tag == "input" and has.get("name"):
            self.sent.append((has["name"], has.get("value", "")))
        elif tag == "select":
            self._select, self._chosen = has["name"], ""
        elif tag == "option" and "selected" in has:
            self._chosen = has["value"]
        elif tag == "textarea" and "readonly" not in has:
            self._text, self._typed = has["name"], ""

    def handle_endtag(self, tag: str) -> None:
        """Note what was chosen or typed."""
        if tag == "select" and self._select:
            self.sent.append((self._select, self._chosen))
            self._select = ""
        elif tag == "textarea" and self._text:
            self.sent.append((self._text, self._typed.removeprefix("\n").replace("\n", "\r\n")))
            self._text = ""
        elif tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self._text:
            self._typed += data


class Editor(Browser):
    """Asks a workbench as a person with a form does."""

    def ask(self, path: str, sent: Sequence[tuple[str, str]] | None = None) -> str:
        """The body that comes for a path, after what is sent."""

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            self.status, self.headers = status, dict(headers)

        place, _, query = path.partition("?")
        environ: dict[str, Any] = {"PATH_INFO": place.encode().decode("latin-1"), "QUERY_STRING": query}
        if sent is not None:
            raw = urlencode(sent).encode()
            environ |= {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(raw)), "wsgi.input": io.BytesIO(raw)}
        return b"".join(self.workbench(environ, start)).decode()

    def form(self, path: str) -> list[tuple[str, str]]:
        """What the form of a page would send as it stands."""
        sent = Fields(self.ask(path)).sent
        assert self.status == "200 OK"
        return sent

    def save(self, path: str, changes: Mapping[str, str], *more: tuple[str, str]) -> str:
        """The answer to a form opened and saved with some values typed over."""
        return self.ask(path, [*typed(self.form(path), changes), *more])

    def read(self, name: str = CARD) -> str:
        """A file as it is."""
        return (self.folder / name).read_bytes().decode()


def value(*path: str | int) -> str:
    """The name of a value."""
    return "v:" + json.dumps(path, ensure_ascii=False, separators=(",", ":"))


def typed(sent: Sequence[tuple[str, str]], changes: Mapping[str, str]) -> list[tuple[str, str]]:
    """A form with the first value of each of these names typed over."""
    left, result = dict(changes), []
    for name, old in sent:
        result.append((name, left.pop(name, old)))
    assert not left, f"the form has no {left}"
    return result


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    found = Editor(copy_plan(tmp_path))
    found.desk.refresh()
    return found


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


def said(page: str, name: str) -> str:
    """What stands at a value."""
    return page.split(f'data-for="{escape(name.removeprefix("v:"))}">')[1].split("</ul>")[0]


TARGET = value("indicators", "uses", "target", "value")


@pytest.mark.parametrize(
    ("changes", "at", "sentence"),
    [
        ({TARGET: "たくさん"}, TARGET, "数値が必要です（実際: &#39;たくさん&#39;）"),
        ({TARGET: "2,500"}, TARGET, "「2,500」は数として読めません。数なら 2500、文字なら &#34;2,500&#34; と書きます"),
        ({value("title", "en"): " "}, "", "en の文が必要です。ありません"),
        ({value("indicators", "uses", "target", "fiscal_year"): "令和7年度"}, "", "年度"),
    ],
)
def test_what_the_plan_refuses_is_said_at_its_value(
    editor: Editor, changes: dict[str, str], at: str, sentence: str
) -> None:
    """By its own rules and in its own words; nothing is written, and what was typed is still in the form."""
    before = editor.read()
    page = editor.save(HERE, changes)
    assert editor.status == "422 Unprocessable Entity"
    at = at or next(iter(changes))
    assert sentence in said(page, at), said(page, at)
    assert "保存していません。直すところが1か所あります" in page
    sent = dict(Fields(page).sent)
    assert all(sent[name].strip() == new.strip() for name, new in changes.items())
    assert editor.read() == before
    told = json.loads(editor.save(HERE, changes, ("check", "1")))
    assert list(told["findings"]) == [at.removeprefix("v:")]
    assert told["changed"] == 1
    assert editor.read() == before


def test_while_one_types_nothing_is_written(editor: Editor) -> None:
    """What is sound is told so, and how many values are changed."""
    before = editor.read()
    told = json.loads(editor.save(HERE, {TARGET: "250"}, ("check", "1")))
    assert told == {"findings": {}, "changed": 1}
    assert editor.read() == before
    assert "変わったところはありません" in editor.save(HERE, {})


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


def new(file: str, *path: str | int) -> str:
    """The address of the form of a new record."""
    at = f"?at={quote(json.dumps(path))}" if path else ""
    return f"/-/new/{file}/{at}"


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
    assert editor.headers["Location"] == f"{HERE}?at={at}&saved=1"
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
    assert editor.headers["Location"] == f"{HERE}?at=%5B%22indicators%22%2C%22uses%22%5D&saved=1"


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


CHAPTER = "docs/plan/support.md"


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


def test_a_fault_is_mended_where_it_stands(editor: Editor) -> None:
    """The form of a faulty card opens with the fault at its value; of a file that is no data what was typed is kept."""
    sent = typed(editor.form(HERE), {TARGET: "250"})
    edit(editor.folder / CARD, "value: 200", "value: many")
    editor.desk.refresh()
    assert f'<a href="{HERE}">画面で直す</a>' in editor.ask("/")
    page = editor.ask(HERE)
    assert "数値が必要です（実際: &#39;many&#39;）" in said(page, TARGET)
    editor.ask(HERE, typed(Fields(page).sent, {TARGET: "300"}))
    assert editor.status == "303 See Other"
    assert "value: 300" in editor.read()
    (editor.folder / CARD).write_text("a: [", encoding="utf-8")
    page = editor.ask(HERE, sent)
    assert "いまの形では画面で直せません" in page
    assert "<pre>250</pre>" in page
    assert editor.read() == "a: ["


def test_every_file_of_a_plan_has_a_form_that_changes_nothing(editor: Editor) -> None:
    """Opened and saved as it stands, each is told that nothing was changed."""
    page = editor.ask("/-/edit/")
    files = [name for name in editor.desk.loaded.files if "words.yml" not in name]  # type: ignore[union-attr]
    assert len(files) == 15
    for name in files:
        address = f"/-/edit/{name}/"
        assert f'<a href="{address}">' in page
        assert "変わったところはありません" in editor.save(address, {}), name
