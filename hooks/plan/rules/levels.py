"""Rules about levels: the items of a plan are as deep as it has levels, and every card stands under one of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, Location, shown
from plan.rules.facts import Facts

#: What the list of cards is filtered and sorted by beside levels and families, as its address names it.
FILTERS = frozenset("topic department status year sort title shown".split())
#: So many items can be read through on one page, on a phone too.
ON_A_PAGE = 150
#: The files of what is spoken of here.
_LEVELS, _STRUCTURE = "levels.yml", "structure.yml"
#: Up to so many items too deep are slips of their own.
_FEW = 3


def levels_without_items(facts: Facts) -> Iterator[Finding]:
    """A plan with levels has items of them."""
    levels = facts.one(model.Levels)
    if levels and levels.levels and _STRUCTURE in facts.absent:
        yield Finding(DataField(_LEVELS, ("levels",)), "levels-without-items")


def levels_named_as_filters(facts: Facts) -> Iterator[Finding]:
    """The id of a level names it in the address of a filtered list, where nothing else may be called so."""
    levels = facts.one(model.Levels)
    for number, level in enumerate(levels.levels if levels else ()):
        if level.id in FILTERS or level.id in facts.items["families"]:
            yield Finding(DataField(_LEVELS, ("levels", number, "id")), "taken-level", {"found": level.id})


def former_names_in_use(facts: Facts) -> Iterator[Finding]:
    """A former name in the address of a filtered list is that of nothing else there."""
    levels = facts.one(model.Levels)
    taken = {*FILTERS, *facts.items["families"], *(level.id for level in (levels.levels if levels else ()))}
    named: list[tuple[str, Location, tuple[str, ...]]] = [
        (_LEVELS, ("levels", number), level.former) for number, level in enumerate(levels.levels if levels else ())
    ]
    named += [(file, (), family.former) for file, family in facts.each(model.Family)]
    for file, place, former in named:
        for number, name in enumerate(former):
            if name in taken:
                yield Finding(DataField(file, (*place, "former", number)), "taken-level", {"found": name})
            taken.add(name)


def cards_without_name(facts: Facts) -> Iterator[Finding]:
    """A plan names what it lists: its cards, and without any the items of its levels."""
    levels = facts.one(model.Levels)
    if levels and levels.card is None and (facts.items["projects"] or not levels.levels):
        yield Finding(DataField(_LEVELS, ("card",)), "missing-field")


def items_too_deep(facts: Facts) -> Iterator[Finding]:
    """No item is below the lowest level; what is below it is a card."""
    levels, structure = facts.one(model.Levels), facts.one(model.Structure)
    if levels is None or structure is None:
        return
    count = len(levels.levels)
    deep = [place for place, depth in _depths(structure.items, ("items",), 1) if depth == count + 1]
    if len(deep) > _FEW:  # a level was taken away
        yield Finding(DataField(_STRUCTURE, deep[0]), "items-too-deep", {"count": count, "size": len(deep)})
        return
    for place in deep:
        yield Finding(DataField(_STRUCTURE, place), "item-too-deep", {"count": count})


def _depths(items: tuple[model.Item, ...], place: Location, depth: int) -> Iterator[tuple[Location, int]]:
    """Every item by its place in the file, with the number of its level from the top."""
    for number, item in enumerate(items):
        yield (*place, number, "id"), depth
        yield from _depths(item.items, (*place, number, "items"), depth + 1)


def items_named_as_their_list(facts: Facts) -> Iterator[Finding]:
    """The id of an item is the address of its page, where that of the list of all items stands too."""
    taken = posixpath.basename(model.ITEM_LIST)
    for file, place, record in facts.holders:
        if isinstance(record, model.Item) and record.id == taken:
            yield Finding(DataField(file, (*place, "id")), "taken-id", {"found": shown(taken)})


def many_items_on_a_page(facts: Facts) -> Iterator[Finding]:
    """In a plan without cards all items stand on one page, with what they hold where they have no pages of their own:
    more of these than anybody reads through want such pages.

    It is advice, and the page is not parted: `page` of a level is a line of data, and which items have an address of
    their own is for the city to say. A page that parted itself beyond a number would move the addresses of all items on
    the day when one more is added, and addresses last.
    """
    levels, structure = facts.one(model.Levels), facts.one(model.Structure)
    if levels is None or structure is None or facts.items["projects"] or "projects" in facts.shut:
        return
    own = [level.page for level in levels.levels]
    depths = [depth for _, depth in _depths(structure.items, ("items",), 1)]
    together = sum(depth <= len(own) and not own[depth - 1] for depth in depths)
    if together > ON_A_PAGE:
        at = DataField(_LEVELS, ("levels", len(own) - 1))
        yield Finding(at, "many-on-a-page", {"count": together, "limit": ON_A_PAGE}, level="advice")


def cards_without_place(facts: Facts) -> Iterator[Finding]:
    """In a plan with levels each card stands under an item; in another it stands under none."""
    levels = facts.one(model.Levels)
    if levels is None:
        return
    for file, project in facts.projects():
        if levels.levels and project.under is None:
            yield Finding(DataField(file, ("under",)), "missing-field")


def listed_again_in_vain(facts: Facts) -> Iterator[Finding]:
    """A card is listed again under an item once, and not where it stands, which is under all that this is below."""
    structure = facts.one(model.Structure)
    above = {path[-1].id: {item.id for item in path} for path in (structure.paths() if structure else ())}
    for file, project in facts.projects():
        listed = (project.under, *project.also_under)
        for number, id in enumerate(project.also_under):
            others = [other for index, other in enumerate(listed) if other and index != number + 1]
            below = next((other for other in others if id != other and id in above.get(other, ())), None)
            if id in listed[: number + 1]:
                yield Finding(DataField(file, ("also_under", number)), "listed-twice", {"found": id})
            elif below:
                yield Finding(DataField(file, ("also_under", number)), "listed-below", {"found": id, "below": below})
