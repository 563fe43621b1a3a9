"""Says of any record of the plan which fields it has, which records stand in them, and in which order keys are written.

A field is called by its key, as a file has it (`from`), not by its name in the program (`first`).
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, RootModel

from plan.messages.findings import Location

from .types import Reference


@dataclass(frozen=True)
class FieldShape:
    """One field of a record."""

    key: str
    """What a file calls it."""
    name: str
    """What the program calls it."""
    holds: type[BaseModel] | None
    """The record, or the `Text`, that stands in it, by itself or in a list."""
    by_language: bool
    """Whether it is a mapping with a language's code for each key, and no `Text`."""
    reference: Reference | None
    """What its values name by their ids, if they do."""


@cache
def shapes(schema: type[BaseModel]) -> Mapping[str, FieldShape]:
    """The fields of a record by their keys, in the order in which they are written; none of a mapping (`Text`)."""
    if issubclass(schema, RootModel):
        return {}
    found = {}
    for name, field in schema.model_fields.items():
        parts = list(_parts((field.annotation, tuple(field.metadata))))
        found[field.alias or name] = FieldShape(
            key=field.alias or name,
            name=name,
            holds=next(record_types(field.annotation), None),
            by_language=typing.get_origin(field.annotation) is dict,
            reference=next((part for part in parts if isinstance(part, Reference)), None),
        )
    return found


def record_types(annotation: typing.Any) -> Iterator[type[BaseModel]]:
    """The record classes that stand in a field's type, however deep."""
    return (part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, BaseModel))


def _parts(annotation: typing.Any) -> Iterator[typing.Any]:
    """A type, or a tuple of types and marks, with all that stands in it."""
    yield annotation
    for part in annotation if isinstance(annotation, tuple) else typing.get_args(annotation):
        yield from _parts(part)


def holds_itself(schema: type[BaseModel]) -> bool:
    """Whether records of this kind may stand in one of them, however deep."""
    return any(shape.holds is schema for shape in shapes(schema).values())


def inner(schema: type[BaseModel], key: str) -> type[BaseModel] | None:
    """The record that a field holds, or holds a list of; None where it holds none."""
    shape = shapes(schema).get(key)
    return shape.holds if shape else None


def fields(schema: type[BaseModel], location: Location = ()) -> tuple[str, ...]:
    """The keys of the record at a location within a record, in their order; none where no record stands."""
    for step in location:
        if isinstance(step, str):
            found = inner(schema, step)
            if found is None:
                return ()
            schema = found
    return tuple(shapes(schema))


def ordered(schema: type[BaseModel] | None, value: typing.Any) -> typing.Any:
    """Plain data of a record with its keys in their order, those of the records in it too; unknown keys come last."""
    if isinstance(value, list | tuple):
        return [ordered(schema, item) for item in value]
    if not isinstance(value, Mapping) or schema is None:
        return value
    order = [key for key in shapes(schema) if key in value]
    keys = [*order, *(key for key in value if key not in order)]
    return {key: ordered(inner(schema, key), value[key]) for key in keys}


def values(record: BaseModel, location: Location = ()) -> Iterator[tuple[Location, FieldShape, typing.Any]]:
    """Every field of a record and of the records in it: its place in the file, the field, its value."""
    for shape in shapes(type(record)).values():
        place = (*location, shape.key)
        value = getattr(record, shape.name)
        yield place, shape, value
        for index, item in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if isinstance(item, BaseModel):
                yield from values(item, place if index is None else (*place, index))
