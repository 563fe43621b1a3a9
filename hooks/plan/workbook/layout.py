"""Turns a plan into the sheets of its workbook: which columns and rows there are, and what each cell says.

`layout.yml` beside this file names the columns. The Excel file, the CSV files and their reading all go by these
sheets, so that what goes out and what comes in cannot differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from plan.messages.findings import Location
from plan.model import Family, Plan
from plan.model.languages import writing
from plan.reading.yaml_file import read_yaml
from plan.workbook.called import named, names
from plan.workbook.item_places import item_places
from plan.workbook.long_forms import WITHOUT_YEAR, Name, of_cards, steps_of
from plan.workbook.rows import CellValue, SheetRow, rows_of, value_at

_DEFINITION = Path(__file__).with_name("layout.yml")
#: The columns that say what a row is about, each with the place of its id among those of the row; others come last.
_PARENTS = {"card": 0, "department": 0, "item": 0, "indicator": 1, "item_indicator": 1}
#: Those of them that say so of cards alone.
_ABOUT_CARDS = ("card", "card_title", "indicator")
#: What a cell says for true and for false.
FLAGS = ("はい", "いいえ")


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet."""

    key: str
    """Its lasting name: title.ja, baseline.value, actuals.2026.value."""
    label: str
    """What stands over it."""
    kind: str
    """How its cells are read: see layout.yml."""
    path: Location
    """Where in a record its value stands; a year is the entry of that fiscal year."""
    note: str
    """What goes in."""
    width: int
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    """The values that may stand in it, with what a cell says for each."""
    kinds: str = ""
    """Which records the cell names, if it names any: items, departments, families/tools."""
    default: object = None
    """What it means that the record lacks the value."""
    alone: str = ""
    """Of a family of which a cell names one item, and the record has a list: the id of a mark, else `one`."""
    optional: bool = False
    """Whether a table may come without it."""
    left_out: bool = False
    """Whether the workbook is made without it: an optional one that no record uses."""

    @property
    def locked(self) -> bool:
        """Whether the cells of existing rows must stay as they are."""
        return self.names_row or self.kind == "derived"

    @property
    def names_row(self) -> bool:
        """Whether its cells tell a row from others."""
        return self.kind.startswith("id")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns and rows."""

    title: str
    name: str
    """What one row is called."""
    record: str
    """Which records its rows are: projects, indicators, phases, terms, departments, or one of LONG_FORMS."""
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    frozen: int
    """How many columns stay in sight."""
    spare: int
    """How many empty rows there are for new records."""
    optional: bool = False
    """Whether tables may come without it; the workbook is made without it where it has no rows."""
    wanted: bool = False
    """Whether the workbook is made with it all the same: of an optional one without rows."""
    closed: bool = False
    """Whether it takes no new rows."""
    ahead: tuple[str, ...] = ()
    """The ids that the rows for new records have already."""

    def is_ahead(self, key: str, said: object) -> bool:
        """Whether a cell holds the id that a row for a new record has from the beginning."""
        return key == "id" and said in self.ahead

    @property
    def left_out(self) -> bool:
        """Whether the workbook is made without it."""
        return self.optional and not (self.rows or self.wanted)

    def may_lack(self, column: SheetColumn) -> bool:
        """Whether a table may come without a column; a sheet that somebody added has those that a new row needs."""
        return column.optional or (self.left_out and not (column.required or column.names_row))

    @cached_property
    def id_columns(self) -> tuple[SheetColumn, ...]:
        """The columns that tell a row from others."""
        return tuple(column for column in self.columns if column.names_row)

    @property
    def shown(self) -> tuple[SheetColumn, ...]:
        """The columns that the workbook is made with."""
        return tuple(column for column in self.columns if not column.left_out)


@dataclass(frozen=True)
class Layout:
    """All sheets, the instructions before them, and the mark of the data they were made from."""

    title: str
    instructions: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    mark: str
    language: str
    """The plan's default language, in which messages name its records."""
    items: Mapping[Name, Location]
    """Where each item of the plan's levels stands in structure.yml, by its id."""
    about: Mapping[str, str] = field(default_factory=dict)
    """Which plan it is of, and what it was made for: nothing that a new edition changes."""

    @property
    def shown(self) -> tuple[Sheet, ...]:
        """The sheets that the workbook is made with."""
        return tuple(sheet for sheet in self.sheets if not sheet.left_out)


