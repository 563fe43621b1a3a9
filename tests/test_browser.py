"""The site as a reader's browser shows it: phone and desktop, keyboard and finger, with and without JavaScript."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from pages import read
from pdf_files import open_pdf
from playwright.sync_api import Browser

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
    "notes/figure/",
    "notes/wording-3/",
    "search/?q=ISECA",
    "accessibility/",
    "404.html",
)


def test_paper_is_light_whatever_the_reader_chose(browser: Browser, address: str) -> None:
    """Who reads in dark colors prints dark letters on white; on the screen the choice stays."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    page.click("button.scheme")  # light
    page.click("button.scheme")  # dark, chosen
    shades = {}
    for medium in ("screen", "print"):
        page.emulate_media(media=medium, color_scheme="dark")  # type: ignore[arg-type]
        shades[medium] = page.evaluate(
            "['body', '.hero-vision', 'article a'].map((name) => getComputedStyle(document.querySelector(name)).color)"
        )
    assert shades["print"] == ["rgb(0, 0, 0)"] * 3
    assert shades["screen"] != shades["print"]
    context.close()


def test_paper_says_what_it_is_and_where_from(browser: Browser, address: str) -> None:
    """Printed from dark colors: title, address and day at the foot of each sheet; sources, which are closed on the
    screen, with their addresses; what tells by its color keeps it; tables are tables."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + "statistics/")
    found = open_pdf(stream=page.pdf(prefer_css_page_size=True))
    sheets = ["".join(sheet.get_text().split()) for sheet in found]
    assert len(sheets) > 2
    assert all("統計|https://isesaki-dx-plan.example/statistics/|この版のデータの日付" in words for words in sheets)
    assert any("出典" in words and "(https://" in words for words in sheets)
    page.goto(address + "projects/iseca/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(
        "[['.badge-up', null], ['.led .goal', '::before']].map(([name, part]) =>"
        " getComputedStyle(document.querySelector(name), part).printColorAdjust)"
    ) == ["exact", "exact"]
    page.goto(address + "indicators/")
    page.set_viewport_size({"width": 660, "height": 900})
    assert page.evaluate("getComputedStyle(document.querySelector('.stacked tr')).display") == "table-row"
    context.close()


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


#: WCAG 2.2, 1.4.12: what a reader may set for text without losing any.
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
SPACING += " p { margin-bottom: 2em !important; }"


DOUBLED = "html { font-size: 200% !important; }"


@pytest.mark.parametrize(("style", "width"), [(DOUBLED, 1280), (DOUBLED, 390), (SPACING, 1280), (SPACING, 320)])
def test_text_may_grow(browser: Browser, address: str, style: str, width: int) -> None:
    """Text twice as large, or with more space in it, makes no page scroll sideways and is nowhere cut off."""
    context = browser.new_context(viewport={"width": width, "height": 800}, is_mobile=width < 700, bypass_csp=True)
    page = context.new_page()
    for name in PAGES:
        for language in ("", "en/"):
            page.goto(address + language + name, wait_until="load")
            page.add_style_tag(content=style)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, language + name
            cut = page.evaluate(
                "[...document.querySelectorAll('main *')].filter(e => getComputedStyle(e).overflow === 'hidden'"
                " && e.clientHeight > 1 && e.scrollHeight > e.clientHeight + 1).map(e => e.outerHTML.slice(0, 80))"
            )
            assert not cut, f"{language}{name}: {cut}"
    context.close()


def test_the_list_of_projects_filters_in_place(browser: Browser, address: str) -> None:
    """A choice hides the others at once, says how many are shown, and stands in the address; going back to the
    address shows the same; clearing shows all."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "projects/")
    shown = page.locator("#project-list > li:visible")
    assert shown.count() == 21
    page.locator("select[name=department]").select_option("elderly-policy")
    assert shown.count() == 2
    assert page.locator(".count").inner_text() == "21件のうち2件を表示しています"
    assert page.url.endswith("?department=elderly-policy")
    page.locator("select[name=sort]").select_option("title")
    assert shown.first.get_by_role("link").first.inner_text() == "高齢者向けスマホ教室の開催"
    page.goto(address + "projects/?department=elderly-policy&for-residents=more-convenient")
    assert shown.count() == 2
    page.get_by_role("button", name="条件を消す").click()
    page.wait_for_function("() => document.querySelectorAll('#project-list > li:not([hidden])').length === 21")
    page.close()


