"""Readings above kanji are right or not there: classic slips, the same rule in Python and in a browser, and pages."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from copies import ROOT, copy_plan
from plan.html.ruby import ReadingIndex, with_readings
from plan.model import Plan
from plan.model.readings import Readings, parts
from plan.model.types import Languages
from plan.pages.readings import ShownReadings
from plan.preview import inspection
from plan.reading.loader import load_plan
from plan.reading.readings import read_readings
from playwright.sync_api import Browser, Page

#: How a text is read with the readings of the first plan: 漢字(かんじ); what has no brackets stays bare.
SLIPS = {
    "9時に": "9時(じ)に",
    "1日、4月1日": "1日、4月(がつ)1日",
    "20日以内": "20日以内(いない)",
    "10分、2,000円": "10分、2,000円(えん)",
    "1人、2人以上、一人": "1人、2人以上(いじょう)、一人(ひとり)",
    "20歳、65歳以上": "20歳、65歳(さい)以上(いじょう)",
    "高齢者の方、お住まいの方": "高齢者(こうれいしゃ)の方(かた)、お住まいの方(かた)",
    "対応方針と方法": "対応(たいおう)方針(ほうしん)と方法(ほうほう)",
    "市役所のDXの方は": "市役所(しやくしょ)のDXの方は",
    "考え方、使い方": "考(かんが)え方(かた)、使(つか)い方(かた)",
    "何人ですか": "何人ですか",
    "何も、何度も": "何(なに)も、何度(なんど)も",
    "十分な": "十分(じゅうぶん)な",
    "人財と人材": "人財(じんざい)と人材(じんざい)",
    "一人ひとり、誰一人": "一人(ひとり)ひとり、誰一人(だれひとり)",
    "御中": "御中(おんちゅう)",
    "市場": "市場",
    "上手な": "上手(じょうず)な",
    "今日と明日": "今日(きょう)と明日(あした)",
    "調査を行った": "調査(ちょうさ)を行(おこな)った",
    "学校へ行った": "学校(がっこう)へ行(い)った",
    "学校に行った": "学校(がっこう)に行った",
    "大人、大人気": "大人(おとな)、大人気",
    "伊勢崎市": "伊勢崎市(いせさきし)",
    "玉村町、館林市": "玉村町(たまむらまち)、館林市(たてばやしし)",
    "三光町、東町": "三光町、東町",
    "四つ、八つ、四つ目": "四(よっ)つ、八(やっ)つ、四(よっ)つ目(め)",
    "一行目、行や列": "一行目(いちぎょうめ)、行(ぎょう)や列(れつ)",
    "空の行が空いて": "空(から)の行(ぎょう)が空(あ)いて",
    "この版、概要版": "この版(はん)、概要版(がいようばん)",
    "水道管、国等": "水道管(すいどうかん)、国等(くにとう)",
    "5か年、2か所": "5か年(ねん)、2か所(しょ)",
    "その後の、題の後の": "その後(ご)の、題(だい)の後(あと)の",
    "まん延、延べ": "まん延(えん)、延(の)べ",
    "策定日、更新日、確認日": "策定日(さくていび)、更新日(こうしんび)、確認日(かくにんび)",
    "ひとり暮らし、暮らし": "ひとり暮(ぐ)らし、暮(く)らし",
}


@pytest.fixture(scope="module")
def own() -> Readings:
    """The readings of the first plan."""
    readings, findings = read_readings(ROOT / "data")
    assert not findings
    assert not readings.unseen
    return readings


@pytest.fixture(scope="module")
def index(own: Readings) -> ReadingIndex:
    """The same, ready to be found."""
    return ReadingIndex(own.readings)


def bracketed(page: str) -> str:
    """Some HTML with its readings in brackets."""
    page = re.sub(r"<rp>.</rp>", "", page)
    return re.sub(r"<ruby[^>]*>|</ruby>", "", re.sub(r'<rt aria-hidden="true">(.*?)</rt>', r"(\1)", page))


@pytest.mark.parametrize("text", SLIPS)
def test_classic_slips(text: str, index: ReadingIndex) -> None:
    """What analysers read wrongly is right, or bare; digits always are."""
    assert bracketed(with_readings(text, index, ["ja"])) == SLIPS[text]


def test_a_reading_is_said_to_eyes_alone(index: ReadingIndex) -> None:
    """A screen reader gets the kanji alone; brackets are for a browser that cannot set a reading above."""
    assert with_readings("<p>市民</p>", index, ["ja"]) == (
        '<p><ruby>市民<rp>（</rp><rt aria-hidden="true">しみん</rt><rp>）</rp></ruby></p>'
    )


@pytest.mark.parametrize(
    "page",
    [
        "<title>市民</title>",
        "<code>市民</code>",
        "<textarea>市民</textarea>",
        "<option>市民</option>",
        "<svg><text>市民</text></svg>",
        '<p lang="zh">市民</p>',
        "<p data-no-readings>市民 <b>市民</b></p>",
        "<ruby>市民<rt>シミン</rt></ruby>",
        '<input value="市民">',
        "<!-- 市民 -->",
    ],
)
def test_what_is_left_alone(page: str, index: ReadingIndex) -> None:
    """Fields, code, drawings, titles, other languages and what has readings of its own stay as they are."""
    assert with_readings(page, index, ["ja"]) == page


def test_a_word_goes_on_through_what_stands_in_its_line(index: ReadingIndex) -> None:
    """Elements within a line part no word from what decides its reading; a block does."""
    assert bracketed(with_readings("<p>2<b>人</b>、<a>高齢者</a>の<i>方</i></p>", index, ["ja"])) == (
        "<p>2<b>人</b>、<a>高齢者(こうれいしゃ)</a>の<i>方(かた)</i></p>"
    )
    assert bracketed(with_readings("<p>大人<b>気</b></p><p>大人</p><p>気</p>", index, ["ja"])) == (
        "<p>大人<b>気</b></p><p>大人(おとな)</p><p>気(き)</p>"
    )


@pytest.mark.parametrize(
    ("word", "reading", "found"),
    [
        ("使い方", "つかいかた", ("つか", "かた")),
        ("使い方", "つか かた", ("つか", "かた")),
        ("頁", "ページ", ("ページ",)),
        ("行った", "いきました", None),
        ("泣き危機", "なききき", None),
    ],
)
def test_a_reading_is_parted_by_the_kana_of_its_word(word: str, reading: str, found: tuple[str, ...] | None) -> None:
    """Each run of kanji gets its own; what fits in two ways, or in none, is nobody's guess."""
    assert parts(word, reading) == found


