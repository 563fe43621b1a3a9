"""Turns an Excel file or a folder of CSV files, as people hand it back, into plain cells, or into findings."""

from __future__ import annotations

import csv
import io
import math
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from plan.messages.disk import reason
from plan.messages.findings import FileLine, Finding
from plan.opendata.excel_file import LONGEST
from plan.reading.files import read_file
from plan.workbook.csv_files import FORMULA
from plan.workbook.excel_sheets import MARK
from plan.workbook.exported import EXPORTED, Exported, read_exported
from plan.workbook.fitness import unfit
from plan.workbook.layout import Sheet

_ERROR = re.compile(r"#(REF!|VALUE!|N/A|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)\Z")
_BYTES = 20_000_000
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Found:
    """What stands in one cell."""

    value: str | int | Decimal | date | None
    percent: bool = False
    """The cell shows its number as a percentage: 0.5 as 50%."""
    problem: str = ""
    """Why there is no value: the rule of a finding."""
    formula: str = ""
    """What the value was computed by, if it was."""


@dataclass
class Table:
    """The cells of one sheet by row and column, both counted from 1, and its merged ranges."""

    cells: dict[tuple[int, int], Found] = field(default_factory=dict)
    merged: tuple[str, ...] = ()
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    """What people have pinned to cells."""


@dataclass(frozen=True)
class Tables:
    """What was handed back: sheets by title, the mark of the data they were made from, and what cannot be read."""

    sheets: Mapping[str, Table] = field(default_factory=dict)
    mark: str = ""
    findings: tuple[Finding, ...] = ()
    exported: Exported | None = None
    """What the workbook held when it was written out; None where it does not say."""


def read_tables(path: Path) -> Tables:
    """Read an Excel file, or a folder of CSV files."""
    if not path.exists():
        return Tables(findings=(Finding(FileLine(path.name, 0), "no-such-file"),))
    tables = _read_folder(path) if path.is_dir() else _read_workbook(path)
    for table in tables.sheets.values():
        for (row, column), found in table.cells.items():
            after = table.cells.get((row, column + 1))
            if found.value == MARK and after:
                return replace(tables, mark=str(after.value))
    return tables


def heading(sheet: Sheet, table: Table) -> tuple[dict[str, list[int]], int]:
    """The columns of a table by lasting name, else by label, as those that somebody added; the first row below them."""
    names = {column.key: {column.key} for column in sheet.columns}
    labels = {column.key: {folded(column.label)} for column in sheet.columns}
    found: dict[str, list[int]] = {column.key: [] for column in sheet.columns}
    needed = [column.key for column in sheet.columns if not sheet.may_lack(column)]
    first = 1
    for wanted in (labels, names):  # lasting names count more, where they are still there
        for row in range(1, 11):
            texts = {number: folded(f.value) for (at, number), f in table.cells.items() if at == row}
            here = {key: sorted(n for n, text in texts.items() if text in wanted[key]) for key in wanted}
            if 2 * sum(bool(here[key]) for key in needed) >= len(needed):
                unnamed = {key: [n for n in numbers if n not in texts] for key, numbers in found.items()}
                found, first = {key: here[key] or unnamed[key] for key in here}, max(first, row + 1)
                break
    return found, first


def folded(text: object) -> str:
    """The first line of a heading or an id, whatever the width of its letters."""
    return unicodedata.normalize("NFKC", str(text)).split("\n")[0].strip()


# ---------------------------------------------------------------- CSV


def _read_folder(folder: Path) -> Tables:
    sheets: dict[str, Table] = {}
    findings: list[Finding] = []
    exported: Exported | None = None
    for path in sorted(folder.glob("*.csv")):
        title = unicodedata.normalize("NFC", path.stem)  # a Mac takes ジ apart
        sheets[title] = table = Table()
        raw = read_file(path, path.name, _BYTES)
        if isinstance(raw, Finding):
            findings.append(raw)
            continue
        try:
            rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
        except UnicodeDecodeError:
            findings.append(Finding(FileLine(path.name, 0), "csv-not-utf8"))
            continue
        except csv.Error as error:
            findings.append(Finding(FileLine(path.name, 0), "not-csv", {"reason": error}))
            continue
        if title == EXPORTED:
            del sheets[title]
            exported = _kept(rows)
            continue
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                undone = text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
                table.cells[number, column] = _text(undone)
    return Tables(sheets, findings=tuple(findings), exported=exported)


