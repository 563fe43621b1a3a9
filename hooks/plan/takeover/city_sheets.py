"""Reads a folder of a city's own workbooks: each sheet with its heads and rows, as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from openpyxl.utils import get_column_letter, range_boundaries

from plan.messages import likeness
from plan.messages.findings import FileLine, Finding, SheetCell
from plan.takeover.mapping import CitySheet
from plan.workbook.tables import Found, Table, read_tables

#: What joins the heads that stand above each other, ／ as it is compared.
JOINT = "/"
_NOTHING = Found(None)


@dataclass(frozen=True)
class OwnSheet:
    """One sheet of a city's workbook."""

    file: str
    title: str
    table: Table

    @property
    def name(self) -> str:
        """As Excel names a sheet of another file."""
        return f"[{self.file}]{self.title}"

    @property
    def names(self) -> tuple[str, ...]:
        """What a mapping may call it, the shortest first."""
        return self.title, self.name, f"{self.file}/{self.title}", self.file


@dataclass(frozen=True)
class Grid:
    """A sheet as its entry of the mapping reads it."""

    sheet: OwnSheet
    entry: CitySheet

    @cached_property
    def heads(self) -> Mapping[int, str]:
        """The head of each column, those above each other joined; merged ones stand over all their columns."""
        cells = _spread(self.sheet.table, frozenset(self.entry.heads))
        found: dict[int, list[str]] = {}
        for row in self.entry.heads:
            for (at, column), cell in sorted(cells.items()):
                said = squeezed(cell.value)
                if at == row and said and said not in found.setdefault(column, []):
                    found[column].append(said)
        return {column: JOINT.join(parts) for column, parts in found.items()}

    @cached_property
    def rows(self) -> Sequence[tuple[int, Mapping[int, Found]]]:
        """The rows that are taken, merged cells and those of `fill_down` filled from above."""
        return [(number, row) for number, row in self._to_last if not self._skipped(row)]

    @property
    def passed(self) -> tuple[int, int]:
        """How many rows that hold anything are not taken: by `skip`, and by `last`."""
        last = self.entry.last
        held = {number for (number, _), cell in self.sheet.table.cells.items() if _says(cell)}
        after = {number for number in held if last is not None and number > last}
        return len(self._to_last) - len(self.rows), len(after)

    @cached_property
    def _to_last(self) -> Sequence[tuple[int, Mapping[int, Found]]]:
        """The rows below the heads that hold anything, down to the last one."""
        first, last = max(self.entry.heads) + 1, self.entry.last
        cells: dict[int, dict[int, Found]] = {}
        for (number, column), cell in _filled(self.sheet.table).items():
            if number >= first and (last is None or number <= last) and _says(cell):
                cells.setdefault(number, {})[column] = cell
        down = [column for name in self.entry.fill_down for column in self.columns(name)]
        above: dict[int, Found] = {}
        found = []
        for number, row in sorted(cells.items()):
            for column in down if row else ():
                if column in row:
                    above[column] = row[column]
                elif column in above:
                    row[column] = above[column]
            if row:
                found.append((number, row))
        return found

    def columns(self, name: str) -> list[int]:
        """The columns whose head is `name`: the whole head, or its lower part."""
        wanted = squeezed(name)
        whole = [column for column, head in self.heads.items() if head == wanted]
        return whole or [column for column, head in self.heads.items() if head.endswith(f"{JOINT}{wanted}")]

    def cell(self, row: int, column: int) -> SheetCell:
        """A cell, as a message names it."""
        return SheetCell(self.sheet.name, get_column_letter(column), row, self.heads.get(column, "－"))

    def merged_across(self, row: int) -> Iterator[tuple[int, range]]:
        """The merged cells that reach over several columns in a row, each by its first column."""
        for reference in self.sheet.table.merged:
            left, top, right, bottom = _bounds(reference)
            if top <= row <= bottom and left < right:
                yield left, range(left, right + 1)

    def _skipped(self, row: Mapping[int, Found]) -> bool:
        return any(
            fnmatchcase(squeezed(row.get(column, _NOTHING).value), squeezed(pattern))
            for name, patterns in self.entry.skip.items()
            for column in self.columns(name)
            for pattern in patterns
        )


