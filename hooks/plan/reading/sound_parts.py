"""What of a faulty file is sound, so that the rules look at it in the same run as they look at sound ones.

A value at fault is left out with the smallest item of a list, or field that may be absent, that holds it; a text that
lacks a language borrows another's words. Rules then find what they would find once the faults are mended, but for what
is said of the very places that were left out or borrowed, which nobody knows yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from plan.messages.findings import DataField, Finding, Location, dotted
from plan.model import shape
from plan.model.types import Languages, Text, bad_id
from plan.reading.stand_ins import WORDS, stand_in
from plan.reading.yaml_file import MAX_FAULTS

#: The steps of a place as it is written: terms[0].id.
_STEPS = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
#: As often are data looked at: what was left out may leave the record that held it with too little.
_ROUNDS = 5


@dataclass(frozen=True)
class SoundParts:
    """The record of a faulty file without what is at fault."""

    record: BaseModel
    left_out: frozenset[Location]
    """The places in the file that the record lacks."""
    unknown: frozenset[Location]
    """The places that hold something in the place of what is at fault."""
    borrowed: frozenset[str]
    """The languages in which some text has the words of another."""
    gone: frozenset[str]
    """What is written at the places that are left out or unknown: it may be what somebody names."""
    nameless: bool
    """Whether anything there has no sound id."""

    def in_file(self, place: Location) -> Location:
        """A place of the record as it is counted in the file."""
        return _in_file(place, self.left_out)

    def may_hold(self, field: Location) -> bool:
        """Whether a field of the file may hold another thing than the record does."""
        lacking = (*self.left_out, *self.unknown)
        return any(place[: len(field)] == field[: len(place)] for place in lacking)

    def told(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """What rules find of the record, at its place in the file, without what hangs on what it lacks."""
        for finding in findings:
            place = self.in_file(finding.at.location) if isinstance(finding.at, DataField) else ()
            lacking = (*self.left_out, *self.unknown)
            hangs = any(place == out[: len(place)] or out == place[: len(out)] for out in lacking)
            if place and not hangs and place[-1] not in self.borrowed:
                yield replace(finding, at=DataField(finding.at.file, place), details=self._details(finding))

    def _details(self, finding: Finding) -> Mapping[str, object]:
        """What a finding says, with the place in the file of what it names as the first."""
        first = str(finding.details.get("first", ""))
        steps = [int(number) if number else name for number, name in _STEPS.findall(first)]
        if finding.rule != "duplicate-id" or not steps:
            return finding.details
        return {**finding.details, "first": dotted(self.in_file(tuple(steps)))}


def _in_file(place: Location, left_out: Set[Location]) -> Location:
    """A place of the data without what is left out as it is counted in the file."""
    found: Location = ()
    for step in place:
        if isinstance(step, int):
            gone = {out[-1] for out in left_out if out[:-1] == found and isinstance(out[-1], int)}
            step = _nth(step, gone)
        found = (*found, step)
    return found


def _nth(number: int, gone: set[Any]) -> int:
    """The index that the item of a number has where those that are gone still stand."""
    index = 0
    while index in gone or number:
        number -= index not in gone
        index += 1
    return index


def sound_parts(schema: type[BaseModel], data: object, languages: Languages) -> SoundParts | None:
    """What of the faulty data of a record is sound; None where too little is, or more is at fault than is told."""
    mended = _Mended(schema, data, languages)
    for _ in range(_ROUNDS):
        try:
            record = schema.model_validate(mended.without(), context={"languages": languages})
        except ValidationError as error:
            places = {_in_file(place, mended.left_out) for place in _causes(error)}
            if len(places) > MAX_FAULTS:  # no more are told, and each is looked for in all of the file
                return None
            if not all(mended.mend(place) for place in places):
                return None
            continue
        lacking = (*mended.left_out, *mended.unknown)
        gone = frozenset(words for place in lacking for words in _words(_at(data, place)))
        nameless = any(_is_nameless(schema, data, place) for place in lacking)
        return SoundParts(
            record,
            frozenset(mended.left_out),
            frozenset(mended.unknown),
            frozenset(mended.borrowed),
            gone,
            nameless,
        )
    return None


def _causes(error: ValidationError) -> Iterator[Location]:
    """The places of what is wrong; a list is not too short because its items are wrong."""
    faults = error.errors(include_url=False)
    around = {fault["loc"][:length] for fault in faults for length in range(len(fault["loc"]))}
    return (fault["loc"] for fault in faults if fault["type"] != "too_short" or fault["loc"] not in around)


class _Mended:
    """The data of a faulty file while fault after fault is taken out of it."""

    def __init__(self, schema: type[BaseModel], data: object, languages: Languages) -> None:
        self._schema, self._data, self._languages = schema, data, languages
        self.left_out: set[Location] = set()
        self.unknown: set[Location] = set()
        self.borrowed: set[str] = set()

    def without(self) -> object:
        """The data as far as they are thought to be sound."""
        return _without(self._data, self.left_out)

    def mend(self, place: Location) -> bool:
        """Take out the fault at a place of the file; whether that can be done."""
        if self._refill(place):
            return True
        schema, data, languages = self._schema, self._data, self._languages
        text = _text(schema, data, place)
        lacking = _lacking(text, languages) if text else None
        if text and lacking:
            self.borrowed |= lacking
            self._data = _put(data, place, dict.fromkeys(lacking, next(iter(text.values()))) | dict(text))
        elif (needed := _needed(schema, data, place)) and (words := _some_words(schema, needed, languages)):
            self._data = _put(data, needed, words)
            self.unknown.add(needed)
        elif out := _least(schema, data, place):
            self.left_out |= {out, *_unread(schema, data, out)}
        elif needed and (put := _stand_in(schema, needed, languages)) is not None:
            self._data = _put(data, needed, put)
            self.left_out = {out for out in self.left_out if out[: len(needed)] != needed}
            self.unknown.add(needed[:-1] or needed)
        else:
            return False
        return True

    def _refill(self, place: Location) -> bool:
        """Put something into a field that was left out of the record at a place, which is faulty only without it.

        So what else the record holds is looked at: the year of a target that is no number.
        """
        record = _record_at(self._schema, place)
        inside = {out[len(place) :] for out in self.left_out if out[: len(place)] == place}
        within = _without(_at(self._data, place), inside)
        if record is None or not isinstance(within, Mapping):
            return False
        for out in sorted(self.left_out, key=str):
            there = out[:-1] == place and out[-1] in _keys(_at(self._data, place))
            if not there or out[-1] not in shape.shapes(record):
                continue
            put = stand_in(record, str(out[-1]), self._languages)
            if put is not None and _is_sound(record, {**within, str(out[-1]): put}, self._languages):
                self._data = _put(self._data, out, put)
                self.left_out.remove(out)
                self.unknown.add(out)
                return True
        return False


def _is_sound(schema: type[BaseModel], data: object, languages: Languages) -> bool:
    try:
        schema.model_validate(data, context={"languages": languages})
    except ValidationError:
        return False
    return True


def _is_nameless(schema: type[BaseModel], data: object, place: Location) -> bool:
    """Whether what stands at a place has no sound id, so that nobody knows who names it."""
    record, value = _record_at(schema, place), _at(data, place)
    if record is None or "id" not in shape.shapes(record) or not isinstance(value, Mapping):
        return False
    id = value.get("id")
    return not isinstance(id, str) or bad_id(id.lower()) is not None


def _needed(schema: type[BaseModel], data: object, place: Location) -> Location | None:
    """The field at a place, or around it, that its record cannot do without."""
    for length in range(len(place), 0, -1):
        record = _record_at(schema, place[: length - 1])
        inside = isinstance(_at(data, place[: length - 1]), Mapping)
        if record and inside and str(place[length - 1]) in shape.shapes(record):
            return place[:length]
    return None


def _stand_in(schema: type[BaseModel], place: Location, languages: Languages) -> object | None:
    record = _record_at(schema, place[:-1])
    return stand_in(record, str(place[-1]), languages) if record else None


def _some_words(schema: type[BaseModel], place: Location, languages: Languages) -> object | None:
    """Words in place of those that an item of a list cannot do without: what else it holds is looked at."""
    record, key = _record_at(schema, place[:-1]), str(place[-1])
    if record is None or key == "id" or shape.shapes(record)[key].reference:
        return None
    required = record.model_fields[shape.shapes(record)[key].name].is_required()
    found = stand_in(record, key, languages) if required else None
    return found if found in ("x", dict.fromkeys(languages.complete, WORDS)) else None


def _words(value: object) -> Iterator[str]:
    """Every text and key within some data: what may be an id there."""
    if isinstance(value, str):
        yield from (value, value.lower())
    elif isinstance(value, Mapping):
        yield from map(str, value)
        yield from (words for item in value.values() for words in _words(item))
    elif isinstance(value, list | tuple):
        yield from (words for item in value for words in _words(item))


def _text(schema: type[BaseModel], data: object, place: Location) -> Mapping[str, str] | None:
    """The text in several languages at a place; None where none stands, or one that holds more than words."""
    if place and not isinstance(place[-1], int):
        holds = _record_at(schema, place[:-1])
        field = shape.shapes(holds).get(str(place[-1])) if holds else None
        if field and field.holds and issubclass(field.holds, Text):
            value = _at(data, place)
            if isinstance(value, Mapping) and all(isinstance(words, str) and words.strip() for words in value.values()):
                return value or None
    return None


def _lacking(text: Mapping[str, str], languages: Languages) -> set[str] | None:
    """The languages that a text lacks; None where something else is wrong with it."""
    return set(languages.complete) - set(text) if set(text) <= set(languages.codes) else None


def _least(schema: type[BaseModel], data: object, place: Location) -> Location | None:
    """The smallest thing around a place that a record may do without: an item of a list, or a field."""
    for length in range(len(place), 0, -1):
        if _at(data, place[: length - 1]) is None:
            continue
        step = place[length - 1]
        if isinstance(step, int):
            return place[:length]
        record = _record_at(schema, place[: length - 1])
        if record is None:
            continue
        key = str(step)
        field = shape.shapes(record).get(key)
        if field is None or not record.model_fields[field.name].is_required():
            return place[:length] if field is None or key in _keys(_at(data, place[: length - 1])) else None
    return None


def _unread(schema: type[BaseModel], data: object, place: Location) -> Iterator[Location]:
    """The fields that a record lacks where one with an unknown name is left out: it may be meant for any of them."""
    record = _record_at(schema, place[:-1])
    if record and not isinstance(place[-1], int) and place[-1] not in shape.shapes(record):
        there = _keys(_at(data, place[:-1]))
        yield from ((*place[:-1], key) for key in shape.shapes(record) if key not in there)


def _record_at(schema: type[BaseModel], place: Location) -> type[BaseModel] | None:
    for step in place:
        if isinstance(step, str):
            found = shape.inner(schema, step)
            if found is None:
                return None
            schema = found
    return schema


def _keys(value: object) -> Sequence[str]:
    return tuple(value) if isinstance(value, Mapping) else ()


def _at(data: object, place: Location) -> object:
    for step in place:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list | tuple) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _put(data: Any, place: Location, value: object) -> object:
    if not place:
        return value
    if isinstance(data, Mapping):
        return {**data, place[0]: _put(data.get(place[0]), place[1:], value)}
    return tuple(_put(item, place[1:], value) if index == place[0] else item for index, item in enumerate(data))


def _without(data: object, left_out: set[Location], here: Location = ()) -> object:
    if isinstance(data, Mapping):
        return {
            key: _without(value, left_out, (*here, key)) for key, value in data.items() if (*here, key) not in left_out
        }
    if isinstance(data, list | tuple):
        return tuple(
            _without(value, left_out, (*here, index))
            for index, value in enumerate(data)
            if (*here, index) not in left_out
        )
    return data
