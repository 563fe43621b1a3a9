"""Turns the sheets of a plan into CSV files that Excel opens rightly."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from plan.opendata.written import FORMULA as FORMULA
from plan.workbook.excel_sheets import INSTRUCTIONS, MARK
from plan.workbook.exported import EXPORTED, lines
from plan.workbook.layout import Layout, cell
from plan.workbook.rows import CellValue


def csv_files(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The same sheets as CSV files, by name: UTF-8 with a byte order mark, so that Excel opens them right.

    The last keeps what the others hold, as the hidden sheet of an Excel file does.
    """
    opening: list[list[CellValue]] = [[layout.title]]
    opening += [[text] for text in layout.instructions]
    opening += [[MARK, layout.mark]]
    yield f"{INSTRUCTIONS}.csv", _csv(opening)
    for sheet in layout.shown:
        heads: list[list[CellValue]] = [[c.key for c in sheet.shown], [c.label for c in sheet.shown]]
        yield f"{sheet.title}.csv", _csv([*heads, *([cell(c, row) for c in sheet.shown] for row in sheet.rows)])
    yield f"{EXPORTED}.csv", _csv([list(line) for line in lines(layout)])


def _csv(rows: list[list[CellValue]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([[_harmless(said) for said in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def _harmless(said: CellValue) -> str:
    if isinstance(said, str):
        return f"'{said}" if said.startswith(FORMULA) else said
    return "" if said is None else format(said, "f") if isinstance(said, Decimal) else str(said)
