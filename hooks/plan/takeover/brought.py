"""What a folder of a city's own sheets brings: changes of the plan, or every finding by file, sheet, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl.utils import column_index_from_string

from plan.messages.findings import Finding, Location, Position, SheetCell, shown
from plan.model.types import Languages
from plan.reading.yaml_file import YamlFile
from plan.takeover.city_sheets import Grid, OwnSheet, city_sheets, grids, unused
from plan.takeover.laid_over import LaidOver, LaidRow
from plan.takeover.mapped_fields import FieldReader, TableFields
from plan.takeover.mapping import CityMapping, read_mapping
from plan.workbook.changes import Reading, read
from plan.workbook.layout import Layout

_Grids = Sequence[tuple[Grid, Sequence[TableFields]]]


def brought(folder: Path, mapping: Path, layout: Layout, languages: Languages, data: str) -> Reading:
    """Read a folder by its mapping, as changes of the plan whose workbook has this layout; findings call it `data`."""
    record, file, findings = read_mapping(mapping, languages)
    if record is None:
        return Reading(findings=list(findings))
    ignored = (*record.ignore, mapping.name)
    sheets, findings, there = city_sheets(folder, ignored)
    found, more = _grids(sheets, record, file, layout)
    findings += [*more, *_strange_languages(record, file, languages)]
    for number in unused(record.ignore, there) if there else ():
        details = {
            "found": shown(record.ignore[number]),
            "there": "、".join(name for name in there if "]" not in name and "/" not in name) or "－",
        }
        findings.append(file.finding(("ignore", number), "ignored-nothing", **details))
    for grid, tables in found:
        findings += _left(grid, tables)
    laid = LaidOver(layout, record.absent)
    laid.lay(found)
    reading = read(laid.tables(), layout, data)
    reading = _told(reading, laid, layout, file)
    reading.findings[:0] = [*findings, *laid.findings]
    reading.kept += laid.kept
    reading.passed += [(grid.sheet.name, *grid.passed) for grid, _ in found if any(grid.passed)]
    return reading


def _grids(
    sheets: Sequence[OwnSheet], record: CityMapping, file: YamlFile, layout: Layout
) -> tuple[_Grids, list[Finding]]:
    """Each sheet that an entry of the mapping takes, with how it fills tables; and what does not fit."""
    reader, found, findings = FieldReader(file, layout), list[tuple[Grid, Sequence[TableFields]]](), list[Finding]()
    taken = set()
    for sheet, number in grids(sheets, record.sheets):
        if number is None:
            findings.append(Finding(SheetCell(sheet.name), "sheet-not-taken", {"title": sheet.title}))
            continue
        taken.add(number)
        grid = Grid(sheet, record.sheets[number])
        found.append((grid, list(reader.tables(grid, number))))
        reader.slips(grid, number, found[-1][1])
        if not grid.rows:
            findings.append(file.finding(("sheets", number), "no-row-taken", sheet=sheet.name))
    reader.never_stripped(found)
    there = "、".join(sheet.name for sheet in sheets) or "－"
    for number in range(len(record.sheets)):
        if number not in taken:
            findings.append(file.finding(("sheets", number), "no-such-city-sheet", there=there))
    return found, [*findings, *reader.findings]


def _strange_languages(record: CityMapping, file: YamlFile, languages: Languages) -> Iterator[Finding]:
    """The languages of reasons that the plan does not have."""
    reasons: list[tuple[Location, Mapping[str, Mapping[str, str]]]] = [(("absent",), record.absent)]
    for number, sheet in enumerate(record.sheets):
        for index, table in enumerate(sheet.tables):
            columns = ("sheets", number, "tables", index, "columns")
            reasons += [((*columns, name, "absent"), source.absent) for name, source in table.columns.items()]
    for place, marks in reasons:
        for mark, reason in marks.items():
            for language in reason:
                if language not in languages.codes:
                    yield file.finding((*place, mark, language), "unknown-language", found=shown(language))


def _left(grid: Grid, tables: Sequence[TableFields]) -> Iterator[Finding]:
    """The columns that hold something and that nothing takes, and merged cells of which nobody knows whose they are."""
    used = {column for fields in tables for column in fields.used}
    sources = [source.column for entry in grid.entry.tables for source in entry.columns.values() if source.column]
    named = [*grid.entry.fill_down, *grid.entry.skip, *grid.entry.ignore, *sources]  # a fault of a name is told there
    known = used | {column for name in named for column in grid.columns(name)}
    filled: dict[int, list[int]] = {}
    for number, row in grid.rows:
        for column in row:
            filled.setdefault(column, []).append(number)
        for column, over in grid.merged_across(number):
            if column in row and len(used.intersection(over)) > 1:
                yield Finding(grid.cell(number, column), "merged-across")
    for column, rows in sorted(filled.items()):
        if column not in known:
            at = grid.cell(max(grid.entry.heads), column)
            example = next(row[column] for number, row in grid.rows if number == rows[0])
            yield Finding(at, "column-not-taken", {"count": len(rows), "found": shown(str(example.value))})


# ---------------------------------------------------------------- where it came from


@dataclass(frozen=True)
class _LaidCells:
    """The city's cells by the cells of the workbook that they were laid over."""

    rows: Mapping[tuple[str, int], LaidRow]
    keys: Mapping[str, Sequence[str]]

    def row(self, at: Position | None) -> LaidRow | None:
        return self.rows.get((at.sheet, at.line)) if isinstance(at, SheetCell) else None

    def said(self, at: Position | None) -> SheetCell | None:
        """The city's cell itself."""
        row = self.row(at)
        if row is None or not isinstance(at, SheetCell) or not at.column:
            return None
        return row.said.get(self.keys[at.sheet][column_index_from_string(at.column) - 1])

    def in_mapping(self, finding: Finding) -> Location | None:
        """The place in the mapping of what a finding tells, where it is a word of the mapping and none of a cell."""
        row, at = self.row(finding.at), finding.at
        if row is None or not isinstance(at, SheetCell) or not at.column:
            return None
        item = row.sources.get(self.keys[at.sheet][column_index_from_string(at.column) - 1])
        return item.word_at(finding.details.get("found")) if item else None

    def of(self, at: Position) -> Position:
        """The city's cell, else the row that it made, with the name of the field; else the place as it is."""
        row = self.row(at)
        if found := self.said(at):
            return found
        return at if row is None or row.at is None else replace(row.at, field=at.field)


