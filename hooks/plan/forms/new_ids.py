"""Gives a record of the plan another id, with all that names it: references, places in notes, links of chapters, and
the addresses that were published, which lead on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from plan.messages.findings import Location
from plan.model import inventory, shape
from plan.model.families import Chosen, Family
from plan.model.types import Text
from plan.outline import registry
from plan.publishing.published_addresses import Addresses
from plan.reading.loader import Loaded
from plan.writing.change import Change
from plan.writing.named_places import lasting

#: What kind of references name the items of a list, by the file and the list.
_LISTS = {
    ("departments.yml", "departments"): "departments",
    ("sources.yml", "sources"): "sources",
    ("scales.yml", "scales"): "scales",
}
#: The pages on which the records of a file have their places, by which chapters link to them.
_PAGES = {"departments.yml": "departments", "glossary.yml": "glossary", "structure.yml": registry.ITEMS}


@dataclass(frozen=True)
class Named:
    """A record that has an id: its file, its place there (none: the file is named by it), the id."""

    file: str
    """As findings call it: data/projects/x.yml."""
    place: Location
    id: str

    @property
    def path(self) -> str:
        """Its file under `data`."""
        return self.file.partition("/")[2]

    @property
    def own_file(self) -> bool:
        """Whether its file is called by its id."""
        return not self.place

    @property
    def folder(self) -> str:
        """The folder of its file under `data`; empty for one that stands there itself."""
        return self.path.rpartition("/")[0]

    @property
    def kind(self) -> str:
        """What kind of reference names it; empty for one that none does."""
        if self.own_file:
            return self.folder
        if self.folder == "families":
            return f"families/{self.path.rpartition('/')[2].removesuffix('.yml')}"
        if self.path == "structure.yml":
            return "items"
        if self.path == "people.yml":
            return "abilities"
        return _LISTS.get((self.path, str(self.place[0])), "")


def named_at(file: str, place: Location, data: object) -> Named | None:
    """The record at a place of a file, if it has an id."""
    if not place:
        id = file.rpartition("/")[2].removesuffix(".yml")
        return Named(file, (), id) if file.count("/") > 1 else None
    for step in lasting(data, place):
        items = data if isinstance(data, list | tuple) else None
        found = next((item for item in items or () if isinstance(item, Mapping) and item.get("id") == step), None)
        data = found if items is not None else data.get(step) if isinstance(data, Mapping) else None
    if isinstance(data, Mapping) and data.get("id") == place[-1]:
        return Named(file, place, str(place[-1]))
    return None


@dataclass
class Renaming:
    """What another id asks for."""

    changes: list[Change] = field(default_factory=list)
    files: dict[str, str | None] = field(default_factory=dict)
    """The files that are called otherwise."""
    places: dict[str, int] = field(default_factory=dict)
    """How many places change in each file, but for its own."""

    def add(self, change: Change) -> None:
        """A place that names it."""
        self.changes.append(change)
        self.places[change.file] = self.places.get(change.file, 0) + 1


def renaming(loaded: Loaded, record: Named, new: str) -> Renaming:
    """Another id for a record, and all places that name it by its old one; what remains, the rules will tell."""
    made = Renaming()
    now = f"{record.file.rpartition('/')[0]}/{new}.yml" if record.own_file else record.file
    if record.own_file:
        made.files[record.file] = now
    files = loaded.folders.files if loaded.folders else {}
    for file in files:
        path = file.partition("/")[2]
        if (found := loaded.records.get(path)) is None or not inventory.schema_of(path):
            continue
        for place, old, value, called in _references(found, record, new, now):
            at = lasting(files[file].data, place)
            made.add(Change(now if file == record.file else file, at, value, called, old, value))
    for name, text in _chapters(loaded, record, new):
        made.add(Change(name, (), text, name, record.id, new))
    if not record.own_file:
        called = f"{record.file} › {record.id}"
        made.changes.append(Change(now, (*record.place, "id"), new, called, record.id, new))
    elif loaded.records.get(record.path) and isinstance(loaded.records[record.path], Family):
        former = (*loaded.records[record.path].former, record.id)  # type: ignore[attr-defined]
        made.changes.append(Change(now, ("former",), list(former), f"{now} › former", None, record.id))
    return made


def _references(record: BaseModel, of: Named, new: str, now: str) -> Iterator[tuple[Location, str, Any, str]]:
    """The places in a file that name another record: what stands there, what shall, what a person calls it."""
    for place, shown, value in _values(record):
        called = " › ".join(map(str, place))
        if isinstance(value, Chosen):
            yield from _chosen(value, place, of, new, called)
            continue
        for at, one in _each(place, value):
            if shown.reference and shown.reference.kind == of.kind and one == of.id:
                yield at, one, new, called
            elif isinstance(one, str) and one.startswith(f"{of.file}:"):
                said = one.removeprefix(of.file)
                said = said if of.own_file else _in_place(said, of, new)
                if f"{now}{said}" != one:
                    yield at, one, f"{now}{said}", called


def _values(record: BaseModel) -> Iterator[tuple[Location, shape.FieldShape, Any]]:
    return ((place, shown, value) for place, shown, value in shape.values(record) if not isinstance(value, Text))


def _each(place: Location, value: Any) -> Iterator[tuple[Location, Any]]:
    if isinstance(value, tuple):
        yield from (((*place, number), one) for number, one in enumerate(value))
    else:
        yield place, value


def _chosen(
    value: Chosen, place: Location, of: Named, new: str, called: str
) -> Iterator[tuple[Location, str, Any, str]]:
    """The items of a family that a card names: by the family's id, and by theirs."""
    if of.kind == "families" and of.id in value.root:
        kept = {new if family == of.id else family: list(ids) for family, ids in value.root.items()}
        yield place, of.id, kept, called
    for family, ids in value.root.items():
        if of.kind == f"families/{family}":
            yield from (((*place, family, number), id, new, called) for number, id in enumerate(ids) if id == of.id)


