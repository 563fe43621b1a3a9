"""Turns the sheets of a plan into one Excel file: the same plan, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from plan.opendata.excel_file import FONT, HEAD, INK, LINE, PAGE, QUIET, Looks, height, print_setup, protect, put, saved
from plan.workbook.exported import EXPORTED, lines
from plan.workbook.layout import FLAGS, Layout, Sheet, SheetColumn, cell
from plan.workbook.rows import decimals

#: The sheet of instructions, and the hidden one with the lists to choose from.
INSTRUCTIONS, CHOICES = "使い方", "選択肢"
#: What stands before the mark of the data that the workbook was made from.
MARK = "データの版"
#: SheetRow 1 holds the lasting names of the columns and is hidden; row 2 what people read; records follow.
NAMES_ROW, LABELS_ROW, FIRST_ROW = 1, 2, 3

_HEAD_LOCKED, _LOCKED = "E4E7EB", "F3F4F6"


def workbook(layout: Layout, made: datetime) -> bytes:
    """The Excel file of a plan; `made` is the moment it gives as its own."""
    book = Workbook()
    _instructions(book.worksheets[0], layout)
    ranges = _choices(book.create_sheet(CHOICES), layout)
    for number, sheet in enumerate(layout.shown, 1):
        _fill(book.create_sheet(sheet.title, number), sheet, ranges)
    _exported(book.create_sheet(EXPORTED), layout)
    return saved(book, layout.title, made)


def _exported(page: Worksheet, layout: Layout) -> None:
    """Keep what the workbook holds now, where nobody writes."""
    for number, cells in enumerate(lines(layout), 1):
        for column, text in enumerate(cells, 1):
            put(page.cell(number, column), text)
    page.sheet_state = "hidden"
    page.protection.sheet = True


def mark_of(column: SheetColumn, *, closed: bool = False) -> str:
    """What a heading says of who may change its column; on a `closed` sheet, made to collect, figures are asked for."""
    if closed and column.kind == "number" and not column.optional:
        return "〔入力〕"
    return "〔変更不可〕" if column.locked else "〔必須〕" if column.required else "〔任意〕"


def _instructions(page: Worksheet, layout: Layout) -> None:
    page.title = INSTRUCTIONS
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 16, 96
    page["A1"] = f"{layout.title} 入力用の表"
    page["A1"].font = Font(name=FONT, size=16, bold=True, color=INK)
    rows = [(str(number), text) for number, text in enumerate(layout.instructions, 1)]
    rows += [("", ""), ("シート", "内容")]
    rows += [(sheet.title, f"{sheet.name}を1行に1つ（{len(sheet.rows)}行）") for sheet in layout.shown]
    rows += [("", ""), (MARK, layout.mark)]
    for number, (left, right) in enumerate(rows, 3):
        for column, text in ((1, left), (2, right)):
            put(page.cell(number, column), text)
            page.cell(number, column).font = Font(name=FONT, size=11, color=INK, bold=left == "シート" or column == 1)
            page.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[number].height = height([(right, 92)], 15)
    page.protection.sheet = True
    page.sheet_view.showGridLines = False
    print_setup(page)


def _choices(page: Worksheet, layout: Layout) -> Mapping[tuple[str, ...], str]:
    """Write each list of choices once into the hidden sheet; returns the range of each."""
    ranges: dict[tuple[str, ...], str] = {}
    for sheet in layout.shown:
        for column in sheet.shown:
            said = _said(column)
            if said and said not in ranges:
                letter = get_column_letter(len(ranges) + 1)
                for number, text in enumerate(said, 1):
                    put(page.cell(number, len(ranges) + 1), text)
                ranges[said] = f"'{CHOICES}'!${letter}$1:${letter}${len(said)}"
    page.sheet_state = "hidden"
    page.protection.sheet = True
    return ranges


def _said(column: SheetColumn) -> tuple[str, ...]:
    return FLAGS if column.kind == "flag" else tuple(dict.fromkeys(column.choices.values()))


def _fill(page: Worksheet, sheet: Sheet, ranges: Mapping[tuple[str, ...], str]) -> None:
    last = FIRST_ROW + len(sheet.rows) + sheet.spare - 1
    looks = Looks()
    for number, column in enumerate(sheet.shown, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        put(page.cell(NAMES_ROW, number), column.key)
        _head(page.cell(LABELS_ROW, number), column, mark_of(column, closed=sheet.closed))
        for index in range(FIRST_ROW, last + 1):
            given = index - FIRST_ROW < len(sheet.rows)
            target = page.cell(index, number)
            if given:
                put(target, cell(column, sheet.rows[index - FIRST_ROW]))
            elif column.names_row and sheet.ahead:
                put(target, sheet.ahead[index - FIRST_ROW - len(sheet.rows)])
                given = True
            _look(target, column, column.kind == "derived" or (given and column.locked), looks)
            if given and sheet.closed and column.kind == "number":
                places = decimals(sheet.rows[index - FIRST_ROW].record)
                target.number_format = f"0.{'0' * places}" if places else "0"
        _validate(page, column, f"{letter}{FIRST_ROW}:{letter}{last}", ranges)
    for index, row in enumerate(sheet.rows, FIRST_ROW):
        page.row_dimensions[index].height = height([(cell(column, row), column.width) for column in sheet.shown], 14)
    page.row_dimensions[NAMES_ROW].hidden = True
    page.row_dimensions[LABELS_ROW].height = 48
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{FIRST_ROW}"
    corner = get_column_letter(len(sheet.shown))
    page.auto_filter.ref = f"A{LABELS_ROW}:{corner}{last}"
    page.print_area = f"A{LABELS_ROW}:{corner}{FIRST_ROW + max(1, len(sheet.rows)) - 1}"
    page.print_title_rows = f"{LABELS_ROW}:{LABELS_ROW}"
    page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    protect(page)
    print_setup(page, -(-sum(column.width for column in sheet.shown) // PAGE))


def _head(target: ExcelCell | MergedCell, column: SheetColumn, mark: str) -> None:
    put(target, f"{column.label}\n{mark}")
    target.font = Font(name=FONT, size=10, bold=True, italic=column.locked, color=QUIET if column.locked else INK)
    target.fill = PatternFill("solid", fgColor=_HEAD_LOCKED if column.locked else HEAD)
    target.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    target.border = Border(bottom=Side("medium", color=QUIET), right=Side("thin", color=LINE))
    note = Comment(f"{column.label}{mark}\n{column.note}", "plan")
    note.width, note.height = 320, 110
    target.comment = note


def _look(target: ExcelCell | MergedCell, column: SheetColumn, locked: bool, looks: Looks) -> None:
    """A cell to fill in is white, upright and framed; one that stays as it is grey, slanted and without sides."""
    numeric = column.kind in ("number", "integer", "year")
    number_format = _number_format(target.value, column, numeric)
    looks.give(target, (locked, numeric, number_format), lambda: _draw(target, locked, numeric, number_format))


def _number_format(value: object, column: SheetColumn, numeric: bool) -> str:
    if not numeric:
        return "General" if column.kind == "text" else "@"  # "@": no date of 1-2; older Excels show long ones as ####
    if not isinstance(value, Decimal):
        return "General"
    places = -int(value.as_tuple().exponent)
    return f"0.{'0' * places}" if places > 0 else "0"  # 30.0 is shown as it is printed


def _draw(target: ExcelCell | MergedCell, locked: bool, numeric: bool, number_format: str) -> None:
    side = Side("thin", color=LINE)
    target.font = Font(name=FONT, size=10, italic=locked, color=QUIET if locked else INK)
    target.alignment = Alignment(wrap_text=not numeric, vertical="top", horizontal="right" if numeric else "left")
    target.border = Border(bottom=side) if locked else Border(left=side, right=side, top=side, bottom=side)
    target.protection = Protection(locked=locked)
    if locked:
        target.fill = PatternFill("solid", fgColor=_LOCKED)
    target.number_format = number_format


def _validate(page: Worksheet, column: SheetColumn, cells: str, ranges: Mapping[tuple[str, ...], str]) -> None:
    said = _said(column)
    if said:
        rule = DataValidation("list", formula1=ranges[said], allow_blank=not column.required)
        rule.showErrorMessage = column.kind != "references"  # several go into one cell: the list helps with the first
        rule.error = "一覧にある値を選んでください"
    elif column.kind in ("number", "integer"):
        rule = DataValidation("decimal" if column.kind == "number" else "whole", operator="between", allow_blank=True)
        rule.formula1, rule.formula2 = "-999999999999", "999999999999"
        rule.showErrorMessage = True
        rule.error = "数字だけを入れてください"
    else:
        return
    rule.errorTitle = column.label
    rule.add(cells)
    page.add_data_validation(rule)