def test_addresses_of_before_lead_to_the_same(browser: Browser, address: str) -> None:
    """What a filter and a part of the home page were called in addresses before is understood still."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    shown, found = page.locator("#project-list > li:visible"), []
    for query in ("tools=online&for-residents=more-convenient", "tool=online&benefit=yes"):
        page.goto(f"{address}projects/?{query}")
        found.append((shown.all_inner_texts(), page.locator("select[name=tools]").input_value()))
    assert found[0] == found[1]
    assert 0 < len(found[0][0]) < 21
    page.goto(address + "#pillars")
    assert page.evaluate("document.querySelector(':target + h2').id") == "levels"
    page.close()


def test_three_taps_lead_to_any_card(browser: Browser, address: str) -> None:
    """From home by what a person wants: a tile, then the card."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="高齢の方・介護").tap()
    page.wait_for_url("**/topics/older-residents/")
    page.locator(".card-tiles").get_by_role("link", name="高齢者向けスマホ教室の開催").tap()
    page.wait_for_url("**/projects/smartphone-classes/")
    context.close()


def test_a_former_place_of_a_topic_leads_on_to_its_page(browser: Browser, address: str) -> None:
    """By script at once; without one to the link that leads there. A folded place is unfolded."""
    page = browser.new_page()
    page.goto(address + "projects/#topic-businesses")
    page.wait_for_url("**/topics/businesses/")
    page.goto(address + "projects/#daily-life")
    page.wait_for_selector("details#daily-life[open]")
    page.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "en/projects/#topic-businesses")
    page.locator("li#topic-businesses a").click()
    page.wait_for_url("**/en/topics/businesses/")
    context.close()


def test_a_link_is_copied_with_an_answer(browser: Browser, address: str) -> None:
    """The answer is a status; without a script there is no button."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "topics/businesses/")
    page.get_by_role("button", name="リンクをコピー").click()
    page.get_by_text("このページのリンクをコピーしました。").wait_for()
    assert page.locator(".share [aria-live]").inner_text() == "このページのリンクをコピーしました。"
    assert page.evaluate("navigator.clipboard.readText()").endswith("/topics/businesses/")
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "topics/businesses/")
    assert page.locator(".share button:visible").count() == 0
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_line_tears_a_phrase_of_the_vision(browser: Browser, address: str, width: int) -> None:
    """Each phrase between two places for a break stands on one line."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    for place in ("", "topics/businesses/", "404.html", "ja-easy/"):
        page.goto(address + place)
        torn = page.evaluate(
            """[...document.querySelectorAll(".phrases")].flatMap(whole => [...whole.children]
              .filter(part => part.localName === "span").filter(part => {
                const range = document.createRange(), lines = [];
                range.selectNodeContents(part);
                [...range.getClientRects()].forEach(box => lines.push(Math.round(box.bottom)));
                return Math.max(...lines) - Math.min(...lines) > parseFloat(getComputedStyle(part).lineHeight) * 0.9;
              }).map(part => part.textContent))"""
        )
        assert page.locator(".phrases").count() > 0
        assert torn == []
    page.close()


