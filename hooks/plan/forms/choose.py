"""The fields of which each looks like a piece of a page that somebody wants to edit: which one is meant."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from plan.forms.fields import Control, FormMaker
from plan.forms.preview_forms import Forms, Reply
from plan.forms.typed import Given
from plan.forms.way_back import way_back
from plan.model import inventory
from plan.reading.loader import Loaded

#: So much of a value is shown.
_LONG = 120


@dataclass(frozen=True)
class Offered:
    """A field that may be meant: where it is edited, what it is called, what it says, the file that it stands in."""

    address: str
    called: str
    says: str
    file: str


def choose(forms: Forms, rest: str, asked: Given, given: Given | None) -> Reply | None:
    """The page of these fields; None where none of them is there."""
    loaded = forms.loaded()
    offered = tuple(_offered(forms, loaded, asked)) if not rest else ()
    if not offered:
        return None
    back = way_back(asked)
    title = "どの項目を直しますか"
    page = forms.render("form-choose.html", title, offered=offered, back=back.link if back else "")
    return Reply("200 OK", page)


def _offered(forms: Forms, loaded: Loaded, asked: Given) -> Iterator[Offered]:
    back = way_back(asked)
    sent = dict(back.sent()) if back else {}
    for file, names in _by_file(asked).items():
        if file.endswith(".md"):
            yield from _lines(forms, loaded, file, names, sent)
            continue
        controls = _controls(forms, loaded, file)
        for name in names:
            if control := controls.get(name):
                yield Offered(forms.to(file, name, sent), control.called, _short("、".join(control.values)), file)


def _by_file(asked: Given) -> Mapping[str, list[str]]:
    """The fields that an address names, by their files."""
    try:
        pairs = json.loads(next(iter(asked.get("fields", ())), "[]"))
    except (ValueError, RecursionError):
        return {}
    found: dict[str, list[str]] = {}
    for pair in pairs if isinstance(pairs, list) else ():
        match pair:
            case [str(file), str(name)]:
                found.setdefault(file, []).append(name)
    return found


def _controls(forms: Forms, loaded: Loaded, file: str) -> Mapping[str, Control]:
    schema, plan, folders = inventory.schema_of(file.partition("/")[2]), forms.plan(loaded), loaded.folders
    if schema is None or plan is None or folders is None or file not in folders.files:
        return {}
    group = FormMaker(plan, whole=True).group(schema, folders.files[file].data)
    return {control.name: control for control in group.controls}


def _lines(forms: Forms, loaded: Loaded, file: str, names: Sequence[str], sent: Mapping[str, str]) -> Iterator[Offered]:
    prose = loaded.folders.prose.get(file) if loaded.folders else None
    lines = prose.plain.split("\n") if prose else []
    for name in names:
        if name.isdecimal() and 0 < int(name) <= len(lines):
            yield Offered(forms.to(file, name, sent), f"{name}行目", _short(lines[int(name) - 1]), file)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
