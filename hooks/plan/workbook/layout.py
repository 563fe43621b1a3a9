"""Turns a plan into the sheets of its workbook: which columns and rows there are, and what each cell says.

`layout.yml` beside this file names the columns. The Excel file, the CSV files and their reading all go by these
sheets, so that what goes out and what comes in cannot differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from plan.messages.findings import Location
from plan.model import Family, Plan
from plan.model.languages import writing
from plan.reading.yaml_file import read_yaml

_DEFINITION = Path(__file__).with_name("layout.yml")
#: What a cell says for true and for false.
FLAGS = ("はい", "いいえ")

#: A value as the YAML files hold it, and as a cell holds it.
Data = Mapping[str, Any]
CellValue = str | int | Decimal | None


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

    @property
    def locked(self) -> bool:
        """Whether the cells of existing rows must stay as they are."""
        return self.kind in ("id", "derived")


@dataclass(frozen=True)
class SheetRow:
    """One record of the plan as a row."""

    ids: tuple[str, ...]
    """The ids that tell it from other rows: of the card, if it is part of one, and its own."""
    file: str
    """The file under data/ that holds it."""
    location: Location
    """Where in the file it stands, by what lasts."""
    record: Data
    """What stands there."""
    card_title: str | None = None


@dataclass(frozen=True)
class Sheet:
    """One sheet: its columns and rows."""

    title: str
    name: str
    """What one row is called."""
    record: str
    """Which records its rows are: projects, indicators, phases, terms, departments."""
    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...]
    frozen: int
    """How many columns stay in sight."""
    spare: int
    """How many empty rows there are for new records."""

    @property
    def id_columns(self) -> tuple[SheetColumn, ...]:
        """The columns that tell a row from others."""
        return tuple(column for column in self.columns if column.kind == "id")


@dataclass(frozen=True)
class Layout:
    """All sheets, the instructions before them, and the mark of the data they were made from."""

    title: str
    instructions: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    mark: str
    language: str
    """The plan's default language, in which messages name its records."""


def layout(plan: Plan) -> Layout:
    """The sheets of a plan."""
    definition: Any = _named(read_yaml(_DEFINITION, _DEFINITION.name).data, _names(plan))
    rows = _rows(plan)
    choices = _references(plan)
    years = _years(plan)
    sheets = tuple(
        Sheet(
            title=sheet["title"],
            name=sheet["name"],
            record=sheet["record"],
            columns=tuple(
                column
                for entry in sheet["columns"]
                if _is_used(entry, plan)
                for column in _columns(entry, plan, choices, years)
            ),
            rows=tuple(rows[sheet["record"]]),
            frozen=sheet["frozen"],
            spare=sheet["spare"],
        )
        for sheet in definition["sheets"]
        if sheet["record"] != "terms" or rows["terms"]
    )
    language = plan.languages.default
    return Layout(plan.details.title[language], definition["instructions"], sheets, _mark(sheets), language)


def cell(column: SheetColumn, row: SheetRow) -> CellValue:
    """What a cell says of its record."""
    if column.key == "card_title":
        return row.card_title
    if column.kind == "id":
        return row.ids[0] if column.key == "card" else row.ids[-1]
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
    if column.kind in ("choice", "reference"):
        return column.choices[value]
    if column.kind == "references":
        return "\n".join(column.choices[item] for item in value)
    if column.kind == "lines":
        return "\n".join(value)
    found: CellValue = value
    return found


def value_at(record: Data, path: Location) -> Any:
    """The value at a column's path in a record; None where it has none."""
    found: Any = record
    for step in path:
        if isinstance(step, int):
            found = next((entry for entry in found or () if entry["fiscal_year"] == step), None)
        else:
            found = found.get(step) if found else None
    return found


