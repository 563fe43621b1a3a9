"""Turns the data of a YAML file and new values for places in it into single steps, each as small as can be."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plan.messages.findings import Location
from plan.writing import yaml_text


class _Removed(enum.Enum):
    """The one value that says: take it out."""

    REMOVED = "removed"


#: In place of a new value: take the key or the item of the list out.
REMOVED: Final = _Removed.REMOVED


@dataclass(frozen=True)
class Insert:
    """New items that go before the one at their index, in their order."""

    values: Sequence[object]


def copied(value: object) -> object:
    """A value that can be changed; our reader takes the line breaks around a text off, so that none goes in either."""
    if isinstance(value, str):
        return value.strip("\n")
    if isinstance(value, Mapping):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list | tuple) else value


def same(one: object, other: object) -> bool:
    """Equal with the digits as written: 30.0 is not 30, and 1 is not true."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if _is_number(one) and _is_number(other):
        return yaml_text.scalar(one) == yaml_text.scalar(other)
    return type(one) is type(other) and one == other


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def value_at(data: object, location: Location) -> object:
    """The value at a location; REMOVED where there is none."""
    for step in location:
        inside = isinstance(data, Mapping) and step in data
        inside = inside or (isinstance(data, list | tuple) and isinstance(step, int) and 0 <= step < len(data))
        if not inside:
            return REMOVED
        data = data[step]  # type: ignore[index]
    return data


def put(data: object, location: Location, value: object) -> None:
    """Take one step in a copy of the data."""
    container, last = value_at(data, location[:-1]), location[-1]
    if isinstance(container, list) and isinstance(last, int) and (isinstance(value, Insert) or last == len(container)):
        container[last:last] = [copied(item) for item in (value.values if isinstance(value, Insert) else [value])]
    elif isinstance(container, dict | list):
        if value is REMOVED:
            del container[last]  # type: ignore[arg-type]
        else:
            container[last] = copied(value)  # type: ignore[index]


def steps(before: object, changes: Mapping[Location, object]) -> list[tuple[Location, object]]:
    """The changes as single steps, in an order in which the indices of the old text hold.

    Values come first, then what goes and what is put between, the innermost first; what goes from the end.
    """
    found = [step for place, value in changes.items() for step in _differing(value_at(before, place), place, value)]
    gone = sorted({location for location, value in found if value is REMOVED}, key=_by_index, reverse=True)
    moving: list[tuple[Location, object]] = [step for step in found if isinstance(step[1], Insert)]
    moving += [(location, REMOVED) for location in gone]
    stable = [step for step in found if step[1] is not REMOVED and not isinstance(step[1], Insert)]
    return stable + sorted(moving, key=lambda step: len(step[0]), reverse=True)


def batches(found: Sequence[tuple[Location, object]]) -> list[list[tuple[Location, object]]]:
    """The steps in batches, of which no step touches a collection that another of it touches or stands in.

    Of two steps that do, the earlier one is in the earlier batch; all others may change places, so that a batch is
    as large as can be.
    """
    made: list[list[tuple[Location, object]]] = []
    touched: dict[Location, int] = {}
    inside: dict[Location, int] = {}
    for step in found:
        parent = step[0][:-1]
        outer = [parent[:end] for end in range(len(parent))]
        number = max(inside.get(parent, 0), *(touched.get(place, 0) for place in (*outer, parent)))
        if number == len(made):
            made.append([])
        made[number].append(step)
        touched[parent] = number + 1
        inside.update((place, max(inside.get(place, 0), number + 1)) for place in outer)
    return made


def _by_index(location: Location) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in location]


def _differing(old: object, location: Location, new: object) -> Iterator[tuple[Location, object]]:
    """Only what differs within a collection, so that what stays keeps its bytes."""
    if not location:
        raise LookupError("a file is not replaced as a whole")
    if isinstance(old, Mapping) and isinstance(new, dict) and old and new:
        for key in [*new, *(key for key in old if key not in new)]:
            yield from _differing(old.get(key, REMOVED), (*location, key), new.get(key, REMOVED))
    elif isinstance(old, tuple) and isinstance(new, list) and old and new:
        yield from _differing_items(old, location, new)
    elif old is not new and not same(old, new):
        yield location, new


def _differing_items(old: Sequence[object], location: Location, new: list[object]) -> Iterator[tuple[Location, object]]:
    """Item by item; but items that were only added between others, or only taken out, leave the others alone."""
    before, after = [_identity(item) for item in old], [_identity(item) for item in new]
    was, now = frozenset(before), frozenset(after)
    if [name for name in after if name in was] == before:
        added: list[object] = []
        kept = 0
        for index, item in enumerate(new):
            if after[index] not in was:
                added.append(item)
                continue
            yield from _inserted(location, index, added)
            yield from _differing(old[kept], (*location, kept), item)
            added, kept = [], kept + 1
        yield from _inserted(location, len(new), added)
    elif [name for name in before if name in now] == after:
        left = iter(new)
        for index, name in enumerate(before):
            yield from _differing(old[index], (*location, index), next(left) if name in now else REMOVED)
    else:
        for index in range(max(len(old), len(new))):
            one, other = (items[index] if index < len(items) else REMOVED for items in (old, new))
            yield from _differing(one, (*location, index), other)


def _inserted(location: Location, end: int, added: Sequence[object]) -> Iterator[tuple[Location, object]]:
    """The new items of a list that stand before a place in it, as one step."""
    if added:
        yield (*location, end - len(added)), Insert(added)


def _identity(item: object) -> str:
    """What tells an item from others: a record's id or year, else all that it says."""
    if isinstance(item, Mapping):
        return repr(next((item[key] for key in ("id", "fiscal_year") if key in item), item))
    return repr(item)
