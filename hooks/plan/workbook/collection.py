"""The workbooks in which offices report the actual values of one fiscal year: one an office, with its rows alone.

The office that leads a card reports its values; of an item of a level the one that it or the nearest above it names,
else the office that keeps the plan. `collection.yml` beside this file names the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plan import model
from plan.model import Plan
from plan.model.languages import writing
from plan.reading.yaml_file import read_yaml
from plan.rules.unlikely import ran_in
from plan.showing.amounts import worded
from plan.showing.localizer import Localizer
from plan.workbook.called import named, names
from plan.workbook.layout import (
    Layout,
    Sheet,
    SheetColumn,
    about_plan,
    columns_of,
    layout,
    mark_of,
    with_unused_left_out,
)
from plan.workbook.rows import CellValue, SheetRow

_DEFINITION = Path(__file__).with_name("collection.yml")
#: What a state of a value that was published before may become too.
_CORRECTED = {"corrected": "訂正"}


@dataclass(frozen=True)
class OfficeBook:
    """The workbook of one office."""

    office: str
    """The office's id, after which the file is called."""
    name: str
    layout: Layout


@dataclass(frozen=True)
class Round:
    """One year's collection of a plan: the workbook of each office, and the sheets by which what comes back is read."""

    year: int
    books: tuple[OfficeBook, ...]
    indicators: Mapping[tuple[str | int, ...], model.Indicator]
    """What the rows are about, by their ids."""
    whole: Layout
    """All rows of all offices, and the sheets of cards and items that findings name."""


def collection(plan: Plan, year: int) -> Round:
    """What is to be collected of a fiscal year."""
    definition: Any = read_yaml(_DEFINITION, _DEFINITION.name).data
    ordinary = layout(plan)
    rows = {sheet.record: _rows(sheet.rows, plan, year) for sheet in ordinary.sheets}
    offices = _offices(plan)
    offices_named = {one.id: one.name[plan.languages.default] for one in plan.departments.departments}
    books = []
    for office, name in offices_named.items():
        own = {kind: tuple(r for r in found if offices.get((kind, r.ids)) == office) for kind, found in rows.items()}
        sheets = tuple(_sheets(definition, plan, year, own))
        if sheets:
            slots = {"{office}": name, "{year}": str(year), **_written_in(plan)}
            instructions = tuple(named(_instructions(definition, plan, sheets), slots))
            title = f"{ordinary.title} {year}年度の実績値（{name}）"
            about = {**about_plan(plan), "year": str(year), "office": office}
            made = replace(
                ordinary, title=title, instructions=instructions, sheets=sheets, mark=mark_of(sheets), about=about
            )
            books.append(OfficeBook(office, name, made))
    # What names the records in findings is no sheet of these workbooks.
    further = tuple(
        replace(sheet, optional=True, title=f" {sheet.title}")
        for sheet in ordinary.sheets
        if sheet.record in ("projects", "items")
    )
    whole = replace(ordinary, sheets=(*further, *_sheets(definition, plan, year, rows, whole=True)))
    return Round(year, tuple(books), _indicators(plan), whole)


def _sheets(
    definition: Mapping[str, Any],
    plan: Plan,
    year: int,
    rows: Mapping[str, tuple[SheetRow, ...]],
    *,
    whole: bool = False,
) -> Iterator[Sheet]:
    """The sheets that have rows; `whole`: with all columns, each of which a table may lack."""
    for sheet in definition["sheets"]:
        given = rows.get(sheet["record"], ())
        corrects = whole or any(there_already(row, year) for row in given)
        entries = [*definition["about"][sheet["record"]], *definition["columns"]]
        columns = tuple(
            _with_corrections(column, corrects)
            for entry in named(entries, names(plan))
            if corrects or not entry.get("corrects")
            for column in columns_of(entry, plan, {}, [year])
        )
        if whole:
            columns = tuple(replace(one, optional=one.optional or ".correction" in one.key) for one in columns)
        columns = with_unused_left_out(columns, given)
        if any((row.record.get("target") or {}).get("stated") for row in given):
            worded = (".stated", ".reached")
            columns = tuple(
                replace(one, left_out=one.left_out and not any(part in one.key for part in worded)) for one in columns
            )
        if given:
            yield Sheet(
                sheet["title"], sheet["name"], sheet["record"], columns, given, 4, 0, optional=whole, closed=True
            )


