"""What a plan says of its indicators is shown on pages and on paper; what it does not say is said to be missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import printing
import pymupdf
import pytest
from copies import ROOT, change, copy_plan
from plan import model
from plan.pages import sharing, site
from plan.paper import edition, library
from plan.reading import loader
from plan.showing import indicator, renderer
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer

BUS = "data/projects/bus-counter.yml"
_INDICATOR = """  - id: uses
    name: {ja: 利用件数, en: Number of uses}
    unit: {ja: 件, en: uses}
    direction: up
    baseline: {fiscal_year: 2022, value: 20}
    target: {fiscal_year: 2025, value: 200}
"""


def rendered(folder: Path) -> renderer.Renderer:
    """The changed plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


def words(html: str) -> str:
    """A page's words on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.fixture
def measured(tmp_path: Path) -> renderer.Renderer:
    """A plan whose first years are over: one value, one reason why there is none, and how the value is made."""
    folder = copy_plan(tmp_path / "measured")
    more = _INDICATOR + (
        "    method: {ja: 走る窓口を使った人の数, en: people who used the counter}\n    actuals:\n"
        "      - {fiscal_year: 2023, value: 75}\n"
        "      - {fiscal_year: 2024, missing: {ja: 集計中, en: being counted}}\n"
    )
    change({"edits": [{"file": BUS, "find": _INDICATOR, "replace": more}]}, folder)
    return rendered(folder)


@pytest.fixture
def unmeasured(tmp_path: Path) -> renderer.Renderer:
    """A plan that sets no indicator and names no department on one card, and no unit and year on another."""
    folder = copy_plan(tmp_path / "unmeasured")
    why = "reason: 原典に書かれていない。"
    accepted = f"departments: []\naccepted:\n  - {{rule: no-indicator, {why}}}\n  - {{rule: no-department, {why}}}"
    other = f"departments: [residents]\naccepted:\n  - {{rule: no-unit, {why}}}\n  - {{rule: no-baseline-year, {why}}}"
    one = "data/projects/one-counter.yml"
    edits = [
        {"file": BUS, "find": "indicators:\n" + _INDICATOR, "replace": "indicators: []\n"},
        {"file": BUS, "find": "departments: [residents]", "replace": accepted},
        {"file": one, "find": "    unit: {ja: 件, en: uses}\n", "replace": ""},
        {"file": one, "find": "{fiscal_year: 2022, value: 10}", "replace": "{value: 10}"},
        {"file": one, "find": "departments: [residents]", "replace": other},
    ]
    change({"edits": edits}, folder)
    return rendered(folder)


def test_actual_values_stand_on_the_card_and_in_the_table(measured: renderer.Renderer) -> None:
    """Each finished year has its value, or the reason why there is none; the method stands beside."""
    pages = site.Site(measured, library.Library()).pages
    card = words(pages["projects/bus-counter.md"].html)
    assert "実績値（利用件数） 年度 実績値 令和5年度（2023年度） 75件 令和6年度（2024年度） （集計中）" in card
    assert "算定方法: 走る窓口を使った人の数" in card
    english = words(pages["projects/bus-counter.en.md"].html)
    assert "FY2023 (Reiwa 5) 75 uses FY2024 (Reiwa 6) (being counted)" in english
    assert "How it is calculated: people who used the counter" in english
    table = words(pages["indicators.md"].html)
    assert "現状値 実績値 目標値" in table
    assert "75件 令和5年度（2023年度） （集計中） 令和6年度（2024年度）" in table


def test_without_any_actual_value_one_sentence_says_so(tmp_path: Path) -> None:
    """No empty column; when they come is said only where the data says it, and also on the page of the edition."""
    pages = site.Site(rendered(copy_plan(tmp_path)), library.Library()).pages
    table = words(pages["indicators.md"].html)
    assert table.endswith("実績値は、まだ一つも載っていません。")
    assert "現状値 目標値 このサイトの説明 目標値は現状値より 担当課・関係課" in table
    assert "実績値は、まだ一つも載っていません。" in words(pages["about.md"].html)
    note = {"file": "data/plan.yml", "find": "office: ", "replace": _ACTUALS_NOTE + "office: "}
    change({"edits": [note]}, tmp_path)
    pages = site.Site(rendered(tmp_path), library.Library()).pages
    for page in ("indicators", "about"):
        assert "実績値は、まだ一つも載っていません。翌年度の11月に公表します。" in words(pages[f"{page}.md"].html)
        english = words(pages[f"{page}.en.md"].html)
        assert "No actual values are given yet. They are published in November of the next year." in english


_ACTUALS_NOTE = """actuals_note:
  ja: 翌年度の11月に公表します。
  en: They are published in November of the next year.
