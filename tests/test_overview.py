"""What became of a plan: the page of all indicators, the yearly reports, home and roadmap; and the documents of an
adopted plan, which stay what was decided."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from copies import ROOT, change, copy_plan, edit
from plan.model.adopted import as_decided
from plan.pages.site import Site
from plan.paper import letters, typesetting
from plan.paper.all_documents import all_documents, decided
from plan.paper.content import nodes
from plan.paper.document_names import document_names
from plan.paper.edition import Document, PaperEdition
from plan.paper.library import Library, moment_of
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
        "12 S（達成） 25 A（順調） 16 B（やや遅れ） 6 C（遅れ） 2 上昇 2 横ばい "
        "3 評価困難 1 未着手 17 数値では評価しない"
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


def test_a_report_draws_the_way_up_to_its_year(nagino: Site, tmp_path: Path) -> None:
    """Small, on the page and on paper; not where a target was revised later: the way led elsewhere then."""
    renderer = Renderer(nagino.plan, {}, ROOT / "overrides/pages", tmp_path)
    report = renderer.report("ja", 2019)
    rows = [row for part in report.parts for row in part.rows]
    assert all(max(point.year for point in row.drawn.drawing.actuals) <= 2019 for row in rows if row.drawn)
    assert any(row.drawn and row.drawn.drawing.way and row.drawn.drawing.goal for row in rows)
    revised = [row for row in rows if any(one.revised > 2019 for one in row.measured.indicator.former_targets)]
    assert revised and not any(row.drawn for row in revised)
    drawn = sum(row.drawn is not None for row in rows)
    page = nagino.pages["report/2019.md"].html
    assert page.count('<svg class="spark"') == drawn > 40
    assert "小さな図は、その年度までの道のりです。" in said(nagino, "report/2019.md")
    paper = PaperEdition(renderer, "ja")
    chapter = paper.made_from("blocks/report.html", "report/2019", "2019", report=report, paper=True)
    small = [node for node in nodes(chapter) if node.get("k") == "drawing" and node["style"] == "small"]
    assert len(small) == drawn and not any("class=" in node["svg"] for node in small)


def test_a_long_part_of_a_report_is_divided(nagino: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the items of the second level, each with its heading in the contents of the document; nothing is lost."""
    renderer = Renderer(nagino.plan, {}, ROOT / "overrides/pages", tmp_path)
    whole = renderer.report("ja", 2023)
    assert not whole.divided
    assert all(len(part.groups) == 1 and part.groups[0].title is None for part in whole.parts)
    monkeypatch.setattr("plan.showing.year_report._TOGETHER", 15)
    report = renderer.report("ja", 2023)
    assert report.divided
    for short, part in zip(whole.parts, report.parts, strict=True):
        rows = [(row.measured.owner.page, row.measured.indicator.id) for row in part.rows]
        assert sorted(rows) == sorted((row.measured.owner.page, row.measured.indicator.id) for row in short.rows)
        assert (len(part.groups) > 1) == (len(rows) > 15)
    first = report.parts[0]
    assert [group.title and group.title.plain for group in first.groups] == [
        None, "1-1 災害に強いまちをつくる", "1-2 安全で環境にやさしい暮らしを守る"
    ]  # fmt: skip
    paper = PaperEdition(renderer, "ja")
    chapter = paper.made_from("blocks/report.html", "report/2023", "2023", report=report, paper=True)
    headed = [node["c"] for node in nodes(chapter) if node.get("k") == "heading" and node["level"] == 3]
    assert [words for words in headed if "1-2 " in str(words)] == [["1-2 安全で環境にやさしい暮らしを守る"]]
    document = paper.beside("report-2023", "2023", chapter, cover=True, deep=report.divided)
    assert document.content["sheets"][1] == {"k": "contents", "depth": 4}


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


def test_without_a_rule_it_is_said_by_which_target(tmp_path: Path) -> None:
    """By that of the year, where the city gave one, in the list, in the report, at home; else by the last."""
    yearly = "    target: {fiscal_year: 2025, value: 18}\n    targets: [{fiscal_year: 2023, value: 24}]\n"
    edit(copy_plan(tmp_path) / BUS, "    target: {fiscal_year: 2025, value: 200}\n", yearly)
    edit(tmp_path / BUS, "direction: up", "direction: down")
    edit(tmp_path / BUS, "2022, value: 20}", "2022, value: 26}")
    edit(tmp_path / BUS, yearly, yearly + "    actuals: [{fiscal_year: 2023, value: 22}]\n")
    site = Site(rendered(tmp_path), Library())
    told = "このうち1件は、令和5年度（2023年度）の目標値と比べています。ほかは、最後の年度の目標値と比べています。"
    for page in ("progress.md", "report/2023.md", "index.md"):
        assert told in said(site, page)
    assert "R5の目標値24件に届いた" in said(site, "progress.md")
    assert "R5の目標値24件に届いた" in said(site, "report/2023.md")
    assert "Target of 24 uses for FY2023 reached" in said(site, "progress.en.md")


