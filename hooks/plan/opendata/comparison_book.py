"""The table of old and new as an Excel file: a summary, then a sheet for each part of the plan; changes underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plan.drawing import digests
from plan.editions.phrases import MarkedRun
from plan.editions.shown_table import ShownChange, ShownTable, TableGroup
from plan.opendata.excel_file import (
    FONT,
    HEAD,
    INK,
    LINE,
    LONGEST,
    QUIET,
    Looks,
    TooLongError,
    height,
    print_setup,
    put,
    saved,
)
from plan.showing.localizer import Localizer

#: The widths of the four columns: together as wide as a page of A4 on its side.
_WIDTHS = (28, 58, 58, 24)
_LINE_HEIGHT = 14.0
_LONGEST_TITLE = 31
#: The letters of each column: what it is of and the remarks are quiet.
_COLORS = (QUIET, INK, INK, QUIET)
_PLAIN = InlineFont(rFont=FONT, sz=10, color=Color(INK))
_CHANGED = InlineFont(rFont=FONT, sz=10, color=Color(INK), u="single", b=True)


@cache
def made_by() -> str:
    """What decides how the file is made of its table."""
    files = [Path(__file__), *(Path(__file__).with_name(f"{name}.py") for name in ("excel_file", "spreadsheet"))]
    return digests.digest(files, ["openpyxl"])


def comparison_book(table: ShownTable, title: str, speak: Localizer, made: datetime) -> bytes:
    """The file; `made` is the moment that it gives as its own. Raises TooLongError."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _summary(book.create_sheet(speak.plain_word("compared_summary")[:_LONGEST_TITLE]), table, title, speak)
    for part in table.parts:
        sheet = _TableSheet(book.create_sheet(part.name[:_LONGEST_TITLE]), table)
        sheet.begin((title, table.name, speak.own_word("compared_underlined").plain))
        for group in part.groups:
            sheet.group(group)
        sheet.end()
    return saved(book, f"{table.name} {title}", made)


def _summary(page: Worksheet, table: ShownTable, title: str, speak: Localizer) -> None:
    lines = [title, table.name, *table.between]
    for cards in table.cards:
        lines.append(f"{cards.name}: {cards.count}")
        lines.extend(f"　{group.name}" for group in cards.groups)
    if table.everywhere:
        lines.append(speak.plain_word("compared_everywhere"))
        lines.extend(f"　{words}" for words in table.everywhere)
    lines.append(speak.own_word("compared_by_program").plain)
    sheet = _TableSheet(page, table)
    sheet.begin(lines)
    for told in table.told:
        if told.rows:
            sheet.heading(told.name)
            for row in told.rows:
                sheet.row(row)
    sheet.end()


class _TableSheet:
    """A sheet with the four columns of the table."""

    def __init__(self, page: Worksheet, table: ShownTable) -> None:
        self._page, self._table, self._looks, self._number = page, table, Looks(), 0

    def begin(self, lines: Iterable[str]) -> None:
        """The lines above the table and its heads; the widths of the columns."""
        page = self._page
        for number, line in enumerate(lines, 1):
            self._number = number
            put(page.cell(number, 1), line)
            page.cell(number, 1).font = Font(name=FONT, size=14 if number == 1 else 10, bold=number <= 2, color=INK)
        self._number += 1
        for column, (head, width) in enumerate(zip(self._table.heads, _WIDTHS, strict=True), 1):
            cell = page.cell(self._number, column)
            put(cell, head)
            self._look(cell, INK, bold=True, filled=True)
            page.column_dimensions[get_column_letter(column)].width = width
        page.print_title_rows = f"{self._number}:{self._number}"
        page.freeze_panes = f"A{self._number + 1}"

    def end(self) -> None:
        """What is printed of it, and how."""
        self._page.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{self._number}"
        print_setup(self._page)

    def heading(self, words: str) -> None:
        """A line over all columns."""
        self._number += 1
        for column in range(1, len(_WIDTHS) + 1):
            self._look(self._page.cell(self._number, column), INK, size=11, bold=True, filled=True)
        put(self._page.cell(self._number, 1), words)
        self._page.merge_cells(start_row=self._number, start_column=1, end_row=self._number, end_column=len(_WIDTHS))

    def group(self, group: TableGroup) -> None:
        """A card, a chapter, an item with its rows."""
        self.heading(f"{group.name}　{group.kind}")
        for row in group.rows:
            self.row(row)

    def row(self, row: ShownChange) -> None:
        """A row of the table."""
        page = self._page
        self._number += 1
        remarks = "\n".join(row.remarks)
        put(page.cell(self._number, 1), row.what)
        put(page.cell(self._number, 4), remarks)
        for column, wording in enumerate(row.wordings, 2):
            page.cell(self._number, column).value = _marked(wording.runs) if wording.runs else wording.instead
        for column, color in enumerate(_COLORS, 1):
            self._look(page.cell(self._number, column), color)
        words = (row.what, *(wording.words for wording in row.wordings), remarks)
        page.row_dimensions[self._number].height = height(list(zip(words, _WIDTHS, strict=True)), _LINE_HEIGHT)

    def _look(
        self, cell: ExcelCell | MergedCell, color: str, size: int = 10, *, bold: bool = False, filled: bool = False
    ) -> None:
        def draw() -> None:
            side = Side(style="thin", color=LINE)
            cell.font, cell.border = Font(name=FONT, size=size, bold=bold, color=color), Border(side, side, side, side)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if filled:
                cell.fill = PatternFill("solid", HEAD)

        self._looks.give(cell, (color, size, bold, filled), draw)


def _marked(runs: Sequence[MarkedRun]) -> CellRichText:
    """The runs of a wording, those that were changed underlined."""
    if sum(len(run.words) for run in runs) > LONGEST:
        raise TooLongError(runs[0].words[:20])
    return CellRichText([TextBlock(_CHANGED if run.changed else _PLAIN, run.words) for run in runs])
