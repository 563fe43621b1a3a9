"""Makes a value that a field of a record could have, for a faulty one without which the record could not be read."""

from __future__ import annotations

import typing
from collections.abc import Iterator

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from plan.model import shape
from plan.model.types import Languages, Text

#: A number that no plan prints, so that it is like none beside it.
_UNLIKELY = 2**53 + 1
#: Of each kind of value one that is sound: a name or an id, an address, a day, a color, a city's code, a number,
#: a year; languages are those of the plan.
_SAMPLES = ("x", "https://example.org/", "2000-01-01", "#000000", "00000", _UNLIKELY, 1, 1900, False, (), ("x",))
#: Words of which nobody thinks that they are the plan's.
WORDS = "－"


def stand_in(schema: type[BaseModel], key: str, languages: Languages) -> object | None:
    """A sound value of the field of a record that a file calls `key`; None where none is found."""
    name = shape.shapes(schema)[key].name
    return next(_sound(schema.model_fields[name], languages), None)


def _sound(field: FieldInfo, languages: Languages) -> Iterator[object]:
    """Those of the samples that a field takes."""
    kind: typing.Any = field.annotation
    for mark in field.metadata:
        kind = typing.Annotated[kind, mark]
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    for sample in _samples(field, languages):
        try:
            adapter.validate_python(sample, context={"languages": languages})
        except ValidationError:
            continue
        yield sample


def _samples(field: FieldInfo, languages: Languages) -> Iterator[object]:
    yield from (choice for choice in typing.get_args(field.annotation) if isinstance(choice, str))
    yield from _SAMPLES
    yield languages.default
    for record in shape.record_types(field.annotation):
        if issubclass(record, Text):
            made: object = dict.fromkeys(languages.complete, WORDS)
        elif shape.shapes(record) and not shape.holds_itself(record):
            keys = [key for key, part in shape.shapes(record).items() if record.model_fields[part.name].is_required()]
            made = {key: stand_in(record, key, languages) for key in keys}
        else:
            continue
        yield from (made, (made,), (made, made))