def _in_place(said: str, of: Named, new: str) -> str:
    """A place by its lasting name, `: indicators[uses].unit`, with another name for one of its items."""
    list_of = [step for step in of.place if isinstance(step, str)]
    if len(list_of) < len(of.place) or len(of.place) % 2:
        return said
    steps = ".".join(f"{key}[{id}]" for key, id in zip(list_of[::2], list_of[1::2], strict=True))
    other = ".".join((*steps.split(".")[:-1], f"{list_of[-2]}[{new}]"))
    return re.sub(rf"(:\s*){re.escape(steps)}(?=[.\s]|\Z)", lambda match: match[1] + other, said)


def _chapters(loaded: Loaded, of: Named, new: str) -> Iterator[tuple[str, str]]:
    """The chapters that link to it, as they shall be."""
    levels = loaded.plan.levels if loaded.plan else None
    cards = {registry.CARDS, levels.card.address} if levels and levels.card else {registry.CARDS}
    if of.own_file:
        pages = cards if of.folder == registry.CARDS else {of.folder}
        folders = "|".join(map(re.escape, filter(None, pages)))
        link = rf"((?:^|[(/\s\"'])(?:{folders})/){re.escape(of.id)}(?=\.md|\.yml|/|[)#])"
        if of.folder == "families":
            link = rf"([(/]){re.escape(of.id)}(?=\.md[)#])"
    elif page := _PAGES.get(of.path) or (of.path.rpartition("/")[2].removesuffix(".yml") if of.folder else ""):
        link = rf"(\b{re.escape(page)}(?:/index)?\.md#){re.escape(of.id)}(?=\))"
    else:
        return
    for name, prose in loaded.folders.prose.items() if loaded.folders else ():
        changed = re.sub(link, lambda match: match[1] + new, prose.plain)
        if prose.text is not None and changed != prose.plain:
            yield name, changed


def holds(address: str, of: Named, loaded: Loaded) -> str | None:
    """A published address without the id of a record, `{}` in its place; None where it is no address of that record."""
    plan, parts = loaded.plan, address.split("/")
    cards, codes = (plan.card_folder, plan.languages.codes) if plan else (registry.CARDS, ())
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else ""
        own = of.kind == "families" and (not number or (number == 1 and before in codes))
        if part.partition(".")[0] == of.id and (own or before in _folders(of, cards)):
            return "/".join((*parts[:number], "{}" + part.removeprefix(of.id), *parts[number + 1 :]))
    return None


def leads_on(known: Addresses, of: Named, new: str, loaded: Loaded) -> Mapping[str, str]:
    """Where published addresses lead on, by each: those of the record, and those that led to these."""
    found = {}
    for item in known.lines:
        pattern = holds(item.now or item.former, of, loaded)
        if pattern is not None:
            found[item.former] = pattern.replace("{}", new)
    return found


def _folders(of: Named, cards: str) -> frozenset[str]:
    """The folders in which addresses are called by its id."""
    kinds = {
        "projects": (cards, registry.CARDS, "card", "embed"),
        "items": (registry.ITEMS, "item", "embed"),
        "series": ("charts", "series"),
    }
    return frozenset(kinds.get(of.kind, (of.kind,)))
