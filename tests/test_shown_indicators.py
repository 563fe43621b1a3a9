"""Indicators as plans write them, one kind a case: what each place shows of it, in both languages."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from cases import Case, cases
from copies import copy_plan, edit
from handed_back import texts
from plan.__main__ import main
from plan.html.plain_text import text_lines
from plan.html.tree import page_tree
from plan.pages import sharing
from plan.pages.site import Site
from plan.pages.text_edition import undrawn
from plan.paper import indicators as on_paper
from plan.paper import library
from plan.paper.doubt_notes import DoubtNotes
from plan.reading import loader
from plan.showing.doubts import Doubted
from test_indicators import BUS, INDICATOR, rendered, words

CASES = cases("indicators", "indicator", "ja", "en")


def with_all(folder: Path) -> Path:
    """The invented plan with the indicators of all cases on one card, each with its case's name as its id."""
    card = copy_plan(folder) / BUS
    edit(folder / "data/plan.yml", "updated: 2024-05-01", "updated: 2025-05-01")
    start, rest = card.read_text(encoding="utf-8").split("indicators:\n")
    given = [{"id": param.id, **param.values[0]["indicator"]} for param in CASES]
    written = yaml.safe_dump({"indicators": given}, allow_unicode=True, sort_keys=False)
    card.write_text(f"{start}{written}schedule:{rest.split('schedule:')[1]}", encoding="utf-8")
    return folder


def made(folder: Path) -> Site:
    """The pages of that plan."""
    return Site(rendered(with_all(folder)), library.Library())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The pages of that plan, made once."""
    return made(tmp_path_factory.mktemp("all") / "plan")


def shown(site: Site, id: str, language: str) -> dict[str, Any]:
    """What each place shows of an indicator: on pages its words on one line, on paper what the typesetter gets."""
    suffix, card = "" if language == "ja" else f".{language}", site.catalog.card("bus-counter")
    item = next(item for item in site.views(language).indicators(card) if item.id == id)
    page = site.pages[f"projects/bus-counter{suffix}.md"].html
    part = page.split(f'id="indicator-{id}"')[1].split('<div class="indicator')[0]
    part = part.split('<p class="meta data-links"')[0].split("<h2")[0]
    rows = site.pages[f"indicators{suffix}.md"].html.split("<tr>")
    row = next(row for row in rows if f">{item.name.plain}" in row)
    cells = site.views(language).year_cells(card)
    due = {
        cell.name: [f"{due.words.plain}{due.among_years}" for due in cell.targets if f"[{id}]" in due.place]
        for cell in cells
    }
    doubts = DoubtNotes(Doubted((), {}))
    sheet = on_paper.on_card(item, doubts, site.speaker(language))
    picture = sharing.card_lines(card, (item,), site.plan, site.speaker(language))
    return {
        "card": words(f"<div {part}"),
        "table": words(row.split("</tr>")[0].split("</th>")[1]),
        "roadmap": {year: said for year, said in due.items() if said},
        "arrow": bool(re.search(r'class="way[^"]* led"', part)),
        "paper": {
            key: value for key, value in sheet.items() if value and key not in ("head", "arrow", "worded", "known")
        },
        "summary": list(on_paper.in_summary(item, site.speaker(language))),
        "picture": [picture["after"], picture["note"]],
        "found by": list(item.found_by(site.speaker(language).plain_word)),
    }


#: What stands at an indicator without an actual value.
TOLD = {
    "ja": ("このサイトの説明", "この指標の実績値は、まだ載っていません。"),
    "en": ("Note by this site", "No actual value of this indicator is given yet."),
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("case", CASES)
def test_a_kind_of_indicator_is_shown_as_the_plan_writes_it(
    case: Case, language: str, site: Site, request: pytest.FixtureRequest
) -> None:
    """Card, table, roadmap, sheet, summary, share picture and search say exactly the words of the case."""
    id = request.node.callspec.id.removesuffix(f"-{language}").removeprefix(f"{language}-")
    found, (mark, told) = shown(site, id, language), TOLD[language]
    lacks = not case["indicator"].get("actuals") and not case["indicator"].get("values_due")
    assert (f"{mark} {told}" in found["card"], told in str(found["paper"].get("due"))) == (lacks, lacks)
    if lacks:  # which is said of each alike: as others of the plan have some
        found["card"] = found["card"].replace(f" {mark} {told}", "")
        del found["paper"]["due"]
    assert found == case[language]


#: Each of these is said of a value beside it, alone or with any of the others.
SAID_OF_A_VALUE: dict[str, dict[str, Any]] = {
    "報告日": {"day": date(2024, 4, 30)},
    "備考": {"remark": {"ja": "備考です", "en": "a remark"}},
    "届かなかった理由": {"shortfall": {"ja": "理由です", "en": "a reason"}},
    "次に行うこと": {"next_step": {"ja": "次です", "en": "a step"}},
    "訂正前の値": {
        "state": "corrected",
        "former": [
            {"value": 1, "reason": {"ja": "誤り", "en": "wrong"}},
            {"value": 2, "reason": {"ja": "別", "en": "again"}},
        ],
    },
}


def test_whatever_is_said_of_a_value_is_set_on_page_and_paper(tmp_path: Path) -> None:
    """Every combination, one a year; each is in the text edition, which knows what paper can set."""
    some = [those for size in range(1, 6) for those in combinations(SAID_OF_A_VALUE, size)]
    actuals = [
        {"fiscal_year": 1980 + number, "value": 10 + number}
        | deepcopy({field: said for name in those for field, said in SAID_OF_A_VALUE[name].items()})
        for number, those in enumerate(some)
    ]
    card = copy_plan(tmp_path) / BUS
    written = yaml.safe_dump({"actuals": actuals}, allow_unicode=True).replace("\n", "\n    ")
    edit(card, INDICATOR, f"{INDICATOR}    {written.rstrip()}\n")
    edit(card, "baseline: {fiscal_year: 2022", "baseline: {fiscal_year: 1979")
    made = rendered(tmp_path)
    page = Site(made, library.Library()).pages["projects/bus-counter.md"].html
    lines = list(text_lines(page_tree(undrawn(page), "page"), own=""))
    for number, those in enumerate(some):
        at = next(
            at for at, line in enumerate(lines) if line.startswith(f"{made.speaker('ja').fiscal_year(1980 + number)}: ")
        )
        of_year = " ".join(lines[at : at + len(those) + 1])
        assert all(f"{name}: " in of_year for name in those), those


def test_none_of_them_is_found_fault_with(tmp_path: Path) -> None:
    """All kinds are legitimate: the inspection has nothing against them but values that are not there yet."""
    folder = with_all(tmp_path / "plan")
    loaded = loader.load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    assert {finding.rule for finding in loaded.remarks if finding.file.endswith("bus-counter.yml")} <= {"no-actual"}


def test_all_of_them_go_through_the_workbook_without_loss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As Excel file and as CSV files, there and back: no change, and every byte stays."""
    folder = with_all(tmp_path / "plan")
    arguments, before = ["--data", str(folder / "data"), "--docs", str(folder / "docs")], texts(folder)
    book, tables = tmp_path / "plan.xlsx", tmp_path / "csv"
    assert main(["workbook", str(book), "--csv", str(tables), *arguments]) == 0
    for path in (book, tables):
        capsys.readouterr()
        assert main(["import", str(path), "--yes", *arguments]) == 0
        assert capsys.readouterr().out == "変更はありません / no changes\n"
    assert texts(folder) == before
    assert "基本計画の策定" in (tables / "指標.csv").read_text(encoding="utf-8-sig")
    assert "骨子案の公表" in (tables / "年度ごとの目標.csv").read_text(encoding="utf-8-sig")


