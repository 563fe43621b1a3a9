"""Turns the tables that people hand back, and the plan as it is, into changes of the plan, or into every finding.

What writes them is plan.writing.revision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from plan.messages.findings import Finding, Location, SheetCell, shown
from plan.messages.meant import meant
from plan.workbook.cells import CellError, same, value
from plan.workbook.exported import Digest, is_as
from plan.workbook.homes import LISTS, OWN_FILES
from plan.workbook.layout import (
    Layout,
    Sheet,
    SheetColumn,
    cell,
    listed,
    said,
    written,
)
from plan.workbook.long_forms import LONG_FORMS, Name
from plan.workbook.rounding import rounded
from plan.workbook.rows import SheetRow, value_at
from plan.workbook.table_lines import (
    TableLine,
    as_kept,
    beside,
    but_hidden,
    filled_rows,
    further_sheets,
    merges_heads,
    names_of,
    untouched,
)
from plan.workbook.tables import Found, Tables, folded, heading
from plan.workbook.typed_amounts import amounts, other_unit, places, split, units
from plan.writing.change import Change
from plan.writing.named_places import put

#: The sheets whose rows others are about, each with the column that names such a row.
_PARENTS = {
    "projects": "card",
    "departments": "department",
    "indicators": "indicator",
    "items": "item",
    "item_indicators": "item_indicator",
}
_NOTHING = Found(None)


@dataclass
class Reading:
    """What a workbook brings."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Why it cannot be taken; with one of them the changes are not to be used."""
    kept: list[tuple[SheetCell, str]] = field(default_factory=list)
    """Cells that are empty in tables older than the data, with the values of the plan, which stay."""
    passed: list[tuple[str, int, int]] = field(default_factory=list)
    """The sheets of a city's own of which rows are not taken, with how many by `skip` and by `last`."""
    beside: list[Finding] = field(default_factory=list)
    """What is told and stops nothing: what nobody reads, what was rounded."""
    cells: dict[tuple[str, Location], SheetCell] = field(default_factory=dict)
    """The cell of each value of the sheets, changed or not, by its file and its place there by what lasts."""


def read(tables: Tables, layout: Layout, folder: str = "data", file: str = "") -> Reading:
    """Compare what was handed back with the plan, whose data findings call `folder`.

    `file` is named in findings, where several are read. Where the tables say what they held when they were written out,
    only the cells that differ from that are changes, and one that has changed in the plan too is a finding.
    """
    return _Reader(tables, layout, folder, file).reading


