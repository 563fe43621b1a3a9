"""Makes an Excel file to be handed out: a sheet for each office, a row for each point, a last column for what it says.

It goes out only: what is written into it is for people, and nothing reads it back into the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plan.opendata.excel_file import FONT, HEAD, INK, LINE, PAGE, QUIET, Looks, height, print_setup, protect, put, saved
from plan.workbook.tables import read_tables

#: The title, what the sheet is for, the heads; records follow.
HEADS_ROW = 3
#: How high a line is, in points.
LINE_HEIGHT = 14.0
#: What no title of a sheet may hold, and how long one may be.
_FORBIDDEN, _LONGEST_TITLE = re.compile(r"[\[\]:*?/\\]"), 31


@dataclass(frozen=True)
class OfficeSheet:
    """What one office is handed: its name, how many points, and the texts of the cells of their rows but the last."""

    name: str
    count: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class HandOut:
    """What all sheets of a file have: their columns with their widths, the last of them to be filled in."""

    columns: Sequence[tuple[str, int]]
    heading: str
    """What stands over each sheet, before the name of its office."""
    lead: str
    """What is said below that."""

    def filled(self, sheets: Iterable[OfficeSheet], title: str, made: datetime) -> bytes:
        """The Excel file of a plan's `title`; `made` is the moment it gives as its own. Raises TooLongError."""
        book, taken = Workbook(), set[str]()
        for number, sheet in enumerate(sheets):
            page = book.worksheets[0] if number == 0 else book.create_sheet()
            page.title = _sheet_title(sheet.name, taken)
            self._fill(page, f"{title} {self.heading}　{sheet.name}（{sheet.count}件、{made:%Y-%m-%d}の版）", sheet)
        return saved(book, title, made)

    def _fill(self, page: Worksheet, title: str, sheet: OfficeSheet) -> None:
        for row, said, size in ((1, title, 14), (2, self.lead, 10)):
            put(page.cell(row, 1), said)
            page.cell(row, 1).font = Font(name=FONT, size=size, bold=row == 1, color=INK)
        widths = [width for _, width in self.columns]
        for number, (label, width) in enumerate(self.columns, 1):
            page.column_dimensions[get_column_letter(number)].width = width
            _head(page.cell(HEADS_ROW, number), label)
        looks = Looks()
        for row, cells in enumerate(sheet.rows, HEADS_ROW + 1):
            for number, text in enumerate((*cells, None), 1):
                target, locked = page.cell(row, number), number <= len(cells)
                put(target, text)
                looks.give(target, locked, partial(_draw, target, locked))
            page.row_dimensions[row].height = height(list(zip(cells, widths, strict=False)), LINE_HEIGHT)
        corner = f"{get_column_letter(len(self.columns))}{HEADS_ROW + len(sheet.rows)}"
        page.freeze_panes = f"B{HEADS_ROW + 1}"
        page.auto_filter.ref = f"A{HEADS_ROW}:{corner}"
        page.print_area = f"A1:{corner}"
        page.print_title_rows, page.print_title_cols = f"{HEADS_ROW}:{HEADS_ROW}", "A:A"
        protect(page)
        print_setup(page, -(-sum(widths) // PAGE))


def standing_in_the_way(path: Path, answers: str, *, answered: str, other: str) -> str:
    """Why a file may not be written over: `answered` where a person has written into the column `answers`, `other`
    where it is no such table; empty where it may, or where there is none."""
    if not path.exists():
        return ""
    return {True: answered, False: "", None: other}[_filled_in(path, answers)]


def _filled_in(path: Path, answers: str) -> bool | None:
    """Whether a person has written into the column `answers` of a file; None where it is no such table."""
    heads = 0
    for table in read_tables(path).sheets.values():
        columns = {column for (row, column), found in table.cells.items() if (row, found.value) == (HEADS_ROW, answers)}
        heads += len(columns)
        if any(column in columns and row > HEADS_ROW and found.value for (row, column), found in table.cells.items()):
            return True
    return False if heads else None


def _sheet_title(name: str, taken: set[str]) -> str:
    """The name of an office as the title of its sheet, which no other has."""
    plain = _FORBIDDEN.sub(" ", name).strip().strip("'")[:_LONGEST_TITLE] or "－"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        title = f"{plain[: _LONGEST_TITLE - len(str(number)) - 1]}-{number}"
    taken.add(title.casefold())
    return title


def _head(target: ExcelCell | MergedCell, label: str) -> None:
    put(target, label)
    target.font = Font(name=FONT, size=10, bold=True, color=INK)
    target.fill = PatternFill("solid", fgColor=HEAD)
    target.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    target.border = Border(bottom=Side("medium", color=QUIET), right=Side("thin", color=LINE))


def _draw(target: ExcelCell | MergedCell, locked: bool) -> None:
    side = Side("thin", color=LINE)
    target.font = Font(name=FONT, size=10, color=INK)
    target.alignment = Alignment(wrap_text=True, vertical="top")
    target.border = Border(left=side, right=side, top=side, bottom=side)
    target.protection = Protection(locked=locked)
