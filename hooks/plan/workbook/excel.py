"""Turns the sheets of a plan into one Excel file: the same plan, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from plan.messages.sentences import both
from plan.workbook.layout import FLAGS, CellValue, Layout, Sheet, SheetColumn, cell

#: The sheet of instructions, and the hidden one with the lists to choose from.
INSTRUCTIONS, CHOICES = "使い方", "選択肢"
#: What stands before the mark of the data that the workbook was made from.
MARK = "データの版"
#: Excel's own limit for the text of one cell.
LONGEST = 32_767
#: SheetRow 1 holds the lasting names of the columns and is hidden; row 2 what people read; records follow.
NAMES_ROW, LABELS_ROW, FIRST_ROW = 1, 2, 3

_FONT = "BIZ UDPゴシック"
_INK, _QUIET, _LINE = "1F2933", "52606D", "B8C2CC"
_HEAD, _HEAD_LOCKED, _LOCKED = "DCE6F0", "E4E7EB", "F3F4F6"
#: The zip format knows no earlier moment; a fixed one lets the same plan give the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)


class TooLongError(ValueError):
    """A text of the plan that no cell can hold."""


def workbook(layout: Layout, made: datetime) -> bytes:
    """The Excel file of a plan; `made` is the moment it gives as its own."""
    book = Workbook()
    _instructions(book.worksheets[0], layout)
    ranges = _choices(book.create_sheet(CHOICES), layout)
    for number, sheet in enumerate(layout.sheets, 1):
        _fill(book.create_sheet(sheet.title, number), sheet, ranges)
    book.properties.creator = "plan"
    book.properties.title = layout.title
    book.properties.created = book.properties.modified = made
    written = io.BytesIO()
    book.save(written)
    return _steady(written.getvalue(), made)


def mark_of(column: SheetColumn) -> str:
    """What a column's heading says of who may change it."""
    return "〔変更不可〕" if column.locked else "〔必須〕" if column.required else "〔任意〕"


