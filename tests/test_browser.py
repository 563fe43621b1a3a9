"""The site as a reader's browser shows it: phone and desktop, keyboard and finger, with and without JavaScript."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import launch
from playwright.sync_api import Browser, Page, sync_playwright

PAGES = (
    "",
    "projects/",
    "projects/one-stop-counter/",
    "projects/vaccine-childcare-navi/",
    "plan/introduction/",
    "plan/vision/",
    "plan/measures/",
    "implementation/people/",
    "tools/",
    "rules/",
    "departments/",
    "indicators/",
    "roadmap/",
    "statistics/",
    "glossary/",
    "about/",
    "notes/",
    "404.html",
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The real site on a port of this machine."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests of this file."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("language", ["", "en/"])
def test_pages_fit_and_complain_of_nothing(browser: Browser, address: str, language: str, width: int) -> None:
    """No sideways scroll, no failed request, no error, and no request to any other machine."""
    context = browser.new_context(viewport={"width": width, "height": 800}, is_mobile=width < 700)
    page, complaints = context.new_page(), []
    # A request that the next page cuts short is no fault; one that the server refuses is an error in the console.
    page.on(
        "requestfailed",
        lambda request: None if request.failure == "net::ERR_ABORTED" else complaints.append(f"failed: {request.url}"),
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:", "blob:")) else complaints.append(f"leaves: {request.url}")
        ),
    )
    for name in PAGES:
        page.goto(address + language + name, wait_until="load")
        scroll = page.evaluate("document.documentElement.scrollWidth")
        assert scroll <= width, f"{language}{name} is {scroll} wide at {width}"
        assert not complaints, f"{language}{name}: {complaints}"
    context.close()


def first_term(page: Page) -> str:
    """The first linked term of the article, scrolled into view; returns its definition."""
    term = page.locator("article a.term").first
    term.scroll_into_view_if_needed()
    return str(term.get_attribute("data-definition"))


def test_a_term_explains_itself_on_hover_and_focus(browser: Browser, address: str) -> None:
    """Pointer and keyboard show the definition; Escape closes it; the pointer may rest on it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "plan/introduction/")
    definition = first_term(page)
    tip = page.locator("#term-definition")
    assert tip.is_hidden()
    page.locator("article a.term").first.hover()
    assert tip.is_visible()
    assert tip.inner_text() == definition
    tip.hover()
    page.wait_for_timeout(600)
    assert tip.is_visible()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.mouse.move(5, 5)
    page.evaluate("document.querySelector('article a.term').focus({focusVisible: true})")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert tip.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "term-definition"
    page.close()


def test_a_term_explains_itself_on_the_first_tap(browser: Browser, address: str) -> None:
    """The first tap shows the definition and stays on the page; the second follows the link to the entry."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "en/plan/introduction/")
    definition = first_term(page)
    term = page.locator("article a.term").first
    term.tap()
    assert page.locator("#term-definition").inner_text() == definition
    assert page.url.endswith("/en/plan/introduction/")
    term.tap()
    page.wait_for_url("**/en/glossary/#*")
    context.close()


@pytest.mark.parametrize(("language", "words"), [("", "ISECA"), ("en/", "ISECA")])
def test_search_finds_in_both_languages(browser: Browser, address: str, language: str, words: str) -> None:
    """The search box of each language finds a card by its name."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + language, wait_until="load")
    page.locator("input.md-search__input").click()
    page.keyboard.type(words)
    page.locator(".md-search-result__link").first.wait_for(state="attached")
    found = [str(link.get_attribute("href")) for link in page.locator(".md-search-result__link").all()]
    assert any(f"{language}projects/iseca/" in link for link in found)
    page.close()


def test_everything_is_there_without_javascript(browser: Browser, address: str) -> None:
    """A card, a chart and its table, the switch of languages: all are plain HTML."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + "statistics/")
    assert page.locator("figure.chart picture img").count() == 8
    assert page.locator("figure.chart table").count() == 4
    page.goto(address + "projects/iseca/")
    assert page.get_by_role("heading", level=1).inner_text() == "電子地域通貨ISECAの拡充"
    context.close()


def test_the_chart_follows_width_and_colors(browser: Browser, address: str) -> None:
    """A phone in the dark gets the narrow dark drawing, a desktop in the light the wide light one."""
    for scheme, width, expected in (("light", 1280, "light.wide"), ("dark", 390, "dark.narrow")):
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address + "statistics/", wait_until="load")
        image = page.locator("figure.chart img:visible").first
        image.scroll_into_view_if_needed()
        assert expected in image.evaluate("image => image.currentSrc")
        context.close()
