"""Holds the notes on the source against what is published: a note may not say what is no longer so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from plan import model
from plan.messages.findings import Fault, shown
from plan.model import shape
from plan.model.types import Text

_STEP = re.compile(r"([a-z_]+)|\[([a-z0-9-]+)\]|\.")
_NOWHERE = object()


def notes(
    records: Mapping[str, BaseModel], sections: Mapping[str, Mapping[str, Mapping[str, str]]], words: Mapping[str, Text]
) -> Iterator[Fault]:
    """What a note says of a place that is not there, or that holds something else.

    `sections`: for each chapter (docs/plan/introduction.md) its pieces by key (title, opening, #period) in each
    language; `words`: the site's own words.
    """
    found = records.get("notes.yml")
    for index, note in enumerate(found.notes if isinstance(found, model.Notes) else ()):
        for inner, about in enumerate(note.about):
            file, _, path = about.at.partition(": ")
            place = ("notes", index, "about", inner)
            if file == "page":
                continue  # which pages there are is known to the pages alone
            there: Any = _NOWHERE
            if file.startswith("data/"):
                there = _at(records.get(file.removeprefix("data/")), path)
            elif file == "words":
                there = words.get(path, _NOWHERE)
            elif file in sections:
                there = sections[file].get(path, _NOWHERE)
            if there is _NOWHERE:
                yield Fault("notes.yml", (*place, "at"), "note-about-nothing", {"found": shown(about.at)})
            else:
                yield from _compared(place, about, there)


def _at(record: BaseModel | None, path: str) -> Any:
    """What stands at a place of a record, its items called by their ids; _NOWHERE where there is no such place."""
    value: Any = record
    if record is None:
        return _NOWHERE
    for key, id in (match.groups() for match in _STEP.finditer(path)):
        if key and isinstance(value, Text | dict):
            return value  # a language is no step: all of them are compared
        if key:
            known = shape.shapes(type(value)) if isinstance(value, BaseModel) else {}
            if key not in known:
                return _NOWHERE
            value = getattr(value, known[key].name)
        elif id:
            items = value if isinstance(value, tuple) else ()
            by_number = dict(enumerate(items))
            value = next(
                (item for item in items if getattr(item, "id", item) == id),
                by_number.get(int(id), _NOWHERE) if id.isdigit() else _NOWHERE,
            )
            if value is _NOWHERE:
                return _NOWHERE
    return value


def _compared(place: tuple[str | int, ...], about: model.About, there: Any) -> Iterator[Fault]:
    if about.value is not None:
        if not isinstance(there, int | Decimal) or there != about.value:
            yield _untrue(place, "value", about.value, there)
    elif about.prints is not None:
        for language, words in about.prints.root.items():
            said = _said(there, language)
            if (words in said) == about.absent:
                yield _untrue(place, "prints", words, said)
    elif about.absent and there not in (None, (), ""):
        yield _untrue(place, "absent", "", there)


def _said(there: Any, language: str) -> str:
    if isinstance(there, Text | dict):
        return there.get(language) or ""
    if isinstance(there, tuple):
        return "\n".join(_said(item, language) for item in there)
    return "" if there is None else str(there)


def _untrue(place: tuple[str | int, ...], field: str, says: object, there: Any) -> Fault:
    return Fault("notes.yml", (*place, field), "note-untrue", {"says": shown(says), "found": shown(str(there))})