# ---------------------------------------------------------------- Excel


def _read_workbook(path: Path) -> Tables:
    try:
        if fault := unfit(path):
            return Tables(findings=(fault,))
        with warnings.catch_warnings():  # what openpyxl does not know, as other programs' extensions, it only warns of
            warnings.simplefilter("ignore")
            written = load_workbook(path)
            results = load_workbook(path, data_only=True) if _calculates(written) else written
    except OSError as error:
        refused = {"reason": reason(error)}
        return Tables(findings=(Finding(FileLine(path.name, 0), "workbook-unreadable", refused),))
    except Exception:  # a broken file makes openpyxl fail in any way at all
        return Tables(findings=(Finding(FileLine(path.name, 0), "not-a-workbook"),))
    pages = [page for page in written.worksheets if isinstance(page, Worksheet)]
    sheets = {page.title.strip(): _table(page, results[page.title]) for page in pages if page.title != EXPORTED}
    return Tables(sheets, exported=_exported(written[EXPORTED]) if EXPORTED in written.sheetnames else None)


def _calculates(book: Workbook) -> bool:
    """Whether any cell holds a formula: only then it is worth reading all once more for what came out."""
    pages = (page for page in book.worksheets if isinstance(page, Worksheet))
    return any(cell.data_type == "f" for page in pages for cell in page._cells.values())


def _exported(page: Any) -> Exported | None:
    return _kept(page.iter_rows(values_only=True))


def _kept(rows: Iterable[Sequence[Any]]) -> Exported | None:
    return read_exported([[str(cells[0] or ""), *filter(None, cells[1:])] for cells in rows if any(cells)])


def _table(page: Any, results: Any) -> Table:
    """The cells that are there: a format that reaches down to the last row of Excel does not make a million of them."""
    table = Table(merged=tuple(str(merged) for merged in page.merged_cells.ranges))
    for place, found in sorted(page._cells.items()):
        if found.value is not None:
            table.cells[place] = _found(found, results._cells.get(place))
        if found.comment is not None:
            table.comments[place] = str(found.comment.text).strip()
    return table


def _found(found: Any, result: Any) -> Found:
    formula = found.data_type == "f"
    value = result.value if formula and result is not None else None if formula else found.value
    said = f"={getattr(found.value, 'text', found.value)}".replace("==", "=") if formula else ""
    if formula and value is None:
        return Found(said, problem="formula")
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return Found(str(value).upper(), formula=said)  # as Excel shows it
    if isinstance(value, date):
        return Found(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time | timedelta):
        return Found(str(value))
    percent = "%" in _number_format(found)
    if isinstance(value, float) and not math.isfinite(value):  # no Excel writes 1e999
        return Found(str(value), problem="not-a-number")
    if isinstance(value, float):  # fifteen digits, as Excel shows them: not 0.30000000000000004
        exact = Decimal(format(value, ".15g"))
        return Found(int(exact) if exact == exact.to_integral_value() else exact, percent, formula=said)
    return Found(value, percent, formula=said)


def _number_format(cell: Any) -> str:
    """How a cell shows its number; a style may name a format that the file does not have."""
    try:
        return str(cell.number_format)
    except IndexError:
        return ""


def _text(text: str) -> Found:
    """A text as a person meant it: line ends as \\n, and nothing but the text where there was only blank."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) >= LONGEST:
        return Found(plain[:40], problem="too-long")
    if _ERROR.match(plain.strip()):
        return Found(plain.strip(), problem="error-value")
    return Found(plain if plain.strip() else None)
