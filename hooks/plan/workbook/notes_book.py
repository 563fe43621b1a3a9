"""Turns the notes on the source into an Excel file to be handed out: a sheet for each office, a row for each decision.

It goes out only: what is written into it is for people, and nothing reads it back into the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plan import model
from plan.model import Plan
from plan.model.notes import DECISIONS
from plan.reading.chapters import Chapter, titles
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer, Phrase
from plan.showing.names import plan_name
from plan.showing.source_notes import SourceNotes
from plan.workbook.excel_file import (
    FONT,
    HEAD,
    HIGHEST,
    INK,
    LINE,
    PAGE,
    QUIET,
    Looks,
    height,
    print_setup,
    protect,
    put,
    saved,
)
from plan.workbook.tables import read_tables

#: The column in which an office writes what it has decided.
DECIDED = "判断"
#: The columns with their widths: together as wide as a page of A4.
COLUMNS = (
    ("注記のid", 17),
    ("決めること", 13),
    ("カード・章", 19),
    ("原典の場所と文", 52),
    ("このサイトでは", 25),
    ("理由", 36),
    (DECIDED, 28),
)
#: The title, what the sheet is for, the heads; records follow.
HEADS_ROW = 3
_ONLY_OUT = (
    f"書き出すだけの表です。「{DECIDED}」に書いても、計画には取り込まれません。"
    "決まったことは、計画の担当者が data フォルダのファイルに書きます。"
)
#: What no title of a sheet may hold, and how long one may be.
_FORBIDDEN, _LONGEST_TITLE = re.compile(r"[\[\]:*?/\\]"), 31
#: How high a line is, in points.
_LINE_HEIGHT = 14.0
#: What stands under the id of a note that goes on from the row above.
_GOES_ON = "（続き）"
_QUOTES_WIDTH = dict(COLUMNS)["原典の場所と文"]


@dataclass(frozen=True)
class OfficeSheet:
    """The notes that one office decides on: how many, and the texts of the cells of their rows."""

    name: str
    count: int
    rows: tuple[tuple[str, ...], ...]


def notes_workbook(plan: Plan, chapters: Mapping[str, Chapter], made: datetime) -> bytes:
    """The Excel file of the notes of a plan that has some; `made` is the moment it gives as its own.

    Raises excel_file.TooLongError.
    """
    speak = Localizer(plan.languages.default, plan.languages, plan.words)
    title = plan_name(plan, speak)
    book, taken = Workbook(), set[str]()
    for number, sheet in enumerate(office_sheets(plan, chapters)):
        page = book.worksheets[0] if number == 0 else book.create_sheet()
        page.title = _sheet_title(sheet.name, taken)
        _fill(page, f"{title} 原典の注記　{sheet.name}（{sheet.count}件、{made:%Y-%m-%d}の版）", sheet)
    return saved(book, title, made)


def office_sheets(plan: Plan, chapters: Mapping[str, Chapter]) -> Iterator[OfficeSheet]:
    """What each office decides on, in the plan's own language: first the one that keeps the plan."""
    speak = Localizer(plan.languages.default, plan.languages, plan.words)
    chapter_titles = titles(chapters, plan.details.parts, plan.languages)
    catalog = Catalog(plan, chapter_titles)
    notes = SourceNotes(catalog, speak)

    def chapter(page: str) -> Phrase:
        return speak.phrase_in_it(chapter_titles[page])

    for office in notes.deciding():
        own = [note for note in plan.notes.notes if notes.office(note).id == office.id]
        yield OfficeSheet(
            speak.plain(office.name),
            len(own),
            tuple(
                row
                for decide in DECISIONS
                for group in catalog.note_pages.grouped(note for note in own if note.decide == decide)
                for note in group.notes
                for row in _rows(note, notes.concerned(group, chapter).plain, speak)
            ),
        )


def _rows(note: model.Note, concerned: str, speak: Localizer) -> Iterator[tuple[str, ...]]:
    """What rows say of a note, but the last cell, which is to be filled in.

    More quotes than the highest row shows go on in a row below: what nobody sees on paper would be lost.
    """
    decide = speak.plain_word(f"decide_{note.decide}")
    said = speak.plain(note.published), speak.plain(note.reason)
    for number, quotes in enumerate(_parts(list(_quotes(note, speak)))):
        mark = f"\n{_GOES_ON}" if number else ""
        yield note.id + mark, decide, concerned, "\n".join(quotes), *(("", "") if number else said)


def _quotes(note: model.Note, speak: Localizer) -> Iterator[str]:
    """Each place in its brackets, named once, with what stands there under it."""
    for where, places in groupby(note.places, lambda place: speak.plain(place.where)):
        first, *others = (re.sub(r"\n\s*\n", "\n", speak.plain(place.says)) for place in places)
        yield from (f"【{where}】\n{first}", *others)


def _parts(quotes: list[str]) -> Iterator[list[str]]:
    """The quotes in parts that a row can show; one that no row can show is a part."""
    part: list[str] = []
    for quote in quotes:
        if part and height([("\n".join((*part, quote)), _QUOTES_WIDTH)], _LINE_HEIGHT) >= HIGHEST:
            yield part
            part = []
        part.append(quote)
    yield part


def standing_in_the_way(path: Path) -> str:
    """Why a file may not be written over: the id of a sentence; empty where it may, or where there is none."""
    if not path.exists():
        return ""
    heads = 0
    for table in read_tables(path).sheets.values():
        columns = {column for (row, column), found in table.cells.items() if (row, found.value) == (HEADS_ROW, DECIDED)}
        heads += len(columns)
        if any(column in columns and row > HEADS_ROW and found.value for (row, column), found in table.cells.items()):
            return "notes-decided"
    return "" if heads else "not-a-table-of-notes"


def _sheet_title(name: str, taken: set[str]) -> str:
    """The name of an office as the title of its sheet, which no other has."""
    plain = _FORBIDDEN.sub(" ", name).strip().strip("'")[:_LONGEST_TITLE] or "－"
    title, number = plain, 1
    while title.casefold() in taken:
        number += 1
        title = f"{plain[: _LONGEST_TITLE - len(str(number)) - 1]}-{number}"
    taken.add(title.casefold())
    return title


def _fill(page: Worksheet, title: str, sheet: OfficeSheet) -> None:
    for row, said, size in ((1, title, 14), (2, _ONLY_OUT, 10)):
        put(page.cell(row, 1), said)
        page.cell(row, 1).font = Font(name=FONT, size=size, bold=row == 1, color=INK)
    widths, looks = [width for _, width in COLUMNS], Looks()
    for number, (label, width) in enumerate(COLUMNS, 1):
        page.column_dimensions[get_column_letter(number)].width = width
        _head(page.cell(HEADS_ROW, number), label)
    for row, cells in enumerate(sheet.rows, HEADS_ROW + 1):
        for number, text in enumerate((*cells, None), 1):
            target, locked = page.cell(row, number), number <= len(cells)
            put(target, text)
            looks.give(target, locked, partial(_draw, target, locked))
        page.row_dimensions[row].height = height(list(zip(cells, widths, strict=False)), _LINE_HEIGHT)
    corner = f"{get_column_letter(len(COLUMNS))}{HEADS_ROW + len(sheet.rows)}"
    page.freeze_panes = f"B{HEADS_ROW + 1}"
    page.auto_filter.ref = f"A{HEADS_ROW}:{corner}"
    page.print_area = f"A1:{corner}"
    page.print_title_rows = f"{HEADS_ROW}:{HEADS_ROW}"
    protect(page)
    print_setup(page, -(-sum(widths) // PAGE))


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
