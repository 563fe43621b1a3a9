"""Finds and changes places in the data of a file that are named by what lasts: ids and fiscal years, not numbers.

('indicators', 'uses', 'actuals', 2026, 'value') is the value of the year 2026 of the indicator `uses`, wherever in
their lists both stand. An item that has neither is named by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plan.messages.findings import Location
from plan.model.types import FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR
from plan.writing.yaml_steps import REMOVED

#: What tells an item of a list from others.
_NAMES = ("id", "fiscal_year")
#: What tells a mark from others: the scale that gave it, and the year.
_OF_A_MARK = ("scale", "fiscal_year")
_NAMING = {*_NAMES, *_OF_A_MARK}


def name_of(item: object) -> str | int | None:
    """The id or the fiscal year of an item, of a mark `progress/2026`; None if it has neither."""
    if not isinstance(item, Mapping):
        return None
    if "scale" in item and all(key in item for key in _OF_A_MARK):
        return "/".join(str(item[key]) for key in _OF_A_MARK)
    found = next((item[key] for key in _NAMES if key in item), None)
    return found if isinstance(found, str | int) else None


class Names:
    """The names of the items of lists, each list gone through once however many places are looked up in it.

    Whoever changes a list says so, with `added` or `changed`.
    """

    def __init__(self) -> None:
        self._found: dict[int, tuple[Sequence[object], dict[str | int, int]]] = {}

    def index_of(self, items: Sequence[object], step: str | int) -> int | None:
        """The number of the item that a step names; None if there is none."""
        if id(items) not in self._found:
            self._found[id(items)] = (items, {})
            for number in range(len(items)):
                self._note(items, number)
        by_number = step if isinstance(step, int) and 0 <= step < len(items) else None
        return self._found[id(items)][1].get(step, by_number)

    def added(self, items: Sequence[object]) -> None:
        """One item more stands at the end of a list."""
        if id(items) in self._found:
            self._note(items, len(items) - 1)

    def changed(self, items: Sequence[object]) -> None:
        """The items of a list are others, are named otherwise, or stand in another order."""
        self._found.pop(id(items), None)

    def _note(self, items: Sequence[object], number: int) -> None:
        if (name := name_of(items[number])) is not None:
            self._found[id(items)][1].setdefault(name, number)


def index_of(items: Sequence[object], step: str | int) -> int | None:
    """The number of the item that a step names; None if there is none."""
    return Names().index_of(items, step)


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


def numbered(data: object, location: Location, names: Names | None = None) -> Location:
    """A place by the numbers of items, where it was given by what lasts; what is not there stays as it was given.

    `names` are those of the same data, where many places are looked up in it.
    """
    found: list[str | int] = []
    names = names or Names()
    for step in location:
        if isinstance(data, list | tuple):
            number = names.index_of(data, step)
            found.append(step if number is None else number)
            data = None if number is None else data[number]
        else:
            found.append(step)
            data = data.get(step) if isinstance(data, Mapping) else None
    return tuple(found)


def put(data: Any, location: Location, value: object, item: bool = False, names: Names | None = None) -> None:
    """Put a value at a place, or take it out if it is None; what is empty then goes too. `data` has lists for tuples.

    What is missing on the way is made: a mapping, the item of a fiscal year or the next of a list that names none, a
    list for a value that is an `item`.
    `names` are those of the same data, where many values are put into it.
    """
    names = names or Names()
    step, rest = location[0], location[1:]
    if isinstance(data, list):
        _put_in_list(data, step, rest, value, item, names)
    elif rest:
        is_list = isinstance(rest[0], int) or (item and len(rest) == 1)
        inner = data.setdefault(step, [] if is_list else {})
        put(inner, rest, value, item, names)
        if not inner:
            del data[step]
    elif value is None:
        data.pop(step, None)
    else:
        data[step] = value


def _put_in_list(items: list[Any], step: str | int, rest: Location, value: object, item: bool, names: Names) -> None:
    at = names.index_of(items, step)
    if not rest:
        if at is None and value is not None:
            _append(items, value, names)
        elif at is not None:
            items[at : at + 1] = [] if value is None else [value]
            names.changed(items)
        return
    if at is None and not isinstance(step, int):
        raise LookupError(f"there is no item {step}")
    if at is None:
        _append(items, {} if step == len(items) and step < FIRST_FISCAL_YEAR else {"fiscal_year": step}, names)
        at = names.index_of(items, step)
    put(items[at or 0], rest, value, item, names)
    if rest[0] in _NAMING:
        names.changed(items)
    if list(items[at or 0]) in ([], ["fiscal_year"]):
        del items[at or 0]
        names.changed(items)


def _append(items: list[Any], value: object, names: Names) -> None:
    """Add an item; those told by their fiscal years stand in the order of these, those without one last."""
    items.append(value)
    names.added(items)
    if isinstance(value, Mapping) and "id" in value:
        return  # so have the others of its list
    if any("fiscal_year" in item and "id" not in item for item in items):
        items.sort(key=lambda one: int(one.get("fiscal_year", LAST_FISCAL_YEAR + 1)))
        names.changed(items)


def narrowed(before: object, after: object, locations: Iterable[Location]) -> dict[Location, object]:
    """The smallest places of a file's data that hold what was put at `locations`, with what stands there now.

    They are given by numbers, and are there in the file as it was, or at the end of what is there.
    """
    names, as_before = Names(), dict[int, bool]()
    return dict(_narrowed(before, after, location, names, as_before) for location in locations)


def _narrowed(
    before: Any, after: Any, location: Location, names: Names, as_before: dict[int, bool]
) -> tuple[Location, object]:
    """One place; `as_before` remembers of each list whether its items are those that they were."""
    place: list[str | int] = []
    for step in location:
        if isinstance(before, list | tuple):
            if id(before) not in as_before:
                as_before[id(before)] = [name_of(item) for item in before] == [name_of(item) for item in after]
            if not as_before[id(before)]:
                break  # items come or go: the list as a whole
            number = names.index_of(before, step)
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
