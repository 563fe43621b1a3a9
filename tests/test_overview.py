"""What became of a plan: the page of all indicators, the yearly reports, home and roadmap; and the documents of an
adopted plan, which stay what was decided."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from copies import ROOT, change, copy_plan
from plan.model.adopted import as_decided
from plan.pages.site import Site
from plan.paper import letters, typesetting
from plan.paper.all_documents import all_documents, decided
from plan.paper.edition import Document
from plan.paper.library import Library, moment_of
from plan.paper.names import document_names
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer
from test_indicators import BUS, INDICATOR, words

ACTUALS = """    actuals:
      - {fiscal_year: 2023, value: 75}
      - fiscal_year: 2024
        value: 110
        state: corrected
        former: [{value: 120, reason: {ja: 二重に数えていたため, en: some were counted twice}}]
        remark: {ja: 秋に増えた, en: more in autumn}
        shortfall: {ja: 冬に減った, en: fewer in winter}
        next_step: {ja: 案内を出す, en: put up signs}
"""


def rendered(folder: Path) -> Renderer:
    """A plan of a folder."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan, loaded.findings
    return Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", folder / ".cache", loaded.pictures)


@pytest.fixture(scope="module")
def nagino(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The invented plan with nine years, eight of them with values, and a rule."""
    folder = ROOT / "tests/plans/nagino-city"
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    kept = tmp_path_factory.mktemp("cache")
    made = Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", kept, loaded.pictures)
    return Site(made, Library())


def said(site: Site, name: str) -> str:
    """The words of a page."""
    return words(site.pages[name].html)


def test_the_overview_counts_indicators_and_says_so(nagino: Site) -> None:
    """By the steps of the rule, with how many have a value, and what is left out."""
    assert (
        "このサイトの説明 令和5年度（2023年度）の実績値で見た、指標84件の状態です。"
        "数は、すべて指標の数です。"
        "令和5年度（2023年度）の実績値は、84件のうち81件にあります。値のない理由が書かれているものは3件、"
        "まだ何も書かれていないものは0件です。"
        "終わった、又はほかと一緒になった事務事業の指標4件は、数に入れていません。 "
        "12 S（達成） 25 A（順調） 19 B（やや遅れ） 7 C（遅れ） 3 評価困難 1 未着手 17 数値では評価しない"
    ) in said(nagino, "progress.md")
    assert "Of 70 that can be compared with the year before, 60 are better, 7 the same and 3 worse." in said(
        nagino, "progress.en.md"
    )


def test_all_counts_of_a_year_add_up(nagino: Site) -> None:
    """Over the highest items, over the kinds, and in the list."""
    overview = nagino._renderer.overviews("ja").newest
    assert overview
    whole = int(overview.whole.total)
    assert sum(int(tally.total) for tally in overview.tops) == whole == len(overview.entries)
    for tally in (overview.whole, *overview.tops, *overview.offices, *overview.years):
        assert sum(int(count or 0) for _, count in tally.cells) == int(tally.total)


def test_each_indicator_is_listed_with_what_the_form_filters_by(nagino: Site) -> None:
    """The same names in the form and at the items, whole without a script."""
    page = nagino.pages["progress.md"].html
    fields = re.findall(r'<select name="([a-z]+)">', page)
    assert fields == ["top", "department", "verdict", "trend"]
    items = re.findall(r'<li class="card-item"([^>]*)>', page)
    assert len(items) == 84
    assert all(f'data-{name}="' in item for item in items for name in fields)
    options = set(re.findall(r'<option value="([^"]+)">', page))
    assert {
        value for item in items for found in re.findall(r'data-[a-z]+="([^"]*)"', item) for value in found.split()
    } == options


def test_home_and_roadmap_say_where_things_stand(nagino: Site) -> None:
    """A block of counts; the newest value and verdict at each card and item."""
    assert "これまでに進んだこと このサイトの説明 令和5年度（2023年度）の実績値で見た、指標84件の状態です。" in said(
        nagino, "index.md"
    )
    assert "Actual value 126 accidents FY2023 A (On course)" in said(nagino, "roadmap.en.md")


def test_a_report_is_of_its_year(nagino: Site) -> None:
    """Targets as they stood then, what was revised, the value of the year before."""
    page = said(nagino, "report/2019.md")
    assert "配信の登録者数 11,840人 前年度 9,150人 20,000人（R6）" in page, "the target before its revision"
    assert "この年度に見直した目標値や事務事業は、ありません。" in said(nagino, "report/2023.md")
    assert "この年度に見直したこと 事務事業 指標 見直したこと" in page
    later = said(nagino, "report/2020.en.md")
    assert (
        "Disaster Alerts by Mail and App People registered Target before revision: 20,000 people in FY2024 (Reiwa 6); "
        "revised in FY2020 (Reiwa 2). Reason: registrations grew fast when the app was offered"
    ) in later
    assert "Report on FY2021 (Reiwa 3)" in later
    page = nagino.pages["report/2020.md"].html
    others = page.partition('id="others"')[2]
    assert re.findall(r'href="[^"]*?(\d{4})/"', others)[:2] == ["2023", "2022"]
    assert "2020年度" not in re.sub(r"<[^>]*>", "", others.partition("</ul>")[0])


def test_none_of_a_kind_is_a_nought(nagino: Site) -> None:
    """A cell without a figure would be a value that is missing; the bar above names only what there is."""
    for name in ("report/2019.md", "progress.md"):
        page = nagino.pages[name].html
        assert not re.search(r'<td[^>]*class="number"></td>', page)
        assert "<li><b>0</b>" not in page
    assert re.search(r'<td[^>]*class="number">0</td>', nagino.pages["report/2019.md"].html)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Renderer, Renderer]:
    """A small adopted plan without actual values, and the same with some."""
    folders = [copy_plan(tmp_path_factory.mktemp(name)) for name in ("before", "after")]
    change({"edits": [{"file": BUS, "find": INDICATOR, "replace": INDICATOR + ACTUALS}]}, folders[1])
    updated = (folders[1] / "data/plan.yml").read_text(encoding="utf-8")
    (folders[1] / "data/plan.yml").write_text(re.sub(r"updated: .*", "updated: 2025-10-01", updated), encoding="utf-8")
    before, after = map(rendered, folders)
    return before, after


def test_a_plan_without_values_has_none_of_it(plans: tuple[Renderer, Renderer]) -> None:
    """No page, no document, no block at home."""
    site = Site(plans[0], Library())
    assert not {"progress", "report"} & {name.split("/")[0] for name in site.records}
    assert not {"progress"} & set(document_names(site.plan, site.catalog))
    assert "これまでに進んだこと" not in said(site, "index.md")


def test_without_a_rule_nothing_is_judged(plans: tuple[Renderer, Renderer]) -> None:
    """It is counted what is fact; what is said of a value stands in the report."""
    site = Site(plans[1], Library())
    assert "目標値に届いていない" in said(site, "progress.md")
    assert "順調" not in said(site, "progress.md")
    report = said(site, "report/2024.en.md")
    assert "110 uses (corrected) 75 uses the year before" in report
    for saying in ("some were counted twice", "more in autumn", "fewer in winter", "put up signs"):
        assert saying in report


def test_the_documents_are_those_that_are_named(plans: tuple[Renderer, Renderer]) -> None:
    """The plan's own, the overview, and the report on each year."""
    for renderer in plans:
        made = [document.name for document in all_documents(renderer, decided(renderer), "ja")]
        assert made == list(document_names(renderer.plan, renderer.catalog))
    assert made[-3:] == ["progress", "report-2024", "report-2023"]


def whole(renderer: Renderer) -> Document:
    """The document of the whole plan."""
    return next(iter(all_documents(renderer, decided(renderer), "ja")))


def printed(document: Document, folder: Path) -> bytes:
    """A document as its file."""
    content = letters.written({**document.content, "images": {}}, (document.language,))
    folders = letters.folders((document.language,))
    moment = moment_of(document.day)
    return typesetting.set_document(folder, "key", document.name, content, moment, {}, folders).read_bytes()


def test_the_adopted_plan_stays_what_was_adopted(plans: tuple[Renderer, Renderer], tmp_path: Path) -> None:
    """Byte for byte, when values are added and the day of the data changes."""
    before, after = map(whole, plans)
    assert before.content == after.content
    assert before.day == after.day
    bare = replace(before, content={**before.content, "sheets": before.content["sheets"][:2]}, charts={})
    other = replace(after, content={**after.content, "sheets": after.content["sheets"][:2]}, charts={})
    assert printed(bare, tmp_path) == printed(other, tmp_path)


def test_a_draft_has_what_is_in_its_data(plans: tuple[Renderer, Renderer]) -> None:
    """Nothing is decided yet; so has an adopted one what was known when it was decided."""
    plan = plans[1].plan
    edition = plan.details.edition.model_copy(update={"status": "draft", "decided": None})
    draft = replace(plan, details=plan.details.model_copy(update={"edition": edition}))
    assert as_decided(draft) is draft
    kept = as_decided(plan)
    assert not any(one.actuals for one in kept.indicators if one.id == "riders")
    assert kept.details.edition.updated == plan.details.edition.decided
