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
    ("tools", "tools.yml", "tools"),
    ("departments", "departments.yml", "departments"),
    ("funding", "funding.yml", "programs"),
    ("sources", "sources.yml", "sources"),
    ("scales", "scales.yml", "scales"),
)
#: Lists within the items of a list whose ids need to differ within each item only.
_WITHIN_ITEMS = frozenset((("scales", "steps", "id"), ("departments", "former_names", "id")))


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
    if pillars := facts.one(model.Pillars):
        known["measures"] = {measure.id for _, measure in pillars.measures()}
    if people := facts.one(model.People):
        known["abilities"] = {part.id for ability in people.abilities for part in ability.parts}
    for kind, file, field in _LISTS:
        if (record := facts.records.get(file)) is not None or file in facts.absent:
            known[kind] = {item.id for item in getattr(record, field, ())}
    known["rules"] = set(indicators.RULES)
    known["series"], known["projects"] = facts.items["series"], facts.items["projects"]
    return known


def _references(values: Iterable[tuple[Location, FieldShape, Any]]) -> Iterator[tuple[Location, Reference, str]]:
    for place, field, value in values:
        if field.reference is None:
            continue
        for index, found in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if found is not None:
                yield (*place, index) if index is not None else place, field.reference, found


def duplicate_ids(facts: Facts) -> Iterator[Finding]:
    """An id, or a language's code, stands once in a file's lists of its kind: a measure's once in all pillars."""
    for file, values in facts.values.items():
        seen: dict[tuple[object, str], Location] = {}
        for place, _, value in values:
            if place[-1] != "id" and place[::2] != ("languages", "code"):
                continue
            kind: Location = tuple(step for step in place if not isinstance(step, int))
            if kind in _WITHIN_ITEMS:
                kind = (*place[:-2], "id")
            if (kind, value) in seen:
                details = {"found": value, "first": dotted(seen[kind, value])}
                yield Finding(DataField(file, place), "duplicate-id", details)
            seen.setdefault((kind, value), place)
