"""Holds the notes on the source against what is published: a note may not say what is no longer so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from plan import model
from plan.html.prose import with_page_numbers
from plan.messages.findings import DataField, Finding, Location, shown
from plan.model import shape
from plan.model.types import Text
from plan.outline import registry
from plan.rules.facts import Facts

_STEP = re.compile(r"([a-z_]+(?:-[a-z0-9-]+)?|(?<=families\.)[a-z0-9-]+)|\[([a-z0-9-]+)\]")
_NOWHERE = object()


def untrue_notes(
    facts: Facts, sections: Mapping[str, Mapping[str, Mapping[str, str]]], words: Mapping[str, Text]
) -> Iterator[Finding]:
    """A note names places that are there, and says of them what stands there; advice for the editors of the plan.

    `sections`: for each chapter (docs/plan/introduction.md) its pieces by key (title, opening, #period), each by
    language; `words`: the site's own words.
    """
    notes = facts.one(model.Notes)
    for index, note in enumerate(notes.notes if notes else ()):
        for inner, about in enumerate(note.about):
            place = ("notes", index, "about", inner)
            there = _there(about.at, facts, sections, words)
            if there is _NOWHERE:
                at = DataField("notes.yml", (*place, "at"))
                yield Finding(at, "note-about-nothing", {"found": shown(about.at, 120)}, "advice")
            else:
                yield from _compared(place, about, there, facts.languages.default)


def _there(
    at: str, facts: Facts, sections: Mapping[str, Mapping[str, Mapping[str, str]]], words: Mapping[str, Text]
) -> Any:
    """What stands at a place by its lasting name; _NOWHERE where there is no such place."""
    file, _, path = at.partition(": ")
    if file == "page":
        return None if path in {*facts.family_pages(), *(page.name for page in registry.PAGES)} else _NOWHERE
    if file == "words":
        return words.get(path, _NOWHERE)
    if file in sections:
        return _as_read(sections[file].get(path, _NOWHERE), words["paper_page"])
    record = facts.records.get(file.removeprefix("data/"))
    return _NOWHERE if record is None else _within(record, path)


def _as_read(piece: Any, page_number: Text) -> Any:
    """A piece of a chapter in each language, with the numbers of pages as the site shows them."""
    if piece is _NOWHERE:
        return piece
    return {code: with_page_numbers(text, page_number.get(code) or "{page}") for code, text in piece.items()}


def _within(value: Any, path: str) -> Any:
    """What stands at a place within a record, whose items are called by their ids, or by their number."""
    for key, id in (match.groups() for match in _STEP.finditer(path)):
        if key and isinstance(value, model.Chosen):
            value = value.of(key)
        elif key:
            known = shape.shapes(type(value)) if isinstance(value, BaseModel) else {}
            if key not in known:
                return _NOWHERE
            value = getattr(value, known[key].name)
        else:
            items = value if isinstance(value, tuple) else ()
            named = (item for item in items if getattr(item, "id", item) == id)
            value = next(named, items[int(id)] if id.isdigit() and int(id) < len(items) else _NOWHERE)
    return value


def _compared(place: Location, about: model.About, there: Any, default: str) -> Iterator[Finding]:
    if about.value is not None:
        if not isinstance(there, int | Decimal) or there != about.value:
            yield _untrue((*place, "value"), about.value, there)
    elif about.prints is not None:
        said = _said(there, about.language or default)
        if (about.prints in said) == about.absent:
            yield _untrue((*place, "prints"), about.prints, said)
    elif about.absent and there not in (None, (), ""):
        yield _untrue((*place, "absent"), None, there)


def _said(there: Any, language: str) -> str:
    """All words at a place in a language."""
    if isinstance(there, Text | Mapping):
        return there.get(language) or ""
    if isinstance(there, tuple):
        return "\n".join(_said(item, language) for item in there)
    return "" if there is None else str(there)


def _untrue(place: Location, says: object, there: Any) -> Finding:
    found = there if isinstance(there, int | Decimal | str | None) else str(there)
    return Finding(DataField("notes.yml", place), "note-untrue", {"says": shown(says), "found": shown(found)}, "advice")
