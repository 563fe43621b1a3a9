"""What the search says of its results, and how it shows them: no sentence claims what does not stand there."""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT
from plan.model import Plan
from playwright.sync_api import Page
from searching import QUERIES, name_of, told


@functools.cache
def folded(text: str) -> str:
    """Text as search compares it, worked out apart from the script: width, case, kana and marks do not count."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)
    text = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text)
    text = re.sub("[ぁぃぅぇぉっゃゅょゎ]", lambda small: chr(ord(small[0]) + 1), text)
    return re.sub(r"[\W_ー]", "", text.translate(OLD_FORMS))


@functools.cache
def lines(text: str) -> str:
    """The same of each line and each part of one: no word reaches over their ends."""
    return "\n".join(map(folded, re.split(r"[\n\t\f\v\r]+", text)))


#: Old and simplified forms of ideographs, and what each is found as.
OLD_FORMS = {
    ord(form): line[0]
    for line in (ROOT / "hooks/plan/pages/variants.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for form in line[2:]
}


@functools.cache
def spelled_out(text: str) -> str:
    """Text with letters of one width and case, its words still apart."""
    return unicodedata.normalize("NFKC", text).lower()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_sentence_claims_a_word_that_does_not_stand_there(search: dict[str, Page], language: str) -> None:
    """For every query of the list, every synonym and words of no plan: each result is what is said of it."""
    page = search[language]
    queries = {query["query"] for query in QUERIES if query["language"] == language}
    queries.update(page.evaluate("window.planIndex.synonyms.flat()"))
    kinds = dict.fromkeys(("words", "near", "part", "other"), 0)
    for query in sorted(queries | {"戸籍謄本", "保育園 戸籍謄本", "passport renewal", "xyzzy"}):
        found = told(page, query)
        for result in found["results"]:
            kinds[result["kind"]] += 1
            check_result(result, query)
        for japanese, english in ABSENT.findall(found["said"]):
            for word in re.split("」「|”, “", japanese or english):
                assert not stands(word, found["everything"], whole=True), (query, word)
        numbers = [int(number) for number in NUMBERS.findall(found["said"].replace(query, ""))]
        assert sum(numbers) == len(found["results"]), (query, found["said"])
    assert min(kinds.values()) > 10, kinds


#: A word that the plan is said not to have; a number of pages, but not of how many are shown.
ABSENT = re.compile("計画の文に「(.+?)」という言葉はありません|text on this site does not use “(.+?)”[.;]")
NUMBERS = re.compile(r"(?<!はじめの)(?<!The first )(?<!\d)(\d+)(?=件|[.)])")


def stands(word: str, text: str, *, whole: bool = False) -> bool:
    """Whether a text has a word: anywhere in Japanese; in other scripts at the beginning of a word, or as one whole."""
    if folded(word).isascii():
        parts = re.findall(r"[^\W_]+", spelled_out(word))
        pattern = rf"(?<!{_LATIN})" + r"[\W_]+".join(map(re.escape, parts)) + (rf"(?!{_LATIN})" if whole else "")
        return bool(re.search(pattern, spelled_out(text)))
    return folded(word) in lines(text)


#: A letter of a word in Latin script: 市モデルPLATEAUの has such a word.
_LATIN = "[0-9a-z\u00c0-\u024f]"


def check_result(result: dict[str, Any], query: str) -> None:
    """A page said to have the words has each; one said to speak of a near word shows it."""
    if result["kind"] == "words":
        for word in re.split(r"[\s、,?？]+", query):
            pieces = PIECE.findall(spelled_out(word)) if not word.isascii() else []
            whole = any(stands(spelled, result["words"]) for spelled in (word, folded(word), folded(query)))
            standing = whole or (pieces and all(stands(piece, result["words"]) for piece in pieces))
            assert standing, (query, word, result["shown"][:60])
    assert bool(result["near"]) == (result["kind"] == "near"), query
    for near in result["near"]:
        assert stands(near, result["shown"]), (query, near, result["shown"][:60])


#: What of a phrase in Japanese is looked for by itself: particles, endings and words of questions are hiragana.
PIECE = re.compile("[0-9a-z]+|[一-龠々]{2,}|[ァ-ヺー]{2,}")


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("search/", "xyzzy", "「xyzzy」では見つかりませんでした。別の言葉で試すか、一覧から探してください。"),
        (
            "search/",
            "タクシー券",
            "このサイトにある計画の文に「タクシー券」という言葉はありません。近い言葉「くわまるタクシー」「タクシー」のページです（{count}件）。",
        ),
        (
            "search/",
            "戸籍謄本",
            "このサイトにある計画の文に「戸籍謄本」という言葉はありません。近い言葉「証明書」のページが{near}件あります。"
            "ほかに、関係のありそうなページが{other}件あります。",
        ),
        (
            "search/",
            "スマホ",
            "「スマホ」で{words}件見つかりました。近い言葉「スマートフォン」のページが{near}件あります。",
        ),
        ("search/", "計画", "「計画」で{count}件見つかりました。"),
        (
            "en/search/",
            "interpreter",
            "The English text on this site does not use “interpreter”; these pages use “translation” ({count}).",
        ),
        ("en/search/", "taxi", "Pages found for “taxi”: {count}."),
    ],
)
def test_what_is_said_of_a_query(
    browser: Any,
    address: str,
    path: str,
    query: str,
    said: str,
) -> None:
    """A word that the plan does not have is told as such, with the near words that led to pages, all counted."""
    page = browser.new_page()
    page.goto(f"{address}{path}?q={query}")
    page.wait_for_function("() => document.querySelector('#results-said').textContent")
    results = told(page, query)["results"]
    counts = {kind: sum(result["kind"] == kind for result in results) for kind in ("words", "near", "part", "other")}
    assert page.locator("#results-said").inner_text() == said.format(count=len(results), **counts)
    assert page.locator("#results li").count() == min(30, len(results))
    page.close()


@pytest.mark.parametrize(
    ("language", "query", "card"),
    [
        ("ja", "公共施設オンライン予約システム", "facility-reservation"),
        ("ja", "電子地域通貨ISECAの運用", "iseca"),
        ("ja", "マルチコピー機による証明書の発行", "multi-copy-certificates"),
        ("ja", "BPR導入による業務見直し", "bpr-review"),
    ],
)
def test_a_name_that_the_site_prints_otherwise_finds_its_card(
    search: dict[str, Page], language: str, query: str, card: str
) -> None:
    """The original has it: nothing says that it is no word of the plan."""
    found = told(search[language], query)
    assert found["results"][0]["kind"] == "words", found["said"]
    assert (
        name_of(search[language].evaluate("query => window.planSearch(query)[0].page.url", query)) == f"projects/{card}"
    )
    assert not ABSENT.search(found["said"])


def test_no_sentence_of_the_search_speaks_of_all_the_plan_says(plan: Plan) -> None:
    """What is searched is the text of the site in one language: no more may be claimed."""
    for key, text in plan.words.items():
        said = " ".join(text.root.values()) if key.startswith("search_") else ""
        assert not re.search("この計画に|(the|this) plan does not", said, re.IGNORECASE), key


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_example_stands_in_the_plan(search: dict[str, Page], plan: Plan, language: str) -> None:
    """What is offered to be searched for is found by its own words."""
    assert plan.topics.search_examples
    for example in plan.topics.search_examples:
        found = told(search[language], example[language])
        assert found["results"][0]["kind"] == "words", found["said"]


def test_each_language_finds_its_own_pages(search: dict[str, Page]) -> None:
    """Results lead to pages of the reader's language only."""
    for language, page in search.items():
        urls = page.evaluate("window.planSearch('ISECA').map(result => result.page.url)")
        assert urls
        assert all(url.startswith("en/") == (language == "en") for url in urls)