def _set_by_browser(page: Page) -> list[list[str]]:
    page.wait_for_function("() => document.querySelector('ruby.asked')")
    found: list[list[str]] = page.evaluate(
        "[...document.querySelectorAll('ruby.asked')].map((one) => [one.firstChild.data, one.lastChild.textContent])"
    )
    return found


def test_the_browser_sets_the_same(index: ReadingIndex, site: Path, browser: Browser, address: str) -> None:
    """On every Japanese page of the first plan, the script and the program set the same readings."""
    context = browser.new_context()
    context.add_init_script("localStorage.setItem('readings', 'on')")
    context.route(re.compile(r"/assets/(site|search|projects)[.\w]*\.js"), lambda route: route.abort())
    page, seen = context.new_page(), 0
    for file in sorted(site.rglob("index.html")):
        name = file.parent.relative_to(site).as_posix()
        words = file.read_text(encoding="utf-8")
        if name.startswith(("en", "editions/")) or "button readings" not in words:
            continue
        body = with_readings(words[words.index("<body") :], index, ["ja", "ja-x-easy"])
        wanted = re.findall(r"<ruby>(.*?)<rp>.</rp><rt[^>]*>(.*?)</rt>", body)
        page.goto(f"{address}{name}/" if name != "." else address)
        assert _set_by_browser(page) == [list(pair) for pair in wanted], name
        seen += 1
    assert seen > 40
    context.close()