def test_their_words_are_translated(tmp_path: Path) -> None:
    """Targets, baselines, results and reasons in words are passages of the PO file."""
    folder = with_all(tmp_path / "plan")
    arguments = ["--data", str(folder / "data"), "--docs", str(folder / "docs")]
    assert main(["po-export", str(tmp_path / "plan.po"), *arguments]) == 0
    exported = (tmp_path / "plan.po").read_text(encoding="utf-8")
    for said in (
        "基本計画の策定",
        "骨子案の公表",
        "未策定",
        "骨子案を公表（令和7年2月）",
        "令和5年度に目標を上回ったため",
        "出張所の分が入っていなかったため",
        "窓口を増やします",
    ):
        assert re.search(rf'msgid "{re.escape(said)}"', exported), said


#: Doubts about an indicator of several targets as a whole, about one without a baseline, and about one of the years.
_DOUBTS = """notes:
  - id: whole
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: か所, en: places}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[last-of-the-targets].name", doubtful: true}]
    decide: figure
    doubt: {ja: どこかは、書かれていません。, en: It does not say where.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 書かれていない。, en: Not stated.}
  - id: no-baseline
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 人, en: farmers}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[no-baseline]", doubtful: true}]
    decide: figure
    doubt: {ja: だれかは、書かれていません。, en: It does not say who.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 書かれていない。, en: Not stated.}
  - id: one-year
    kind: doubt
    places: [{where: {ja: カード, en: Card}, says: {ja: 千件, en: a thousand}}]
    about: [{at: "data/projects/bus-counter.yml: indicators[yearly-targets].targets[0].value", doubtful: true}]
    decide: figure
    doubt: {ja: 前の年度より多い値です。, en: It is more than the year before.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 多い。, en: More.}
"""


def test_a_doubt_stands_at_each_amount_that_it_is_about(tmp_path: Path) -> None:
    """At *the* target, wherever it stands, and at the baseline, if there is one; or at the target of a year."""
    folder = with_all(tmp_path / "plan")
    (folder / "data/notes.yml").write_text(_DOUBTS, encoding="utf-8")
    site = Site(rendered(folder), library.Library())
    items = {item.id: item for item in site.views("ja").indicators(site.catalog.card("bus-counter"))}
    whole, bare, yearly = (items[id] for id in ("last-of-the-targets", "no-baseline", "yearly-targets"))
    assert [bool(item.mark) for item in (whole.baseline, *whole.targets) if item] == [True, False, True]
    assert [bool(item.mark) for item in bare.amounts] == [True]
    assert [bool(item.mark) for item in (yearly.baseline, *yearly.targets) if item] == [False, True, False, False]
    page = words(site.pages["projects/bus-counter.md"].html)
    for told in ("どこかは、書かれていません。", "だれかは、書かれていません。", "前の年度より多い値です。"):
        assert told in page
