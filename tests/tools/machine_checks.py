"""The national rules for machine-readable data, as far as a program can judge them: one check a rule, on whole files.

A check is given a package of files and gives what breaks its rule, a line each. It knows nothing of how files are made.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from openpyxl import load_workbook

BOM = b"\xef\xbb\xbf"
#: What is published of a table whose values are in long form: the column with the one value.
LONG = ("indicator_values", "budgets", "statistics")


@dataclass(frozen=True)
class Package:
    """The files of some open data by their names, without the folder."""

    files: Mapping[str, bytes]
    faults: Mapping[str, int] = field(default_factory=dict)
    """How many cells the program itself says to break a rule."""

    @cached_property
    def tables(self) -> Mapping[str, list[list[str]]]:
        """The rows of each CSV as text, the head first."""
        return {name[:-4]: _rows(content) for name, content in self.files.items() if name.endswith(".csv")}

    @cached_property
    def book(self) -> Any:
        """The Excel file."""
        return load_workbook(io.BytesIO(self.files["plan.xlsx"]))

    @cached_property
    def fields(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """What the Data Package says of each column of each table."""
        found = json.loads(self.files["datapackage.json"])["resources"]
        return {item["path"][:-4]: {one["name"]: one for one in item["schema"]["fields"]} for item in found}

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Each cell: its table, column and text."""
        for name, (head, *rows) in self.tables.items():
            for row in rows:
                yield from ((name, column, text) for column, text in zip(head, row, strict=False))


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix(BOM).decode(), newline="")))


def file_types(package: Package) -> Iterator[str]:
    """Every table is CSV, Excel or JSON."""
    for name in package.files:
        if name.rpartition(".")[2] not in ("csv", "xlsx", "json", "jsonld", "zip"):
            yield name


def one_table(package: Package) -> Iterator[str]:
    """No second head stands in a table, and the Excel file has a sheet for each."""
    for name, (head, *rows) in package.tables.items():
        yield from (name for row in rows if row == head)
    if "plan.xlsx" in package.files and set(package.book.sheetnames) != set(package.tables):
        yield "plan.xlsx"


def not_split(package: Package) -> Iterator[str]:
    """No row is empty."""
    for name, rows in package.tables.items():
        yield from (name for row in rows if not any(row))


def nothing_beside(package: Package) -> Iterator[str]:
    """No row is longer or shorter than the head: nothing stands beside, above or below the table."""
    for name, (head, *rows) in package.tables.items():
        yield from (name for row in rows if len(row) != len(head))


def named(package: Package) -> Iterator[str]:
    """Every column has a name."""
    for name, (head, *_) in package.tables.items():
        yield from (name for column in head if not column.strip())


def no_looks(package: Package) -> Iterator[str]:
    """No cell has line breaks or blanks around its text."""
    yield from (f"{table}.{column}" for table, column, text in package.cells() if text != text.strip() or "\n" in text)


def letters(package: Package) -> Iterator[str]:
    """The program says of each cell with letters of one platform that it breaks the rule."""
    found = sum(
        bool(re.search("[\u2460-\u24ff\u2160-\u218b\u3220-\u33ff\ue000-\uf8ff]", text)) for *_, text in package.cells()
    )
    if found != package.faults.get("L1-08", 0):
        yield f"{found} cells"


def blank_is_not_zero(package: Package) -> Iterator[str]:
    """What is null in the JSON is empty in the CSV, and the other way round."""
    for name, (head, *rows) in package.tables.items():
        told = json.loads(package.files[f"{name}.json"])
        for row, record in zip(rows, told, strict=True):
            yield from (
                f"{name}.{column}"
                for column, text in zip(head, row, strict=True)
                if (record[column] is None) != (text == "")
            )


def no_objects(package: Package) -> Iterator[str]:
    """No sheet has pictures or charts."""
    yield from (page.title for page in package.book.worksheets if page._images or page._charts)


def no_formats(package: Package) -> Iterator[str]:
    """No cell has a color or bold type."""
    for page in package.book.worksheets:
        for row in page.iter_rows():
            yield from (page.title for cell in row if cell.font.b or cell.fill.fill_type)


def not_merged(package: Package) -> Iterator[str]:
    """No cells are merged."""
    yield from (page.title for page in package.book.worksheets if page.merged_cells.ranges)


def not_hidden(package: Package) -> Iterator[str]:
    """No sheet, row or column is hidden."""
    for page in package.book.worksheets:
        sizes = (*page.row_dimensions.values(), *page.column_dimensions.values())
        if page.sheet_state != "visible" or any(size.hidden for size in sizes):
            yield page.title


def one_line(package: Package) -> Iterator[str]:
    """A file has as many lines as records."""
    for name, rows in package.tables.items():
        if package.files[f"{name}.csv"].count(b"\n") != len(rows):
            yield name


def quoted(package: Package) -> Iterator[str]:
    """Read back, every row has as many cells as the head."""
    yield from nothing_beside(package)


def numbers(package: Package) -> Iterator[str]:
    """A column of numbers holds digits alone."""
    for table, column, text in package.cells():
        kind = package.fields[table][column]["type"]
        if kind in ("number", "integer") and text and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            yield f"{table}.{column}: {text}"


def nothing_left_out(package: Package) -> Iterator[str]:
    """The program says of each ditto mark that it breaks the rule; what tells a row from others is never empty."""
    found = sum(text in ("同上", "〃", "″", "々") for *_, text in package.cells())
    if found != package.faults.get("L2-02", 0):
        yield f"{found} cells"
    for table, column, text in package.cells():
        if column in ("card_id", "owner_id", "owner_kind") and not text:
            yield f"{table}.{column}"