class _Reader:
    """Goes through the sheets in their order, so that rows of later ones may name what earlier ones add."""

    def __init__(self, tables: Tables, layout: Layout, folder: str, file: str) -> None:
        self.reading = Reading(findings=list(tables.findings))
        self._folder, self._file = folder, file
        self._exported = tables.exported.rows if tables.exported else None
        self._overtaken = tables.mark != layout.mark
        self._language, self._card = layout.language, layout.sheets[0].name
        rows = (row for sheet in layout.sheets if sheet.record == "projects" for row in sheet.rows)
        self._titles = {str(row.ids[0]): str(row.record["title"][layout.language]) for row in rows}
        self._items = layout.items
        self._titles_of_items = {
            str(row.ids[0]): str(row.record["title"][layout.language])
            for sheet in layout.sheets
            for row in sheet.rows
            if sheet.record == "items"
        }
        self._parents = {
            _PARENTS[sheet.record]: (sheet.title, {row.ids for row in sheet.rows})
            for sheet in layout.sheets
            if sheet.record in _PARENTS
        }
        if tables.findings:
            return
        self._units = units(layout)
        self._amounts = {sheet.title: amounts(sheet) for sheet in layout.sheets}
        lines = {sheet.title: list(self._lines(sheet, tables)) for sheet in layout.sheets}
        self._added = _added_names(lines, layout.language)
        if not any(finding.rule == "missing-sheet" for finding in self.reading.findings):
            self.reading.beside += further_sheets(tables, layout, file)
        for sheet in layout.sheets:
            if sheet.title in tables.sheets:
                self._sheet(sheet, lines[sheet.title])
        self.reading.findings[:] = but_hidden(self.reading.findings, tables)

    def _at(self, sheet: Sheet) -> SheetCell:
        return SheetCell(sheet.title, file=self._file)

    def _refuse(self, cell: SheetCell, rule: str, **details: object) -> None:
        self.reading.findings.append(Finding(cell, rule, details))

    def _lines(self, sheet: Sheet, tables: Tables) -> Iterator[TableLine]:
        """The rows of a sheet that hold anything; refuses a sheet whose columns cannot be told."""
        table = tables.sheets.get(sheet.title)
        if table is None:
            if not sheet.optional:
                self._refuse(self._at(sheet), "missing-sheet", found="、".join(tables.sheets) or "－")
            return
        for merged in table.merged:
            self._refuse(self._at(sheet), "merged", range=merged)
        columns, first = heading(sheet, table)
        wrong = [c for c in sheet.columns if len(columns[c.key]) != 1 and (columns[c.key] or not sheet.may_lack(c))]
        for column in wrong if not merges_heads(table, first) else ():
            rule = "column-twice" if columns[column.key] else "missing-column"
            self._refuse(self._at(sheet), rule, label=column.label)
        if wrong:
            return
        numbers = {key: found[0] for key, found in columns.items() if found}
        self.reading.beside += beside(sheet, table, numbers, first, self._file)
        for row, cells in filled_rows(sheet, table, numbers, first):
            line = TableLine(sheet, row, numbers, cells, file=self._file)
            kept = (self._exported or {}).get((sheet.title, line.names))
            yield self._split(replace(line, kept=kept))

    def _split(self, line: TableLine) -> TableLine:
        """The row with each amount that one cell says, 約310人, in the columns that it has for it."""
        cells, typed = dict(line.cells), dict[str, SheetColumn]()
        for amount in self._amounts[line.sheet.title]:
            found = split(amount, line.cells, self._unit(line))
            if found is None:
                continue
            cells |= found.cells
            typed |= dict.fromkeys(found.cells.keys() - {amount.value.key}, amount.value)
            for column in found.against:
                written = {"found": shown(line.cells[amount.value.key].value), "label": column.label}
                self._refuse(
                    line.cell(amount.value), "typed-twice", **written, there=shown(line.cells[column.key].value)
                )
        return replace(line, cells=cells, typed=typed)

    def _unit(self, line: TableLine) -> str | None:
        unit = (line.cells.get(f"unit.{self._language}") or line.cells.get("indicator_unit", _NOTHING)).value
        return None if unit is None else str(unit).strip()

    def _sheet(self, sheet: Sheet, lines: list[TableLine]) -> None:
        known, seen = {row.ids: row for row in sheet.rows}, dict[tuple[Name, ...], int]()
        there = {names_of(sheet, row) for row in sheet.rows}
        for line in lines:
            if line.kept is not None and line.names not in there:  # since then the plan has lost it
                if not all(is_as(line.kept.get(key), found.value) for key, found in line.cells.items()):
                    self._refuse(line.cell(sheet.id_columns[-1]), "row-gone", found=shown(" ".join(line.names)))
                continue
            ids = self._ids(line)
            if ids is None:  # its other cells are told in the same run
                for column in line.present:  # but steps, which are of the scale that the row names
                    empty = line.cells[column.key].value is None
                    if not (empty or column.locked or column.kind == "step"):
                        self._value(line, column)
                continue
            if ids in seen:
                self._refuse(line.cell(sheet.id_columns[-1]), "row-twice", first=seen[ids])
                continue
            seen[ids] = line.number
            if ids in known:
                self._compare(line, known[ids])
            else:
                self._add(line, ids)
        whole = self._at(sheet) not in {finding.at for finding in self.reading.findings}
        lost = ((ids, row) for ids, row in known.items() if ids not in seen and self._was_there(sheet, row))
        missing = list(lost) if whole else []
        named = {number: ids for ids, number in seen.items()}
        for line in lines if missing else ():
            ids = named.get(line.number)
            if ids and ids not in known:  # a row less and a row more is an id that was changed
                near = meant(str(ids[-1]), [str(one[-1]) for one, _ in missing])
                self._refuse(line.cell(sheet.id_columns[-1]), "changed-id", found=shown(ids[-1]), meant=near)
        for ids, row in missing:
            what = f"{sheet.name}「{self._name(sheet, ids, row.record)}」（{'、'.join(map(str, ids))}）"
            told = {"what": what, "ids": ", ".join(map(str, ids)), "file": row.file}
            self._refuse(self._at(sheet), "missing-row", **told)

    def _was_there(self, sheet: Sheet, row: SheetRow) -> bool:
        """Whether the tables held the row of a record when they were written out, as far as they tell."""
        return self._exported is None or (sheet.title, names_of(sheet, row)) in self._exported

    def _ids(self, line: TableLine) -> tuple[Name, ...] | None:
        """The ids of a row; None, with findings, if one is not there."""
        ids: list[Name] = []
        for column in line.sheet.id_columns:
            found = self._value(line, column)
            if found is None and line.cells[column.key].value is None:
                self._refuse(line.cell(column), "missing-id")
            elif found is not None and not self._is_there(column.key, (*ids, found)):
                title, known = self._parents[column.key]
                near = meant(found, [str(one[-1]) for one in known if one[:-1] == tuple(ids)])
                self._refuse(line.cell(column), "unknown-parent", sheet=title, found=shown(found), meant=near)
            elif found is not None:
                ids.append(found)
        return tuple(ids) if len(ids) == len(line.sheet.id_columns) else None

    def _is_there(self, key: str, ids: tuple[Name, ...]) -> bool:
        """Whether there is the row that a column of ids names, in the workbook or in the plan."""
        return key not in self._parents or ids in self._parents[key][1]

    def _in_scale(self, line: TableLine, column: SheetColumn) -> SheetColumn:
        """A column of steps as it is in one row: with the steps of the scale that the row names."""
        if column.kind != "step":
            return column
        scale = next(item for item in line.sheet.columns if item.key == "scale")
        found = self._value(line, scale)
        steps = {id.split("/")[1]: said for id, said in column.choices.items() if id.split("/")[0] == found}
        return replace(column, kind="choice", choices=steps)

    def _value(self, line: TableLine, column: SheetColumn) -> Any:
        """The value of a cell; None if it is empty or, with a finding, cannot be read."""
        choices = {**column.choices, **self._added.get(column.kinds, {})}
        if column.kind == "lines":
            choices = self._spellings(line, column)
        try:
            return value(column, line.cells[column.key], choices, self._unit(line))
        except CellError as error:
            amount = next((one for one in self._amounts[line.sheet.title] if one.value.key == column.key), None)
            unit, said = self._unit(line), str(line.cells[column.key].value)
            if error.rule == "not-a-number" and (typed := other_unit(said, unit, self._units)):
                self._refuse(line.cell(column), "other-unit", **error.details, unit=unit, typed=typed)
            elif error.rule == "not-a-number" and amount:
                there = line.present if line.sheet.closed else line.sheet.columns  # what it lacks may be added
                self._refuse(line.cell(column), "not-an-amount", **error.details, **places(amount, there))
            else:
                self._refuse(line.cell(column), error.rule, **error.details)
            return None

    def _spellings(self, line: TableLine, column: SheetColumn) -> dict[str, str]:
        row = next((row for row in line.sheet.rows if row.ids[-1] == str(line.cells["id"].value).strip()), None)
        return {spelling: spelling for spelling in (value_at(row.record, column.path) or () if row else ())}

    def _compare(self, line: TableLine, row: SheetRow) -> None:
        """Take over what differs in the row of a record."""
        file = f"{self._folder}/{row.file}"
        for column in line.present:
            found = line.cells[column.key]
            if (
                column.names_row
                or column.kind == "aside"
                or untouched(found, cell(column, row))
                or as_kept(line, column)
            ):
                continue
            column = self._in_scale(line, column)
            before = len(self.reading.findings)
            new = self._value(line, column)
            if len(self.reading.findings) > before:
                continue
            if column.kind == "derived":
                known = cell(column, row)
                if not same(known, new):
                    self._refuse(line.cell(column), "locked", old=shown(known), found=shown(new))
                continue
            old = said(column, value_at(row.record, column.path))
            if same(column.default if old is None else old, new) or (new is None and not old):
                continue
            if line.kept is not None and column.key in line.kept:
                if self._not_ours(line, column, row, old, new):
                    continue
            elif new is None and self._overtaken:
                # The value may be younger than the table: two copies handed out together must not undo each other.
                self.reading.kept.append((line.cell(column), shown(written(column, old))))
                continue
            if new is None and column.required:
                self._refuse(line.cell(column), "empty")
                continue
            new, told = rounded(line, column, row.record, old, new)
            self.reading.beside += told
            self.reading.changes.append(
                Change(
                    file,
                    (*row.location, *column.path),
                    listed(column, new),
                    f"{self._what(line.sheet, row.ids, row.record)}の{column.label}",
                    written(column, old),
                    _said(column, new, self._added),
                    origin=line.cell(column),
                )
            )
        self._note(line, file, row.location)

    def _not_ours(self, line: TableLine, column: SheetColumn, row: SheetRow, old: Any, new: Any) -> bool:
        """Whether nobody changed the cell since the table was written out; or, with a finding, the plan did too."""
        kept, was = (line.kept or {})[column.key], self._was(line, column)
        if same(was, new):
            return True
        if is_as(kept, cell(column, row)) or same(was, old):
            return False
        then = "…" if isinstance(kept, Digest) else shown(kept)
        told = {"exported": then, "old": shown(written(column, old)), "found": shown(line.cells[column.key].value)}
        self._refuse(line.cell(column), "changed-in-both", **told)
        return True

    def _was(self, line: TableLine, column: SheetColumn) -> Any:
        """What a cell meant when the table was written out; of a long text what tells it from others."""
        kept = (line.kept or {})[column.key]
        if isinstance(kept, Digest):
            return kept
        try:
            return value(column, Found(kept), {**column.choices, **self._added.get(column.kinds, {})}, self._unit(line))
        except CellError:
            return kept

    def _add(self, line: TableLine, ids: tuple[Name, ...]) -> None:
        """Take over the row of a new record, if all that must be there is there."""
        sheet, before = line.sheet, len(self.reading.findings)
        if sheet.closed:
            self._refuse(line.cell(sheet.id_columns[-1]), "row-not-asked-for", found=shown(" ".join(map(str, ids))))
            return
        form = LONG_FORMS.get(sheet.record)
        record: dict[str, Any] = {} if sheet.record == "projects" else form.begun(ids) if form else {"id": ids[-1]}
        said = form.said(ids) if form else ids
        values: list[tuple[str, object]] = list(zip((one.label for one in sheet.id_columns), said, strict=True))
        for column in (self._in_scale(line, column) for column in line.present if not column.locked):
            refused = len(self.reading.findings)
            new, told = rounded(line, column, record, None, self._value(line, column))
            self.reading.beside += told
            if new is None and column.required and len(self.reading.findings) == refused:
                self._refuse(line.cell(column), "empty")
            if new is not None and new != column.default:
                put(record, column.path, listed(column, new))
                values.append((column.label, _said(column, new, self._added)))
        if len(self.reading.findings) > before:
            return
        item = self._items[ids[0]] if sheet.columns[0].key == "item" else ()
        own = form.file_of(ids) if form else OWN_FILES.get(sheet.record, f"projects/{ids[0]}.yml")
        file, location = f"{self._folder}/{own}", form.location_of(ids, item) if form else ()
        if sheet.record == "projects":
            record["schedule"] = {"phases": []}
            self._titles[str(ids[0])] = record["title"][self._language]
        elif not form:
            location = (*item, *LISTS[sheet.record], ids[-1])
        if sheet.record in _PARENTS:
            self._parents[_PARENTS[sheet.record]][1].add(ids)
        name, at = self._what(sheet, ids, record), line.cell(sheet.id_columns[-1])
        self.reading.changes.append(Change(file, location, record, name, parts=tuple(values), origin=at))
        self._note(line, file, location)

    def _note(self, line: TableLine, file: str, location: Location) -> None:
        """Remember which cell each value came from."""
        for column in line.present:
            path = () if column.locked else column.path
            self.reading.cells.setdefault((file, (*location, *path)), line.cell(column))

    def _what(self, sheet: Sheet, ids: tuple[Name, ...], record: Mapping[str, Any]) -> str:
        own = f"{sheet.name}「{self._name(sheet, ids, record)}」"
        if sheet.columns[0].key == "item" and sheet.record != "items":
            return f"「{self._titles_of_items[str(ids[0])]}」の{own}"
        return f"{self._card}「{self._titles[str(ids[0])]}」の{own}" if sheet.columns[0].key == "card" else own

    def _name(self, sheet: Sheet, ids: tuple[Name, ...], record: Mapping[str, Any]) -> str:
        if sheet.record in LONG_FORMS:
            return LONG_FORMS[sheet.record].called(ids)
        return str((record.get("name") or record.get("title") or record["opinion"])[self._language])


def _added_names(lines: Mapping[str, list[TableLine]], language: str) -> dict[str, dict[str, str]]:
    """The departments that the workbook itself brings, so that its cards may name them."""
    found: dict[str, str] = {}
    for line in (line for of_sheet in lines.values() for line in of_sheet if line.sheet.record == "departments"):
        key, name = folded(line.cells["id"].value).lower(), line.cells[f"name.{language}"].value
        if key not in {row.ids[0] for row in line.sheet.rows} and name is not None:
            found[key] = f"{key}（{str(name).strip()}）"
    return {"departments": found}


def _said(column: SheetColumn, new: Any, added: Mapping[str, Mapping[str, str]]) -> Any:
    names = {**column.choices, **added.get(column.kinds, {})}
    if column.kind == "references" and new is not None:
        return "\n".join(names[item] for item in new)
    return names[new] if column.kind == "reference" and new is not None else written(column, new)