"""


def test_with_an_actual_value_no_page_says_that_there_are_none(measured: renderer.Renderer) -> None:
    """The sentence goes with the first value, by itself."""
    for page in site.Site(measured, library.Library()).pages.values():
        assert "まだ一つも載っていません" not in page.html
        assert "No actual values" not in page.html


@pytest.mark.parametrize(
    ("target", "japanese", "english", "short"),
    [
        (200, None, None, "↑ 大きい"),
        (10, "目標値は、現状値より小さい値です。", "The target is lower than the baseline.", "↓ 小さい"),
        (20, "目標値は、現状値と同じ値です。", "The target is the same as the baseline.", "→ 同じ"),
    ],
)
def test_target_and_baseline_are_compared_by_their_figures(
    unmeasured: renderer.Renderer, target: int, japanese: str | None, english: str | None, short: str
) -> None:
    """Nothing is said of an aim: the two figures speak, whatever direction the data gives. A sentence only tells what
    a reader may overlook: not that a target is higher."""
    (item,) = unmeasured.plan.projects["phone-help"].indicators
    baseline = item.baseline.model_copy(update={"value": 20})
    item = item.model_copy(update={"baseline": baseline, "target": item.target.model_copy(update={"value": target})})
    at, shown = "projects/phone-help.yml: indicators[uses]", {}
    for code in ("ja", "en"):
        shown[code] = indicator.shown_indicator(item, unmeasured.speaker(code), at, unmeasured.doubts(code))
    said = [shown[code].direction for code in ("ja", "en")]
    assert [words and words.plain for words in said] == [japanese, english]
    assert (shown["ja"].short_direction.plain, shown["ja"].way) == (short, "up")


@pytest.mark.parametrize(
    ("language", "value", "year", "in_year"),
    [
        ("ja", 20, 2022, "（R4）"),
        ("en", 20, 2022, " (FY2022)"),
        ("ja", 0, 2022, "（R4）"),
        ("ja", 20, None, ""),
        ("ja", None, 2022, ""),
        ("ja", None, None, ""),
    ],
)
def test_a_value_beside_those_of_other_years_has_its_year(
    unmeasured: renderer.Renderer, language: str, value: int | None, year: int | None, in_year: str
) -> None:
    """In brackets behind it, where there is a value and the plan names its year; what takes its place has none."""
    (item,) = unmeasured.plan.projects["phone-help"].indicators
    reason = None if value is not None else item.name
    given = {"value": value, "fiscal_year": year, "missing": reason}
    item = item.model_copy(update={"baseline": item.baseline.model_copy(update=given)})
    at, speak = "projects/phone-help.yml: indicators[uses]", unmeasured.speaker(language)
    assert indicator.shown_indicator(item, speak, at, unmeasured.doubts(language)).baseline.in_year == in_year


def test_what_the_plan_does_not_say_is_said_to_be_missing(unmeasured: renderer.Renderer) -> None:
    """No indicator, no department, no unit, no year: each in words, in both languages."""
    pages = site.Site(unmeasured, library.Library()).pages
    card = words(pages["projects/bus-counter.md"].html)
    assert card.count("この事業の指標は、計画に書かれていません。") == 2
    assert "担当課の記載なし" in card
    english = words(pages["projects/bus-counter.en.md"].html)
    assert english.count("The plan sets no indicator for this project.") == 2
    assert "division not stated" in english
    other = words(pages["projects/one-counter.md"].html)
    assert "現状値 年度の記載なし 10 目標値" in other


def test_the_indicator_table_lists_a_card_without_any(unmeasured: renderer.Renderer) -> None:
    """No card is lost from the table of all: its row says that the plan sets no KPI."""
    pages = site.Site(unmeasured, library.Library()).pages
    assert "走る窓口 このサイトの説明 この事業の指標は、計画に書かれていません。" in words(pages["indicators.md"].html)


def test_paper_says_the_same(measured: renderer.Renderer, unmeasured: renderer.Renderer) -> None:
    """The sheet of the card has the values and the method, or that there is none."""
    for plan, expected in (
        (
            measured,
            [
                "年度R52023R62024実績値75件（集計中）",
                "算定方法: 走る窓口を使った人の数",
            ],
        ),
        (unmeasured, ["この事業の指標は、計画に書かれていません。", "担当課の記載なし"]),
    ):
        library = printing.printed(plan, "")
        sheet = library.files["pdf/ja/projects/bus-counter.pdf"]
        content = sheet.read_bytes() if isinstance(sheet, Path) else sheet
        said = "".join("".join(page.get_text().split()) for page in pymupdf.open(stream=content))
        for sentence in expected:
            assert "".join(sentence.split()) in said


#: An indicator with all that can be missing: no unit, no baseline and its year, one actual; and kept, not raised.
_BARE = """  - id: uses
    name: {ja: 利用件数, en: Number of uses}
    direction: keep
    method: {ja: 走る窓口を使った人の数, en: people who used the counter}
    baseline: {missing: {ja: 未計測, en: not measured}}
    target: {fiscal_year: 2025, value: 2000}
    actuals:
      - {fiscal_year: 2023, value: 1500}
      - {fiscal_year: 2024, missing: {ja: 集計中, en: being counted}}
    notes:
      - {ja: 支所を含む, en: with branch offices}