def _told(reading: Reading, laid: LaidOver, layout: Layout, file: YamlFile) -> Reading:
    """What was read, with the city's cells for those of the workbook."""
    keys = {sheet.title: [column.key for column in sheet.columns] for sheet in layout.sheets}
    places = _LaidCells(dict(laid.origins()), keys)
    findings: list[Finding] = []
    without: dict[tuple[object, ...], Finding] = {}
    for finding in reading.findings:
        row = places.row(finding.at)
        if finding.rule == "unknown-parent" and row and row.new and len(reading.findings) > 1:
            continue  # of a card that the sheets bring too, and that was refused
        if finding.rule == "empty" and row and row.fields and places.said(finding.at) is None:
            place = (*row.fields.place, "columns")
            details = {"table": row.fields.own.title, "label": finding.field}
            without.setdefault((*place, finding.field), file.finding(place, "field-not-filled", **details))
        elif worded := places.in_mapping(finding):
            findings.append(file.finding(worded, finding.rule, **finding.details))
        elif finding.rule == "not-an-amount":
            found = finding.details["found"]
            details = {"found": found, "mark": found.strip("'"), "language": layout.language}
            findings.append(Finding(places.of(finding.at), "not-a-city-amount", details))
        else:
            findings.append(replace(finding, at=places.of(finding.at)))
    return Reading(
        [replace(change, origin=change.origin and places.of(change.origin)) for change in reading.changes],
        [*without.values(), *findings],
        cells={place: found for place, at in reading.cells.items() if isinstance(found := places.of(at), SheetCell)},
    )
