"""What the inspection finds is told to the office that can see to it: on the page, at the terminal, and as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from copies import change, copy_plan, edit, options
from openpyxl import load_workbook
from plan.__main__ import main
from plan.preview import inspection
from plan.reading.loader import Loaded, load_plan
from plan.workbook.handed_out import HEADS_ROW
from test_lint import SOUND

#: An indicator on an item without a department, below one that has some.
_INDICATOR = """            indicators:
              - {id: rate, name: {ja: 満足率, en: Rate of the content}, unit: {ja: "%", en: "%"}, direction: up,
                 baseline: {fiscal_year: 2022, missing: {ja: 調査前, en: Before the survey}},
                 target: {fiscal_year: 2025, value: 80}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan, of which a card without a department and an item want something."""
    folder = copy_plan(tmp_path)
    change(SOUND, folder)
    edit(folder / "data/departments.yml", "Somu-ka, contact: {telephone: 0570-000-100}", "Somu-ka")
    edit(folder / "data/projects/one-counter.yml", "unit: {ja: 件, en: uses}", 'unit: {ja: "%", en: "%"}')
    items, above, here = folder / "data/structure.yml", "title: {ja: 近くに, en: Close by}\n", "en: Counter}\n"
    edit(items, above, f"{above}        departments: [residents, general-affairs]\n")
    edit(items, here, here + _INDICATOR)
    return folder


def loaded(folder: Path) -> Loaded:
    """The plan as it is read."""
    found = load_plan(folder / "data", folder / "docs")
    assert found.plan, [str(finding) for finding in found.findings]
    return found


def test_a_point_belongs_to_who_is_in_charge_of_what_it_is_about(folder: Path) -> None:
    """The first department of a card, of an item or the nearest above it; all else to that which keeps the plan."""
    sections = {section.id: section for section in inspection.sections(loaded(folder))}
    for section in sections.values():
        listed = [str(point) for group in section.groups for point in group.points]
        assert sorted(listed) == sorted(map(str, section.points))
    assert told(sections["indicators"]) == {
        "総務課": [("data/plan.yml", "no-contact")],
        "町民課": [
            ("data/projects/one-counter.yml", "rate-without-method"),
            ("data/structure.yml", "rate-without-method"),
        ],
    }
    assert told(sections["missing"])["町民課"] == [("data/structure.yml", "no-baseline")]
    assert told(sections["doubts"]) == {}


def told(section: inspection.Section) -> dict[str, list[tuple[str, str]]]:
    """The files and the rules of a section's points, by the names of the offices."""
    return {group.office: [(point.file, point.rule) for point in group.points] for group in section.offices}


def test_the_terminal_lists_points_by_office(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each under the name of the office and how many it has."""
    assert main(["inspect", *options(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("■ 指標の点検（3件） ")
    assert [line for line in lines if line.startswith(" ●")][:2] == [" ● 総務課（1件）", " ● 町民課（2件）"]
    assert lines[2].startswith("  data/plan.yml:22: office: 計画の問い合わせ先がありません。")


def test_the_table_has_a_sheet_for_each_office(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """A row for each point, with what it is about and an empty answer; its file is named as it is asked for."""
    monkeypatch.chdir(folder)
    assert main(["inspect", "points.xlsx"]) == 0
    assert capsys.readouterr().out.endswith("points.xlsx を書き出しました / written\n")
    book = load_workbook("points.xlsx")
    assert book.sheetnames == ["総務課", "町民課"]
    heads, *rows = [[cell.value for cell in row] for row in book["町民課"].iter_rows(min_row=HEADS_ROW)]
    assert book["町民課"]["A1"].value == "みなも町くらしデジタル計画 点検　町民課（3件、2024-03-01の版）"
    assert heads == [
        "見てほしい点",
        "カード・項目",
        "指標",
        "どういう点か",
        "なぜ大事か、または了承の理由",
        "ファイルと行",
        "回答",
    ]
    assert [row[:3] for row in rows] == [
        ["指標の点検", "窓口を一つに", "窓口の利用件数"],
        ["指標の点検", "窓口", "満足率"],
        ["まだ載っていないもの", "窓口", "満足率"],
    ]
    assert rows[2][3:] == ["窓口: 現状値がありません", "調査前", "data/structure.yml:17", None]


def test_an_answer_is_not_written_over(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """A table without any is renewed; one with an answer, and a file of another kind, stay as they are."""
    monkeypatch.chdir(folder)
    assert main(["inspect", "a.xlsx"]) == main(["inspect", "a.xlsx"]) == 0
    book = load_workbook("a.xlsx")
    book["町民課"].cell(HEADS_ROW + 1, 7).value = "来月"
    book.save("a.xlsx")
    Path("b.xlsx").write_text("一覧", encoding="utf-8")
    before = {name: Path(name).read_bytes() for name in ("a.xlsx", "b.xlsx")}
    capsys.readouterr()
    assert main(["inspect", "a.xlsx"]) == main(["inspect", "b.xlsx"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "a.xlsx の「回答」に書き込みがあるため、上書きしていません。そのファイルの名前を変えるか、"
        "別の名前で書き出します（plan inspect 別の名前.xlsx） / "
        "a.xlsx: '回答' has been filled in there, so it was left as it is; rename it, "
        "or write to another name (plan inspect OTHER.xlsx)",
        "b.xlsx は点検の表ではないため、上書きしていません。別の名前で書き出します（plan inspect 別の名前.xlsx）"
        " / b.xlsx: is no table of the inspection and was left as it is;"
        " write to another name (plan inspect OTHER.xlsx)",
    ]
    assert {name: Path(name).read_bytes() for name in before} == before


def test_a_plan_of_which_nobody_wants_anything_writes_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """It says so."""
    folder = copy_plan(tmp_path)
    change(SOUND, folder)
    monkeypatch.chdir(folder)
    assert main(["inspect", "points.xlsx"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "課ごとに見てほしい点はありません。何も書き出していません / "
        "no office has anything to see to; nothing was written"
    )
    assert not Path("points.xlsx").exists()
