"""Turns a cell of a city's sheet into what the plan's workbook would hold in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from plan.takeover.city_sheets import squeezed
from plan.takeover.mapped_fields import Filled
from plan.workbook.tables import Found

_PARTS = re.compile(r"[、,;，；\n]")
_NOTHING = Found(None)

#: Why there is no value, by language.
Reason = Mapping[str, str]


def cell_of(filled: Filled, row: Mapping[int, Found], absent: Mapping[str, Reason]) -> tuple[Found, Reason | None]:
    """What a field's cell holds, and the reason where a mark says that there is no value; `absent`: marks of any field.

    None as the reason is no mark: an empty cell says nothing.
    """
    source = filled.source
    if source.constant is not None:
        return Found(source.constant), None
    cell = row.get(filled.column or 0, _NOTHING)
    if cell.problem or cell.value is None:
        return cell, None
    marks = {squeezed(mark): reason for mark, reason in {**absent, **source.absent}.items()}
    said = squeezed(cell.value)
    if said in marks:
        return _NOTHING, marks[said]
    return _worded(filled, cell), None


def _worded(filled: Filled, cell: Found) -> Found:
    """The cell without what is printed behind its value, and in the plan's words."""
    source, several = filled.source, filled.own.kind in ("references", "lines")
    if isinstance(cell.value, str) and source.strip:
        text = cell.value.strip()
        cell = replace(cell, value=text.removesuffix(source.strip).strip())
    words = {squeezed(said): meant for said, meant in source.values.items()}
    if not several:
        meant = words.get(squeezed(cell.value))
        return cell if meant is None else Found(meant)
    text = str(cell.value)
    parts = text.split(source.split) if source.split else _PARTS.split(text) if words else [text]
    named = (words.get(squeezed(part), part.strip()) for part in parts if part.strip())
    return Found("\n".join(dict.fromkeys(named)))
