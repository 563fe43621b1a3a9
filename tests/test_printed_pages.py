"""Pages printed out of the browser: what a reader keeps of the home page and of a card, from dark colors."""

from __future__ import annotations

from pdf_files import open_pdf
from playwright.sync_api import Browser, Page

#: The inside of an A4 sheet, in pixels.
SHEET = {"width": 700, "height": 1000}


def on_paper(browser: Browser, address: str) -> Page:
    """A page as a browser in dark colors prints it."""
    page = browser.new_context(color_scheme="dark", viewport=SHEET).new_page()
    page.goto(address)
    page.emulate_media(media="print", color_scheme="dark")
    return page


def test_the_home_page_on_paper_tears_nothing_and_covers_nothing(browser: Browser, address: str) -> None:
    """The line about the draft stands above the hero; the way to a target is seen, its figure in one line; no box ends
    on another sheet."""
    page = on_paper(browser, address)
    draft, period = (page.locator(name).bounding_box() for name in (".draft", ".hero-period"))
    assert draft and period
    assert draft["y"] + draft["height"] <= period["y"]
    figures = page.evaluate(
        "[...document.querySelectorAll('.led .goal')].map(goal => { const figure = goal.querySelector('dd');"
        " const style = getComputedStyle(figure);"
        " return [figure.offsetHeight / parseFloat(style.lineHeight), figure.offsetLeft - goal.offsetLeft]; })"
    )
    assert figures
    assert all(lines < 1.7 and way > 100 for lines, way in figures), figures
    assert page.evaluate("getComputedStyle(document.querySelector('.tiles > li')).breakInside") == "avoid"
    page.context.close()


def test_no_button_is_printed(browser: Browser, address: str) -> None:
    """Paper copies no link."""
    page = on_paper(browser, address + "projects/iseca/")
    assert page.locator("button:visible").count() == 0
    words = "".join(sheet.get_text() for sheet in open_pdf(stream=page.pdf()))
    assert "リンクをコピー" not in words
    assert "このページを引用するとき" in words
    page.context.close()
