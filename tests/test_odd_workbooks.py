"""Workbooks that no Excel writes, or only after an accident: one sentence each, with its cell or range, in time."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from copies import INVENTED
from plan.reading.loader import load_plan
from plan.workbook.changes import read
from plan.workbook.excel_sheets import workbook
from plan.workbook.layout import Layout, layout
from plan.workbook.tables import read_tables

CARDS, STYLES = "xl/worksheets/sheet2.xml", "xl/styles.xml"
NUMBER = r'(<c r="E3"[^>]*><v>)[^<]*'


@pytest.fixture(scope="module")
def sheets() -> Layout:
    """The sheets of the invented plan."""
    plan = load_plan(INVENTED / "data", INVENTED / "docs").plan
    assert plan
    return layout(plan)


@pytest.fixture(scope="module")
def parts(sheets: Layout) -> Mapping[str, str]:
    """The parts of its workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook(sheets, datetime(2026, 4, 1, tzinfo=UTC)))) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def found(path: Path, sheets: Layout, parts: Mapping[str, str], name: str, old: str, new: str) -> list[str]:
    """What is said of the workbook with a part of which the first `old` is `new`."""
    edited, count = re.subn(old, new, parts[name], count=1)
    assert count == 1
    with zipfile.ZipFile(path / "plan.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        for part, content in parts.items():
            book.writestr(part, edited if part == name else content)
    return [str(finding) for finding in read(read_tables(path / "plan.xlsx"), sheets).findings]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            CARDS,
            NUMBER,
            r"\g<1>1e999",
            ["事業!E3（番号）: 数値が必要です（実際: 'inf'） / must be a number, got 'inf'"],
        ),
        (
            CARDS,
            NUMBER,
            rf"\g<1>{'9' * 400}",
            [
                "事業!E3（番号）: 数値は15桁までです（実際: 400桁）。大きな数は単位（億円など）で書きます / "
                "a number has at most 15 digits, got 400; write a large one with a larger unit"
            ],
        ),
        (STYLES, r'(<cellXfs.*?numFmtId=")\d+("[^>]*>.*?numFmtId=")\d+', r"\g<1>77777\g<2>4444", []),
        (
            CARDS,
            "</sheetData>",
            '</sheetData><mergeCells count="1"><mergeCell ref="A1:A1048576"/></mergeCells>',
            [
                "plan.xlsx: セル A1:A1048576 が結合されています。結合を解き、空いたセルに値を入れ直してください / "
                "the cells A1:A1048576 are merged; unmerge them, and fill in again those that became empty"
            ],
        ),
        (
            CARDS,
            "</sheetData>",
            "".join(f'<row r="{row}"><c r="C{row}"/></row>' for row in range(100, 210_000)) + "</sheetData>",
            [
                "plan.xlsx: ブックのセルが多すぎます（実際: 212704。200000まで）。"
                "表の下や右の、使っていない行と列を選んで"
                "削除し、保存し直してください / the workbook has too many cells, 212704 of at most 200000; select the "
                "unused rows and columns below and beside the tables, delete them and save it again"
            ],
        ),
    ],
    ids=["infinity", "four-hundred-digits", "formats-that-are-not-there", "merged-column", "stray-rows"],
)
def test_an_odd_workbook_is_one_sentence(
    name: str, old: str, new: str, said: list[str], sheets: Layout, parts: Mapping[str, str], tmp_path: Path
) -> None:
    assert found(tmp_path, sheets, parts, name, old, new) == said


def test_a_pipe_is_no_workbook(tmp_path: Path, sheets: Layout) -> None:
    """Nothing waits for what somebody may write into it."""
    os.mkfifo(tmp_path / "plan.xlsx")
    assert [str(one) for one in read_tables(tmp_path / "plan.xlsx").findings] == [
        "plan.xlsx: ファイルを開けません（ふつうのファイルではありません）。Excelで開いているときは、閉じてください / "
        "the file cannot be opened (it is no ordinary file); close it if it is open in Excel"
    ]
    (tmp_path / "csv").mkdir()
    os.mkfifo(tmp_path / "csv/事業.csv")
    assert [str(one) for one in read_tables(tmp_path / "csv").findings] == [
        "事業.csv:1: ファイルを読めません（ふつうのファイルではありません） / "
        "the file cannot be read (it is no ordinary file)"
    ]
