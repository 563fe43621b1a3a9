"""Says what each value of the plan looks like on a page of one language, so that a page leads from it to its field.

A value is known by what a reader sees: a text in the words of the page's language, a figure with its unit and bound, a
year as that language writes it, the name of what a choice stands for. What only a part of a sentence says is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from plan.editions.saying import fields
from plan.forms.fields import Control, FormMaker
from plan.html.runs import squeezed
from plan.messages.findings import Location
from plan.model import Plan, inventory, shape
from plan.model.families import Chosen
from plan.model.indicators import Quantity
from plan.model.types import FiscalYear, Id, Text, Year
from plan.reading.loader import Loaded
from plan.showing.amounts import worded
from plan.showing.localizer import Localizer
from plan.writing.named_places import Names, numbered
from plan.writing.yaml_steps import value_at

#: What kind of value is shown.
Kind = Literal["text", "words", "number", "amount", "year", "day", "choice", "line"]
#: The fields by which readers know a record.
_NAMES = frozenset(("title", "name", "label", "term"))
_PARAGRAPH = re.compile(r"\n\s*\n")
#: What stands between names in one line is a mark of the language.
_MARKS = ("names_mark", "list_mark")


@dataclass(frozen=True)
class ShownValue:
    """A value of the plan that stands in a form, and of which a page shows a part by itself."""

    file: str
    name: str
    """The name of its control in the form of its file."""
    called: str
    """What its field is called in that form."""
    record: str
    """What the whole of the file is called."""
    kind: Kind
    owners: tuple[Location, ...]
    """The records that it stands in, the outermost first, by their places in the file."""
    names: bool = False
    """Whether readers know the innermost of them by it."""

    def said(self, *, whose: bool) -> str:
        """What a person calls it, with the record `whose` it is where that is another than the page's own."""
        steps = [*([self.record] if whose else []), *self.called.split(" › ")]
        return " › ".join(step for step, before in zip(steps, ["", *steps], strict=False) if step != before)

    @property
    def owner(self) -> tuple[str, Location]:
        """The innermost record that it stands in."""
        return self.file, self.owners[-1]


#: The values that look so, by what a reader sees (`squeezed`).
Looks = Mapping[str, tuple[ShownValue, ...]]


