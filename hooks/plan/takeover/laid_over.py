"""Lays a city's sheets over the plan's own workbook, so that what reads the workbook reads them too.

What a city's sheet says stands in the row of its record, or in a new one; all else is as the plan has it. It is kept
which cell of the city's each cell came from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plan.messages.findings import Finding, SheetCell, shown
from plan.messages.meant import meant
from plan.model.typed_years import typed_year
from plan.takeover.city_cells import Reason, cell_of
from plan.takeover.city_sheets import Grid
from plan.takeover.mapped_fields import Filled, TableFields
from plan.takeover.row_ids import RowIds
from plan.workbook.cells import CellError
from plan.workbook.layout import Layout, Sheet, SheetColumn, cell
from plan.workbook.tables import Found, Table, Tables
from plan.workbook.typed_amounts import AmountColumns, amounts

_NOTHING = Found(None)
#: Whose ids the columns are that say what a row is about; and the kinds of those that hold a fiscal year.
_PARENTS = {"card": "projects", "indicator": "indicators", "department": "departments"}
_YEARS = ("id-year", "id-when")


@dataclass
class LaidRow:
    """A row of the plan's workbook, with what the city's sheets say in it."""

    cells: dict[str, Found]
    new: bool = True
    said: dict[str, SheetCell] = field(default_factory=dict)
    """The city's cell for each column that has one."""
    at: SheetCell | None = None
    """The first of them that told which record it is."""
    fields: TableFields | None = None
    sources: dict[str, Filled] = field(default_factory=dict)
    """What of the mapping filled each column."""
    former: dict[str, Found] = field(default_factory=dict)
    """What the plan said in the cells that now say what a city's sheet does."""


