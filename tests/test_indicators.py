"""What a plan says of its indicators is shown on pages and on paper; what it does not say is said to be missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import printing
import pytest
from copies import ROOT, change, copy_plan
from pdf_files import open_pdf
from plan.pages import site
from plan.paper import library
from plan.reading import loader
from plan.showing import indicator, renderer

BUS = "data/projects/bus-counter.yml"
INDICATOR = """  - id: uses
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
    more = INDICATOR + (
        "    method: {ja: 走る窓口を使った人の数, en: people who used the counter}\n    actuals:\n"
        "      - {fiscal_year: 2023, value: 75}\n"
        "      - {fiscal_year: 2024, missing: {ja: 集計中, en: being counted}}\n"
    )
    change({"edits": [{"file": BUS, "find": INDICATOR, "replace": more}]}, folder)
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
        {"file": BUS, "find": "indicators:\n" + INDICATOR, "replace": "indicators: []\n"},
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


def undecided(made: renderer.Renderer) -> renderer.Renderer:
    """The same plan as a draft: what is adopted is printed as it was decided, without what was reached since."""
    details = made.plan.details
    edition = details.edition.model_copy(update={"status": "draft", "decided": None})
    return made.of(replace(made.plan, details=details.model_copy(update={"edition": edition})))


def test_paper_says_the_same(measured: renderer.Renderer, unmeasured: renderer.Renderer) -> None:
    """The sheet of the card has the values and the method, or that there is none."""
    for plan, expected in (
        (
            undecided(measured),
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
        said = "".join("".join(page.get_text().split()) for page in open_pdf(stream=content))
        for sentence in expected:
            assert "".join(sentence.split()) in said