def test_the_first_screen_of_a_card_answers(browser: Browser, address: str) -> None:
    """On a phone, what gets better, by when and who stand in the first screen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    for language in ("", "en/"):
        page.goto(address + language + "projects/smartphone-classes/")
        box = page.locator("dl.answer").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844, box
    context.close()


@pytest.mark.parametrize("width", [390, 320])
def test_a_fact_is_as_wide_as_a_phone(browser: Browser, address: str, width: int) -> None:
    """It stands below its name, and has the whole width; beside it where there is room."""
    pages = ("projects/plateau/", "plan/measures/", "data/")
    measure = """() => [...document.querySelectorAll('.facts dd')].map(dd =>
        [dd.getBoundingClientRect().width / dd.closest('dl').getBoundingClientRect().width,
         dd.getBoundingClientRect().top >= dd.previousElementSibling.getBoundingClientRect().bottom])"""
    for name in pages:
        for wide in (width, 1280):
            page = browser.new_page(viewport={"width": wide, "height": 800})
            page.goto(f"{address}{name}")
            found = page.evaluate(measure)
            assert found
            assert all(below == (wide == width) and (share > 0.98) == (wide == width) for share, below in found), name
            page.close()


def test_pages_are_light(site: Path) -> None:
    """What a first view loads is at most 200 kB over the wire, and what the next page adds at most 30 kB."""
    checked = 0
    for path in sorted(site.rglob("*.html")):
        seen = read(path)
        own = len(gzip.compress(path.read_bytes()))
        loads = {(path.parent / address).resolve() for address in seen.loads if not address.startswith("/")}
        # Of a picture's four drawings a reader loads one: the widest counts here.
        charts = [file for file in loads if file.suffix == ".svg" and "charts" in file.parts]
        files = [file for file in loads if file not in charts and file.is_file()]
        shared = sum(len(gzip.compress(file.read_bytes())) for file in files)
        drawn = sum(
            sorted((len(gzip.compress(file.read_bytes())) for file in charts), reverse=True)[: len(charts) // 4]
        )
        checked += 1
        assert own + shared + drawn <= 200_000, f"{path}: {own + shared + drawn}"
        if not charts and "search" not in path.parts:
            assert own <= 30_000, f"{path}: {own}"
    assert checked > 80


def test_no_script_stands_in_a_page(site: Path) -> None:
    """The policy of every page allows this site's own files only, and no page needs more."""
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert "script-src 'self'; style-src 'self'" in html, path
        for script in re.findall(r"<script\b([^>]*)>(.*?)</script>", html, re.DOTALL):
            assert "src=" in script[0] or 'type="application/ld+json"' in script[0], path
            assert not script[1].strip() or "ld+json" in script[0], path
        assert not re.search(r"<[^>]+\son[a-z]+=", html), path
        assert not re.search(r"<[^>]+\sstyle=", html), path


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
        # a browser chooses when it loads the picture, a moment after it came into sight
        assert expected in image.evaluate("async image => { await image.decode(); return image.currentSrc; }")
        context.close()


def test_one_menu_is_open_at_a_time(browser: Browser, address: str) -> None:
    """Opening one on a phone closes the other, which would lie over it; Escape closes it wherever the key stands."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address)
    menu, languages = page.locator(".menu-nav details"), page.locator("details.languages")
    for opened, other in ((menu, languages), (languages, menu), (menu, languages)):
        opened.locator("summary").click()
        page.wait_for_function("() => document.querySelectorAll('details.menu[open]').length === 1")
        assert opened.get_attribute("open") is not None
        assert other.get_attribute("open") is None
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert menu.locator("summary").evaluate("one => one === document.activeElement")
    page.close()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("language", ["", "en/", "ja-easy/"])
def test_the_ways_of_the_head_are_one_line(browser: Browser, address: str, language: str, width: int) -> None:
    """The menu beside the name, and below them search, languages and, where readers may ask for them, the readings."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address + language)
    ways = page.locator(".tools .button:visible")
    places = ways.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    assert len(places) == (2 if language else 3)
    assert max(places) - min(places) < 5
    assert page.locator(".menu-nav summary").bounding_box()["y"] < page.locator(".tools").bounding_box()["y"]
    page.close()


def test_a_phone_keeps_the_years_of_the_roadmap_in_sight(browser: Browser, address: str) -> None:
    """Their names stand at the top of the screen above each card's own, and the notes follow the tables."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address + "roadmap/")
    for title in ("総合窓口の拡充", "3D都市モデルPLATEAUの活用"):
        row = page.locator(".roadmap tbody tr").filter(has_text=title).first
        row.evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 200)")
        head, cells = page.locator(".roadmap thead tr + tr th"), row.locator("td")
        assert [head.nth(at).inner_text().split()[0] for at in range(4)] == ["R8", "R9", "R10", "R11"]
        assert 0 <= head.first.bounding_box()["y"] < 150
        assert abs(head.last.bounding_box()["x"] - cells.last.bounding_box()["x"]) < 3
    notes = page.get_by_text("目標値の年度を示しています。").bounding_box()
    assert notes["y"] > page.locator(".roadmap").last.bounding_box()["y"]
    page.close()


def test_a_card_says_once_what_it_is_about(site: Path) -> None:
    """In short at its head only where that is not all that it says."""
    for name, short in (("digital-content", 0), ("bpr-review", 1)):
        page = (site / "projects" / name / "index.html").read_text(encoding="utf-8")
        assert page.count('<div class="about">') == short
