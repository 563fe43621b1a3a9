"""The layer between the preview's server and the browser: what it adds to a page, and the pages of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from copies import ROOT, change, copy_plan
from plan.preview.layer import Workbench
from plan.publishing.current import Desk

PAGE = b"<html><body><p>page</p></body></html>"


class Browser:
    """Asks a workbench over pages that are all the same, and keeps what it was answered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desk = Desk(folder, folder / "docs", ROOT / "overrides/pages", preview=True)
        self.workbench = Workbench(self._page, self.desk, lambda page: page + b"<!-- loads again -->")
        self.status, self.headers = "", dict[str, str]()

    def _page(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        kind = "text/css" if environ["PATH_INFO"].endswith(".css") else "text/html; charset=utf-8"
        start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(PAGE)))])
        return [PAGE]

    def ask(self, path: str) -> str:
        """The body that comes for a path."""

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            self.status, self.headers = status, dict(headers)

        environ = {"PATH_INFO": path.encode().decode("latin-1")}
        body = b"".join(self.workbench(environ, start))
        assert self.headers["Content-Length"] == str(len(body))
        return body.decode()


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    """The invented plan, looked at once."""
    found = Browser(copy_plan(tmp_path))
    found.desk.refresh()
    return found


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "data/plan.yml:1"),
        ("/en/", "data/plan.yml:1"),
        ("/projects/bus-counter/", "data/projects/bus-counter.yml:1"),
        ("/projects/bus-counter/index.html", "data/projects/bus-counter.yml:1"),
        ("/pt/projects/bus-counter/", "data/projects/bus-counter.yml:1"),
        ("/plan/overview/", "docs/plan/overview.md:1"),
        ("/en/plan/overview/", "docs/plan/overview.en.md:1"),
    ],
)
def test_a_page_gets_a_bar_with_its_place(browser: Browser, path: str, place: str) -> None:
    """Before the end of the page, which stays as it is."""
    body = browser.ask(path)
    assert body.startswith("<html><body><p>page</p><div class=")
    assert body.endswith("</div></body></html>")
    file, line = place.split(":")
    assert f'<a href="/-/source/{file}/#L{line}">{place}</a>' in body


def test_a_file_that_is_no_page_stays_as_it_is(browser: Browser) -> None:
    """Whatever it holds."""
    assert browser.ask("/assets/site.css").encode() == PAGE


def test_pages_of_its_own(browser: Browser) -> None:
    """点検, the guide and its pictures, and the files of the plan, never kept by a browser."""
    for path, words in [("/-/check/", "点検"), ("/-/guide/", "職員のための手引き")]:
        body = browser.ask(path)
        assert f"<title>{words}" in body
        assert body.endswith("<!-- loads again -->")
        assert browser.status == "200 OK"
        assert browser.headers["Cache-Control"] == "no-store"
    picture = next((ROOT / "hooks/plan/help/guide").glob("*.png")).name

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        browser.status, browser.headers = status, dict(headers)

    content = b"".join(browser.workbench({"PATH_INFO": f"/-/guide/{picture}"}, start))
    assert content.startswith(b"\x89PNG")
    assert browser.headers["Content-Type"] == "image/png"


def test_a_file_of_the_plan_is_shown_line_by_line(browser: Browser) -> None:
    """Each line with a place to lead to, and its text as text."""
    card = browser.folder / "data/projects/bus-counter.yml"
    card.write_text(card.read_text(encoding="utf-8") + "# <b>x</b>\n", encoding="utf-8")
    body = browser.ask("/-/source/data/projects/bus-counter.yml/")
    assert 'id="L1"' in body
    assert "# &lt;b&gt;x&lt;/b&gt;" in body


@pytest.mark.parametrize(
    "path",
    [
        "/-/",
        "/-/other/",
        "/-/guide/none.png",
        "/-/guide/guide.md",
        "/-/source/mkdocs.yml/",
        "/-/source/../hooks/preview.py/",
        "/-/source/data/other.yml/",
        "/-/源/",
    ],
)
def test_nothing_else_of_the_machine_is_shown(browser: Browser, path: str) -> None:
    """A page says that there is none."""
    assert "ページがありません" in browser.ask(path)
    assert browser.status == "404 Not Found"


def test_a_fault_takes_the_place_of_pages_and_of_nothing_else(browser: Browser) -> None:
    """With the line itself between its neighbors; the pages come back when it is mended."""
    edit = {"file": "data/projects/bus-counter.yml", "find": "value: 200", "replace": "value: many"}
    change({"edits": [edit]}, browser.folder)
    browser.desk.refresh()
    finding = browser.desk.findings[0]
    body = browser.ask("/projects/bus-counter/")
    assert "<title>データの誤り" in body
    assert f"{finding.file}" in body
    assert "value: many" in body
    assert browser.ask("/assets/site.css").encode() == PAGE
    assert "<title>点検" in browser.ask("/-/check/")
    change({"edits": [edit | {"find": "value: many", "replace": "value: 200"}]}, browser.folder)
    browser.desk.refresh()
    assert browser.ask("/").startswith("<html><body><p>page</p>")


def test_a_trouble_of_the_program_is_told_in_its_words(browser: Browser) -> None:
    """Instead of the pages."""
    browser.workbench.problem = "OSError: <no> room"
    assert "OSError: &lt;no&gt; room" in browser.ask("/")


def test_before_there_is_a_good_plan(tmp_path: Path) -> None:
    """Faults, and a 点検 with nothing in it; a page that is there all the same has no bar."""
    folder = copy_plan(tmp_path)
    (folder / "data/plan.yml").unlink()
    first = Browser(folder)
    first.desk.refresh()
    assert "<title>データの誤り" in first.ask("/")
    assert "data/plan.yml" in first.ask("/")
    assert "<title>点検" in first.ask("/-/check/")
    first.desk.findings = ()
    assert first.ask("/").encode() == PAGE
