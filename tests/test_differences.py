"""The switch in the preview: what differs from the last frozen edition, on the page that one edits."""

from __future__ import annotations

import io
import json
import re
import time
from pathlib import Path
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
from copies import INVENTED, change, copy_city, copy_plan
from frozen_editions import freeze
from plan.editions.compared_rows import ComparedRow, row_of
from plan.editions.phrases import MarkedRun
from plan.preview.differences import Differences, steps_of
from serving import PATIENCE, Preview
from test_workbench import Browser

EDITS = [
    {"file": "data/projects/bus-counter.yml", "find": "走る窓口に取り組みます", "replace": "走る窓口を増やします"},
    {"file": "docs/plan/support.md", "find": "総務課が進めます。\n", "replace": "計画は総務課が進めます。\n"},
]
PAGE = b'<html><body><main id="main" tabindex="-1"><p>page</p></main></body></html>'


class Switched(Browser):
    """Asks a workbench as a browser that keeps its cookie."""

    def __init__(self, folder: Path, *, patience: float = 10) -> None:
        super().__init__(folder)
        self.desk.refresh()
        self.cookie, self.told = "", list[str]()
        self.workbench.switch.differences = Differences(self.desk, lambda: self.told.append("again"), patience)

    def _page(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))])
        return [PAGE]

    def ask(self, path: str, sent: str = "") -> str:
        """The body that comes for a path, after what is sent."""

        def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            self.status, self.headers = status, dict(headers)

        environ = {"PATH_INFO": path.encode().decode("latin-1"), "HTTP_COOKIE": self.cookie}
        if sent:
            environ |= {
                "REQUEST_METHOD": "POST",
                "CONTENT_LENGTH": str(len(sent)),
                "wsgi.input": io.BytesIO(sent.encode()),
            }  # type: ignore[dict-item]
        body = b"".join(self.workbench(environ, start)).decode()
        self.cookie = self.headers.get("Set-Cookie", self.cookie).split(";")[0]
        return body

    def turn(self, show: str, back: str = "/") -> str:
        """Turn the switch; where it leads."""
        self.ask("/-/differences/", f"token={self.workbench.session.token}&show={show}&back={back}")
        return self.headers["Location"]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The invented plan, frozen, and edited since."""
    copy_plan(tmp_path)
    freeze(tmp_path, INVENTED, id="before", status="adopted", days={"decided": "2023-03-20", "published": "2023-04-01"})
    change({"edits": EDITS}, tmp_path)
    return tmp_path


def steps(body: str) -> dict[str, list[list[str]]]:
    """What the script of a page gets."""
    found = re.search(r'id="workbench-steps">(.*?)</script>', body)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_a_plan_without_frozen_editions_has_no_switch(tmp_path: Path) -> None:
    """Nothing stands in the bar; the page of all differences says what to do."""
    browser = Switched(copy_plan(tmp_path))
    browser.turn("yes")
    body = browser.ask("/projects/bus-counter/")
    assert "前の版との違い" not in body
    assert "make freeze（Windowsでは plan freeze）で版を残すと" in browser.ask("/-/differences/")


def test_the_switch_shows_what_differs_on_each_page(edited: Path) -> None:
    """Off: one button. On: the rows of this page at its top, with how to mark them; it stays on from page to page."""
    browser = Switched(edited)
    off = browser.ask("/projects/bus-counter/")
    assert '<button name="show" value="yes" aria-pressed="false">前の版との違い</button>' in off
    assert "workbench-differences" not in off.replace('class="workbench"', "")
    assert browser.turn("yes", "/projects/bus-counter/") == "/projects/bus-counter/"
    card = browser.ask("/projects/bus-counter/")
    assert 'aria-pressed="true"' in card
    assert '<main id="main" tabindex="-1"><section class="workbench-differences" lang="ja"' in card
    assert "前の版（before、2023-04-01公開）との違い" in card
    assert '<ins><span class="spoken">[追加: </span>を増やします<span class="spoken">]</span></ins>' in card
    assert "計画は" not in card
    assert [["=", "走る窓口"], ["-", "に取り組みます"], ["+", "を増やします"], ["=", "。"]] in steps(card).values()
    chapter = browser.ask("/plan/support/")
    assert steps(chapter) == {"chapters-plan-support-1": [["+", "計画は"], ["=", "総務課が進めます。"]]}
    assert "このページに違いはありません。" in browser.ask("/glossary/")
    assert "計画全体では2か所です。" in browser.ask("/glossary/")
    assert "計画全体では0か所です。" in browser.ask("/en/glossary/")
    browser.turn("no")
    assert "前の版（" not in browser.ask("/plan/support/")


def test_a_page_that_lists_cards_names_those_that_changed(edited: Path) -> None:
    """Their rows stand on their own pages; the page of all has every row, with the way to the page."""
    browser = Switched(edited)
    browser.turn("yes")
    listed = browser.ask("/plan/support/")
    assert "このページに並ぶもので変わったもの:</span> 個別事業2 走る窓口" in listed
    whole = browser.ask("/-/differences/")
    assert '<h3><a href="/projects/bus-counter/">個別事業2 走る窓口</a>（変更）</h3>' in whole
    assert '<h3><a href="/plan/support/">推進体制</a>（変更）</h3>' in whole


def test_an_edit_is_seen_and_nobody_waits(edited: Path) -> None:
    """While it is compared the page says so; when that is done the browser loads it again, and once."""
    browser = Switched(edited, patience=0)
    browser.turn("yes")
    assert "比べています。" in browser.ask("/plan/support/")
    compared = browser.workbench.switch.differences
    assert compared
    for _, thread in [*compared._working.values()]:
        thread.join(30)
    assert browser.told == ["again"]
    assert "計画は" in browser.ask("/plan/support/")
    chapter = edited / "docs/plan/support.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("計画は", "この計画は"), encoding="utf-8")
    browser.desk.refresh()
    compared._patience = 30
    assert [["+", "この計画は"], ["=", "総務課が進めます。"]] in steps(browser.ask("/plan/support/")).values()
    assert browser.told == ["again"]


@pytest.mark.parametrize(
    ("back", "location"),
    [
        ("//evil.example/x", "/evil.example/x"),
        ("/\\evil.example", "/evil.example"),
        ("/a%0d%0ab: c", "/a%0D%0Ab%3A%20c"),
    ],
)
def test_the_way_back_stays_in_the_preview(edited: Path, back: str, location: str) -> None:
    """Whatever a form says."""
    assert Switched(edited).turn("yes", back) == location


def test_an_edition_that_cannot_be_read_is_told(edited: Path) -> None:
    """The preview goes on."""
    browser = Switched(edited)
    broken = edited / "data/editions/before/data/plan.yml"
    broken.write_text("title: 1\n", encoding="utf-8")
    browser.turn("yes")
    assert "いまのプログラムでは読めないため、比べられません" in browser.ask("/plan/support/")


def seen(browser: OpenerDirector, address: str, words: str) -> None:
    """Ask for a page until it holds some words: what is compared may come a moment later."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with browser.open(address) as answer:
            if words in answer.read().decode():
                return
        time.sleep(0.2)
    raise AssertionError(f"{address} never said {words}")