def sayings(document: Document) -> str:
    """What a document says of itself at its end."""
    about = next(sheet for sheet in document.content["sheets"] if sheet["k"] == "about")
    return " ".join(str(saying) for part in about["parts"] for saying in part["sayings"])


def test_a_document_beside_the_plan_is_of_the_day_of_the_data(plans: tuple[Renderer, Renderer]) -> None:
    """Not of that on which the plan was decided; and only the plan's own says what is not in it."""
    renderer = plans[1]
    made = {document.name: document for document in all_documents(renderer, decided(renderer), "ja")}
    assert made["whole"].content["decided"] == "令和5年3月20日（2023年）"
    for name in ("report-2024", "report-2023", "progress"):
        assert made[name].content["decided"] == "令和7年10月1日（2025年）"
    apart = "その年度からあとの実績値、評価、決算額と、その日よりあとに変わった目標値、状態、名称は、含めていません。"
    assert apart in sayings(made["whole"])
    assert apart not in sayings(made["report-2024"])


ONE = "data/projects/one-counter.yml"


def counts(folder: Path) -> dict[int, str]:
    """How many indicators are counted in each year, and what the report on it says of its values."""
    renderer = rendered(folder)
    found = {}
    for year in renderer.plan.reported_years or ():
        report = renderer.report("ja", year)
        found[year] = f"{report.overview.whole.total} {report.freshness.plain}"
    return found


def test_a_value_that_is_missing_leaves_no_year(tmp_path: Path) -> None:
    """What a year counts is what the plan had for it: it stays, whatever comes in later."""
    card = copy_plan(tmp_path) / BUS
    later = "      - {fiscal_year: 2024, value: 110}\n"
    edit(card, INDICATOR, f"{INDICATOR}    actuals:\n      - {{fiscal_year: 2023, value: 75}}\n")
    before = counts(tmp_path)
    edit(card, "      - {fiscal_year: 2023, value: 75}\n", "      - {fiscal_year: 2023, value: 75}\n" + later)
    edit(tmp_path / "data/plan.yml", "updated: 2024-05-01", "updated: 2025-10-01")
    after = counts(tmp_path)
    assert before[2023] == after[2023]
    assert "令和5年度（2023年度）の実績値は、3件のうち1件にあります" in after[2023]
    assert [said.split()[0] for said in after.values()] == ["3", "3"]


def test_a_card_counts_in_the_years_in_which_it_was_there(tmp_path: Path) -> None:
    """From its first entry, until it has ended; in a year with a value in any case."""
    with_years = "    actuals: [{fiscal_year: 2023, value: 75}, {fiscal_year: 2024, value: 80}]\n"
    edit(copy_plan(tmp_path) / BUS, INDICATOR, INDICATOR + with_years)
    edit(tmp_path / "data/plan.yml", "updated: 2024-05-01", "updated: 2025-10-01")
    status = "status: {state: ended, fiscal_year: 2024}\nhistory: [{fiscal_year: 2022, state: running}]\n"
    card = (tmp_path / ONE).read_text(encoding="utf-8")
    (tmp_path / ONE).write_text(f"{card}{status}", encoding="utf-8")
    assert [said.split()[0] for said in counts(tmp_path).values()] == ["3", "2"]
    (tmp_path / ONE).write_text(f"{card}history: [{{fiscal_year: 2024, state: running}}]\n", encoding="utf-8")
    assert [said.split()[0] for said in counts(tmp_path).values()] == ["2", "3"]


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


def test_a_report_has_the_marks_that_the_city_gave_the_cards(nagino: Site, tmp_path: Path) -> None:
    """With what it said of them, of that year alone; on the page and on paper."""
    page = said(nagino, "report/2018.md")
    remark = "用地の取得に時間を要し、1か所の着工を翌年度に延ばした。"
    assert "この年度の事務事業の評価 事務事業 評価 所見" in page
    assert re.search(rf"進捗評価: [^ ]+ {remark}", page)
    assert remark not in said(nagino, "report/2019.md")
    renderer = Renderer(nagino.plan, {}, ROOT / "overrides/pages", tmp_path)
    paper = PaperEdition(renderer, "ja")
    report = renderer.report("ja", 2018)
    chapter = paper.made_from("blocks/report.html", "report/2018", "2018", report=report, paper=True)
    assert remark in str(chapter)


def test_the_table_of_years_has_all_of_them(nagino: Site) -> None:
    """On the page; paper has the latest five, and says how many the site has beside."""
    table = nagino.pages["progress.md"].html.partition('id="by-year"')[2].partition("</table>")[0]
    years = re.findall(r"（(\d{4})年度）", table)
    assert years == [str(year) for year in range(2023, 2015, -1)]
