"""Turns the records of a plan into the rows of the sheets of its workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from plan.messages.findings import Location
from plan.model import Plan
from plan.workbook.item_places import FILE, item_places, item_records, level_names
from plan.workbook.long_forms import LONG_FORMS, LongForm, Name, entries

#: A value as the YAML files hold it, and as a cell holds it.
Data = Mapping[str, Any]
CellValue = str | int | Decimal | None


@dataclass(frozen=True)
class SheetRow:
    """One record of the plan as a row."""

    ids: tuple[Name, ...]
    """The ids that tell it from other rows: of the card, if it is part of one, and its own."""
    file: str
    """The file under data/ that holds it."""
    location: Location
    """Where in the file it stands, by what lasts."""
    record: Data
    """What stands there."""
    card_title: str | None = None
    told: Mapping[str, CellValue] = field(default_factory=dict)
    """What derived columns say of it, by their keys."""


def value_at(record: Data, path: Location) -> Any:
    """The value at a column's path in a record; None where it has none."""
    found: Any = record
    for step in path:
        if isinstance(step, int):
            items = found or ()
            by_number = items[step] if step < len(items) else None
            found = next((entry for entry in items if entry.get("fiscal_year") == step), by_number)
        else:
            found = found.get(step) if found else None
    return found


def decimals(record: Any) -> int:
    """The most decimals that any figure of a record is printed with."""
    if isinstance(record, Mapping):
        found = [decimals(value) for key, value in record.items() if not key.endswith("year")]
    elif isinstance(record, list | tuple):
        found = list(map(decimals, record))
    else:
        exponent = record.as_tuple().exponent if isinstance(record, Decimal) else 0
        found = [-exponent if isinstance(exponent, int) else 0]
    return max((0, *found))


def _with_days_as_text(value: Any) -> Any:
    """The same data with each day as a cell says it: 2025-04-01."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _with_days_as_text(item) for key, item in value.items()}
    return tuple(map(_with_days_as_text, value)) if isinstance(value, list | tuple) else value


def rows_of(plan: Plan) -> dict[str, list[SheetRow]]:
    """The rows of every sheet; cards as they are numbered, all else in the order of the files."""
    rows: dict[str, list[SheetRow]] = {
        name: [] for name in ("projects", "indicators", "phases", "terms", "departments", "items", "item_indicators")
    }
    for kind, row in (*_of_cards(plan), *_of_items(plan)):
        rows[kind].append(row)
    for kind, file, whole in (
        ("terms", "glossary.yml", plan.glossary),
        ("departments", "departments.yml", plan.departments),
    ):
        items = whole.model_dump(by_alias=True, exclude_unset=True).get(kind, ())
        rows[kind] = [SheetRow((item["id"],), file, (kind, item["id"]), item) for item in items]
    places = item_places(plan)
    owners = {kind: {row.ids[0]: row.record for row in rows[kind]} for kind in ("projects", "departments", "items")}
    for kind, form in LONG_FORMS.items():
        rows[kind] = [
            SheetRow(
                ids,
                form.file_of(ids),
                form.location_of(ids, places.get(ids[0], ()), number),
                entry,
                _about(owners["projects"][ids[0]], plan) if form.owners == "projects" else None,
                _told(ids, form, owners, rows, plan),
            )
            for ids, number, entry in entries(kind, owners[form.owners])
        ]
    return rows


def _of_cards(plan: Plan) -> Iterator[tuple[str, SheetRow]]:
    """The row of each card, and those of its indicators and phases, with the sheet of each."""
    for card, project in sorted(plan.projects.items(), key=lambda item: plan.place_of(item[1])):
        file, title = f"projects/{card}.yml", project.title[plan.languages.default]
        record = _with_days_as_text(project.model_dump(by_alias=True, exclude_unset=True))
        yield "projects", SheetRow((card,), file, (), record)
        for kind, within in (("indicators", ("indicators",)), ("phases", ("schedule", "phases"))):
            for item in value_at(record, within) or ():
                yield kind, SheetRow((card, item["id"]), file, (*within, item["id"]), item, title)


def _of_items(plan: Plan) -> Iterator[tuple[str, SheetRow]]:
    """The row of each item of a level, and those of its indicators, with the sheet of each."""
    places, levels = item_places(plan), level_names(plan)
    for id, found in item_records(plan).items():
        record = _with_days_as_text(found)
        yield "items", SheetRow((id,), FILE, places[id], record, told={"level": levels[id]})
        told = {"item_title": _about(record, plan)}
        for one in record.get("indicators") or ():
            place = (*places[id], "indicators", one["id"])
            yield "item_indicators", SheetRow((id, one["id"]), FILE, place, one, told=told)


def _about(owner: Data, plan: Plan) -> str:
    """The title of the card or the item that an entry is about."""
    return str(owner["title"][plan.languages.default])


def _told(
    ids: tuple[Name, ...],
    form: LongForm,
    owners: Mapping[str, Mapping[Name, Data]],
    rows: Mapping[str, Sequence[SheetRow]],
    plan: Plan,
) -> Mapping[str, CellValue]:
    """What derived columns say of the item and of the indicator that an entry is about."""
    told: dict[str, CellValue] = {}
    of_items = form.owners == "items"
    if of_items:
        told["item_title"] = _about(owners["items"][ids[0]], plan)
    if form.parents == 2:
        indicators = rows["item_indicators" if of_items else "indicators"]
        indicator = next(row.record for row in indicators if row.ids == ids[:2])
        language, unit = plan.languages.default, indicator.get("unit")
        told["indicator_name"] = indicator["name"][language]
        told["indicator_unit"] = unit[language] if unit else None
    return told