class LaidOver:
    """The plan's workbook under a city's sheets."""

    def __init__(self, layout: Layout, absent: Mapping[str, Reason]) -> None:
        self._layout, self._absent = layout, absent
        self._ids = RowIds(layout)
        self._rows = {sheet.title: _known(sheet) for sheet in layout.sheets}
        self._made: dict[tuple[str, int, str], str] = {}
        self.findings: list[Finding] = []
        self.kept: list[tuple[SheetCell, str]] = []
        """The empty cells of the city's, with the values of the plan, which stay."""

    def lay(self, grids: Sequence[tuple[Grid, Sequence[TableFields]]]) -> None:
        """Lay all sheets over, table by table as the workbook has them: what others name comes before them."""
        for sheet in self._layout.sheets:
            for grid, tables in grids:
                for fields in tables:
                    if fields.own.title == sheet.title:
                        for number, row in grid.rows:
                            self._lay_row(grid, fields, number, row)

    def tables(self) -> Tables:
        """The workbook as it now is, with the lasting names of the columns as their heads."""
        found = {}
        for sheet in self._layout.sheets:
            for amount in amounts(sheet):
                for row in self._rows[sheet.title].values():
                    _without_former_bound(row, amount)
            table = Table({(1, at): Found(column.key) for at, column in enumerate(sheet.columns, 1)})
            for number, row in enumerate(self._rows[sheet.title].values(), 2):
                for at, column in enumerate(sheet.columns, 1):
                    table.cells[number, at] = row.cells.get(column.key, _NOTHING)
            found[sheet.title] = table
        return Tables(found, self._layout.mark)

    def origins(self) -> Iterator[tuple[tuple[str, int], LaidRow]]:
        """Each row by the sheet and the line in which `tables` has it."""
        for title, rows in self._rows.items():
            for number, row in enumerate(rows.values(), 2):
                yield (title, number), row

    def _lay_row(self, grid: Grid, fields: TableFields, number: int, row: Mapping[int, Found]) -> None:
        """Lay one row of a city's over the row, or the rows, of its records."""
        years = dict.fromkeys(item.year for item in fields.filled if item.year is not None)
        said = [item for item in fields.filled if item.column and _says(row.get(item.column, _NOTHING))]
        if years and said and all(item.year is None for item in said):  # a note without any year that it is about
            self.findings.append(Finding(grid.cell(number, said[0].column or 1), "row-without-name"))
        for year in years or [None]:
            filled = [item for item in fields.filled if item.year in (None, year)]
            telling = [item for item in filled if item.column is not None and (year is None or item.year == year)]
            if not any(_says(row.get(item.column or 0, _NOTHING)) for item in telling):
                continue
            at = grid.cell(number, fields.id_column or telling[0].column or 1)
            try:
                ids = self._row_ids(grid, fields, number, row, filled)
            except CellError as error:
                self.findings.append(Finding(at, error.rule, error.details))
                continue
            rows = self._rows[fields.own.title]
            given = any(
                _says(said) or reason for said, reason in (cell_of(item, row, self._absent) for item in telling)
            )
            if ids is not None and (given or tuple(ids.values()) in rows):
                laid = rows.setdefault(tuple(ids.values()), LaidRow({}))
                laid.cells |= {key: Found(said) for key, said in ids.items() if key not in laid.cells}
                laid.at, laid.fields = laid.at or at, laid.fields or fields
                for item in filled:
                    if item.own.key not in ids:
                        self._put(laid, grid, number, item, row)

    def _row_ids(
        self, grid: Grid, fields: TableFields, number: int, row: Mapping[int, Found], filled: Sequence[Filled]
    ) -> dict[str, str] | None:
        """The ids of a row by their columns; None, with a finding, where the card cannot be told."""
        found: dict[str, str] = {}
        named = {item.own.key: item for item in filled}
        for column in fields.own.id_columns:
            if column.key == "card":
                card = self._card(grid, fields, number, row)
                if card is None:
                    return None
                found["card"] = card
            elif column.key == "id":
                name = named.get(f"name.{self._layout.language}") or named.get(f"title.{self._layout.language}")
                found["id"] = self._own_id(fields, found.get("card", ""), row, name)
                self._made[grid.sheet.name, number, fields.own.record] = found["id"]
            else:
                said = _text(cell_of(named[column.key], row, self._absent)[0]) if column.key in named else None
                year = next((item.year for item in filled if item.year is not None), None)
                id = self._told_apart_by(column, said, found.get("card", ""), year)
                id = id or self._made.get((grid.sheet.name, number, _PARENTS.get(column.key, "")))
                if id is None:
                    raise CellError("row-without-name")
                found[column.key] = id
        return found

    def _told_apart_by(self, column: SheetColumn, said: str | None, card: str, year: int | None) -> str | None:
        """What else tells a row from others: a fiscal year, or another record that it names; None where that is empty.

        `year` is that of the head, where each column of years makes rows of its own.
        """
        if column.kind in _YEARS:
            found = year if said is None else typed_year(said) or said
            return None if found is None else str(found)
        if not said:
            return None
        if parent := _PARENTS.get(column.key):
            return self._ids.named(parent, card, said)
        return next((id for id, label in column.choices.items() if said in (id, label, label[len(id) + 1 : -1])), said)

    def _own_id(self, fields: TableFields, card: str, row: Mapping[int, Found], named: Filled | None) -> str:
        name = _text(cell_of(named, row, self._absent)[0]) if named else ""
        code = _text(row.get(fields.id_column, _NOTHING)) if fields.id_column else ""
        rule = fields.entry.id
        if fields.id_column:
            if not code:
                raise CellError("row-without-name")
            return self._ids.of_code(fields.own.record, card, rule.prefix, code, name)
        if not name:
            raise CellError("row-without-name")
        return self._ids.numbered(fields.own.record, card, rule.prefix, name)

    def _card(self, grid: Grid, fields: TableFields, number: int, row: Mapping[int, Found]) -> str | None:
        """The card that a row is about: the one that the row itself makes, else the one that a cell names."""
        if fields.card_column is None:
            return self._made.get((grid.sheet.name, number, "projects"))  # what was wrong with that row was told
        said = _text(row.get(fields.card_column, _NOTHING))
        prefix = fields.entry.card.prefix if fields.entry.card else ""
        card = self._ids.card(said, prefix) if said else None
        if card is None:
            near = meant(said, [*self._ids.cards, *self._ids.cards.values()]) if said else None
            at = grid.cell(number, fields.card_column)
            self.findings.append(Finding(at, "no-such-card", {"found": shown(said or None), "meant": near}))
        return card

    def _put(self, laid: LaidRow, grid: Grid, number: int, item: Filled, row: Mapping[int, Found]) -> None:
        """Put what a city's cell says into a row, with the reason where it says that there is no value."""
        key, held = item.own.key, laid.cells.get(item.own.key, _NOTHING)
        said, reason = cell_of(item, row, self._absent)
        if item.column is None:
            if not _says(held):
                laid.cells[key], laid.sources[key] = said, item
            return
        at = grid.cell(number, item.column)
        if key in laid.said:
            if _says(said) and _says(held) and _text(said) != _text(held):
                self.findings.append(
                    Finding(at, "rows-differ", {"first": str(laid.said[key]), "found": shown(_text(said))})
                )
            if not _says(said) or _says(held):
                return
        laid.said[key] = at
        if not _says(said) and reason is None:
            if not laid.new and _says(held):
                self.kept.append((at, shown(_text(held))))
            return
        laid.former[key] = held
        laid.cells[key], laid.sources[key] = said, item
        for language, words in (reason or {}).items():
            laid.cells[f"{key.removesuffix('.value')}.missing.{language}"] = Found(words)


def _without_former_bound(row: LaidRow, amount: AmountColumns) -> None:
    """Take out what went with the plan's figure, 以上, where a city's sheet says another one."""
    before, now = row.former.get(amount.value.key, _NOTHING), row.cells.get(amount.value.key, _NOTHING)
    if amount.value.key in row.said and _says(before) and _text(before) != _text(now):
        for column in (amount.upper, amount.bound):
            if column.key not in row.said:
                row.cells[column.key] = _NOTHING


def _known(sheet: Sheet) -> dict[tuple[str, ...], LaidRow]:
    return {
        tuple(map(str, row.ids)): LaidRow({column.key: Found(cell(column, row)) for column in sheet.columns}, new=False)
        for row in sheet.rows
    }


def _says(found: Found) -> bool:
    return found.value is not None or bool(found.problem)


def _text(found: Found) -> str:
    return "" if found.value is None else str(found.value).strip()
