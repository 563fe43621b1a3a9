"""Finds and changes places in the data of a file that are named by what lasts: ids and fiscal years, not numbers.

('indicators', 'uses', 'actuals', 2026, 'value') is the value of the year 2026 of the indicator `uses`, wherever in
their lists both stand. An item that has neither is named by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plan.messages.findings import Location
from plan.model.types import LAST_FISCAL_YEAR
from plan.writing.yaml_steps import REMOVED

#: What tells an item of a list from others.
_NAMES = ("id", "fiscal_year")
#: What tells a mark from others: the scale that gave it, and the year.
_OF_A_MARK = ("scale", "fiscal_year")


def name_of(item: object) -> str | int | None:
    """The id or the fiscal year of an item, of a mark `progress/2026`; None if it has neither."""
    if isinstance(item, Mapping) and all(key in item for key in _OF_A_MARK):
        return "/".join(str(item[key]) for key in _OF_A_MARK)
    found = next((item[key] for key in _NAMES if key in item), None) if isinstance(item, Mapping) else None
    return found if isinstance(found, str | int) else None


def index_of(items: Sequence[object], step: str | int) -> int | None:
    """The number of the item that a step names; None if there is none."""
    named = (number for number, item in enumerate(items) if name_of(item) == step)
    number = step if isinstance(step, int) and 0 <= step < len(items) else None
    return next(named, number)


def lasting(data: object, location: Location) -> Location:
    """A place by what lasts, where it was given by the numbers of items."""
    found: list[str | int] = []
    for step in location:
        inside = index_of(data, step) if isinstance(data, list | tuple) else None
        if isinstance(data, list | tuple):
            data = data[inside] if inside is not None else None
            name = name_of(data)
            found.append(step if name is None else name)
        else:
            data = data.get(step) if isinstance(data, Mapping) else None
            found.append(step)
    return tuple(found)


def put(data: Any, location: Location, value: object, item: bool = False) -> None:
    """Put a value at a place, or take it out if it is None; what is empty then goes too. `data` has lists for tuples.

    What is missing on the way is made: a mapping, the item of a fiscal year, a list for a value that is an `item`.
    """
    step, rest = location[0], location[1:]
    if isinstance(data, list):
        _put_in_list(data, step, rest, value, item)
    elif rest:
        is_list = isinstance(rest[0], int) or (item and len(rest) == 1)
        inner = data.setdefault(step, [] if is_list else {})
        put(inner, rest, value, item)
        if not inner:
            del data[step]
    elif value is None:
        data.pop(step, None)
    else:
        data[step] = value


def _put_in_list(items: list[Any], step: str | int, rest: Location, value: object, item: bool) -> None:
    at = index_of(items, step)
    if not rest:
        if at is None and value is not None:
            items.append(value)
            _in_order(items)
        elif at is not None:
            items[at : at + 1] = [] if value is None else [value]
        return
    if at is None and not isinstance(step, int):
        raise LookupError(f"there is no item {step}")
    if at is None:
        items.append({"fiscal_year": step})
        _in_order(items)
        at = index_of(items, step)
    put(items[at or 0], rest, value, item)
    if list(items[at or 0]) == ["fiscal_year"]:
        del items[at or 0]


def _in_order(items: list[Any]) -> None:
    """Put the items of a list that are told by their fiscal years in the order of these; those without one last."""
    if any("fiscal_year" in item and "id" not in item for item in items):
        items.sort(key=lambda one: int(one.get("fiscal_year", LAST_FISCAL_YEAR + 1)))


def narrowed(before: object, after: object, locations: Iterable[Location]) -> dict[Location, object]:
    """The smallest places of a file's data that hold what was put at `locations`, with what stands there now.

    They are given by numbers, and are there in the file as it was, or at the end of what is there.
    """
    return dict(_narrowed(before, after, location) for location in locations)


def _narrowed(before: Any, after: Any, location: Location) -> tuple[Location, object]:
    place: list[str | int] = []
    for step in location:
        if isinstance(before, list | tuple):
            if [name_of(item) for item in before] != [name_of(item) for item in after]:
                break  # items come or go: the list as a whole
            number = index_of(before, step)
            if number is None:
                break
            place.append(number)
            before, after = before[number], after[number]
        else:
            place.append(step)
            if step not in before or step not in after:
                return tuple(place), after.get(step, REMOVED)
            before, after = before[step], after[step]
    return tuple(place), after
