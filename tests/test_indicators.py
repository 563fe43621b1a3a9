"""What a plan says of its indicators is shown on pages and on paper; what it does not say is said to be missing."""

from __future__ import annotations

import re
from pathlib import Path

import printing
import pymupdf
import pytest
from conftest import ROOT
from plan.pages import site
from plan.paper import documents
from plan.reading import loader
from plan.showing import renderer
from test_faults import change, copy_plan

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


def words(markdown: str) -> str:
    """A page's words on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", markdown).split())


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
    pages = site.Site(measured, documents.Library()).pages
    card = words(pages["projects/bus-counter.md"].markdown)
    assert "実績値（利用件数） 年度 実績値 令和5年度（2023年度） 75件 令和6年度（2024年度） （集計中）" in card
    assert "算定方法: 走る窓口を使った人の数" in card
    english = words(pages["projects/bus-counter.en.md"].markdown)
    assert "FY2023 (Reiwa 5) 75 uses FY2024 (Reiwa 6) (being counted)" in english
    assert "How it is calculated: people who used the counter" in english
    table = words(pages["indicators.md"].markdown)
    assert "現状値 実績値 目標値" in table
    assert "75件 令和5年度（2023年度） （集計中） 令和6年度（2024年度）" in table


def test_without_any_actual_value_the_table_says_when_they_come(tmp_path: Path) -> None:
    """No empty column: one sentence instead."""
    table = words(site.Site(rendered(copy_plan(tmp_path)), documents.Library()).pages["indicators.md"].markdown)
    assert "実績値は、計画が始まってから各年度の値を載せます。" in table
    assert "現状値 目標値" in table


def test_what_the_plan_does_not_say_is_said_to_be_missing(unmeasured: renderer.Renderer) -> None:
    """No indicator, no department, no unit, no year: each in words, in both languages."""
    pages = site.Site(unmeasured, documents.Library()).pages
    card = words(pages["projects/bus-counter.md"].markdown)
    assert card.count("この事業のKPIは、計画に書かれていません。") == 2
    assert "担当課の記載なし" in card
    english = words(pages["projects/bus-counter.en.md"].markdown)
    assert english.count("The plan sets no KPI for this project.") == 2
    assert "division not stated" in english
    other = words(pages["projects/one-counter.md"].markdown)
    assert "現状値 年度の記載なし 10 目標値" in other


def test_the_indicator_table_lists_a_card_without_any(unmeasured: renderer.Renderer) -> None:
    """No card is lost from the table of all: its row says that the plan sets no KPI."""
    pages = site.Site(unmeasured, documents.Library()).pages
    assert "走る窓口 この事業のKPIは、計画に書かれていません。" in words(pages["indicators.md"].markdown)


def test_paper_says_the_same(measured: renderer.Renderer, unmeasured: renderer.Renderer) -> None:
    """The sheet of the card has the values and the method, or that there is none."""
    for plan, expected in (
        (
            measured,
            [
                "実績値 令和5年度（2023年度）: 75件",
                "実績値 令和6年度（2024年度）: 集計中",
                "算定方法: 走る窓口を使った人の数",
            ],
        ),
        (unmeasured, ["この事業のKPIは、計画に書かれていません。", "担当課の記載なし"]),
    ):
        library = printing.printed(plan, "")
        sheet = library.files["pdf/ja/projects/bus-counter.pdf"]
        content = sheet.read_bytes() if isinstance(sheet, Path) else sheet
        said = "".join("".join(page.get_text().split()) for page in pymupdf.open(stream=content))
        for sentence in expected:
            assert "".join(sentence.split()) in said