"""


#: Doubts about the indicator as a whole, about its target alone, and about what was reached in the first year.
_DOUBTS = """notes:
  - id: uses-of-what
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 利用件数, en: Number of uses}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[uses]", doubtful: true}]
    decide: unit
    doubt: {ja: 何を数えるかは、書かれていません。, en: It does not say what is counted.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 書かれていない。, en: Not stated.}
  - id: high-target
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 目標値, en: Target}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[uses].target.value", value: 2000, doubtful: true}]
    decide: figure
    doubt: {ja: 理由は、書かれていません。, en: It does not say why.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 書かれていない。, en: Not stated.}
  - id: first-year
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 実績値, en: Actual value}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[uses].actuals[0].value", value: 1500, doubtful: true}]
    decide: figure
    doubt: {ja: 年度の途中の値です。, en: The year was not over.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 途中の値。, en: Not over.}
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> renderer.Renderer:
    """A plan with one indicator of which much is missing and more is in doubt, which the home page names."""
    folder = copy_plan(tmp_path_factory.mktemp("shown"))
    why = "reason: 原典に書かれていない。"
    accepted = (
        f"departments: [residents]\naccepted:\n  - {{rule: no-unit, {why}}}\n  - {{rule: no-baseline-year, {why}}}"
    )
    edits = [
        {"file": BUS, "find": _INDICATOR, "replace": _BARE},
        {"file": BUS, "find": "departments: [residents]", "replace": accepted},
        {"file": "data/plan.yml", "find": "office: ", "replace": "featured: [bus-counter]\noffice: "},
    ]
    change({"edits": edits, "write": {"data/notes.yml": _DOUBTS}}, folder)
    return rendered(folder)


def test_an_indicator_is_worded_once(bare: renderer.Renderer) -> None:
    """The record has every word of it: amounts with the unit, reasons in brackets, years, direction, method, notes."""
    shown = site.Site(bare, library.Library())
    (item,) = shown.views("ja").indicators(shown.catalog.card("bus-counter"))
    assert (item.baseline.words.plain, item.baseline.known, item.baseline.year) == (
        "（未計測）",
        False,
        "",
    )
    assert (item.target.words.plain, item.target.known, item.target.short_year) == ("2,000", True, "R7")
    assert [actual.words.plain for actual in item.actuals] == ["1,500", "（集計中）"]
    assert (item.unit, item.way, item.short_direction.plain) == ("", "keep", "比べられません")
    assert item.direction is not None
    assert item.direction.plain == "現状値がないため、目標値と比べられません。"
    assert item.method is not None
    assert item.method.plain == "算定方法: 走る窓口を使った人の数"
    (english,) = shown.views("en").indicators(shown.catalog.card("bus-counter"))
    assert (english.baseline.words.plain, english.baseline.words.html) == ("(not measured)", " (not measured)")
    assert [note.plain for note in english.notes] == ["with branch offices"]
    assert shown.views("ja").indicators(shown.catalog.card("bus-counter"))[0] is item


def marked(amount: indicator.ShownAmount, *, away: bool = False) -> str:
    """An amount and the mark beside it, as the words of a page; `away`: where the doubts stand elsewhere."""
    mark = amount.mark and (amount.mark.away if away else amount.mark.here)
    return f"{amount.words.plain} {mark.plain.strip()}" if mark else amount.words.plain