def test_the_switch_follows_edits_in_a_running_preview(tmp_path: Path) -> None:
    """It is turned by a form without a script, leads back to the page, and shows what is saved; the site has none."""
    copy_city(tmp_path)
    freeze(tmp_path, INVENTED, id="before", status="adopted", days={"decided": "2023-03-20", "published": "2023-04-01"})
    running = Preview(tmp_path)
    try:
        page = running.wait("plan/support/", lambda html: 'name="show" value="yes"' in html)
        token = page.split('name="token" value="')[1].split('"')[0]
        browser = build_opener(HTTPCookieProcessor())
        address = f"http://127.0.0.1:{running.port}/"
        with browser.open(
            f"{address}-/differences/", data=f"token={token}&show=yes&back=/plan/support/".encode()
        ) as answer:
            assert answer.url == f"{address}plan/support/"
        seen(browser, answer.url, "このページに違いはありません。")
        running.edit("docs/plan/support.md", "総務課が進めます。", "計画は総務課が進めます。")
        running.wait("plan/support/", lambda html: "計画は総務課が進めます。" in html)
        seen(browser, f"{address}plan/support/", '<ins><span class="spoken">[追加: </span>計画は<span')
        assert "workbench-differences" not in running.page("plan/support/"), "another browser has not turned it"
    finally:
        running.stop()


def rows() -> list[tuple[ComparedRow, list[tuple[str, str]]]]:
    """Rows with the way from the old wording to the new one."""
    gone, came = row_of("", "前の文。", ""), row_of("", "", "新しい文。")
    table = ComparedRow(
        "",
        "changed",
        (MarkedRun("会議｜年", False), MarkedRun("4", True)),
        (MarkedRun("会議｜年", False), MarkedRun("6", True)),
    )
    return [
        (gone, []),
        (came, [("+", "新しい文。")]),
        (
            row_of("", "市は、4回集まる。", "市は、6回集まる。"),
            [("=", "市は、"), ("-", "4"), ("+", "6"), ("=", "回集まる。")],
        ),
        (row_of("", "市と県は集まる。", "市は集まる。"), [("=", "市"), ("-", "と県"), ("=", "は集まる。")]),
        (table, [("=", "会議年"), ("-", "4"), ("+", "6")]),
    ]


@pytest.mark.parametrize(("row", "expected"), rows())
def test_the_way_from_the_old_wording_to_the_new(row: ComparedRow, expected: list[tuple[str, str]]) -> None:
    """What stays, goes and comes, in order; nothing for what stands on no page."""
    assert list(steps_of(row)) == expected
