"""One row of a table that people hand back, with its cells by column; and what stands beside those that are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from plan.messages.findings import Finding, Position, SheetCell, shown
from plan.workbook.cells import same
from plan.workbook.excel_sheets import CHOICES, INSTRUCTIONS, LABELS_ROW
from plan.workbook.exported import Kept, is_as
from plan.workbook.layout import Layout, Sheet, SheetColumn, cell
from plan.workbook.rows import CellValue, SheetRow
from plan.workbook.tables import Found, Table, Tables, heading


@dataclass(frozen=True)
class TableLine:
    """One row of a table, with its cells by column."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, Found]
    typed: Mapping[str, SheetColumn] = field(default_factory=dict)
    """The columns whose value is typed in the cell of another, each with that one."""
    file: str = ""
    """The file that it stands in, where several are read."""
    kept: Mapping[str, Kept] | None = None
    """What stood in it when the table was written out; None where it was not there, or nothing tells."""

    @property
    def present(self) -> tuple[SheetColumn, ...]:
        """The columns that its table has, or of which it says something elsewhere."""
        return tuple(column for column in self.sheet.columns if column.key in self.columns or column.key in self.typed)

    @property
    def names(self) -> tuple[str, ...]:
        """What its cells say that tell it from others."""
        return tuple(str(self.cells[column.key].value) for column in self.sheet.id_columns)

    def cell(self, column: SheetColumn) -> SheetCell:
        """The cell of a column."""
        column = self.typed.get(column.key, column)
        letters = get_column_letter(self.columns[column.key])
        return SheetCell(self.sheet.title, letters, self.number, column.label, self.file)


def filled_rows(
    sheet: Sheet, table: Table, numbers: Mapping[str, int], first: int
) -> Iterator[tuple[int, Mapping[str, Found]]]:
    """The rows of a table, from the `first`, that hold more than a row for a new record does, each with its cells."""
    empty, own = dict.fromkeys(numbers, Found(None)), dict[int, dict[str, Found]]()
    keys = {number: key for key, number in numbers.items()}
    for (row, number), found in table.cells.items():
        if row >= first and number in keys:
            own.setdefault(row, {})[keys[number]] = found
    for row, cells in sorted(own.items()):
        if any(found.value is not None and not sheet.is_ahead(key, found.value) for key, found in cells.items()):
            yield row, empty | cells


def beside(sheet: Sheet, table: Table, numbers: Mapping[str, int], first: int, file: str) -> Iterator[Finding]:
    """What nobody reads of a table, below its heads: cells beside its columns, and what is pinned to cells."""
    labels = {number: column.label for column in sheet.columns if (number := numbers.get(column.key))}
    for (row, number), found in sorted(table.cells.items()):
        if row >= first and number not in labels and found.value is not None:
            at = SheetCell(sheet.title, get_column_letter(number), row, file=file)
            yield Finding(at, "side-note", {"found": shown(found.value)}, level="advice")
    for (row, number), text in sorted(table.comments.items()):
        if row >= max(first, LABELS_ROW):
            at = SheetCell(sheet.title, get_column_letter(number), row, labels.get(number, ""), file)
            yield Finding(at, "pinned-note", {"found": shown(text)}, level="advice")


def further_sheets(tables: Tables, layout: Layout, file: str) -> Iterator[Finding]:
    """The sheets that hold anything and are none of the layout's."""
    known = {*(sheet.title for sheet in layout.sheets), INSTRUCTIONS, CHOICES}
    for title, table in tables.sheets.items():
        if title not in known and table.cells:
            yield Finding(SheetCell(title, file=file), "sheet-not-read", level="advice")


def as_handed_out(tables: Tables, layout: Layout) -> bool:
    """Whether nothing stands in a workbook but what it held when it was written out, as far as it tells."""
    if tables.exported is None or any(further_sheets(tables, layout, "")):
        return False
    for sheet in (one for one in layout.sheets if one.title in tables.sheets):
        table = tables.sheets[sheet.title]
        columns, first = heading(sheet, table)
        numbers = {key: found[0] for key, found in columns.items() if found}
        if any(beside(sheet, table, numbers, first, "")):
            return False
        for row in {row for row, _ in table.cells if row >= first}:
            cells = {key: table.cells.get((row, number), Found(None)) for key, number in numbers.items()}
            names = tuple(str(cells[one.key].value) for one in sheet.id_columns if one.key in cells)
            kept = tables.exported.rows.get((sheet.title, names), {})
            if not all(is_as(kept.get(key), found.value) for key, found in cells.items()):
                return False
    return True


def names_of(sheet: Sheet, row: SheetRow) -> tuple[str, ...]:
    """What the cells of a row say that tell it from others."""
    return tuple(str(cell(column, row)) for column in sheet.id_columns)


def as_kept(line: TableLine, column: SheetColumn) -> bool:
    """Whether a cell says what it held when the table was written out, as far as the table tells."""
    found = line.cells[column.key]
    if line.kept is None or column.key not in line.kept or found.problem or found.percent:
        return False
    return column.key not in line.typed and is_as(line.kept[column.key], found.value)


def untouched(found: Found, said: CellValue) -> bool:
    """Whether a cell still says what was written into it, however that would be read."""
    now = found.value.strip() if isinstance(found.value, str) else found.value
    return not found.problem and not found.percent and same(said, now)


def but_hidden(findings: Iterable[Finding], tables: Tables) -> list[Finding]:
    """The findings without those of cells that are empty because they lie in a merged range, behind its first one."""
    merged = {title: [_edges(one) for one in table.merged] for title, table in tables.sheets.items()}

    def is_hidden(at: Position) -> bool:
        if not (isinstance(at, SheetCell) and at.column):
            return False
        here = (column_index_from_string(at.column), at.line)
        return any(
            left <= here[0] <= right and top <= here[1] <= bottom and here != (left, top)
            for left, top, right, bottom in merged.get(at.sheet, ())
        )

    return [finding for finding in findings if not is_hidden(finding.at)]


def merges_heads(table: Table, first: int) -> bool:
    """Whether heads of columns above the `first` row are merged, which hides that of a column."""
    return any(_edges(merged)[1] < first for merged in table.merged)


def _edges(merged: str) -> tuple[int, int, int, int]:
    """The first column and row of a range, and the last."""
    left, top, right, bottom = (edge or 0 for edge in range_boundaries(merged))
    return left, top, right, bottom
