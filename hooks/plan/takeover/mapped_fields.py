"""Says which column of a city's sheet fills which field of the plan's workbook, and what the mapping gets wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from plan.messages.findings import Finding, Location, shown
from plan.messages.meant import meant
from plan.model.typed_years import typed_year
from plan.reading.yaml_file import YamlFile
from plan.takeover.city_sheets import Grid, squeezed
from plan.takeover.mapping import CellSource, CityTable
from plan.workbook.layout import Layout, Sheet, SheetColumn

#: What stands for a fiscal year in the name of a field, and in the head of a column.
YEAR = "{year}"
_LETTERS = re.compile(r"[A-Za-z]{1,3}\Z")


@dataclass(frozen=True)
class Filled:
    """A field, and the column that fills it; none for a constant."""

    own: SheetColumn
    source: CellSource
    column: int | None
    place: Location
    """Where its source stands in the mapping."""
    year: int | None = None
    """The fiscal year of the row that it makes, where each column of years makes rows of its own."""

    def word_at(self, found: object) -> Location | None:
        """Where the mapping has a word that a finding quotes: under `values`, or the constant; None if nowhere."""
        if self.source.constant is not None:
            return (*self.place, "constant") if found == shown(self.source.constant) else None
        said = (said for said, meaning in self.source.values.items() if found == shown(meaning))
        return next(((*self.place, "values", one) for one in said), None)


@dataclass
class TableFields:
    """How one table is filled from one sheet."""

    entry: CityTable
    own: Sheet
    place: Location
    """Where the entry stands in the mapping."""
    filled: list[Filled] = field(default_factory=list)
    id_column: int | None = None
    card_column: int | None = None

    @property
    def used(self) -> set[int]:
        """The columns of the sheet that it takes."""
        columns = {self.id_column, self.card_column, *(item.column for item in self.filled)}
        return {column for column in columns if column is not None}


class FieldReader:
    """Reads the entries of a mapping by the sheets that they are about."""

    def __init__(self, file: YamlFile, layout: Layout) -> None:
        self._file, self._layout = file, layout
        self.findings: list[Finding] = []

    def tables(self, grid: Grid, number: int) -> Iterator[TableFields]:
        """How each table of an entry is filled from a sheet."""
        for name in (*grid.entry.fill_down, *grid.entry.skip):
            self._columns(grid, name, ("sheets", number))
        for index, entry in enumerate(grid.entry.tables):
            place = ("sheets", number, "tables", index)
            own = next((sheet for sheet in self._layout.sheets if entry.table in (sheet.title, sheet.record)), None)
            if own is None:
                known = [sheet.title for sheet in self._layout.sheets]
                self.refuse(
                    (*place, "table"), "no-such-table", allowed="、".join(known), meant=meant(entry.table, known)
                )
                continue
            fields = TableFields(entry, own, place)
            if entry.id.column:
                fields.id_column = self._only(grid, entry.id.column, (*place, "id", "column"))
            if entry.card and entry.card.column:
                fields.card_column = self._only(grid, entry.card.column, (*place, "card", "column"))
            for name, source in entry.columns.items():
                fields.filled += self._filled(grid, own, name, source, (*place, "columns", name))
            yield fields

    def slips(self, grid: Grid, number: int, tables: Sequence[TableFields]) -> None:
        """Tell which columns that an entry takes from a sheet it also names among those that are not taken."""
        used = {column for fields in tables for column in fields.used}
        for index, name in enumerate(grid.entry.ignore):
            if used.intersection(grid.columns(name)):
                self.refuse(("sheets", number, "ignore", index), "taken-and-ignored", found=shown(name))

    def never_stripped(self, found: Iterable[tuple[Grid, Sequence[TableFields]]]) -> None:
        """Tell which words are to be taken away behind values, and stand behind none of those that there are."""
        values: dict[tuple[Location, str], list[str]] = {}
        for grid, tables in found:
            for item in (item for fields in tables for item in fields.filled if item.source.strip):
                held = values.setdefault(((*item.place, "strip"), item.source.strip or ""), [])
                held += [str(cell.value).strip() for _, row in grid.rows if (cell := row.get(item.column or 0))]
        for (place, words), held in values.items():
            if held and not any(value.endswith(words) for value in held):
                self.refuse(place, "strip-never-fits", found=shown(words))

    def refuse(self, place: Location, rule: str, **details: object) -> None:
        """Tell what is wrong at a place of the mapping."""
        self.findings.append(self._file.finding(place, rule, **details))

    def _filled(self, grid: Grid, own: Sheet, name: str, source: CellSource, place: Location) -> Iterator[Filled]:
        given = [source.column, source.letter, source.constant]
        if sum(value is not None for value in given) != 1:
            self.refuse(place, "one-source")
            return
        if source.column is None or YEAR not in source.column:
            column = self._field(own, name, place)
            number = self._number(grid, source, place)
            if column and (number is not None or source.constant is not None):
                yield Filled(column, source, number, place)
            return
        years = list(_years(grid, source.column))
        if not years:
            self._no_head(grid, source.column, place)
        for number, year in years:
            column = self._field(own, name.replace(YEAR, str(year)), place)
            if column:
                yield Filled(column, source, number, place, None if YEAR in name else year)

    def _field(self, own: Sheet, name: str, place: Location) -> SheetColumn | None:
        """A field by its lasting name or its label."""
        fields = [column for column in own.columns if column.kind != "derived"]
        found = next((item for item in fields if squeezed(name) in (item.key, squeezed(item.label))), None)
        if found is None:
            near = meant(name, [text for item in fields for text in (item.key, item.label)])
            self.refuse(place, "no-such-column", table=own.title, found=shown(name), meant=near)
        return found

    def _number(self, grid: Grid, source: CellSource, place: Location) -> int | None:
        if source.letter is not None:
            if not _LETTERS.match(source.letter):
                self.refuse(place, "not-letters", found=shown(source.letter))
                return None
            return column_index_from_string(source.letter.upper())
        return None if source.column is None else self._only(grid, source.column, place)

    def _only(self, grid: Grid, name: str, place: Location) -> int | None:
        columns = self._columns(grid, name, place)
        return columns[0] if len(columns) == 1 else None

    def _columns(self, grid: Grid, name: str, place: Location) -> list[int]:
        """The columns of a head; a finding where there is none, or more than one."""
        columns = grid.columns(name)
        if not columns:
            self._no_head(grid, name, place)
        elif len(columns) > 1:
            cells = "、".join(str(grid.cell(max(grid.entry.heads), column)) for column in columns)
            self.refuse(place, "head-twice", found=shown(name), cells=cells)
        return columns

    def _no_head(self, grid: Grid, name: str, place: Location) -> None:
        heads = list(dict.fromkeys(grid.heads.values()))
        rows = "、".join(map(str, grid.entry.heads))
        self.refuse(
            place,
            "no-such-head",
            sheet=grid.sheet.name,
            rows=rows,
            found=shown(name),
            allowed="、".join(heads) or "－",
            meant=meant(squeezed(name), heads),
        )


def _years(grid: Grid, pattern: str) -> Iterator[tuple[int, int]]:
    """The columns whose heads fit a pattern, each with the year that stands in it."""
    before, after = map(re.escape, squeezed(pattern).split(YEAR, 1))
    for column, head in grid.heads.items():
        match = re.fullmatch(f"(?:.*/)?{before}(.+?){after}", head)
        year = typed_year(match[1]) if match else None
        if year is not None:
            yield column, year