def squeezed(value: object) -> str:
    """What stands in a cell, without blanks and whatever the width of its letters; nothing for an empty one."""
    return "" if value is None else likeness.squeezed(str(value))


def city_sheets(folder: Path, ignore: Sequence[str]) -> tuple[list[OwnSheet], list[Finding], list[str]]:
    """All sheets of all workbooks and CSV files of a folder but those to `ignore`, what cannot be read of it, and the
    names of all that is there."""
    if not folder.is_dir():
        return [], [Finding(FileLine(folder.name, 0), "no-such-folder")], []
    names = [path.name for path in sorted(folder.iterdir())]
    found: list[OwnSheet] = []
    findings: list[Finding] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or _is_named(path.name, ignore) or path.suffix.lower() == ".csv":
            continue
        if path.suffix.lower() not in (".xlsx", ".xlsm", ".xls"):
            findings.append(Finding(FileLine(path.name, 0), "file-not-taken"))
            continue
        tables = read_tables(path)
        findings += tables.findings
        found += [OwnSheet(path.name, title, table) for title, table in tables.sheets.items() if table.cells]
    if any(folder.glob("*.csv")):
        tables = read_tables(folder)
        findings += [finding for finding in tables.findings if not _is_named(finding.file, ignore)]
        found += [OwnSheet(f"{title}.csv", title, table) for title, table in tables.sheets.items() if table.cells]
    there = list(dict.fromkeys([*names, *(name for sheet in found for name in sheet.names)]))
    return [sheet for sheet in found if not any(_is_named(name, ignore) for name in sheet.names)], findings, there


def unused(ignore: Sequence[str], there: Sequence[str]) -> Sequence[int]:
    """Which of the names to ignore no file and no sheet has, by their number; `there`: all names of these."""
    return [number for number, one in enumerate(ignore) if not any(_is_named(name, (one,)) for name in there)]


def _is_named(name: str, ignore: Sequence[str]) -> bool:
    """Whether a name is one of those to ignore; * in these stands for anything."""
    return any(name == one or fnmatchcase(name, one.replace("[", "[[]")) for one in ignore)


def grids(sheets: Sequence[OwnSheet], entries: Sequence[CitySheet]) -> Iterator[tuple[OwnSheet, int | None]]:
    """Each sheet with the number of the first entry that it fits, if any."""
    for sheet in sheets:
        fitting = (
            number
            for number, entry in enumerate(entries)
            if fnmatchcase(sheet.file, entry.file) and fnmatchcase(sheet.title, entry.sheet)
        )
        yield sheet, next(fitting, None)


def _bounds(reference: str) -> tuple[int, int, int, int]:
    """The first column and row of merged cells, and the last."""
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or 1, bottom or 1


def _says(cell: Found) -> bool:
    return cell.value is not None or bool(cell.problem)


def _spread(table: Table, rows: frozenset[int]) -> dict[tuple[int, int], Found]:
    """The cells of the heads, each merged one in all its places."""
    cells = {place: cell for place, cell in table.cells.items() if place[0] in rows}
    for reference in table.merged:
        left, top, right, bottom = _bounds(reference)
        if cell := table.cells.get((top, left)):
            over = [row for row in rows if top <= row <= bottom]
            cells |= {(row, column): cell for row in over for column in range(left, right + 1)}
    return cells


def _filled(table: Table) -> dict[tuple[int, int], Found]:
    """The cells, each merged one in all its rows, as far down as anything stands."""
    cells, last = dict(table.cells), max((row for row, _ in table.cells), default=0)
    for reference in table.merged:
        left, top, _, bottom = _bounds(reference)
        if (top, left) in cells:
            cells |= {(row, left): cells[top, left] for row in range(top, min(bottom, last) + 1)}
    return cells