def places(bare: renderer.Renderer, language: str) -> dict[str, tuple[str, list[str]]]:
    """For each place that shows an indicator: what it shows, and what it has to show, from the record."""
    shown = site.Site(bare, library.Library())
    card = shown.catalog.card("bus-counter")
    (item,) = shown.views(language).indicators(card)
    speak, suffix = shown.speaker(language), "" if language == "ja" else f".{language}"
    baseline, target, actuals = item.baseline, item.target, item.actuals
    pages = {name: words(shown.pages[f"{name}{suffix}.md"].html) for name in _PAGES}
    word = speak.plain_word
    at = f"{word('baseline')} {baseline.year}".strip()
    way = f"{at} {marked(baseline)} {word('target')} {target.year} {marked(target)}"
    reached = [f"{actual.year} {marked(actual)}" for actual in actuals]
    row = [f"{marked(actual)} {actual.year}".strip() for actual in (baseline, *actuals, target)]
    doubts = [doubt.said.plain for doubt in item.doubts]
    assert len(doubts) == 3
    assert item.direction
    assert target.mark
    assert baseline.mark
    mark = baseline.mark.away.plain.strip()
    paper = edition.PaperEdition(bare, language)
    by_name = {document.name: document.content for document in paper.documents()}
    (printed,) = [sheet["card"] for sheet in by_name["projects/bus-counter"]["sheets"]]
    sheet = printed["indicators"][0] | {"doubts": printed["doubts"]}
    rows = [row for row in by_name["summary"]["sheets"][0]["rows"] if item.name.plain in row]
    index = shown.texts[f"assets/search.{language}.js"]
    assert isinstance(index, bytes)
    picture = sharing.card_lines(card, (item,), shown.plan, speak)
    on_paper = [[actual.words.plain, actual.mark.here.plain if actual.mark else "", False] for actual in actuals]
    notes = [note.plain for note in item.notes]
    assert item.method
    return {
        "card": (
            pages["projects/bus-counter"],
            [way, item.direction.plain, *reached, item.method.plain, *notes, *doubts],
        ),
        "answer": (pages["projects/bus-counter"], [f"{item.name.plain} {marked(target)} {target.year}"]),
        "home": (pages["index"], [f"{item.name.plain} {way}", *doubts]),
        "table": (pages["indicators"], [*row, item.short_direction.plain, *notes, *doubts]),
        "list": (
            pages["projects/index"],
            [f"{baseline.words.plain}{baseline.in_year} {mark} → {marked(target, away=True)} {target.year}"],
        ),
        "roadmap": (
            pages["roadmap"],
            [
                f"{at}: {marked(baseline, away=True)}",
                f"{word('target')} {marked(target, away=True)}",
            ],
        ),
        "search": (index.decode(), [f"{item.name.plain} {target.year} {target.words.plain}"]),
        "picture": ("\n".join(picture.values()), [target.words.plain, f"{item.name.plain}\n{target.year}"]),
        "sheet": (
            "\n".join(str(value) for value in sheet.values()),
            [
                baseline.words.plain,
                target.words.plain,
                *(f"{amount.year}\n{amount.mark and amount.mark.here}" for amount in (baseline, target)),
                item.direction.plain,
                str(on_paper)[1:-1],
                str([{"own": doubt} for doubt in doubts]),
            ],
        ),
        "summary": (
            str(rows),
            [str([item.name.plain, baseline.away, target.away, target.short_year])[1:-1]],
        ),
    }


_PAGES = ("index", "projects/bus-counter", "projects/index", "indicators", "roadmap")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_place_shows_the_words_of_the_one_record(bare: renderer.Renderer, language: str) -> None:
    """Card, home, table, list, roadmap, search, share picture, sheet and summary: the same words everywhere."""
    found = places(bare, language)
    for place, (shows, expected) in found.items():
        for said in expected:
            assert said in shows, place
    assert len(found) == 10


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_place_words_an_indicator_itself(
    bare: renderer.Renderer, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the record says something else, every place says that: none looks into the plan for a value or a unit."""
    other = indicator.shown_indicator

    def other_words(
        item: model.Indicator, speak: Localizer, at: str, doubts: Doubts, *, alone: bool
    ) -> indicator.ShownIndicator:
        record = other(item, speak, at, doubts, alone=alone)
        words = {
            name: replace(getattr(record, name), words=speak.phrase_in_it(f"MARK-{name}"), year=f"YEAR-{name}")
            for name in ("baseline", "target")
        }
        actual = {"words": words["target"].words, "year": words["target"].year}
        return replace(record, **words, actuals=tuple(replace(item, **actual) for item in record.actuals))

    monkeypatch.setattr("plan.showing.views.shown_indicator", other_words)
    again = rendered(bare.kept.parent)
    for place, (shows, expected) in places(again, language).items():
        assert not re.search(r"未計測|not measured|1,500|2,000", shows), place
        for said in expected:
            assert said in shows, place