def test_the_switch(browser: Browser, address: str) -> None:
    """Off at first; says whether it is on, keeps that for the next page, and takes everything away again."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}projects/one-stop-counter/")
    before = page.evaluate("document.body.innerText")
    switch = page.get_by_role("button", name="ふりがな")
    assert switch.get_attribute("aria-pressed") == "false"
    assert page.locator("ruby").count() == 0
    switch.click()
    assert len(_set_by_browser(page)) > 100
    assert switch.get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    copied = page.evaluate("(getSelection().selectAllChildren(document.querySelector('h1')), String(getSelection()))")
    assert copied == page.evaluate("document.title").partition(" - ")[0]
    page.goto(f"{address}roadmap/")
    assert _set_by_browser(page)
    page.get_by_role("button", name="ふりがな").click()
    assert page.locator("ruby").count() == 0
    page.goto(f"{address}projects/one-stop-counter/")
    assert page.evaluate("document.body.innerText") == before
    page.goto(f"{address}en/")
    assert page.locator("button.readings").count() == 0
    context.close()


@pytest.mark.parametrize("language", ["", "ja-easy/"])
def test_what_comes_later_gets_its_readings(browser: Browser, address: str, language: str) -> None:
    """The results of a search, which a script puts into the page: where a reader asked, and where they always stand."""
    context = browser.new_context()
    context.add_init_script("localStorage.setItem('readings', 'on')")
    page = context.new_page()
    page.goto(f"{address}{language}search/?q=総合窓口")
    title = page.locator("#results a", has=page.locator("ruby.asked")).first
    title.wait_for()
    assert "総合(そうごう)窓口(まどぐち)" in bracketed(title.inner_html())
    page.locator(".find.search [name=q]").fill("予防接種")
    page.locator("#results a", has_text="子").locator("ruby.asked").first.wait_for()
    assert page.locator("ruby ruby, rt rt").count() == 0
    context.close()


def test_a_language_may_always_have_them(plan: Plan) -> None:
    """Easy Japanese has them in the page, without scripts or switch, also above what it lends from Japanese."""
    codes = Languages(("ja", "en", "ja-easy"), ("en", "ja-easy"))
    easy = SimpleNamespace(languages=codes, readings=plan.readings)
    shown = {code: ShownReadings(easy, code) for code in codes.codes}  # type: ignore[arg-type]
    page = '<p lang="ja-x-easy">市民</p><p lang="ja">市民</p><p lang="en">市民</p>'
    assert [(one.always, bool(one.script)) for one in shown.values()] == [(False, True), (False, False), (True, False)]
    assert bracketed(shown["ja-easy"].set_in(page)) == (
        '<p lang="ja-x-easy">市民(しみん)</p><p lang="ja">市民(しみん)</p><p lang="en">市民</p>'
    )
    assert shown["ja"].set_in(page) == shown["en"].set_in(page) == page


#: What stands as an item of its own in a row or a grid is torn from the text around it.
TORN = (
    "[...document.querySelectorAll('ruby')].filter(one => /flex|grid/.test(getComputedStyle(one.parentNode).display))"
    ".map(one => one.parentNode.outerHTML.slice(0, 120))"
)
ALL_KINDS = ("", "projects/", "projects/one-stop-counter/", "indicators/", "notes/", "implementation/introduction/")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["", "ja-easy/"])
def test_no_reading_tears_a_text(browser: Browser, address: str, language: str, width: int) -> None:
    """A button, a label and a cell are one text, whatever stands above their letters."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script("localStorage.setItem('readings', 'on')")
    page = context.new_page()
    for name in (*ALL_KINDS, "404.html"):
        if name == "404.html" and language:
            continue
        page.goto(address + language + name)
        page.wait_for_function("() => document.querySelector('ruby')")
        assert page.evaluate(TORN) == [], language + name
    context.close()


def test_the_switch_is_seen_at_once(browser: Browser, address: str) -> None:
    """In the head, beside the languages, on a phone too."""
    page = browser.new_page(viewport={"width": 320, "height": 480})
    page.goto(f"{address}projects/one-stop-counter/")
    place = page.get_by_role("banner").get_by_role("button", name="ふりがな").bounding_box()
    assert place
    assert place["y"] + place["height"] < 200
    page.close()


def test_the_inspection_lists_what_nobody_has_seen(tmp_path: Path) -> None:
    """How many proposed readings wait, and which; a section of its own, only where there are any."""
    folder = copy_plan(tmp_path)
    for text, found in (("市民 しみん\n", []), ("市民 しみん\n? 窓口 まどぐち\n? 申請 しんせい\n", ["窓口", "申請"])):
        (folder / "data/readings.txt").write_text(text, encoding="utf-8")
        sections = inspection.sections(load_plan(folder / "data", folder / "docs"))
        waiting = [part for part in sections if part.id == "readings"]
        assert [part.count for part in waiting] == ([len(found)] if found else [])
        assert [inspection.words(point) for part in waiting for point in part.points] == [
            f"「{word}」の読みの案を、まだだれも確かめていません。正しければ行の頭の「? 」を取り、違えば直します"
            for word in found
        ]
        assert [point.place() for part in waiting for point in part.points] == [
            f"data/readings.txt:{line}" for line, _ in enumerate(found, 2)
        ]