def _instructions(definition: Mapping[str, Any], plan: Plan, sheets: Sequence[Sheet]) -> list[str]:
    """What an office is told: of what its own rows have, and of all of it."""
    rows = [row for sheet in sheets for row in sheet.rows]
    in_words = [bool((row.record.get("target") or {}).get("stated")) for row in rows]
    there = {column.key.split(".")[2] for sheet in sheets for column in sheet.shown if column.key.count(".") >= 2}
    there |= {"numbers"} if not all(in_words) else set()
    there |= {"languages" if len(plan.languages.complete) > 1 else "one-language"}
    there |= {"both"} if {"numbers", "stated"} <= there else {"words"} if "stated" in there else set()
    default = plan.languages.default
    units = {(row.record.get("unit") or {}).get(default, "") for row in rows}
    there |= {"percent"} if units & {"%", "％"} else set()
    return [line["says"] for line in definition["instructions"] if line.get("with", "") in {"", *there}]


def _written_in(plan: Plan) -> Mapping[str, str]:
    """What staff call the language in which the plan was written, and the others in which it is complete."""
    names = {code: writing(code, plan.languages).staff_name or code for code in plan.languages.complete}
    first = names.pop(plan.languages.default)
    return {"{language}": first, "{others}": "と".join(names.values())}


def _with_corrections(column: SheetColumn, corrects: bool) -> SheetColumn:
    if not corrects or not column.key.endswith(".state"):
        return column
    return replace(column, choices={**column.choices, **_CORRECTED})


def there_already(row: SheetRow, year: int) -> Mapping[str, Any] | None:
    """What the plan has for a year already; None where it has nothing."""
    return next((one for one in row.record.get("actuals") or () if one["fiscal_year"] == year), None)


# Whose rows --------------------------------------------------------------------


def _offices(plan: Plan) -> Mapping[tuple[str, tuple[str | int, ...]], str]:
    """The office of each row, by the kind of its sheet and its ids."""
    keeper = plan.details.office
    found: dict[tuple[str, tuple[str | int, ...]], str] = {}
    for id, project in plan.projects.items():
        for one in project.indicators:
            found["indicators", (id, one.id)] = next(iter(project.departments), keeper)
    for path in plan.structure.paths() if plan.structure else ():
        charged = next((item.departments[0] for item in reversed(path) if item.departments), keeper)
        for one in path[-1].indicators:
            found["item_indicators", (path[-1].id, one.id)] = charged
    return found


# What stands beside the open cells -----------------------------------------------


def _rows(rows: Sequence[SheetRow], plan: Plan, year: int) -> tuple[SheetRow, ...]:
    """The rows of a sheet with what is told of each indicator; without those of cards that are no more, or not yet."""
    speak = Localizer(plan.languages.default, plan.languages, plan.words)
    indicators = _indicators(plan)
    return tuple(
        replace(row, told={**row.told, **_told(indicators[row.ids], year, speak)})
        for row in rows
        if row.ids in indicators and not _idle(row, plan, year)
    )


def _idle(row: SheetRow, plan: Plan, year: int) -> bool:
    project = plan.projects.get(str(row.ids[0])) if row.file.startswith("projects/") else None
    return project is not None and not ran_in(project, year)


def _indicators(plan: Plan) -> Mapping[tuple[str | int, ...], model.Indicator]:
    paths = plan.structure.paths() if plan.structure else ()
    found: dict[tuple[str | int, ...], model.Indicator] = {}
    owners: list[tuple[str, model.Project | model.Item]] = [*plan.projects.items()]
    owners += [(path[-1].id, path[-1]) for path in paths]
    for id, owner in owners:
        found |= {(id, one.id): one for one in owner.indicators}
    return found


def _told(indicator: model.Indicator, year: int, speak: Localizer) -> Mapping[str, CellValue]:
    before = next((one for one in reversed(indicator.actuals) if one.fiscal_year < year), None)

    def said(amount: model.Baseline | model.Actual | model.Target | None) -> str | None:
        if amount is None:
            return None
        when = amount.fiscal_year and speak.plain_word("in_brackets", words=speak.year_heading(amount.fiscal_year)[0])
        return f"{worded(amount, indicator.unit, speak)}{when or ''}"

    targets = [said(target) for _, target in indicator.placed_targets]
    return {
        "indicator_name": speak.plain(indicator.name),
        "indicator_unit": speak.plain(indicator.unit) if indicator.unit else None,
        "indicator_method": speak.plain(indicator.method) if indicator.method else None,
        "indicator_baseline": said(indicator.baseline),
        "indicator_targets": "\n".join(filter(None, targets)) or None,
        "indicator_before": said(before),
    }
