"""Search as residents type: the right page first, in both languages, in the browser that they use.

The queries were written before the search was tuned.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page
from test_browser import address, browser  # noqa: F401 - fixtures

QUERIES = yaml.safe_load((Path(__file__).with_name("search") / "queries.yml").read_text(encoding="utf-8"))


def name_of(url: str) -> str:
    """The name of a page from its address in the index."""
    path = url.removeprefix("en/").strip("/")
    return {"": "index", "projects": "projects/index"}.get(path, path)


@pytest.fixture(scope="module")
def search(browser: Any, address: str) -> Iterator[dict[str, Page]]:  # noqa: F811 - fixtures
    """The search page of each language, open."""
    pages = {}
    for language, path in (("ja", "search/"), ("en", "en/search/")):
        pages[language] = browser.new_page()
        pages[language].goto(address + path)
        pages[language].wait_for_function("() => Boolean(window.planSearch)")
    yield pages
    for page in pages.values():
        page.close()


def found(page: Page, query: str) -> list[str]:
    """The names of the pages that a query finds, the best first."""
    urls = page.evaluate("query => window.planSearch(query).map(result => result.page.url)", query)
    return [name_of(url) for url in urls]


def test_the_right_page_comes_first(search: dict[str, Page]) -> None:
    """First in at least 90 of 100, among the first three in at least 98 of 100."""
    assert sum(query["language"] == "ja" for query in QUERIES) >= 40
    assert sum(query["language"] == "en" for query in QUERIES) >= 20
    first = three = 0
    misses = []
    for query in QUERIES:
        right = query["page"] if isinstance(query["page"], list) else [query["page"]]
        names = found(search[query["language"]], query["query"])
        first += names[:1] != [] and names[0] in right
        three += bool(set(names[:3]) & set(right))
        if not names or names[0] not in right:
            misses.append(f"{query['language']} {query['query']}: {names[:4]} instead of {right}")
    report = f"{first} first, {three} in three, of {len(QUERIES)}\n" + "\n".join(misses)
    assert first / len(QUERIES) >= 0.90, report
    assert three / len(QUERIES) >= 0.98, report


def test_each_language_finds_its_own_pages(search: dict[str, Page]) -> None:
    """Results lead to pages of the reader's language only."""
    for language, page in search.items():
        urls = page.evaluate("window.planSearch('ISECA').map(result => result.page.url)")
        assert urls
        assert all(url.startswith("en/") == (language == "en") for url in urls)


def test_results_show_the_words_found(browser: Any, address: str) -> None:  # noqa: F811 - fixtures
    """Typing shows results at once, says how many, marks the words, and keeps the query in the address."""
    page = browser.new_page()
    page.goto(address + "search/")
    page.get_by_role("searchbox").fill("スマホ教室")
    assert page.locator("#results li").first.get_by_role("link").inner_text() == "高齢者向けスマホ教室の開催"
    assert page.locator("#results mark").first.inner_text() == "スマホ教室"
    assert "件見つかりました" in page.locator("#results-said").inner_text()
    assert "?q=" in page.url
    page.locator("#results a").first.click()
    page.wait_for_url("**/projects/smartphone-classes/")
    page.close()


def test_what_a_reader_types_is_never_markup(browser: Any, address: str) -> None:  # noqa: F811 - fixtures
    """A query from the address is text."""
    page = browser.new_page()
    page.goto(address + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_function("document.querySelector('#results-said').textContent")
    assert page.locator("#results-said img").count() == 0
    assert "<img src=x onerror=alert(1)>" in page.locator("#results-said").inner_text()
    page.close()


@pytest.mark.parametrize(
    ("path", "query", "title", "place"),
    [
        ("search/", "昼夜間人口比率の推移", "統計 › 昼夜間人口比率の推移", "statistics/#day-night-ratio"),
        ("search/", "インシデント", "用語集 › インシデント", "glossary/#incident"),
        ("search/", "情報政策課", "担当課から探す › 情報政策課", "departments/#information-policy"),
        ("search/", "ロードマップ", "ロードマップ", "roadmap/"),
        ("en/search/", "incident", "Glossary › incident", "en/glossary/#incident"),
    ],
)
def test_a_result_leads_to_the_section(
    browser: Any,  # noqa: F811 - fixtures
    address: str,  # noqa: F811
    path: str,
    query: str,
    title: str,
    place: str,
) -> None:
    """A word of a section's name or text leads to that section; the name of a page to its top."""
    page = browser.new_page()
    page.goto(f"{address}{path}?q={query}")
    link = page.locator("#results a").first
    assert link.inner_text() == title
    link.click()
    page.wait_for_url(address + place)
    if "#" in place:
        assert page.locator("#" + place.split("#")[1]).bounding_box()["y"] < 200  # type: ignore[index]
    page.close()


def test_a_copy_on_a_disk_is_searched_and_read(browser: Any, site: Path) -> None:  # noqa: F811
    """With no server: the search finds, its result opens, links and lists work, and nothing is complained of."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((site / "index.html").as_uri())
    page.get_by_role("searchbox").fill("スマホ教室")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    page.locator("#results a").first.click()
    page.wait_for_url("**/projects/smartphone-classes/index.html")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/projects/smartphone-classes/index.html")
    page.goto((site / "projects/index.html").as_uri() + "?pillar=daily-life")
    assert page.locator("p.count").inner_text() == "21件のうち16件を表示しています"
    assert not complaints
    page.close()
