"""The script of the preview that marks on a page what differs: at its place, across tags, never twice or in a crumb."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import pytest
from copies import ROOT
from playwright.sync_api import Browser, Page

SCRIPT = (ROOT / "hooks/plan/preview/pages/differences.js").read_text(encoding="utf-8")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page."""
    opened = browser.new_page()
    yield opened
    opened.close()


def marked(page: Page, main: str, steps: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """The HTML of a page behind its table, after the script has run."""
    links = "".join(f'<a class="there" href="#there-{id}" hidden>→</a>' for id in steps)
    kept = json.dumps(steps).replace("<", "\\u003c")
    page.set_content(
        f'<main><section class="workbench-differences">{links}市は集まる。'
        f'<script type="application/json" id="workbench-steps">{kept}</script></section>'
        f'<div id="text">{main}</div></main>'
        f"<script>{SCRIPT}</script>"
    )
    return page.locator("#text").inner_html()


def ins(words: str, id: str = "") -> str:
    """Words that came."""
    return f'<ins class="workbench-mark"{id}>{words}</ins>'


def gone(words: str, id: str = "") -> str:
    """Words that went."""
    return f'<del class="workbench-mark"{id}>{words}</del>'


FIRST = ' id="there-a"'
MEET = "市は集まる。"


@pytest.mark.parametrize(
    ("main", "steps", "expected"),
    [
        (
            "<p>市は、6回 集まる。</p>",
            [("=", "市は、"), ("-", "4"), ("+", "6"), ("=", "回集まる。")],
            f"<p>市は、{gone('4', FIRST)}{ins('6')}回 集まる。</p>",
        ),
        (
            '<p>市は、<a href="#t">すぐに</a>集まる。</p>',
            [("=", "市"), ("+", "は、すぐ"), ("=", "に集まる。")],
            f'<p>市{ins("は、", FIRST)}<a href="#t">{ins("すぐ")}に</a>集まる。</p>',
        ),
        (f"<p>{MEET}</p>", [("-", "県と"), ("=", MEET)], f"<p>{gone('県と', FIRST)}{MEET}</p>"),
        (f"<p>{MEET}</p>", [("=", MEET), ("-", "終わり。")], f"<p>{MEET}{gone('終わり。', FIRST)}</p>"),
        ("<p>別の文です。</p>", [("+", MEET)], "<p>別の文です。</p>"),
        ("<p>12年の計画。</p>", [("-", "1"), ("+", "12")], "<p>12年の計画。</p>"),
        (
            f'<p class="spoken">{MEET}</p><p>{MEET}</p>',
            [("+", MEET)],
            f'<p class="spoken">{MEET}</p><p>{ins(MEET, FIRST)}</p>',
        ),
    ],
)
def test_each_change_is_marked_where_it_stands(
    page: Page, main: str, steps: Sequence[tuple[str, str]], expected: str
) -> None:
    """What came and went, in its place, and a link to it; nothing where the wording is not, or is a crumb."""
    assert marked(page, main, {"a": steps}) == expected
    assert page.locator("a.there").is_visible() == ("there-a" in expected)


def test_one_change_does_not_hide_another(page: Page) -> None:
    """Words that a mark left out are no words of the page."""
    steps = {
        "a": [("-", "三つの"), ("+", "四つの"), ("=", "窓口です。")],
        "b": [("=", "市の窓口は"), ("+", "四つの窓口です。")],
    }
    found = marked(page, "<p>市の窓口は四つの窓口です。</p>", steps)
    assert page.locator("#text del").all_inner_texts() == ["三つの"]
    assert "".join(page.locator("#text p").inner_text().split("三つの")) == "市の窓口は四つの窓口です。"
    assert found.count("<ins") == 3
    assert page.locator("a.there:visible").count() == 2
