"""Rules about ids: one that a record names is the id of something, and stands once among those of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from plan import model
from plan.messages.findings import DataField, Finding, Location, dotted
from plan.messages.meant import meant
from plan.model import shape
from plan.model.types import Reference
from plan.rules import indicators
from plan.rules.facts import Facts


class _Known(NamedTuple):
    """The ids that a kind of reference may name, and what messages call them."""

    ids: set[str]
    japanese: str
    english: str


#: Kinds of references to a list of a file: the kind, the file, the field that holds the list, its Japanese name.
_LISTS = (
    ("tools", "tools.yml", "tools", "ツール・手法"),
    ("departments", "departments.yml", "departments", "担当課"),
    ("funding", "funding.yml", "programs", "交付金"),
    ("sources", "sources.yml", "sources", "出典"),
)


def unknown_references(facts: Facts) -> Iterator[Finding]:
    """An id that a record names must be the id of something."""
    known = _known(facts)
    for file, record in facts.records.items():
        for location, reference, found in _references(record):
            if reference.kind in known and found not in known[reference.kind].ids:
                ids, japanese, english = known[reference.kind]
                details = {"found": found, "kind_ja": japanese, "kind_en": english}
                yield Finding(DataField(file, location), "unknown-reference", details | {"meant": meant(found, ids)})


def _known(facts: Facts) -> dict[str, _Known]:
    """What each kind of reference may name; without a kind whose file could not be read."""
    known: dict[str, _Known] = {}
    if pillars := facts.one(model.Pillars):
        ids = {measure.id for _, measure in pillars.measures()}
        known["measures"] = _Known(ids, "施策（pillars.yml）", "measures (pillars.yml)")
    if people := facts.one(model.People):
        ids = {part.id for ability in people.abilities for part in ability.parts}
        known["abilities"] = _Known(ids, "能力（people.yml）", "abilities (people.yml)")
    for kind, file, field, japanese in _LISTS:
        if (record := facts.records.get(file)) is not None or file in facts.absent:
            ids = {item.id for item in getattr(record, field, ())}
            known[kind] = _Known(ids, f"{japanese}（{file}）", f"{kind} ({file})")
    known["rules"] = _Known(set(indicators.RULES), "点検の規則", "rules of the inspection")
    known["series"] = _Known(facts.items["series"], "統計（series/）", "series (series/)")
    known["projects"] = _Known(facts.items["projects"], "事業（projects/）", "projects (projects/)")
    return known


def _references(record: BaseModel) -> Iterator[tuple[Location, Reference, str]]:
    for place, field, value in shape.values(record):
        if field.reference is None:
            continue
        for index, found in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if found is not None:
                yield (*place, index) if index is not None else place, field.reference, found


def duplicate_ids(facts: Facts) -> Iterator[Finding]:
    """An id, or a language's code, stands once in a file's lists of its kind: a measure's once in all pillars."""
    for file, record in facts.records.items():
        seen: dict[tuple[object, str], Location] = {}
        for place, _, value in shape.values(record):
            if place[-1] != "id" and place[::2] != ("languages", "code"):
                continue
            kind = tuple(step for step in place if not isinstance(step, int))
            if (kind, value) in seen:
                details = {"found": value, "first": dotted(seen[kind, value])}
                yield Finding(DataField(file, place), "duplicate-id", details)
            seen.setdefault((kind, value), place)
