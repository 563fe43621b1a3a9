"""What a result of the search shows: one sentence, entry or row of its page, in which each figure has its label."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from plan.pages.search_text import lines
from playwright.sync_api import Page
from searching import told

#: The first result of a query as the page of results shows it: its title with the section, and the words.
_FIRST = """query => {
  const result = window.planSearch(query)[0], section = window.planSection(result.page, result.hits);
  const said = window.planSnippet(result.page, result.hits, section).join("");
  return [result.page.title + (section ? " › " + section[2] : ""), said];
}"""


def test_a_block_is_a_line_and_a_row_keeps_its_columns() -> None:
    """Ways through the page are left out; a cell that reaches over others leaves each of them its place."""
    html = (
        '<h1>Title</h1><nav><a href="./">Next</a></nav><p>One <b>bold</b>er word.</p>'
        '<ul><li><a href="./">Card</a> <span class="meta"><span class="badge">No. 1</span>'
        " <span>Office</span></span></li>"
        "</ul><dl><div><dt>Target</dt><dd>37 days</dd></div></dl>"
        '<details class="uses"><summary>Used</summary></details>'
        '<table><thead><tr><th rowspan="2">Year</th><th colspan="2">People</th></tr><tr><th>old</th><th>young</th></tr>'
        '</thead><tbody><tr><th rowspan="2">2020</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>'
        "</tbody></table>"
        "<table><tr><td>a</td><td>b</td></tr></table>"
    )
    assert lines(html, []) == (
        [
            "One bolder word.",
            "Card\fNo. 1\fOffice",
            "Target\f37 days",
            "\vYear\tPeople\t\v",
            "\v\r\told\tyoung",
            "2020\t1\t2",
            "\r\t3\t4",
            "\v",
            "a\tb",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("language", "query", "title", "said"),
    [
        (
            "ja",
            "37日",
            "介護認定調査・認定審査会DX事業",
            "要介護認定申請から要介護認定までの所要日数 — 目標値 37日 令和11年度（2029年度）",
        ),
        (
            "ja",
            "45.3",
            "介護認定調査・認定審査会DX事業",
            "要介護認定申請から要介護認定までの所要日数 — 現状値 45.3日",
        ),
        ("ja", "345559", "統計 › 昼夜間人口比率の周辺市町との比較", "前橋市 — 昼間人口（人）: 345,559＊"),
        (
            "ja",
            "RPA",
            "用語集 › RPA",
            "ロボティック・プロセス・オートメーションの略で、ソフトウェアロボットがパソコンで行う単純な定型業務を自動化する技術",
        ),
        (
            "en",
            "8,668",
            "Operating the Kuwamaru Taxi Scheme",
            "Number of uses by registered users — Baseline 8,668 uses",
        ),
    ],
)
def test_a_snippet_is_of_one_line_and_labels_its_figures(
    search: dict[str, Page], language: str, query: str, title: str, said: str
) -> None:
    """Exactly these words."""
    assert search[language].evaluate(_FIRST, query) == [title, said]


def test_no_used_term_is_said_to_stand_nowhere(search: dict[str, Page], site: Path) -> None:
    """The search and the plain text of the plan say of the glossary what its page says."""
    index = search["ja"].evaluate("window.planIndex.pages.find(page => page[0] === 'glossary/')[3]")
    none = "本文には出てきません。"
    shown = (site / "glossary/index.html").read_text(encoding="utf-8").count(none)
    assert index.count(none) == shown == 2
    assert (site / "data/plan.ja.txt").read_text(encoding="utf-8").count(none) == shown


def test_near_words_are_in_the_writing_of_the_language(search: dict[str, Page]) -> None:
    """部门 is no near word for who reads 部門; what has another word of the kind is listed all the same."""
    for query in ("電話", "電話番号"):
        found = told(search["ja"], query)
        assert "部门" not in found["said"]
        urls = search["ja"].evaluate("query => window.planSearch(query).map(one => one.page.url)", query)
        assert "plan/introduction/" in urls


@pytest.mark.parametrize("query", ["ISECA", "イセカ"])
def test_a_near_word_does_not_outrank_the_word_itself(search: dict[str, Page], query: str) -> None:
    """ポイント is a unit of a satisfaction, and no near word to a currency."""
    found = told(search["ja"], query)
    assert "ポイント" not in found["said"]
    kinds = [result["kind"] for result in found["results"]]
    assert kinds == sorted(kinds, key=lambda kind: kind != "words")


@pytest.mark.parametrize("query", ["I am moving to a new address", "I am moving to a new address, what should I do?"])
def test_words_of_a_question_are_not_missed(search: dict[str, Page], query: str) -> None:
    """“am” is no missing word, and the history of changes no answer."""
    urls = search["en"].evaluate("query => window.planSearch(query).map(one => one.page.url)", query)
    assert urls[0] == "en/projects/one-stop-counter/"
    assert "en/changes/" not in urls[:3]
    assert "“am”" not in told(search["en"], query)["said"]


def test_a_translation_is_found_by_what_its_original_is_about(browser: Any, address: str) -> None:
    """Easy Japanese says 住所が変わる, where the plan says 住所異動."""
    page = browser.new_page()
    page.goto(f"{address}ja-easy/search/")
    page.wait_for_selector("form[data-ready]")
    for query in ("ひっこし", "引っ越し", "hikkoshi"):
        urls = page.evaluate("query => window.planSearch(query).map(one => one.page.url)", query)
        assert urls[0] == "ja-easy/projects/one-stop-counter/", query
    page.close()
