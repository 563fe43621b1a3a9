"""Holds every text of `data/` to a place where readers meet it: what nothing shows is told, with what would show it.

Texts that stand in for others, such as a heading where a name alone would not do, are shown where that place is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from plan import model
from plan.messages.findings import DataField, Finding, Location
from plan.messages.sentences import Said
from plan.rules.facts import Facts

#: The blocks that the chapters of a plan ask for, each with its argument or nothing.
Blocks = Container[tuple[str, str]]

#: The fields of files that blocks alone show: the file, the field, the blocks of which one shows it.
_BLOCKS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("issues.yml", "title", ("issues",)),
    ("steps.yml", "intro", ("steps",)),
    ("challenges.yml", "titles", ("challenges",)),
    ("principles.yml", "title", ("principles", "creative-training")),
    ("ooda.yml", "title", ("ooda",)),
    ("rules.yml", "title", ("rules",)),
    ("people.yml", "abilities_intro", ("abilities",)),
    ("people.yml", "types_title", ("digital-training",)),
    ("people.yml", "training_intro", ("training",)),
)
_PAGE = frozenset(("page",))
#: The texts of a family that stand in some places alone, each with those of which one shows it.
_OF_PLACES: Mapping[str, frozenset[str]] = {
    "on_card": frozenset(("badge", "fact", "section")),
    "description": _PAGE,
    "tile": frozenset(("home",)),
    "count": frozenset(("home",)),
    "way": frozenset(("list", "page")),
    "list_heading": frozenset(("list",)),
    "list_lead": frozenset(("list",)),
    "filter": frozenset(("filter",)),
    "item_cards": _PAGE,
    "none": frozenset(("list", "filter")),
}


def shown_nowhere(facts: Facts, blocks: Blocks | None) -> Iterator[Finding]:
    """What stands in data and on no page, while the chapters ask for these `blocks`; None while that is not known."""
    if blocks is not None:
        yield from _without_block(facts, blocks)
        yield from _of_people(facts, blocks)
        yield from _series(facts, blocks)
    yield from _of_families(facts, blocks)
    yield from _scales(facts)
    yield from _of_plan(facts)
    yield from _elsewhere(facts)


def _found(file: str, place: Location, where: str, **details: object) -> Finding:
    return Finding(DataField(file, place), "shown-nowhere", {"where": Said(f"shown-{where}", details)})


def _line(*blocks: str) -> str:
    return " / ".join(f"{{{{ {block} }}}}" for block in blocks)


# Files that blocks show -------------------------------------------------------------


def _without_block(facts: Facts, blocks: Blocks) -> Iterator[Finding]:
    """The parts of files that no chapter asks for."""
    for file, field, shown_by in _BLOCKS:
        if file in facts.records and not any((block, "") in blocks for block in shown_by):
            yield _found(file, (field,), "by-block", block=_line(*shown_by))


def _of_people(facts: Facts, blocks: Blocks) -> Iterator[Finding]:
    """How abilities are trained stands under its own block, and what such an ability consists of with it."""
    people = facts.one(model.People)
    for index, ability in enumerate(people.abilities if people else ()):
        here: Location = ("abilities", index)
        if ability.training and ("creative-training", "") not in blocks:
            yield _found("people.yml", (*here, "training"), "by-block", block=_line("creative-training"))
        if ability.training:
            continue
        if ability.training_title:
            yield _found("people.yml", (*here, "training_title"), "with-field", field="training")
        for number, part in enumerate(ability.parts):
            for field in ("description", "examples"):
                if getattr(part, field):
                    yield _found("people.yml", (*here, "parts", number, field), "with-field", field="training")


def _series(facts: Facts, blocks: Blocks) -> Iterator[Finding]:
    """A series has its chart in a chapter or on the page of statistics."""
    details = facts.one(model.PlanDetails)
    for file, _ in facts.each(model.Series) if details else ():
        id = PurePosixPath(file).stem
        if details and id not in details.statistics and ("chart", id) not in blocks:
            yield _found(file, ("title",), "as-chart", block=_line(f"chart: {id}"), id=id)


def empty_blocks(facts: Facts) -> Iterator[tuple[str, str]]:
    """The blocks that are there with their file and would show nothing all the same, each with what it shows."""
    roadmap, structure = facts.one(model.Roadmap), facts.one(model.Structure)
    cards = [project for _, project in facts.projects()]
    known = structure or "structure.yml" in facts.absent
    if roadmap is None or roadmap.milestones or not known or len(cards) < len(facts.items["projects"]):
        return
    yield "milestones", "shows-milestones"
    aims = any(top.aims for top in structure.items) if structure else False
    told = any(card.schedule.phases for card in cards) or any(facts.indicators())
    if not (roadmap.intro or aims or told or "projects" in facts.shut):
        yield "roadmap", "shows-roadmap"


# Families ---------------------------------------------------------------------------


def _of_families(facts: Facts, blocks: Blocks | None) -> Iterator[Finding]:
    """What a family is called, and what is said of its items, stands in the places where it is seen."""
    details = facts.one(model.PlanDetails)
    cards = facts.items["projects"] or "projects" in facts.shut
    for file, family in facts.each(model.Family):
        id = PurePosixPath(file).stem
        block, listed = _line(f"family: {id}"), blocks is None or ("family", id) in blocks
        if not (cards or listed or "page" in family.shown):
            yield _found(file, ("name",), "with-cards", block=block)
            continue
        for place in _said(family) if not listed and "page" not in family.shown else ():
            yield _found(file, place, "in-list", block=block)
        words = family.words
        if words.heading and not listed:
            yield _found(file, ("words", "heading"), "by-block", block=block)
        for field, places in _OF_PLACES.items():
            if getattr(words, field) and places.isdisjoint(family.shown):
                yield _found(file, ("words", field), "in-places", places=" / ".join(sorted(places)))
        if details and details.numbered_by != id:
            for place in _numbering(family):
                yield _found(file, place, "where-numbered", id=id)


def _said(family: model.Family) -> Iterator[Location]:
    """The places of what is said of a family and its items beside their names."""
    if family.intro:
        yield ("intro",)
    for index, item in enumerate(family.items):
        yield from (("items", index, field) for field in ("subtitle", "description") if getattr(item, field))


def _numbering(family: model.Family) -> Iterator[Location]:
    """The places of the words for the numbers of cards, and for how many there are."""
    for index, item in enumerate(family.items):
        yield from (("items", index, field) for field in ("card_number", "card_number_short") if getattr(item, field))


# Scales, the plan itself ------------------------------------------------------------


def _scales(facts: Facts) -> Iterator[Finding]:
    """A scale is explained where anything is marked by it; one ready for later years is told, no more."""
    cards = [project for _, project in facts.projects()]
    marks = [mark for project in cards for mark in project.marks]
    marks += [mark for _, _, indicator in facts.indicators() for mark in indicator.marks]
    used = {mark.scale for mark in marks}
    scales = facts.one(model.Scales)
    for index, scale in enumerate(scales.scales if scales else ()):
        if scale.id not in used:
            at = DataField("scales.yml", ("scales", index, "id"))
            yield Finding(at, "scale-not-used", {"found": scale.id}, level="advice")


def _of_plan(facts: Facts) -> Iterator[Finding]:
    """What the keeping office belongs to is said with the way to reach it, which may come later. When actual values are
    published is said as long as there are none: it was right to say so before."""
    details = facts.one(model.PlanDetails)
    if details and details.office_of and details.contact is None and not _reached(facts, details.office):
        yield replace(_found("plan.yml", ("office_of",), "with-field", field="contact"), level="advice")
    if details and details.actuals_note and any(indicator.actuals for _, _, indicator in facts.indicators()):
        yield replace(_found("plan.yml", ("actuals_note",), "without-actuals"), level="advice")


def _reached(facts: Facts, office: str) -> bool:
    """Whether an office has a contact."""
    departments = facts.one(model.Departments)
    return any(one.contact for one in (departments.departments if departments else ()) if one.id == office)


def _elsewhere(facts: Facts) -> Iterator[Finding]:
    """Where else a plan says what is done is said of an item without cards: with some, they say it."""
    under = {project.under for _, project in facts.projects()}
    again = {id for _, project in facts.projects() for id in project.also_under}
    for file, place, item in facts.holders:
        if isinstance(item, model.Item) and item.elsewhere and (item.id in again or under.intersection(_ids(item))):
            yield _found(file, (*place, "elsewhere"), "without-cards")


def _ids(item: model.Item) -> Iterator[str]:
    """The ids of an item and of all below it."""
    yield item.id
    for inner in item.items:
        yield from _ids(inner)
