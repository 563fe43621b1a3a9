"""Forms in the preview: what is typed is checked by the rules of the plan, saved with every other byte kept, undone."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from copies import copy_plan, edit
from test_workbench import Browser

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

    def save(self, path: str, sent: Sequence[tuple[str, str]], **changed: str) -> str:
        """The answer to a form with some values typed; `changed` are not names but see `typed`."""
        return self.ask(path, typed(sent, changed))


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