def layout(plan: Plan) -> Layout:
    """The sheets of a plan."""
    definition: Any = named(read_yaml(_DEFINITION, _DEFINITION.name).data, names(plan))
    rows = rows_of(plan)
    choices = _references(plan)
    years = _years(plan)
    sheets = tuple(
        Sheet(
            title=sheet["title"],
            name=sheet["name"],
            record=sheet["record"],
            columns=with_unused_left_out(
                [
                    column
                    for entry in _entries(sheet, definition["sheets"])
                    if _is_used(entry, plan)
                    for column in columns_of(entry, plan, choices, years)
                ],
                rows[sheet["record"]],
            ),
            rows=tuple(rows[sheet["record"]]),
            frozen=sheet["frozen"],
            spare=sheet["spare"],
            optional=sheet.get("optional", False) or (not plan.projects and of_cards(sheet["record"])),
            wanted=bool(sheet.get("with_scales") and plan.scales and (plan.projects or not of_cards(sheet["record"]))),
        )
        for sheet in definition["sheets"]
        if (sheet["record"] != "terms" or rows["terms"]) and (plan.levels.card or not of_cards(sheet["record"]))
    )
    language = plan.languages.default
    return Layout(
        plan.details.title[language],
        definition["instructions"],
        sheets,
        mark_of(sheets),
        language,
        item_places(plan),
        about_plan(plan),
    )


def about_plan(plan: Plan) -> dict[str, str]:
    """What tells a plan from others, whatever its edition: its city and its years."""
    period = plan.details.period
    return {"plan": f"{plan.details.city.name[plan.languages.default]} {period.first}-{period.last}"}


