"""The least of an Excel file, also of open data that machines read: text that stays text, and the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from plan.messages.sentences import both
from plan.opendata.tables import DataCell, DataTable
from plan.opendata.written import MOMENT

#: With what a text begins that would be taken for a formula or an error, or loses its first letter.
_TAKEN = frozenset("=+-@'#")
#: Excel's own limit for the text of one cell.
LONGEST = 32_767


class TooLongError(ValueError):
    """A text of the plan that no cell can hold."""


def saved(book: Workbook, title: str, made: datetime) -> bytes:
    """The file of a workbook; `made` is the moment it gives as its own."""
    book.properties.creator = "plan"
    book.properties.title = title
    book.properties.created = book.properties.modified = made
    written = io.BytesIO()
    book.save(written)
    return _steady(written.getvalue(), made)


def _steady(raw: bytes, made: datetime) -> bytes:
    """The same file without the moment at which it was written, which openpyxl always puts in."""
    moment = f"{made:%Y-%m-%dT%H:%M:%SZ}".encode()
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, content)
            info = zipfile.ZipInfo(entry.filename, MOMENT)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(info, content)
    return steady.getvalue()


def put(target: ExcelCell | MergedCell, said: str | int | Decimal | date | None) -> None:
    """Put a value into a cell; a text is always text, whatever it begins with."""
    if isinstance(said, str):
        if len(said) > LONGEST:
            raise TooLongError(both("text-too-long", limit=LONGEST, found=said[:20]))
        target.value = said
        target.data_type = "s"
        target.quotePrefix = said[:1] in ("=", "+", "-", "@", "'")
    else:
        target.value = said


def workbook_bytes(tables: Iterable[DataTable], title: str, made: datetime) -> bytes:
    """All tables as one Excel file, a sheet each: names of columns in the first row, then values and nothing else."""
    book = Workbook(write_only=True)
    for table in tables:
        page = book.create_sheet(table.name)
        page.append([column.name for column in table.kind.columns])
        for row in table.rows:
            page.append([_written(page, cell) for cell in row])
    return saved(book, title, made)


def _written(page: WriteOnlyWorksheet, said: DataCell) -> object:
    """A value as it is written row by row: a text as it is, but for one that would be taken for something else."""
    if not isinstance(said, str) or (said[:1] not in _TAKEN and len(said) <= LONGEST):
        return said
    target = WriteOnlyCell(page)
    put(target, said)
    return target
