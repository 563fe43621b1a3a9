"""What forms of a preview refuse: who is not their page, not at their machine, or asks for other files."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from copies import copy_plan
from form_editor import CARD, CHAPTER, HERE, TARGET, Editor, Fields, typed, value
from plan.messages.sentences import both
from plan.reading.yaml_file import read_yaml


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """The invented plan in a preview."""
    return Editor(copy_plan(tmp_path))


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Editor:
    """One for all tests in which nothing is written."""
    return Editor(copy_plan(tmp_path_factory.mktemp("read")))


def test_only_a_page_of_this_preview_sends_anything(reader: Editor) -> None:
    """Whatever is sent without the token of this run is refused in one sentence, to whatever address."""
    before = reader.read()
    sent = [(name, text) for name, text in typed(reader.form(HERE), {TARGET: "250"}) if name != "token"]
    for path in (HERE, "/-/history/", "/-/differences/", f"/-/chapter/{CHAPTER}/", "/-/new/projects/", "/"):
        for token in ([], [("token", "")], [("token", "x" * 43)]):
            answer = reader.ask(path, [*sent, *token])
            assert reader.status == "403 Forbidden"
            shown = answer if path in ("/-/differences/", "/") else answer.split('role="alert">')[1].split("</p>")[0]
            assert shown.strip() == (
                "このプレビューのページから送られたものではないので、受け取っていません。"
                "ページを開き直してから、もう一度送ってください / nothing was taken, as it was not sent from a page "
                "of this preview; open the page again and send it once more"
            )
            assert ("<pre>250</pre>" in answer) == (shown != answer)
    assert reader.read() == before


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
        "/-/edit/data/\0.yml/",
        "/-/source/\0",
        "/\0",
    ],
)
def test_nothing_else_of_the_machine_is_edited(reader: Editor, path: str) -> None:
    """A page says that there is none."""
    assert "ページがありません" in reader.ask(path)
    assert reader.status == "404 Not Found"


#: What YAML would take for something else, what a page would, and what nobody sees.
TEXTS = (
    *(
        ": ",
        "a: b",
        "@x",
        "%x",
        "- a",
        "? a",
        "# c",
        "a # b",
        "'",
        '"',
        "'a",
        "{a: b}",
        "[a]",
        "!tag x",
        "&a",
        "*a",
        "|",
    ),
    *(">", "~", "null", "true", "No", "123", "1.5", "1e9", "2024-01-01", "12:30", "  lead", "trail  ", "\tTab", "a\tb"),
    *("a\r\nb", "a\n\nb", "---", "...", "a\n---\nb", "<<", "=", "`", "a\\", "a,b", "a}", "key:", "a:\nb", "\u3000全角"),
    *("<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>", "{{ projects }}", "{% x %}", "x" * 5_000),
    *("\u202eabc", "\u200b", "\x00a", "\x07", "a\u2028b", "a\x85b", "\ufeffa", "a\x0bb", "🦊"),
)


def test_whatever_is_typed_is_written_as_it_is_or_refused(editor: Editor) -> None:
    """Read back it is what was typed, and no other line has changed; what is refused changes nothing."""
    path, name = editor.folder / CARD, value("content", "ja")
    before, written = path.read_bytes(), 0
    others = {key: text for key, text in read_yaml(path, CARD).data.items() if key != "content"}  # type: ignore[union-attr]
    sent = editor.form(HERE)
    for text in TEXTS:
        page = editor.ask(HERE, typed(sent, {name: text}))
        if editor.status == "303 See Other":
            found: Any = read_yaml(path, CARD).data
            assert found["content"]["ja"] == text.replace("\r\n", "\n"), text
            assert {key: found[key] for key in others} == others, text
            written += 1
        else:
            assert editor.status == "422 Unprocessable Entity", text
            assert path.read_bytes() == before, text
            assert dict(Fields(page).sent)[name].replace("\r\n", "\n") == text.replace("\r\n", "\n"), text
        path.write_bytes(before)
    assert (written, len(TEXTS)) == (50, 59)


@pytest.mark.parametrize("start", [b"", "\ufeff".encode()])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_file_keeps_its_line_ends_and_its_mark(editor: Editor, start: bytes, end: bytes) -> None:
    """Whatever the browser sends."""
    path = editor.folder / CARD
    before = start + path.read_bytes().replace(b"\n", end)
    path.write_bytes(before)
    editor.save(HERE, {value("content", "ja"): "一行\r\n二行", TARGET: "250"})
    expected = before.replace("走る窓口に取り組みます。".encode(), '"一行\\n二行"'.encode())
    assert path.read_bytes() == expected.replace(b"value: 200", b"value: 250")


@pytest.mark.parametrize("id", ["../x", "a/b", "con", "x.yml", "x" * 300, "..", "/etc/x", "a b", "\x00", "a\nb", "ｘ"])
def test_a_new_file_has_a_plain_name(reader: Editor, id: str) -> None:
    """No other can be made, wherever it would lie."""
    before = sorted(reader.folder.rglob("*.yml"))
    texts = {value(*path.split()): "x" for path in ("title ja", "title en", "content ja", "content en")}
    reader.save("/-/new/projects/", {"id": id, **texts})
    assert reader.status == "422 Unprocessable Entity"
    assert sorted(reader.folder.rglob("*.yml")) == before


def test_only_this_machine_edits(reader: Editor) -> None:
    """Who looks at the preview from another is told so, even with a token, and has no link to a form."""
    before, sent = reader.read(), typed(reader.form(HERE), {TARGET: "250"})
    assert 'class="edit" href=' in reader.ask("/")
    for address in ("192.0.2.7", "fe80::1%eth0", "2001:db8::1", "", "localhost.example"):
        reader.address = address
        for path in (HERE, "/-/edit/", "/-/history/", f"/-/chapter/{CHAPTER}/", "/-/new/projects/"):
            for answer in (reader.ask(path), reader.ask(path, sent)):
                assert reader.status == "403 Forbidden"
                assert "画面で直せるのは、プレビューを始めたパソコンだけです" in answer
                assert reader.workbench.session.token not in answer
        assert 'class="edit" href=' not in reader.ask("/")
    for address in ("127.0.0.1", "127.8.0.1", "::1"):
        reader.address = address
        assert "保存する" in reader.ask(HERE)
    assert reader.read() == before


NO_LENGTH = (
    "送られたものの長さが分からないので、受け取っていません。ページを開き直してから、もう一度送ってください"
    " / nothing was taken, as it does not say how long it is; open the page again and send it once more\n"
)
TOO_LARGE = "大きすぎるので、受け取っていません（20 MBまで） / nothing was taken, as it is larger than 20 MB\n"


@pytest.mark.parametrize(
    ("length", "body", "sentence"),
    [
        ("-1", b"", NO_LENGTH),
        ("abc", b"", NO_LENGTH),
        ("７", b"a", NO_LENGTH),
        ("99999999999", b"", TOO_LARGE),
        ("30000000", b"a" * 30_000_000, TOO_LARGE),
        (
            "180005",
            b"a=" + b"&a=" * 60_001,
            "項目が多すぎるので、受け取っていません（60000個まで） / "
            "nothing was taken, as it has more than 60000 fields\n",
        ),
        ("", b"token=x", both("sent-without-token") + "\n"),
    ],
)
def test_a_strange_body_is_not_taken(reader: Editor, length: str, body: bytes, sentence: str) -> None:
    """It is read to its end all the same: a browser waits for an answer until it has sent all."""
    said: list[str] = []
    sent = io.BytesIO(body)
    environ = {"PATH_INFO": HERE, "REQUEST_METHOD": "POST", "CONTENT_LENGTH": length, "wsgi.input": sent}
    content = b"".join(reader.workbench(environ, lambda status, *_: said.append(status)))
    assert said == ["403 Forbidden"]
    assert content.decode() == sentence
    assert sent.tell() == (len(body) if sentence not in (NO_LENGTH, both("sent-without-token") + "\n") else 0)


def test_a_form_runs_one_script_and_sends_to_its_preview_alone(reader: Editor) -> None:
    """Whatever stands in it; and no browser keeps it."""
    reader.ask(HERE)
    assert reader.headers["Cache-Control"] == "no-store"
    assert reader.headers["Content-Security-Policy"] == (
        "default-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; object-src 'none'"
    )


def test_saves_at_once_are_all_kept(editor: Editor) -> None:
    """Four windows save three times each, at a value of their own: one after the other, and none over another."""
    names = [value("content", "ja"), value("content", "en"), value("title", "ja"), value("title", "en")]
    answers: list[str] = []

    def windows(name: str) -> Iterator[str]:
        window = Editor.__new__(Editor)
        vars(window).update(vars(editor))
        for number in range(3):
            window.ask(HERE, typed(Fields(window.ask(HERE)).sent, {name: f"text {number}"}))
            yield window.status

    threads = [threading.Thread(target=lambda one=name: answers.extend(windows(one))) for name in names]  # type: ignore[misc]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["303 See Other"] * 12
    assert editor.read().count("text 2") == 4
