"""Says which record stands at a place of a file that an address names, or may be added there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import get_origin

from plan.help.fields import field_helps
from plan.help.schema import without_none
from plan.messages.findings import Location
from plan.model import shape
from plan.model.types import Record
from plan.writing.named_places import index_of

#: No place of a plan lies deeper.
_DEEPEST = 40


def place_of(asked: Mapping[str, Sequence[str]]) -> Location | None:
    """The place that an address asks for: the whole file where it names none, None where it is none."""
    try:
        steps = json.loads(asked.get("at", ["[]"])[0])
    except (ValueError, RecursionError):
        return None
    sound = isinstance(steps, list) and len(steps) <= _DEEPEST
    return tuple(steps) if sound and all(type(step) in (str, int) for step in steps) else None


def record_at(schema: type[Record], place: Location, data: object) -> type[Record] | None:
    """The kind of the record at a place; None where there is none, or a list of them."""
    found = _at(schema, place, data)
    return found[0] if found and not found[1] else None


def list_at(schema: type[Record], place: Location, data: object) -> type[Record] | None:
    """The kind of the records in the list at a place, which may be empty; None where no such list may stand."""
    found = _at(schema, place, data)
    return found[0] if found and found[1] else None


def _at(schema: type[Record], place: Location, data: object) -> tuple[type[Record], bool] | None:
    """The kind of record, and whether a list of them stands there."""
    of_list = False
    for step in place:
        if of_list:
            number = index_of(data, step) if isinstance(data, list | tuple) else None
            if number is None:
                return None
            data, of_list = data[number], False  # type: ignore[index]
            continue
        help_ = next((one for one in field_helps(schema) if one.name == step), None)
        inner = shape.inner(schema, str(step))
        if help_ is None or inner is None or not issubclass(inner, Record):
            return None
        schema, of_list = inner, get_origin(without_none(help_.type)) is tuple
        data = data.get(step) if isinstance(data, Mapping) else None
    return schema, of_list
