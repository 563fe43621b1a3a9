"""What becomes of cards and offices is shown where it stands in the data, in the plan's words, and nowhere else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import ROOT, change, copy_plan, edit
from plan.pages.search import index_script
from plan.pages.site import Site
from plan.paper.edition import PaperEdition
from plan.paper.library import Library
from plan.reading import loader
from plan.reading.passages import Manuscript
from plan.showing.renderer import Renderer

EVERYTHING = yaml.safe_load((Path(__file__).with_name("course") / "everything.yml").read_text(encoding="utf-8"))
#: Words that stand on a page only where the data has what they are about.
TELLING = (
    "最もよい",
    "予算額",
    "決算額",
    "旧名称",
    "これまでの経過",
    "統合",
    "電話番号",
    "ファクス",
    "受付時間",
    "記載なし",
)


def words(text: str) -> str:
    """A page's words on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def rendered(folder: Path) -> Renderer:
    """A plan, ready to be shown."""
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan, [str(finding) for finding in loaded.findings]
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache")


def site_of(folder: Path) -> Site:
    """The site of a plan, without documents."""
    return Site(rendered(folder), Library())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented plan with everything that may become of a card and of an office."""
    folder = copy_plan(tmp_path_factory.mktemp("course"))
    change(EVERYTHING, folder)
    return folder


@pytest.fixture(scope="module")
def course(folder: Path) -> Site:
    """Its site."""
    return site_of(folder)


def page(site: Site, name: str) -> str:
    """The words of a page."""
    return words(site.pages[name].html)


def test_a_card_says_what_became_of_it(course: Site) -> None:
    """Code and status beside the number; what was before under a heading of its own, in the order of years."""
    said = page(course, "projects/one-counter.md")
    assert "個別事業1 コード 73-103-000 継続" in said
    assert "状態 継続 令和6年度（2024年度）" in said
    before = said[said.index("統合したもの") :]
    assert before.startswith("統合したもの 走る窓口 分割元 電話相談 状態の移り変わり 開始前 令和4年度（2022年度） ")
    assert "試行 令和5年度（2023年度） 一つの地区で始めたため。" in before
    assert "旧名称 窓口のデジタル化 令和4年度（2022年度）まで 対象を全ての手続に広げたため。 総合受付の整備" in before


def test_a_card_that_is_no_more_leads_on(course: Site) -> None:
    """Its page stays, says since when and why, and links to what became of it."""
    said = course.pages["projects/bus-counter.md"].html
    assert "状態 統合 令和6年度（2024年度）、令和6年4月1日（2024年） 受付を一つの窓口にまとめたため。" in words(said)
    assert '<div><dt>統合先</dt><dd><a class="status-facts" href="../one-counter/">窓口を一つに</a></dd>' in said
    assert "分割先 窓口を一つに 走る窓口" in page(course, "projects/phone-help.md")
    assert "Merged into One Counter" in page(course, "projects/bus-counter.en.md")


def test_lists_and_the_roadmap_mark_it_in_words(course: Site) -> None:
    """A card that is no more is told from others by a word, not by a color alone."""
    assert "走る窓口 個別事業2 利便性UP コード Ⅰ-1-(2) 統合" in page(course, "projects/index.md")
    form = course.pages["projects/index.md"].html
    assert (
        '<label>状態 <select name="status"><option value="">すべて</option>'
        '<option value="running">実施中</option>' in form
    )
    assert 'data-status="merged"' in form
    assert "走る窓口 状態: 統合 " in page(course, "roadmap.md")
    assert "走る窓口 状態: 統合 利用件数 20件" in page(course, "indicators.md")
    assert "施策、担当課、分類のどれかが同じ事業です。 電話相談 分割" in page(course, "projects/bus-counter.md")


def test_budgets_are_printed_as_the_city_printed_them(course: Site) -> None:
    """By years, in the city's own units; a total only where the city prints one; what is not printed is said so.

    An amount of a year that runs on the day of the data is not there yet.
    """
    said = page(course, "projects/one-counter.md")
    table = said[said.index("年度 予算額 決算額 備考") :]
    assert table.startswith(
        "年度 予算額 決算額 備考 令和5年度（2023年度） 12,500千円 11,873千円 "
        "令和6年度（2024年度） 12,800千円 まだありません 補正後 "
        "令和7年度（2025年度） 記載なし まだありません 職員人件費のみ "
        "令和5年度（2023年度）～令和7年度（2025年度）の合計 25百万円 まだありません"
    )
    assert "12,500 thousand yen" in page(course, "projects/one-counter.en.md")
    assert "予算額" not in page(course, "projects/bus-counter.md")


def test_marks_are_said_in_the_words_of_their_scale(course: Site) -> None:
    """The best is told where the scale tells it, at whichever end; of a grid no step is better than another."""
    said = page(course, "projects/one-counter.md")
    assert (
        "令和5年度（2023年度） C（未達成） 令和6年度（2024年度） B（おおむね達成） 目標の件数に、あと少しで届きます。"
        in said
    )
    assert "令和5年度（2023年度） 5段階の4 令和6年度（2024年度） 5段階の5（最もよい）" in said
    assert "方向性の区分 令和6年度（2024年度） H " in said
    assert "5, the best on a scale of 5" in page(course, "projects/one-counter.en.md")
    assert "B（おおむね達成） 進捗評価 令和5年度（2023年度）" in page(course, "indicators.md")


def test_the_overview_explains_each_scale_and_lists_all_marks(course: Site) -> None:
    """What each step means, how often it was given, and every card and indicator by years."""
    said = page(course, "marks.md")
    assert "A（達成） 最もよい 目標を達成した。 1件 0件 B（おおむね達成） 目標の八割以上に達した。 1件 1件" in said
    assert "窓口を一つに 状態: 継続 指標: 利用件数 B（おおむね達成） 評価なし" in said
    assert said.count("これは区分で、よい順や悪い順ではありません。") == 1
    assert "令和5年度（2023年度）～" in said
    assert "第1次計画から" in said


def test_offices_say_what_they_belong_to_and_how_they_are_reached(course: Site) -> None:
    """By links that a telephone and a mail program take; a bureau that no card names leads to its divisions."""
    said = course.pages["departments.md"].html
    assert '<a href="tel:0599000000">0599-00-0000（内線 2345）</a>' in said
    assert '<a href="mailto:chomin@minamo.example">chomin@minamo.example</a>' in said
    assert "くらし部 › 窓口室 › 町民課 電話 0599-00-0000（内線 2345） ファクス 0599-00-0001" in words(said)
    assert "旧名称 住民生活課 令和元年度（2019年度）まで 戸籍住民課" in words(said)
    assert '<li><a href="#general-affairs">総務課</a></li>' in said
    assert 'href="tel:0599000000"' in course.pages["projects/one-counter.md"].html
    assert "企画総務部" not in re.findall("<select.*?</select>", course.pages["projects/index.md"].html)[1]


def test_the_search_finds_codes_and_former_names(folder: Path, course: Site) -> None:
    """A code as it is printed and without its signs; a card and an office by what they were called."""
    renderer = rendered(folder)
    pages = [shown for shown in course.pages.values() if shown.language == "ja"]
    script = index_script(renderer.plan, renderer.speaker, pages, "ja")
    for key in ("73-103-000", "73103000", "Ⅰ-1-(2)", "Ⅰ12", "窓口のデジタル化", "戸籍住民課", "進捗評価"):
        assert f'"{key}"' in script, key


def sheets(folder: Path, language: str) -> Iterator[dict[str, Any]]:
    """The cards and banners of all documents in a language."""
    for document in PaperEdition(rendered(folder), language).documents():
        yield from (sheet for sheet in document.content["sheets"] if sheet["k"] in ("card", "banner"))


def test_paper_says_the_same(folder: Path) -> None:
    """Code, status, budgets, marks and ways to the offices stand on the sheets of cards and departments."""
    found = list(sheets(folder, "ja"))
    card = next(
        sheet["card"] for sheet in found if sheet["k"] == "card" and sheet["card"]["label"] == "card-one-counter"
    )
    assert card["number"] == "個別事業1\u3000コード 73-103-000"
    assert ["状態", "継続、令和6年度（2024年度）"] in card["facts"]
    assert ["旧名称", "窓口のデジタル化、令和4年度（2022年度）まで。対象を全ての手続に広げたため。"] in card["facts"]
    assert card["budgets"]["rows"][3] == {
        "years": "令和5年度（2023年度）～令和7年度（2025年度）の合計",
        "cells": ["25百万円", "まだありません", ""],
        "total": True,
    }
    assert [given["head"][1] for given in card["marks"]] == ["進捗評価", "必要性", "方向性の区分"]
    assert card["indicators"][0]["course"] == {
        "across": False,
        "head": [["年度"], ["実績値"], ["進捗評価"], ["所見"], ["方向性の区分"]],
        "rows": [
            [
                ["令和5年度（2023年度）", "", False],
                ["40件", "", False],
                ["B（おおむね達成）", "", True],
                ["件数は増えました。", "", False],
                ["A（拡充）", "", True],
            ]
        ],
    }
    banner = next(sheet for sheet in found if sheet["k"] == "banner" and sheet["title"] == "町民課")
    assert banner["above"] == ["くらし部", "窓口室"]
    assert banner["ways"][0] == {"name": "電話", "words": "0599-00-0000（内線 2345）", "url": "tel:0599000000"}


def test_translators_get_every_text_of_it(folder: Path) -> None:
    """Each under its lasting name, or its number where it has none."""
    manuscript: Manuscript = loader.load_plan(folder / "data", folder / "docs").manuscript
    names = {passage.context for passage in manuscript.passages}
    assert {
        "data/projects/bus-counter.yml: status.reason",
        "data/projects/one-counter.yml: former_titles[first].title",
        "data/projects/one-counter.yml: budgets[0].note",
        "data/projects/one-counter.yml: indicators[uses].marks[0].remark",
        "data/scales.yml: scales[progress].steps[a].description",
        "data/departments.yml: departments[residents].contact.place",
    } <= names


def test_a_plan_without_any_of_it_shows_none(tmp_path: Path) -> None:
    """No page, heading, column, filter or word of what the plan does not have."""
    site = site_of(copy_plan(tmp_path))
    assert "marks.md" not in site.pages
    for name, shown in site.pages.items():
        if shown.language == "ja":
            assert not [word for word in TELLING if word in words(shown.html)], name


def test_what_stands_in_the_data_stays_text(folder: Path, tmp_path: Path) -> None:
    """Markup in a code, a remark, a place or a step is shown as it is written, and runs nowhere."""
    attack = "<img src=x onerror=alert(1)>'\"&amp;"
    quoted = "'" + attack.replace("'", "''") + "'"
    hostile = copy_plan(tmp_path, folder)
    for name, told in (
        (
            "projects/one-counter.yml",
            ('"73-103-000"', "継続", "目標の件数に、あと少しで届きます。", "補正後", "窓口のデジタル化"),
        ),
        ("departments.yml", ("住民生活課", "本庁舎1階")),
        ("scales.yml", ('"4"', "おおむね達成", "目標を達成した。")),
    ):
        for words_there in told:
            edit(hostile / "data" / name, words_there, quoted, 1)
    site = site_of(hostile)
    for name in ("projects/one-counter.md", "departments.md", "marks.md", "roadmap.md", "projects/index.md"):
        shown = site.pages[name].html
        assert "<img src=x" not in shown, name
    for name, times in (("projects/one-counter.md", 8), ("departments.md", 4), ("marks.md", 3)):
        assert page(site, name).count(attack) >= times, name
