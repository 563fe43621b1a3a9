"""Rules about families: a card names items that are there, as many as it may; texts have no slot that nothing fills."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from plan import model
from plan.messages.findings import DataField, Finding, Location, shown
from plan.messages.meant import meant
from plan.messages.sentences import Said
from plan.model import shape
from plan.model.families import SLOT
from plan.model.types import Text
from plan.outline import registry
from plan.rules.facts import Facts
from plan.rules.levels import FILTERS

_NUMBER = frozenset(("number",))
#: The slots of those texts of a family that have some.
_SLOTS: Mapping[str, frozenset[str]] = {
    "description": frozenset(("plan",)),
    "count": frozenset(("count",)),
    "item_cards": frozenset(("count",)),
    "card_number": _NUMBER,
    "card_number_short": _NUMBER,
}


def unknown_items(facts: Facts) -> Iterator[Finding]:
    """A card names items that are there, one of a family of which it names one, and some of a family that it needs."""
    there = facts.items["families"]
    if "families" in facts.shut:
        return
    read = {PurePosixPath(file).stem: family for file, family in facts.each(model.Family)}
    for file, project in facts.projects():
        for id, items in project.families.root.items():
            if id not in there:
                details = {"found": shown(id).strip("'"), "kind": Said("among-families"), "meant": meant(id, there)}
                yield Finding(DataField(file, ("families", id)), "unknown-reference", details)
            elif id in read:
                yield from _of_family(file, id, items, read[id], facts)
        slips = {meant(id, there) for id in project.families.root if id not in there}
        for id, family in read.items():
            if family.needed and id not in project.families.root and id not in slips:
                details = {"family": facts.original(family.name), "id": id}
                yield Finding(DataField(file, ("families",)), "family-missing", details)


def _of_family(file: str, id: str, items: tuple[str, ...], family: model.Family, facts: Facts) -> Iterator[Finding]:
    name = f"{facts.original(family.name)}（families/{id}.yml）"
    known = {item.id for item in family.items}
    for index, item in enumerate(items):
        place: Location = ("families", id, index)
        if item not in known:
            details = {"found": item, "kind": name, "meant": meant(item, known)}
            yield Finding(DataField(file, place), "unknown-reference", details)
        elif item in items[:index]:
            first = f"families.{id}[{items.index(item)}]"
            yield Finding(DataField(file, place), "duplicate-id", {"found": item, "first": first})
    if family.choose == "one" and len(items) > 1:
        yield Finding(DataField(file, ("families", id)), "family-one", {"family": name, "size": len(items)})


def unknown_slots(facts: Facts) -> Iterator[Finding]:
    """What stands in braces in a text of a family is something that the program fills."""
    for file, family in facts.each(model.Family):
        counted = frozenset(("count", *(item.id for item in family.items)))
        slots = {**_SLOTS, "cards_lead": counted}
        for place, _, value in shape.values(family):
            # An item is described in the plan's own words, in which braces are braces.
            field = "" if place[-1] == "description" and place[0] != "words" else str(place[-1])
            known = slots.get(field, frozenset())
            if not known or not isinstance(value, Text):
                continue
            for language, text in value.root.items():
                found = set(SLOT.findall(text))
                if not found <= known or (known == _NUMBER and found != known):
                    details = {"expected": _listed(known), "found": _listed(found)}
                    yield Finding(DataField(file, (*place, language)), "word-slots", details)


def _listed(names: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(names)) or "-"


def leads_of_several(facts: Facts) -> Iterator[Finding]:
    """One family has the sentence that stands at the head of the list of cards."""
    first = ""
    for file, family in facts.each(model.Family):
        if family.words.cards_lead and first:
            yield Finding(DataField(file, ("words", "cards_lead")), "cards-lead-twice", {"first": f"data/{first}"})
        elif family.words.cards_lead:
            first = file


def taken_addresses(facts: Facts) -> Iterator[Finding]:
    """A family is called as no field of the list of cards is, and one with a page as no other page."""
    details = facts.one(model.PlanDetails)
    parts = {part.id for part in details.parts} if details else set()
    for file, family in facts.each(model.Family):
        id = PurePosixPath(file).stem
        if id in FILTERS or ("page" in family.shown and id in {*registry.RESERVED, *parts, *facts.languages.codes}):
            yield Finding(DataField(file, ()), "taken-id", {"found": shown(id)})