def _names(plan: Plan) -> Mapping[str, str]:
    """What the plan calls its cards and the items above them, by the slots of the definition."""
    levels, language = plan.levels, plan.languages.default
    named = {"{card}": levels.card.one, "{cards}": levels.card.many}
    named |= {"{level}": levels.levels[-1].one} if levels.levels else {}
    return {slot: text[language] for slot, text in named.items()}


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """A part of the definition with these names in its slots; those for years stay."""
    if isinstance(value, str):
        for slot, name in names.items():
            value = value.replace(slot, name)
        return value
    if isinstance(value, Mapping):
        return {key: _named(inner, names) for key, inner in value.items()}
    return [_named(inner, names) for inner in value] if isinstance(value, list | tuple) else value


def _is_used(entry: Mapping[str, Any], plan: Plan) -> bool:
    """Whether a plan has what a column is for: levels, or cards that are listed again."""
    used = {
        "levels": bool(plan.levels.levels),
        "again": any(project.also_under for project in plan.projects.values()),
    }
    return used.get(entry.get("only", ""), True)


def _columns(
    entry: Mapping[str, Any], plan: Plan, choices: Mapping[str, Mapping[str, str]], years: Sequence[int]
) -> Iterator[SheetColumn]:
    """The columns that one entry of the definition stands for."""
    if entry["kind"] == "families":
        yield from (_family(entry, id, family, plan, choices) for id, family in plan.families.items())
        return
    for year in years if "{year}" in entry["key"] else [0]:
        key, label, note = (entry[name].replace("{year}", str(year)) for name in ("key", "label", "note"))
        for language in plan.languages.codes if entry.get("languages") else [""]:
            path = tuple(int(step) if step.isdecimal() else step for step in key.split("."))
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


def _years(plan: Plan) -> list[int]:
    """The fiscal years of the plan period, and any other that has an actual value."""
    period = plan.details.period
    given = {
        actual.fiscal_year
        for project in plan.projects.values()
        for indicator in project.indicators
        for actual in indicator.actuals
    }
    return sorted({*range(period.first, period.last + 1), *given})


def _references(plan: Plan) -> Mapping[str, Mapping[str, str]]:
    """What a cell says for each record that a card may name: its id, and its name in brackets."""
    items = [path[-1] for path in plan.structure.paths()] if plan.structure else []
    named = {
        "items": [(item.id, item.title) for item in items],
        "departments": [(department.id, department.name) for department in plan.departments.departments],
        **{f"families/{id}": [(item.id, item.title) for item in family.items] for id, family in plan.families.items()},
    }
    default = plan.languages.default
    return {kind: {found: f"{found}（{name[default]}）" for found, name in items} for kind, items in named.items()}


def _rows(plan: Plan) -> dict[str, list[SheetRow]]:
    """The rows of every sheet; cards as they are numbered, all else in the order of the files."""
    rows: dict[str, list[SheetRow]] = {
        name: [] for name in ("projects", "indicators", "phases", "terms", "departments")
    }
    cards = sorted(plan.projects.items(), key=lambda item: plan.place_of(item[1]))
    for card, project in cards:
        file, title = f"projects/{card}.yml", project.title[plan.languages.default]
        record = project.model_dump(by_alias=True, exclude_unset=True)
        rows["projects"].append(SheetRow((card,), file, (), record))
        for kind, within in (("indicators", ("indicators",)), ("phases", ("schedule", "phases"))):
            for item in value_at(record, within) or ():
                rows[kind].append(SheetRow((card, item["id"]), file, (*within, item["id"]), item, title))
    for kind, file, whole in (
        ("terms", "glossary.yml", plan.glossary),
        ("departments", "departments.yml", plan.departments),
    ):
        items = whole.model_dump(by_alias=True, exclude_unset=True).get(kind, ())
        rows[kind] = [SheetRow((item["id"],), file, (kind, item["id"]), item) for item in items]
    return rows


def _mark(sheets: Sequence[Sheet]) -> str:
    """A short mark of all that the sheets say: another mark, other data."""
    said = [[str(cell(column, row)) for column in sheet.columns] for sheet in sheets for row in sheet.rows]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:12]
