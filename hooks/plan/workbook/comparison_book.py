"""The table of old and new as an Excel file: a summary, then a sheet for each part of the plan; changes underlined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plan.editions.comparison import ComparedPart, Comparison
from plan.editions.page import TableWords
from plan.editions.phrases import MarkedRun
from plan.editions.rows import ComparedRow
from plan.showing.localizer import Localizer
from plan.workbook.excel_file import (
    FONT,
    HEAD,
    INK,
    LINE,
    LONGEST,
    QUIET,
    TooLongError,
    height,
    print_setup,
    put,
    saved,
)

#: The widths of the four columns: together as wide as a page of A4 on its side.
_WIDTHS = (28, 58, 58, 24)
_LINE_HEIGHT = 14.0
_LONGEST_TITLE = 31


def comparison_book(
    comparison: Comparison, title: str, editions: tuple[str, str], speak: Localizer, made: datetime
) -> bytes:
    """The file; `editions` are what the old and the new one are called, `made` the moment that it gives as its own."""
    told = TableWords(comparison, speak)
    book = Workbook()
    book.remove(book.worksheets[0])
    _summary(book.create_sheet(told.word("compared_summary")[:_LONGEST_TITLE]), told, title, editions)
    for part in comparison.parts:
        page = book.create_sheet(told.word(part)[:_LONGEST_TITLE])
        _begin(page, (title, told.word("compared"), told.word("compared_underlined")), told)
        for group in comparison.of(part):
            _group(page, group, told)
        _end(page)
    return saved(book, f"{told.word('compared')} {title}", made)


def _summary(page: Worksheet, told: TableWords, title: str, editions: tuple[str, str]) -> None:
    lines = [title, told.word("compared"), *told.between(*editions)]
    for heading, groups in told.cards:
        lines.append(f"{told.word(heading)}: {told.counted(groups)}")
        lines.extend(f"　{told.named(group)}" for group in groups)
    if told.comparison.everywhere:
        lines.append(told.word("compared_everywhere"))
        lines.extend(f"　{told.replaced(one)}" for one in told.comparison.everywhere)
    lines.append(told.word("compared_by_program"))
    _begin(page, lines, told)
    for heading, rows in told.told:
        if rows:
            _heading(page, told.word(heading))
            for label, row in rows:
                _row(page, label, row, told)
    _end(page)


def _begin(page: Worksheet, lines: Iterable[str], told: TableWords) -> None:
    """The lines above the table and its heads; the widths of the columns."""
    number = 0
    for number, line in enumerate(lines, 1):
        put(page.cell(number, 1), line)
        page.cell(number, 1).font = Font(name=FONT, size=14 if number == 1 else 10, bold=number <= 2, color=INK)
    heads = (told.word("compared_what"), told.heads["new"], told.heads["old"], told.word("compared_remark"))
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), 1):
        cell = page.cell(number + 1, column)
        put(cell, head)
        _look(cell, Font(name=FONT, size=10, bold=True, color=INK), PatternFill("solid", HEAD))
        page.column_dimensions[get_column_letter(column)].width = width
    page.print_title_rows = f"{number + 1}:{number + 1}"
    page.freeze_panes = f"A{number + 2}"


def _end(page: Worksheet) -> None:
    page.print_area = f"A1:{get_column_letter(len(_WIDTHS))}{page.max_row}"
    print_setup(page)


def _heading(page: Worksheet, words: str) -> None:
    number = page.max_row + 1
    for column in range(1, len(_WIDTHS) + 1):
        _look(page.cell(number, column), Font(name=FONT, size=11, bold=True, color=INK), PatternFill("solid", HEAD))
    put(page.cell(number, 1), words)
    page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(_WIDTHS))


def _group(page: Worksheet, group: ComparedPart, told: TableWords) -> None:
    _heading(page, f"{told.named(group)}　{told.kind(group)}")
    for row in group.rows:
        _row(page, row.label, row, told)


def _row(page: Worksheet, label: str, row: ComparedRow, told: TableWords) -> None:
    number = page.max_row + 1
    kept = told.word("compared_kept") if row.kind == "same" else ""
    sides = (row.new, kept or told.word("compared_no_new")), (row.old, kept or told.word("compared_no_old"))
    remarks = "\n".join(told.remarks(row))
    put(page.cell(number, 1), "" if kept else label)
    put(page.cell(number, 4), remarks)
    for column, (runs, absent) in enumerate(sides, 2):
        page.cell(number, column).value = _marked(runs) if runs else absent
    for column, color in enumerate((QUIET, INK, INK, QUIET), 1):
        _look(page.cell(number, column), Font(name=FONT, size=10, color=color))
    words = [label, *("".join(run.words for run in runs) or absent for runs, absent in sides), remarks]
    page.row_dimensions[number].height = height(list(zip(words, _WIDTHS, strict=True)), _LINE_HEIGHT)


def _marked(runs: Sequence[MarkedRun]) -> CellRichText:
    """The runs of a wording, those that were changed underlined."""
    if sum(len(run.words) for run in runs) > LONGEST:
        raise TooLongError(runs[0].words[:20])
    plain = InlineFont(rFont=FONT, sz=10, color=Color(INK))
    changed = InlineFont(rFont=FONT, sz=10, color=Color(INK), u="single", b=True)
    return CellRichText([TextBlock(changed if run.changed else plain, run.words) for run in runs])


def _look(cell: object, font: Font, fill: PatternFill | None = None) -> None:
    side = Side(style="thin", color=LINE)
    cell.font, cell.border = font, Border(side, side, side, side)  # type: ignore[attr-defined]
    cell.alignment = Alignment(wrap_text=True, vertical="top")  # type: ignore[attr-defined]
    if fill:
        cell.fill = fill  # type: ignore[attr-defined]