@pytest.mark.parametrize("query", ["予防接種", "yobousesshu", "ワクシン 子ども"])
def test_a_language_beside_the_first_two_is_searched(browser: Any, address: str, query: str) -> None:
    """Easy Japanese has its own index: a result has the title of its own pages, with readings, and leads to one."""
    page = browser.new_page()
    page.goto(f"{address}ja-easy/search/?q={query}")
    link = page.locator("#results a").first
    link.locator("rt").first.wait_for()
    assert link.locator("rt").all_inner_texts() == ["こそだ", "つか"]
    link.evaluate("one => one.querySelectorAll('rt, rp').forEach(reading => reading.remove())")
    assert link.inner_text() == "ワクチン・子育てナビを使う"
    link.click()
    page.wait_for_url("**/ja-easy/projects/vaccine-childcare-navi/")
    page.close()


def test_results_show_the_words_found(browser: Any, address: str) -> None:
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


def test_what_a_reader_types_is_never_markup(browser: Any, address: str) -> None:
    """A query from the address is text."""
    page = browser.new_page()
    page.goto(address + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.wait_for_function("() => document.querySelector('#results-said').textContent")
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
        ("en/search/", "incident", "Glossary › Incident", "en/glossary/#incident"),
    ],
)
def test_a_result_leads_to_the_section(
    browser: Any,
    address: str,
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


def test_a_copy_on_a_disk_is_searched_and_read(browser: Any, site: Path) -> None:
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
    page.locator("details.languages summary").click()
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/projects/smartphone-classes/index.html")
    page.goto((site / "projects/index.html").as_uri() + "?pillar=daily-life")
    assert page.locator("p.count").inner_text() == "21件のうち16件を表示しています"
    assert not complaints
    page.close()
