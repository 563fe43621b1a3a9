"""Rules about ids: one that a record names is the id of something, and stands once among those of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plan import model
from plan.messages.findings import DataField, Finding, Location, dotted
from plan.messages.meant import meant
from plan.messages.sentences import Said
from plan.model.shape import FieldShape
from plan.model.types import Reference
from plan.rules import indicators
from plan.rules.facts import Facts

#: Kinds of references to a list of a file: the kind, the file, the field that holds the list.
_LISTS = (
    ("departments", "departments.yml", "departments"),
    ("sources", "sources.yml", "sources"),
    ("scales", "scales.yml", "scales"),
    ("verdict-rules", "verdicts.yml", "others"),
)
#: Lists within the items of a list whose ids need to differ within each item only.
_WITHIN_ITEMS = frozenset((("scales", "steps", "id"), ("others", "steps", "id"), ("departments", "former_names", "id")))

#: A list whose ids are held to more than to stand once.
_TOLD_ELSEWHERE = "also_under"


def unknown_references(facts: Facts) -> Iterator[Finding]:
    """An id that a record names must be the id of something."""
    known = _known(facts)
    for file, values in facts.values.items():
        for location, reference, found in _references(values):
            if reference.kind in known and found not in known[reference.kind]:
                near = meant(found, known[reference.kind])
                details = {"found": found, "kind": Said(f"among-{reference.kind}"), "meant": near}
                yield Finding(DataField(file, location), "unknown-reference", details)


def _known(facts: Facts) -> dict[str, set[str]]:
    """The ids that each kind of reference may name; without a kind whose file could not be read."""
    known: dict[str, set[str]] = {}
    if structure := facts.one(model.Structure):
        known["items"] = {path[-1].id for path in structure.paths()}
    elif "structure.yml" in facts.absent and (levels := facts.one(model.Levels)) and not levels.levels:
        known["items"] = set()
    if people := facts.one(model.People):
        known["abilities"] = {part.id for ability in people.abilities for part in ability.parts}
    for kind, file, field in _LISTS:
        if (record := facts.records.get(file)) is not None or file in facts.absent:
            known[kind] = {item.id for item in getattr(record, field, ())}
    known["rules"] = set(indicators.RULES)
    known |= {kind: facts.items[kind] for kind in ("series", "projects", "families") if kind not in facts.shut}
    return known


def _references(values: Iterable[tuple[Location, FieldShape, Any]]) -> Iterator[tuple[Location, Reference, str]]:
    for place, field, value in values:
        if field.reference is None:
            continue
        for index, found in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if found is not None:
                yield (*place, index) if index is not None else place, field.reference, found


def named_twice(facts: Facts) -> Iterator[Finding]:
    """What a list names by an id or by a word to choose stands in it once, where the list is no text."""
    for file, values in facts.values.items():
        for place, _, value in values:
            if isinstance(value, tuple) and place[-1] != _TOLD_ELSEWHERE:
                for index, found in enumerate(value):
                    if isinstance(found, str) and (first := value.index(found)) < index:
                        details = {"found": found, "first": dotted((*place, first))}
                        yield Finding(DataField(file, (*place, index)), "named-twice", details)


def duplicate_ids(facts: Facts) -> Iterator[Finding]:
    """An id, or a language's code, stands once in a file's lists of its kind: that of an item once in all levels."""
    for file, values in facts.values.items():
        seen: dict[tuple[object, str], Location] = {}
        for place, _, value in values:
            if place[-1] != "id" and place[::2] != ("languages", "code"):
                continue
            kind = _kind(place)
            if kind in _WITHIN_ITEMS:
                kind = (*place[:-2], "id")
            if (kind, value) in seen:
                details = {"found": value, "first": dotted(seen[kind, value])}
                yield Finding(DataField(file, place), "duplicate-id", details)
            seen.setdefault((kind, value), place)


def _kind(place: Location) -> Location:
    """The list in which an id stands once: all items of a structure are one, the indicators of each are another."""
    if place[0] == "items":
        return place[:1] if place[-3] == "items" else place[:-2]
    return tuple(step for step in place if not isinstance(step, int))