def _steady(raw: bytes, made: datetime) -> bytes:
    """The same file without the moment at which it was written, which openpyxl always puts in."""
    moment = f"{made:%Y-%m-%dT%H:%M:%SZ}".encode()
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            info = zipfile.ZipInfo(entry.filename, _MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(info, content)
    return steady.getvalue()


def _instructions(page: Worksheet, layout: Layout) -> None:
    page.title = INSTRUCTIONS
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 16, 96
    page["A1"] = f"{layout.title} 入力用の表"
    page["A1"].font = Font(name=_FONT, size=16, bold=True, color=_INK)
    rows = [(str(number), text) for number, text in enumerate(layout.instructions, 1)]
    rows += [("", ""), ("シート", "内容")]
    rows += [(sheet.title, f"{sheet.name}を1行に1つ（{len(sheet.rows)}行）") for sheet in layout.sheets]
    rows += [("", ""), (MARK, layout.mark)]
    for number, (left, right) in enumerate(rows, 3):
        for column, text in ((1, left), (2, right)):
            _put(page.cell(number, column), text)
            page.cell(number, column).font = Font(name=_FONT, size=11, color=_INK, bold=left == "シート" or column == 1)
            page.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[number].height = _height([(right, 92)], 15)
    page.protection.sheet = True
    page.sheet_view.showGridLines = False
    _print(page)


def _choices(page: Worksheet, layout: Layout) -> Mapping[tuple[str, ...], str]:
    """Write each list of choices once into the hidden sheet; returns the range of each."""
    ranges: dict[tuple[str, ...], str] = {}
    for sheet in layout.sheets:
        for column in sheet.columns:
            said = _said(column)
            if said and said not in ranges:
                letter = get_column_letter(len(ranges) + 1)
                for number, text in enumerate(said, 1):
                    _put(page.cell(number, len(ranges) + 1), text)
                ranges[said] = f"'{CHOICES}'!${letter}$1:${letter}${len(said)}"
    page.sheet_state = "hidden"
    page.protection.sheet = True
    return ranges


def _said(column: SheetColumn) -> tuple[str, ...]:
    return FLAGS if column.kind == "flag" else tuple(column.choices.values())


def _fill(page: Worksheet, sheet: Sheet, ranges: Mapping[tuple[str, ...], str]) -> None:
    last = FIRST_ROW + len(sheet.rows) + sheet.spare - 1
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        _put(page.cell(NAMES_ROW, number), column.key)
        _head(page.cell(LABELS_ROW, number), column)
        for index in range(FIRST_ROW, last + 1):
            given = index - FIRST_ROW < len(sheet.rows)
            target = page.cell(index, number)
            if given:
                _put(target, cell(column, sheet.rows[index - FIRST_ROW]))
            _look(target, column, column.kind == "derived" or (given and column.locked))
        _validate(page, column, f"{letter}{FIRST_ROW}:{letter}{last}", ranges)
    for index, row in enumerate(sheet.rows, FIRST_ROW):
        page.row_dimensions[index].height = _height([(cell(column, row), column.width) for column in sheet.columns], 14)
    page.row_dimensions[NAMES_ROW].hidden = True
    page.row_dimensions[LABELS_ROW].height = 48
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{FIRST_ROW}"
    corner = get_column_letter(len(sheet.columns))
    page.auto_filter.ref = f"A{LABELS_ROW}:{corner}{last}"
    page.print_area = f"A{LABELS_ROW}:{corner}{FIRST_ROW + max(1, len(sheet.rows)) - 1}"
    page.print_title_rows = f"{LABELS_ROW}:{LABELS_ROW}"
    page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    _protect(page)
    _print(page, -(-sum(column.width for column in sheet.columns) // _PAGE))


def _put(target: ExcelCell | MergedCell, said: CellValue) -> None:
    """Put a value into a cell; a text is always text, whatever it begins with."""
    if isinstance(said, str):
        if len(said) > LONGEST:
            raise TooLongError(both("text-too-long", limit=LONGEST, found=said[:20]))
        target.value = said
        target.data_type = "s"
        target.quotePrefix = said[:1] in ("=", "+", "-", "@", "'")
    else:
        target.value = said


def _height(cells: Sequence[tuple[CellValue, int]], line: float) -> float:
    """How high a row must be to show its texts whole, as far as Excel lets it: not every program finds that itself."""
    lines = 1
    for said, width in cells:
        if isinstance(said, str):
            widths = (
                sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in part) for part in said.split("\n")
            )
            lines = max(lines, sum(-(-max(1, wide) // max(1, width - 1)) for wide in widths))
    return min(409, lines * line + 3)


def _head(target: ExcelCell | MergedCell, column: SheetColumn) -> None:
    _put(target, f"{column.label}\n{mark_of(column)}")
    target.font = Font(name=_FONT, size=10, bold=True, italic=column.locked, color=_QUIET if column.locked else _INK)
    target.fill = PatternFill("solid", fgColor=_HEAD_LOCKED if column.locked else _HEAD)
    target.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    target.border = Border(bottom=Side("medium", color=_QUIET), right=Side("thin", color=_LINE))
    note = Comment(f"{column.label}{mark_of(column)}\n{column.note}", "plan")
    note.width, note.height = 320, 110
    target.comment = note


def _look(target: ExcelCell | MergedCell, column: SheetColumn, locked: bool) -> None:
    """A cell to fill in is white, upright and framed; one that stays as it is grey, slanted and without sides."""
    side, numeric = Side("thin", color=_LINE), column.kind in ("number", "integer", "year")
    target.font = Font(name=_FONT, size=10, italic=locked, color=_QUIET if locked else _INK)
    target.alignment = Alignment(wrap_text=not numeric, vertical="top", horizontal="right" if numeric else "left")
    target.border = Border(bottom=side) if locked else Border(left=side, right=side, top=side, bottom=side)
    target.protection = Protection(locked=locked)
    if locked:
        target.fill = PatternFill("solid", fgColor=_LOCKED)
    if not numeric and column.kind != "text":  # older Excels show a long text of this format as ####
        target.number_format = "@"  # or Excel would make a date of 1-2
    elif numeric and isinstance(target.value, Decimal):
        places = -int(target.value.as_tuple().exponent)
        target.number_format = f"0.{'0' * places}" if places > 0 else "0"  # 30.0 is shown as it is printed


def _validate(page: Worksheet, column: SheetColumn, cells: str, ranges: Mapping[tuple[str, ...], str]) -> None:
    said = _said(column)
    if said:
        rule = DataValidation("list", formula1=ranges[said], allow_blank=not column.required)
        rule.showErrorMessage = column.kind != "references"  # several go into one cell: the list helps with the first
        rule.error = "一覧にある値を選んでください"
    elif column.kind in ("number", "integer"):
        limits = ("between", "-999999999999", "999999999999")
        rule = DataValidation("decimal" if column.kind == "number" else "whole", *limits, allow_blank=True)
        rule.showErrorMessage = True
        rule.error = "数字だけを入れてください"
    else:
        return
    rule.errorTitle = column.label
    rule.add(cells)
    page.add_data_validation(rule)


def _protect(page: Worksheet) -> None:
    """Against slips, not against people: without a password, and filters, widths and heights stay free."""
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = page.protection.formatRows = False


#: How many letters of width a page of A4 takes and can still be read.
_PAGE = 190


def _print(page: Worksheet, pages: float = 1) -> None:
    """A4 on its side; a wide sheet goes over several pages rather than becoming too small to read."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9  # A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = int(pages), 0
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.6, 0.7, 0.3
    page.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart("&A　&P / &N"))