def _entries(sheet: Mapping[str, Any], sheets: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The definition of a sheet's columns: its own, then those of the sheet that it is `like`, but for what says there
    which card or indicator a row is about."""
    like: Any = next((other for other in sheets if other["record"] == sheet.get("like")), None)
    further = [entry for entry in like["columns"] if entry["key"] not in _ABOUT_CARDS] if like else []
    return [*sheet["columns"], *named(further, sheet.get("instead", {}))]


def cell(column: SheetColumn, row: SheetRow) -> CellValue:
    """What a cell says of its record."""
    if column.key == "card_title":
        return row.card_title
    if column.kind == "derived":
        return row.told.get(column.key)
    if column.kind in ("id", "id-integer"):
        return row.ids[_PARENTS.get(column.key, -1)]
    if column.kind == "id-when":
        return WITHOUT_YEAR.get(row.ids[-1], row.ids[-1])
    if column.kind == "step":
        return column.choices[f"{row.record['scale']}/{row.record['step']}"]
    return written(column, said(column, value_at(row.record, column.path)))


def said(column: SheetColumn, value: Any) -> Any:
    """What the list of a family means in a cell that holds one item of it, or says whether there is one."""
    if not column.alone:
        return value
    return bool(value) if column.kind == "flag" else next(iter(value or ()), None)


def listed(column: SheetColumn, value: Any) -> Any:
    """What such a cell means for the record; None where it names none."""
    if not column.alone or value is None:
        return value
    return ((column.alone,) if value else None) if column.kind == "flag" else (value,)


def written(column: SheetColumn, value: Any) -> CellValue:
    """How a cell says a value of the data."""
    if value is None:
        value = column.default
    if value is None:
        return None
    if column.kind == "flag":
        return FLAGS[0] if value else FLAGS[1]
    if column.kind in ("choice", "reference", "id-reference"):
        return column.choices[value]
    if column.kind == "references":
        return "\n".join(column.choices[item] for item in value)
    if column.kind == "lines":
        return "\n".join(value)
    found: CellValue = value
    return found


def _is_used(entry: Mapping[str, Any], plan: Plan) -> bool:
    """Whether a plan has what a column is for: levels, or cards that are listed again."""
    used = {
        "levels": bool(plan.levels.levels),
        "again": any(project.also_under for project in plan.projects.values()),
    }
    return used.get(entry.get("only", ""), True)


def columns_of(
    entry: Mapping[str, Any], plan: Plan, choices: Mapping[str, Mapping[str, str]], years: Sequence[int]
) -> Iterator[SheetColumn]:
    """The columns that one entry of the definition stands for."""
    if entry["kind"] == "families":
        yield from (_family(entry, id, family, plan, choices) for id, family in plan.families.items())
        return
    for year in years if "{year}" in entry["key"] else [0]:
        key, label, note = (entry[name].replace("{year}", str(year)) for name in ("key", "label", "note"))
        for language in plan.languages.codes if entry.get("languages") else [""]:
            steps = () if entry.get("bare") else key.split(".")
            path = tuple(int(step) if step.isdecimal() else step for step in steps)
            yield SheetColumn(
                key=f"{key}.{language}" if language else key,
                label=f"{label}（{writing(language, plan.languages).staff_name or language}）" if language else label,
                kind=entry["kind"],
                path=(*path, language) if language else path,
                note=note,
                width=entry["width"],
                required=entry.get("required", False) and (not language or language in plan.languages.complete),
                choices=entry.get("choices") or choices.get(entry.get("kinds", ""), {}),
                kinds=entry.get("kinds", ""),
                default=entry.get("default"),
                optional=entry.get("optional", False),
            )


def _family(
    entry: Mapping[str, Any], id: str, family: Family, plan: Plan, choices: Mapping[str, Mapping[str, str]]
) -> SheetColumn:
    """The column of a family: a mark, one item, or several."""
    one, mark = family.choose == "one", len(family.items) == 1
    kind = "flag" if mark else "reference" if one else "references"
    name = family.name[plan.languages.default]
    return SheetColumn(
        key=f"families.{id}",
        label=name,
        kind=kind,
        path=("families", id),
        note=entry["notes"][kind].replace("{family}", name),
        width=entry["width"],
        required=family.needed and not mark,
        choices={} if mark else choices[f"families/{id}"],
        kinds=f"families/{id}",
        default=False if mark else None,
        alone=family.items[0].id if mark else "one" if one else "",
    )


def with_unused_left_out(columns: Sequence[SheetColumn], rows: Sequence[SheetRow]) -> tuple[SheetColumn, ...]:
    """The columns of a sheet; those optional ones are left out whose field no record has.

    The columns of a field come and go together, unless some of them always stand: then each counts for itself.
    """
    always = {column.path[0] for column in columns if not column.optional}

    def unused(column: SheetColumn) -> bool:
        path = column.path if column.path[0] in always else column.path[:1]
        return all(value_at(row.record, path) is None for row in rows)

    return tuple(replace(column, left_out=column.optional and unused(column)) for column in columns)


def _years(plan: Plan) -> list[int]:
    """The fiscal years of the plan period, and any other that has an actual value."""
    period = plan.details.period
    given = {actual.fiscal_year for indicator in plan.indicators for actual in indicator.actuals}
    return sorted({*range(period.first, period.last + 1), *given})


def _references(plan: Plan) -> Mapping[str, Mapping[str, str]]:
    """What a cell says for each record that a card may name: its id, and its name in brackets."""
    items = [path[-1] for path in plan.structure.paths()] if plan.structure else []
    named = {
        "items": [(item.id, item.title) for item in items],
        "departments": [(department.id, department.name) for department in plan.departments.departments],
        **{f"families/{id}": [(item.id, item.title) for item in family.items] for id, family in plan.families.items()},
        "projects": [(card, project.title) for card, project in plan.projects.items()],
        "scales": [(scale.id, scale.name) for scale in (plan.scales.scales if plan.scales else ())],
    }
    default = plan.languages.default
    said = {kind: {found: f"{found}（{name[default]}）" for found, name in items} for kind, items in named.items()}
    return {**said, "steps": steps_of(plan)}


def mark_of(sheets: Sequence[Sheet]) -> str:
    """A short mark of all that the sheets say: another mark, other data."""
    said = [[str(cell(column, row)) for column in sheet.shown] for sheet in sheets for row in sheet.rows]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]
