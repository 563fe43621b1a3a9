"""Writes a table as CSV or JSON: the same table, the same bytes.

CSV is UTF-8 with a byte order mark, so that Excel opens it right, with one line of column names and one line a row. A
text that a spreadsheet would take for a formula has an apostrophe before it there, as in the workbook of the staff;
JSON and Excel have every text as it is.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from plan.opendata.tables import DataCell, DataTable

#: What a program must not take for a formula when it opens the CSV; an apostrophe is put before it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
#: The zip format knows no earlier moment; a fixed one lets the same plan give the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def csv_bytes(table: DataTable) -> bytes:
    """A table as CSV."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.name for column in table.kind.columns])
    writer.writerows([list(map(in_csv, row)) for row in table.rows])
    return out.getvalue().encode("utf-8-sig")


def in_csv(cell: DataCell) -> str:
    """A cell as CSV has it; empty where there is nothing."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def records(table: DataTable) -> list[dict[str, Any]]:
    """The rows as machines read them; what is empty is null."""
    names = [column.name for column in table.kind.columns]
    return [dict(zip(names, map(_in_json, row), strict=True)) for row in table.rows]


def _in_json(cell: DataCell) -> Any:
    if isinstance(cell, Decimal):  # fifteen digits at most, which a float keeps
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def json_bytes(content: Any) -> bytes:
    """Something as JSON, its letters as they are."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def records_bytes(rows: Sequence[dict[str, Any]]) -> bytes:
    """Rows as JSON, one a line."""
    return f"{_listed(rows)}\n".encode()


def tables_bytes(tables: Mapping[str, Sequence[dict[str, Any]]]) -> bytes:
    """The rows of several tables as JSON by the names of the tables, one row a line."""
    each = (f"{json.dumps(name, ensure_ascii=False)}: {_listed(rows)}" for name, rows in tables.items())
    return ("{\n" + ",\n".join(each) + "\n}\n").encode()


def _listed(rows: Sequence[dict[str, Any]]) -> str:
    """Rows one a line: indented, each value would have its own, which also takes json ten times as long."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]"
