"""A term explains itself where it stands: under a pointer, at the keyboard, on the first tap."""

from __future__ import annotations

from playwright.sync_api import Browser, Page


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
    tip.wait_for(state="hidden")
    page.mouse.move(5, 5)
    page.evaluate("document.querySelector('article a.term').focus({focusVisible: true})")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert tip.is_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "term-definition"
    page.close()


def test_a_term_below_a_closed_definition_stays_quiet(browser: Browser, address: str) -> None:
    """Escape closes a definition although the pointer then rests on another term, which lay below it."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "plan/introduction/")
    first_term(page)
    tip = page.locator("#term-definition")
    page.locator("article a.term").first.hover()
    page.evaluate(
        "const box = document.getElementById('term-definition').getBoundingClientRect();"
        "Object.assign(document.querySelectorAll('article a.term')[1].style, {position: 'fixed', zIndex: 0,"
        " left: box.left + 'px', top: box.top + 'px', width: box.width + 'px', height: box.height + 'px'})"
    )
    tip.hover()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert tip.is_hidden()
    page.mouse.move(5, 5)
    page.locator("article a.term").nth(1).hover()
    assert tip.is_visible()
    page.close()


def test_a_term_explains_itself_on_the_first_tap(browser: Browser, address: str) -> None:
    """The first tap shows the definition, and with it the way that the tap would have led; the second follows it."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address + "en/plan/introduction/")
    definition = first_term(page)
    term = page.locator("article a.term").first
    term.tap()
    assert page.locator("#term-definition").inner_text().split("\n")[0] == definition
    assert page.evaluate("document.activeElement.textContent") == "Read on in the glossary"
    assert page.url.endswith("/en/plan/introduction/")
    term.tap()
    page.wait_for_url("**/en/glossary/#*")
    context.close()