class Displayed:
    """The values of one reading of a plan, as pages of one language show them."""

    def __init__(self, plan: Plan, loaded: Loaded, speak: Localizer) -> None:
        self._plan, self._loaded, self._speak = plan, loaded, speak
        self._maker = FormMaker(plan, whole=True)
        self._named = plan.named_ids
        self._of_file: dict[str, Looks] = {}

    def of(self, file: str) -> Looks:
        """The values of one file; none of a file that holds no record of a sound plan."""
        if file not in self._of_file:
            found: dict[str, list[ShownValue]] = {}
            for look, value in self._values(file):
                same = found.setdefault(squeezed(look), [])
                if value not in same:
                    same.append(value)
            self._of_file[file] = {look: tuple(values) for look, values in found.items() if look}
        return self._of_file[file]

    @cached_property
    def words(self) -> frozenset[str]:
        """What the site itself says, in which no value is to be looked for."""
        return frozenset(squeezed(self._speak.choose(text)[0]) for text in self._plan.words.values())

    def ids(self) -> Mapping[str, frozenset[tuple[str, Location]]]:
        """The records that an id may be of, each with its file and place there."""
        return self._ids

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[tuple[str, Location]]]:
        found: dict[str, set[tuple[str, Location]]] = {}
        for file in self.files:
            for values in self.of(file).values():
                for owner in (owner for value in values for owner in value.owners):
                    found.setdefault(self._id(file, owner), set()).add((file, owner))
        return {id: frozenset(owners) for id, owners in found.items() if id}

    def _id(self, file: str, owner: Location) -> str:
        if not owner:
            return file.rpartition("/")[2].removesuffix(".yml") if file.count("/") > 1 else ""
        found = value_at(self._loaded.files[file].data, owner)
        return str(found.get("id", "")) if isinstance(found, Mapping) else ""

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that hold a record."""
        return tuple(name for name in self._loaded.files if self._record(name) is not None)

    def _record(self, file: str) -> BaseModel | None:
        path = file.partition("/")[2]
        return self._loaded.records.get(path) if inventory.schema_of(path) else None

    def controls(self, file: str) -> Mapping[Location, Control]:
        """What stands in the form of a file, by its place there by numbers."""
        schema, data = inventory.schema_of(file.partition("/")[2]), self._loaded.files[file].data
        if schema is None:
            return {}
        group, names = self._maker.group(schema, data), Names()
        return {numbered(data, control.path, names): control for control in group.controls if control.kind != "file"}

    def _values(self, file: str) -> Iterator[tuple[str, ShownValue]]:
        record = self._record(file)
        if record is None:
            return
        controls = self.controls(file)
        title = self._maker.title(self._loaded.files[file].data, file.partition("/")[2])
        for owners, unit, holder, place, field, value in _walked(record, (), ((),), None):
            for step, kind, look in self._looks(holder, field, value, unit):
                control = controls.get((*place, *step))
                if control is not None:
                    names = field.key in _NAMES and len(place) == len(owners[-1]) + 1
                    yield look, ShownValue(file, control.name, control.called, title, kind, owners, names)

    def _looks(
        self, holder: BaseModel, field: shape.FieldShape, value: Any, unit: Text | None
    ) -> Iterator[tuple[Location, Kind, str]]:
        """How the value of a field looks, with where in it each part stands."""
        speak = self._speak
        if isinstance(value, Text):
            yield from _text(value, speak)
            if isinstance(holder, Quantity) and field.key == "missing":
                yield (speak.choose(value)[1],), "text", worded(holder, unit, speak).plain
        elif isinstance(value, Chosen):
            for family, ids in value.root.items():
                yield from (((family,), "choice", look) for look in self._names(f"families/{family}", ids))
        elif isinstance(value, Mapping):
            for code, inner in value.items():
                for line in inner if isinstance(inner, tuple) else (inner,):
                    yield (code,), "words", str(line)
        elif isinstance(value, tuple) and value and isinstance(value[0], Text):
            for number, text in enumerate(value):
                yield from (((number, *step), kind, look) for step, kind, look in _text(text, speak))
        elif _meant(type(holder), field.name) == "choice":
            words = fields().choices.get(f"{type(holder).__name__}.{field.key}", {})
            yield from (((), "choice", speak.plain_word(words[one])) for one in map(str, _each(value)) if one in words)
        elif field.reference:
            ids = value if isinstance(value, tuple) else (value,)
            yield from (((), "choice", look) for look in self._names(field.reference.kind, ids))
        elif isinstance(value, tuple):
            yield from (((), "words", part) for part in value if _is_words(holder, field, part))
        elif isinstance(value, date):
            yield (), "day", speak.day(value)
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            yield from (((), kind, look) for kind, look in self._number(holder, field, value, unit))
        elif _is_words(holder, field, value):
            yield (), "words", value

    def _names(self, kind: str, ids: tuple[str, ...]) -> Iterator[str]:
        """The names of what is chosen: each, and all in one line."""
        texts = [self._named[kind][id] for id in ids if id in self._named.get(kind, {})]
        names = [self._speak.choose(text)[0] for text in texts]
        yield from names
        if len(names) > 1:
            yield from (getattr(self._speak.writing, mark).join(names) for mark in _MARKS)

    def _number(
        self, holder: BaseModel, field: shape.FieldShape, value: int | Decimal, unit: Text | None
    ) -> Iterator[tuple[Kind, str]]:
        speak, of = self._speak, _meant(type(holder), field.name)
        if of == "fiscal_year":
            yield "year", speak.fiscal_year(int(value))
            yield "year", speak.year_heading(int(value))[0]
        elif of == "year":
            yield "year", speak.year(int(value))
        elif isinstance(holder, Quantity) and field.key in ("value", "upper"):
            yield "amount" if unit or holder.bound else "number", worded(holder, unit, speak).plain
        elif unit is not None:
            yield "amount", speak.amount(value, unit)
        else:
            yield "number", speak.number(value)


def _walked(
    record: BaseModel, place: Location, owners: tuple[Location, ...], unit: Text | None
) -> Iterator[tuple[tuple[Location, ...], Text | None, BaseModel, Location, shape.FieldShape, Any]]:
    """Every field that has a value: the records around it, the unit of figures, its record, its place, its value."""
    here = getattr(record, "unit", None)
    unit = here if isinstance(here, Text) else unit
    for field in shape.shapes(type(record)).values():
        value, at = getattr(record, field.name), (*place, field.key)
        if value is None or field.key == "id":
            continue
        inner = value if isinstance(value, tuple) else (value,)
        if inner and isinstance(inner[0], BaseModel) and not isinstance(inner[0], Text | Chosen):
            for number, item in enumerate(inner):
                item_at = (*at, number) if isinstance(value, tuple) else at
                around = (*owners, item_at) if isinstance(value, tuple) else owners
                yield from _walked(item, item_at, around, unit)
        else:
            yield owners, unit, record, at, field, value


def _each(value: object) -> tuple[object, ...]:
    """A value as several of them."""
    return value if isinstance(value, tuple) else (value,)


def _is_words(holder: BaseModel, field: shape.FieldShape, value: object) -> bool:
    """Whether a value is words as they are printed, and no name for the program."""
    return isinstance(value, str) and _meant(type(holder), field.name) != "id"


def _text(text: Text, speak: Localizer) -> Iterator[tuple[Location, Kind, str]]:
    """A text as a page of a language has it, whole and by paragraphs."""
    words, code = speak.choose(text)
    yield (code,), "text", words
    if len(parts := _PARAGRAPH.split(words.strip())) > 1:
        yield from (((code,), "text", part) for part in parts)


@cache
def _meant(schema: type[BaseModel], name: str) -> str:
    """What a field holds that is shown in a way of its own: a fiscal year, a year of the calendar; an id, a choice."""
    parts = list(_inside(get_type_hints(schema, include_extras=True)[name]))
    if any(get_origin(part) is Literal for part in parts):
        return "choice"
    known = {"fiscal_year": FiscalYear, "year": Year, "id": Id}
    return next((of for of, kind in known.items() if any(part == kind for part in parts)), "")


def _inside(annotation: Any) -> Iterator[Any]:
    """A type with all types that it is made of, but for what a choice is between."""
    yield annotation
    for part in () if get_origin(annotation) is Literal else get_args(annotation):
        yield from _inside(part)