def unique(package: Package) -> Iterator[str]:
    """No two columns have one name."""
    yield from (name for name, (head, *_) in package.tables.items() if len(set(head)) != len(head))


def choices(package: Package) -> Iterator[str]:
    """A value that is chosen is one of those that the description lists."""
    for table, column, text in package.cells():
        allowed = package.fields[table][column].get("constraints", {}).get("enum")
        if text and allowed and text not in allowed:
            yield f"{table}.{column}: {text}"


def no_formulas(package: Package) -> Iterator[str]:
    """No cell of the Excel file is a formula."""
    for page in package.book.worksheets:
        yield from (page.title for row in page.iter_rows() for cell in row if cell.data_type == "f")


def head_first(package: Package) -> Iterator[str]:
    """Names of columns stand in the first row, in ASCII, and data in the second; in Excel too."""
    for name, (head, *rows) in package.tables.items():
        if not rows or not all(re.fullmatch("[a-z][a-z0-9_]*", column) for column in head):
            yield name
        if "plan.xlsx" in package.files and [cell.value for cell in package.book[name][1]] != head:
            yield f"plan.xlsx: {name}"


def codes(package: Package) -> Iterator[str]:
    """Each code that stands anywhere is in the table of codes, and what it means beside it."""
    head, *told = package.tables["codes"]
    known = {(row[0], row[1]): dict(zip(head, row, strict=True)) for row in told}
    for table, column, text in package.cells():
        if text and package.fields[table][column].get("constraints", {}).get("enum") and (column, text) not in known:
            yield f"{table}.{column}: {text}"
    for table, (head, *rows) in package.tables.items():
        for row in rows:
            cells = dict(zip(head, row, strict=True))
            coded = ((column, known[column, text]) for column, text in cells.items() if (column, text) in known)
            for column, meant in coded:
                said = {name.removeprefix("label_"): words for name, words in meant.items() if name[:6] == "label_"}
                yield from (
                    f"{table}.{column}_name_{code}"
                    for code, words in said.items()
                    if words and cells.get(f"{column}_name_{code}") != words
                )


def marks(package: Package) -> Iterator[str]:
    """No cell holds a mark in place of a value."""
    yield from (
        f"{table}.{column}" for table, column, text in package.cells() if text in ("-", "－", "…", "X", "x", "***", "*")
    )


def units(package: Package) -> Iterator[str]:
    """A table of values has a column of units, and the program counts the values without one."""
    empty = 0
    for name, (head, *rows) in package.tables.items():
        if "value" not in head:
            continue
        places = [number for number, column in enumerate(head) if column.startswith(("unit_", "money_unit"))]
        if not places:
            yield name
        empty += sum(bool(row[head.index("value")]) and not any(row[place] for place in places) for row in rows)
    if empty != package.faults.get("L3-04", 0):
        yield f"{empty} cells"


def years(package: Package) -> Iterator[str]:
    """A year is four digits of the western calendar."""
    for table, column, text in package.cells():
        if re.fullmatch("(.*_)?(fiscal|calendar)_year", column) and text and not re.fullmatch("(19|20)[0-9]{2}", text):
            yield f"{table}.{column}: {text}"


def places(package: Package) -> Iterator[str]:
    """Every table about the local government names it in every row."""
    for name, (head, *rows) in package.tables.items():
        if name in ("codes", "columns", "files_list"):
            continue
        if head[0] not in ("local_government_code", "local_government_name_ja") or not all(row[0] for row in rows):
            yield name


def same_form(package: Package) -> Iterator[str]:
    """No name of a column holds a year."""
    yield from (
        f"{name}.{column}"
        for name, (head, *_) in package.tables.items()
        for column in head
        if re.search("[0-9]", column)
    )


def defined(package: Package) -> Iterator[str]:
    """Every column is explained in the table of columns and in the description; the encoding is named."""
    known = {(row[0], row[1]) for row in package.tables["columns"][1:] if row[2]}
    for name, (head, *_) in package.tables.items():
        if not package.files[f"{name}.csv"].startswith(BOM):
            yield f"{name}.csv"
        for column in head:
            if not package.fields[name][column]["title"] or (name, column) not in known:
                yield f"{name}.{column}"
    for item in json.loads(package.files["datapackage.json"])["resources"]:
        if item["encoding"] != "utf-8":
            yield item["path"]


def long_form(package: Package) -> Iterator[str]:
    """A table of values has one of them a row."""
    for name in LONG:
        head = package.tables[name][0] if name in package.tables else ["value"]
        if head.count("value") != 1:
            yield name


CHECKS: Mapping[str, Callable[[Package], Iterator[str]]] = {
    "L1-01": file_types, "L1-02": one_table, "L1-03": not_split, "L1-04": nothing_beside, "L1-05": named,
    "L1-06": no_looks, "L1-08": letters, "L1-09": blank_is_not_zero, "L1-10": no_objects, "L1-11": no_formats,
    "L1-12": not_merged, "L1-13": not_hidden, "L1-14": one_line, "L1-15": quoted, "L2-01": numbers,
    "L2-02": nothing_left_out, "L2-03": unique, "L2-04": choices, "L2-06": no_formulas, "L3-01": head_first,
    "L3-02": codes, "L3-03": marks, "L3-04": units, "L3-05": years, "L3-06": places, "L3-07": same_form,
    "L3-08": defined, "L3-09": long_form,
}  # fmt: skip
