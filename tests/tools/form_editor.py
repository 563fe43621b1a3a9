"""Asks the forms of a preview as a person with a browser does: opens a form, types over values, sends it all back."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from jinja2 import Environment
from markupsafe import escape as _escape
from test_workbench import Browser

CARD = "data/projects/bus-counter.yml"
HERE = f"/-/edit/{CARD}/"
CHAPTER = "docs/plan/support.md"


def escape(text: str) -> str:
    """A text as a page has it."""
    return str(_escape(text))


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
    """Asks a workbench as a person with a form does, who sits at its machine."""

    address = "127.0.0.1"
    _looks: ClassVar[Environment | None] = None

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.desk.refresh()
        forms = self.workbench.forms  # templates are read once for all
        Editor._looks = forms._env = Editor._looks or forms._env

    def ask(self, path: str, sent: Sequence[tuple[str, str]] | None = None) -> str:
        """The body that comes for a path, after what is sent."""

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            self.status, self.headers = status, dict(headers)

        place, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "PATH_INFO": place.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "REMOTE_ADDR": self.address,
        }
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


def said(page: str, name: str) -> str:
    """What stands at a value."""
    return page.split(f'data-for="{escape(name.removeprefix("v:"))}">')[1].split("</ul>")[0]


def new(file: str, *path: str | int) -> str:
    """The address of the form of a new record."""
    at = f"?at={quote(json.dumps(path))}" if path else ""
    return f"/-/new/{file}/{at}"


#: A figure of the card.
TARGET = value("indicators", "uses", "target", "value")
