"""The opinions of a consultation as a workbook for the offices, and what comes back in it.

New opinions go into the rows below, whose ids are there already: a file that is taken over twice adds nothing twice.
`opinions.yml` beside this file names the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from plan.messages.findings import FileLine, Finding, SheetCell, shown
from plan.model import Consultation, Plan
from plan.reading.yaml_file import read_yaml
from plan.rules.consultation import personal, seeming
from plan.workbook.called import named, names
from plan.workbook.changes import Reading, read
from plan.workbook.exported import is_as
from plan.workbook.layout import Layout, Sheet, about_plan, columns_of, mark_of
from plan.workbook.rows import SheetRow
from plan.workbook.tables import Tables, heading

_DEFINITION = Path(__file__).with_name("opinions.yml")
#: How many rows there are for new opinions, and what their ids begin with.
SPARE, _NEW = 100, "no-"


def opinions_layout(plan: Plan, given: Consultation) -> Layout:
    """The sheet of the opinions of a plan."""
    definition: Any = named(read_yaml(_DEFINITION, _DEFINITION.name).data, names(plan))
    default, sheet = plan.languages.default, definition["sheet"]
    records = given.model_dump(by_alias=True, exclude_unset=True).get("opinions", ())
    rows = tuple(SheetRow((one["id"],), "consultation.yml", ("opinions", one["id"]), one) for one in records)
    choices = {
        "numbers": {number: number for number in plan.comment_numbers.by_number},
        "projects": {id: f"{id}（{project.title[default]}）" for id, project in plan.projects.items()},
    }
    used = [entry for entry in sheet["columns"] if choices.get(entry.get("kinds", ""), {"": ""})]
    columns = tuple(column for entry in used for column in columns_of(entry, plan, choices, ()))
    made = Sheet(sheet["title"], sheet["name"], "opinions", columns, rows, 1, SPARE, ahead=tuple(_ahead(given)))
    return Layout(
        plan.details.title[default],
        tuple(definition["instructions"]),
        (made,),
        mark_of((made,)),
        default,
        {},
        {**about_plan(plan), "opinions": given.last.isoformat()},
    )


def _ahead(given: Consultation) -> Iterator[str]:
    """The ids of opinions to come."""
    known = [re.fullmatch(rf"{_NEW}([0-9]+)", one.id) for one in given.opinions]
    first = max((int(match[1]) for match in known if match), default=0) + 1
    yield from (f"{_NEW}{number}" for number in range(first, first + SPARE))


def read_opinions(tables: Tables, layout: Layout, data: str) -> tuple[Reading, list[Finding]]:
    """What a workbook brings, and what in it looks like personal data; whoever has looked at it may let that stand."""
    sheet = layout.sheets[0]
    if not tables.findings and sheet.title not in tables.sheets:
        return Reading(findings=[Finding(FileLine(sheet.title, 0), "no-table-of-opinions")]), []
    brought = read(tables, layout, data)
    exported: Mapping[Any, Any] = tables.exported.rows if tables.exported else {}
    held = {names[0] for title, names in exported if title == sheet.title}
    known = {str(row.ids[0]) for row in sheet.rows}
    for change in brought.changes:
        id = str(change.location[1])
        if tables.exported and id in known and id not in held:  # two copies had the same rows for new opinions
            told = {"id": id, "there": shown(change.before), "found": shown(change.after)}
            brought.findings.append(Finding(change.origin or FileLine(change.file), "opinion-id-taken", told))
    doubts = list(_of_persons(sheet, tables, brought))
    return brought, doubts


def _of_persons(sheet: Sheet, tables: Tables, brought: Reading) -> Iterator[Finding]:
    """The cells that may name a person, of rows with other faults too; those that tell how to reach one are refused."""
    table = tables.sheets.get(sheet.title)
    if table is None:
        return
    places, first = heading(sheet, table)
    texts = {
        numbers[0]: column
        for column in sheet.columns
        if column.kind in ("text", "line") and (numbers := places[column.key])
    }
    ids = next(iter(places["id"]), 0)
    for (row, number), found in sorted(table.cells.items()):
        column = texts.get(number)
        if row < first or column is None or not isinstance(found.value, str):
            continue
        id = table.cells.get((row, ids))
        kept = tables.exported.rows.get((sheet.title, (str(id.value),)), {}) if tables.exported and id else {}
        if column.key in kept and is_as(kept[column.key], found.value):
            continue
        at = SheetCell(sheet.title, get_column_letter(number), row, column.label)
        if said := personal(found.value):
            brought.findings.append(Finding(at, "personal-data", {"found": shown(said)}))
        if said := seeming(found.value):
            yield Finding(at, "seems-personal", {"found": shown(said)})
