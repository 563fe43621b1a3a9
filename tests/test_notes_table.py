"""The notes on the source as a table that goes out to the offices that decide."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from copies import ROOT
from invented_notes import plan_with_notes
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from plan.__main__ import main
from plan.opendata.excel_file import HIGHEST
from plan.reading.loader import load_plan
from plan.workbook.handed_out import HEADS_ROW
from plan.workbook.notes_book import COLUMNS, DECIDED, notes_workbook

MADE = datetime(2026, 4, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented plan with four notes."""
    return plan_with_notes(tmp_path)


def test_each_office_has_its_sheet(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """First the one that keeps the plan, which decides what no other is named for; heads, notes, an empty decision."""
    monkeypatch.chdir(folder)
    assert main(["notes"]) == 0
    assert capsys.readouterr().out == "notes.xlsx を書き出しました / written\n"
    book = load_workbook("notes.xlsx")
    assert book.sheetnames == ["総務課", "町民課"]
    assert rows(book["総務課"]) == [
        ["みなも町くらしデジタル計画 原典の注記　総務課（2件、2024-05-01の版）", *[None] * 6],
        [ONLY_OUT, *[None] * 6],
        ["注記のid", "決めること", "カード・章", "原典の場所と文", "このサイトでは", "理由", "判断"],
        [
            "counters",
            "文の直し方",
            "計画 はじめに",
            "【計画 はじめに 計画について】\n一つ目。\n二つ目。\n=1+1\n【表紙】\n町の計画",
            "一つ目だけ",
            "二度あるため。",
            None,
        ],
        [
            "whole",
            "決めることのない記録",
            "計画全体・そのほか",
            "【裏表紙】\n町",
            "載せていません",
            "飾りのため。",
            None,
        ],
    ]
    assert [row[:3] for row in rows(book["町民課"])[HEADS_ROW:]] == [
        ["rides", "数値", "走る窓口"],
        ["tools-title", "文の直し方", "道具"],
    ]


ONLY_OUT = (
    "書き出すだけの表です。「判断」に書いても、計画には取り込まれません。"
    "決まったことは、計画の担当者が data フォルダのファイルに書きます。"
)


def rows(page: Worksheet) -> list[list[Any]]:
    """What a sheet says, row by row."""
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_every_note_of_the_plan_is_in_the_table_and_can_be_printed(tmp_path: Path) -> None:
    """Each once, on A4, its heads repeated and in sight, only the decision free; no row is higher than Excel shows."""
    loaded = load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    content = notes_workbook(loaded.plan, loaded.chapters, MADE)
    assert content == notes_workbook(loaded.plan, loaded.chapters, MADE)
    (tmp_path / "notes.xlsx").write_bytes(content)
    book, ids = load_workbook(tmp_path / "notes.xlsx"), Counter[str]()
    for page in book.worksheets:
        assert page.freeze_panes == f"B{HEADS_ROW + 1}"
        assert page.print_title_rows == f"${HEADS_ROW}:${HEADS_ROW}"
        assert (page.page_setup.orientation, int(page.page_setup.paperSize), page.page_setup.fitToWidth) == (
            "landscape",
            9,
            1,
        )
        assert page.protection.sheet and page.protection.password is None
        for number in range(HEADS_ROW + 1, page.max_row + 1):
            cells = page[number]
            assert page.row_dimensions[number].height < HIGHEST, cells[0].value
            assert [cell.protection.locked for cell in cells] == [True] * (len(COLUMNS) - 1) + [False]
            assert all(cell.alignment.wrap_text for cell in cells)
            ids[cells[0].value] += 1
    whole = [id for id in ids if not id.endswith("（続き）")]
    assert Counter(whole) == Counter(note.id for note in loaded.plan.notes.notes)
    assert {id.split("\n")[0] for id in ids} == set(whole)
    assert len(ids) > len(whole)
    shown = "\n".join(str(cell) for page in book.worksheets for row in rows(page) for cell in row if cell)
    for note in loaded.plan.notes.notes:
        assert all(re.sub(r"\n\s*\n", "\n", place.says["ja"]) in shown for place in note.places), note.id


def test_a_decision_is_not_written_over(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """A table without any is renewed; one with a decision, and a file of another kind, stay as they are."""
    monkeypatch.chdir(folder)
    assert main(["notes", "a.xlsx"]) == main(["notes", "a.xlsx"]) == 0
    book = load_workbook("a.xlsx")
    book["町民課"].cell(HEADS_ROW + 1, len(COLUMNS)).value = "年間の数とする"
    book.save("a.xlsx")
    Path("b.xlsx").write_text("一覧", encoding="utf-8")
    before = {name: Path(name).read_bytes() for name in ("a.xlsx", "b.xlsx")}
    capsys.readouterr()
    assert main(["notes", "a.xlsx"]) == main(["notes", "b.xlsx"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        f"a.xlsx の「{DECIDED}」に書き込みがあるため、上書きしていません。そのファイルの名前を変えるか、"
        "別の名前で書き出します（plan notes 別の名前.xlsx） / "
        "a.xlsx: '判断' has been filled in there, so it was left as it is; rename it, or write to another name"
        " (plan notes OTHER.xlsx)",
        "b.xlsx は注記の表ではないため、上書きしていません。別の名前で書き出します（plan notes 別の名前.xlsx）"
        " / b.xlsx: is no table of notes and was left as it is; write to another name (plan notes OTHER.xlsx)",
    ]
    assert {name: Path(name).read_bytes() for name in before} == before
    (folder / "data/notes.yml").unlink()
    assert main(["notes", "c.xlsx"]) == 0
    assert capsys.readouterr().out.startswith("この計画に、原典についての注記（notes.yml）はありません。")
    assert not Path("c.xlsx").exists()


def test_offices_of_awkward_names_have_sheets_of_their_own(folder: Path) -> None:
    """Excel takes 31 letters, none of []:*?/\\, and no title twice, whatever the case."""
    loaded = load_plan(folder / "data", folder / "docs")
    assert loaded.plan
    plan = loaded.plan
    first, second = plan.departments.departments
    long = "市民/税務[窓口]:" + "と" * 40
    named = [
        office.model_copy(update={"name": office.name.model_copy(update={"root": {"ja": name, "en": name}})})
        for office, name in ((first, long), (second, long + "も"))
    ]
    departments = plan.departments.model_copy(update={"departments": tuple(named)})
    path = folder / "notes.xlsx"
    path.write_bytes(notes_workbook(replace(plan, departments=departments), loaded.chapters, MADE))
    assert load_workbook(path).sheetnames == [f"市民 税務 窓口  {'と' * 21}", f"市民 税務 窓口  {'と' * 19}-2"]
