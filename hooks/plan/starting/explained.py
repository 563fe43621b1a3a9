"""Turns the data of a new plan's file into YAML in which each field is explained where it first stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from plan.help.fields import field_helps, meanings
from plan.help.schema import schema_comment
from plan.model import inventory, shape
from plan.model.types import Record
from plan.writing.yaml_text import Style, entry, moved_in, scalar

_STYLE = Style()


def explained(path: str, data: Mapping[str, object]) -> str:
    """The text of a file under `data/`: its fields in order, each with its meaning; then what else may stand in it."""
    schema = inventory.schema_of(path)
    if schema is None:
        raise LookupError(path)
    lines = [schema_comment(path), f"# {meanings()[schema.__name__]['_']}", ""]
    lines += _lines(schema, data, set())
    lines += _further(schema, data)
    return "\n".join(lines) + "\n"


def _lines(schema: type[BaseModel], data: Mapping[str, object], seen: set[tuple[str, str]]) -> Iterator[str]:
    """The lines of a record; a field that was explained before is not again."""
    words = {help_.name: help_ for help_ in field_helps(schema)} if issubclass(schema, Record) else {}
    for key, value in shape.ordered(schema, data).items():
        help_ = words.get(key)
        if help_ and (schema.__name__, key) not in seen:
            seen.add((schema.__name__, key))
            choices = "、".join(f"{name}: {said}" for name, said in help_.choices.items())
            yield f"# {help_.ja}" + (f"（{choices}）" if choices else "")
        inner = shape.inner(schema, key)
        if inner is None or not issubclass(inner, Record) or not value:
            yield from entry(f"{scalar(key)}:", value, _STYLE)
        elif isinstance(value, Mapping):
            yield f"{key}:"
            yield from moved_in(list(_lines(inner, value, seen)), 2)
        else:
            yield f"{key}:"
            for item in value:
                yield from moved_in(list(_item(list(_lines(inner, item, seen)))), _STYLE.dash)


def _item(lines: list[str]) -> Iterator[str]:
    """The lines of a record as an item of a list: the dash before the first that is no comment."""
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    yield from lines[:first]
    yield f"- {lines[first]}"
    yield from moved_in(lines[first + 1 :], 2)


def _further(schema: type[Record], data: Mapping[str, object]) -> Iterator[str]:
    """The fields that the file may hold too."""
    left = [help_ for help_ in field_helps(schema) if help_.name not in data]
    if left:
        yield ""
        yield f"# {meanings()['README']['further']}"
    for help_ in left:
        yield f"# {help_.name}: {help_.ja}"
    yield from _within(schema, data, "", set())


def _within(schema: type[BaseModel], data: Mapping[str, object], path: str, seen: set[str]) -> Iterator[str]:
    """The same, briefly, of the records in it, each by its way there: indicators.target.bound."""
    for key, value in data.items():
        inner = shape.inner(schema, key)
        if inner is None or not issubclass(inner, Record) or inner.__name__ in seen:
            continue
        records = [value] if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
        held = [one for one in records if isinstance(one, Mapping)]
        if not held:
            continue
        seen.add(inner.__name__)
        there = {name for one in held for name in one}
        for help_ in field_helps(inner):
            if help_.name not in there:
                yield f"# {path}{key}.{help_.name}: {help_.ja.split('。')[0]}{_names(inner, help_.name)}"
        whole = {name: part for one in reversed(held) for name, part in one.items()}
        yield from _within(inner, whole, f"{path}{key}.", seen)


def _names(schema: type[Record], key: str) -> str:
    """The fields of the records that a field would hold, in brackets."""
    inner = shape.inner(schema, key)
    if inner is None or not issubclass(inner, Record):
        return ""
    return f"（{'、'.join(help_.name for help_ in field_helps(inner))}）"
