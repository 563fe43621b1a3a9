"""Turns a plan into what pages ask of it: cards in order with all they name, and cards by what they share.

A plan of more than LARGE cards is large: its lists would be pages of megabytes, so each item under which cards stand
has pages of its own with all its cards, and the pages over all cards lead there and say how many.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from plan import model
from plan.model import Plan
from plan.model.types import Text
from plan.outline.registry import CARDS
from plan.showing.note_pages import NotePages
from plan.showing.structure import ItemPlace, ItemTree
from plan.showing.told_items import NOTHING_TOLD, Told

#: Up to so many cards the pages over all cards hold every card: about 180 KB for the longest.
LARGE = 150
#: So many cards stand on one page of an item: with their roadmap and indicators about 250 KB, 30 KB over the wire.
ITEM_PAGE = 100
#: In a large plan a list by topic, department or the item of a family of up to so many cards stays a list.
BRIEF = 12


@dataclass(frozen=True)
class Card:
    """A card with the records that it names by id: the place at which it stands, those where it is listed again."""

    id: str
    page: str
    """Its page, without language or suffix."""
    project: model.Project
    place: ItemPlace
    again: tuple[ItemPlace, ...]
    anchor: ClassVar[str] = ""
    families: Mapping[str, tuple[model.FamilyItem, ...]]
    departments: tuple[model.Department, ...]

    @property
    def title(self) -> Text:
        """Its title."""
        return self.project.title

    @property
    def measured(self) -> model.Project:
        """The record that has its indicators."""
        return self.project

    @property
    def file(self) -> str:
        """Its file under data/."""
        return f"{CARDS}/{self.id}.yml"


@dataclass(frozen=True)
class ItemPage:
    """One of the pages of an item: its place, its number from 1, of how many, and the cards that stand on it."""

    place: ItemPlace
    number: int
    of: int
    cards: tuple[Card, ...]
    total: int
    """How many cards stand on all of them."""

    @property
    def name(self) -> str:
        """The page, without language or suffix; an id holds no slash, so that of no other item has this name."""
        return self.place.page + (f"/{self.number}" if self.number > 1 else "")

    @property
    def first(self) -> int:
        """The place, from 1, that the first of its cards has among those of the item."""
        return ITEM_PAGE * (self.number - 1) + 1

    @property
    def last(self) -> int:
        """The place that the last of its cards has."""
        return self.first + len(self.cards) - 1


class _Kin(NamedTuple):
    """What makes cards near to each other."""

    place: str
    items: frozenset[tuple[str, str]]
    """Items of families that make cards related, each with its family."""
    departments: frozenset[str]

    def nearness(self, other: _Kin) -> int:
        """How near cards of the two are; 0 if not at all."""
        shared = len(self.items & other.items) + 2 * len(self.departments & other.departments)
        return 2 * (bool(self.place) and self.place == other.place) + shared

    def but(self, common: _Kin) -> _Kin:
        """The same without what every card shares, which makes none near to another."""
        place = "" if self.place == common.place else self.place
        return _Kin(place, self.items - common.items, self.departments - common.departments)


def _code(code: str | None) -> tuple[bool, tuple[str | int, ...]]:
    """How a code sorts: 1-2 before 1-10; what has none comes last."""
    parts = re.split(r"([0-9]+)", code or "")
    return code is None, tuple(int(part) if number % 2 else part for number, part in enumerate(parts))


class Catalog:
    """The cards of a plan in the order of the items of the family that numbers them, under each by their numbers.

    Where none are numbered they stand in the order of the plan's items, under each by their codes.

    `chapters`: the titles of the chapters in the plan's own language, by their pages; `told`: what these tell of items.
    """

    def __init__(
        self, plan: Plan, chapters: Mapping[str, str] = MappingProxyType({}), told: Told = NOTHING_TOLD
    ) -> None:
        self.plan = plan
        self._departments = {department.id: department for department in plan.departments.departments}
        self.structure = ItemTree(plan, told)
        places = {place.id: number for number, place in enumerate(self.structure.all)}
        by_place = sorted(
            plan.projects.items(), key=lambda item: (places.get(item[1].under or "", 0), _code(item[1].code))
        )
        ordered = sorted(by_place, key=lambda item: plan.place_of(item[1]))
        self.cards = tuple(self._card(id, project) for id, project in ordered)
        self._near: dict[tuple[_Kin, int], tuple[Card, ...]] = {}
        self._chapters = chapters

    @cached_property
    def note_pages(self) -> NotePages:
        """The pages of the notes on the source."""
        return NotePages(self.plan, (card.id for card in self.cards), self._chapters)

    def note_page(self, id: str) -> tuple[str, str] | None:
        """The page on which a note on the source stands, and its anchor; None where the site has no pages for notes."""
        return self.note_pages.place(id)

    @property
    def large(self) -> bool:
        """Whether there are so many cards that each item above them has pages of its own."""
        return len(self.cards) > LARGE

    @cached_property
    def item_pages(self) -> Mapping[str, tuple[ItemPage, ...]]:
        """The pages of each item that has some, by its id, in the order of the plan: of the levels whose items have
        pages, and in a large plan of the items that have cards."""
        places = self.structure.all or self.structure.holding
        found = ((place.id, tuple(self._pages_of(place))) for place in places if self._has_page(place))
        return MappingProxyType(dict(found))

    def _has_page(self, place: ItemPlace) -> bool:
        return (self.large and bool(self.of_place(place.id))) or (bool(place.steps) and place.level.page)

    def _pages_of(self, place: ItemPlace) -> Iterator[ItemPage]:
        cards = self.of_place(place.id) if self.large else self.of_item(place.id)
        of = max(1, -(-len(cards) // ITEM_PAGE))
        for number in range(1, of + 1):
            own = cards[ITEM_PAGE * (number - 1) : ITEM_PAGE * number]
            yield ItemPage(place, number, of, own, len(cards))

    def pages_of(self, place: ItemPlace) -> tuple[ItemPage, ...]:
        """The pages of the item of a place, in order; none where it has none."""
        return self.item_pages.get(place.id, ())

    def is_brief(self, cards: tuple[Card, ...]) -> bool:
        """Whether these cards are listed where they are asked for; else links lead to them."""
        return not self.large or len(cards) <= BRIEF

    def spread(self, cards: tuple[Card, ...]) -> list[tuple[ItemPage, int]]:
        """For each item above some cards of a large plan: the first page that shows one of them, and how many."""
        counts = Counter(card.place.id for card in cards)
        wanted = {card.id for card in cards}
        first: dict[str, ItemPage] = {}
        for id, pages in self.item_pages.items():
            for page in pages if counts[id] else ():
                if id not in first and not wanted.isdisjoint(card.id for card in page.cards):
                    first[id] = page
        return [(page, counts[id]) for id, page in first.items()]

    def _card(self, id: str, project: model.Project) -> Card:
        return Card(
            id,
            self.plan.card_page(id),
            project,
            self.structure.place(project.under),
            tuple(map(self.structure.place, project.also_under)),
            {
                id: tuple(item for wanted in project.families.of(id) if (item := family.item(wanted)))
                for id, family in self.plan.families.items()
            },
            tuple(self._departments[department] for department in project.departments),
        )

    def department(self, id: str) -> model.Department:
        """The department of an id."""
        return self._departments[id]

    def offices_within(self, office: model.Department) -> tuple[model.Department, ...]:
        """The departments that belong to one."""
        return tuple(other for other in self._departments.values() if other.belongs_to == office.id)

    def only_above(self, office: model.Department) -> bool:
        """Whether a department is there only for those that belong to it: no card and no item names it."""
        return bool(self.offices_within(office)) and not (self.of_department(office.id) or self.in_charge(office.id))

    def in_charge(self, id: str) -> tuple[ItemPlace, ...]:
        """The places of the items that name a department."""
        return tuple(place for place in self.structure.all if id in place.item.departments)

    # What stands where there are no cards ------------------------------------------

    @property
    def count(self) -> int:
        """How many things the plan lists: cards, or without any the items of its lowest level."""
        return self.count_in("")

    def count_in(self, id: str) -> int:
        """The same of those of an item; 0 of one that is itself of the lowest level."""
        if self.cards or not self.structure.levels:
            return len(self.of_item(id))
        lowest = self.structure.levels[-1]
        return sum(place.id != id and place.within(id) for place in self.structure.at_level(lowest))

    def way_to(self, place: ItemPlace) -> tuple[str, str]:
        """The page on which the item of a place stands with what it holds, and the place there; empty without any.

        That is its own page, the page of all items, or in a plan with cards the list of these.
        """
        if place.level.page:
            return place.page, ""
        if self.structure.is_told_together(place):
            return model.ITEM_LIST, place.id
        return (self.plan.list_page, place.id) if self.cards and self.structure.is_listed(place) else ("", "")

    def card(self, id: str) -> Card:
        """The card of an id."""
        return self._by_id[id]

    def of_family(self, family: str, item: str) -> tuple[Card, ...]:
        """The cards that name an item of a family."""
        return self._by_family.get((family, item), ())

    def without(self, family: str) -> tuple[Card, ...]:
        """The cards that name no item of a family."""
        return tuple(card for card in self.cards if not card.families.get(family))

    def numbered(self, item: str) -> tuple[Card, ...]:
        """The cards that are numbered under an item."""
        return self.of_family(self.plan.details.numbered_by or "", item)

    def of_place(self, id: str) -> tuple[Card, ...]:
        """The cards that stand at the place of an item, under no item below it."""
        return self._by_place.get(id, ())

    def again_at(self, id: str) -> tuple[Card, ...]:
        """The cards that stand elsewhere and are listed again at the place of an item (再掲)."""
        return self._again.get(id, ())

    def of_item(self, id: str) -> tuple[Card, ...]:
        """The cards of an item: those that stand at its place, and under the items below it."""
        return self._by_item.get(id, ())

    def of_department(self, id: str) -> tuple[Card, ...]:
        """The cards that name a department."""
        return tuple(card for card in self.cards if id in card.project.departments)

    def of_topic(self, topic: model.Topic) -> tuple[Card, ...]:
        """The cards that a topic leads to, in its order."""
        return tuple(self._by_id[id] for id in topic.projects)

    def related(self, card: Card, most: int = 4) -> tuple[Card, ...]:
        """The cards nearest to a card: of its place, of its departments, with its items of families; nearest first.

        What all cards share, such as the only department of a plan, makes none of them related.
        """
        kin = self._kin(card)
        if (kin, most) not in self._near:
            self._near[kin, most] = self._nearest(kin, most + 1)
        return tuple(other for other in self._near[kin, most] if other is not card)[:most]

    def _nearest(self, kin: _Kin, most: int) -> tuple[Card, ...]:
        """The cards nearest to any card of this kin, of its own among them; of equally near ones the first."""
        levels: dict[int, list[int]] = {}
        for other, places in self._kins.items():
            if nearness := kin.nearness(other):
                levels.setdefault(nearness, []).extend(places)
        found: list[int] = []
        for nearness in sorted(levels, reverse=True):
            found += heapq.nsmallest(most - len(found), levels[nearness])
            if len(found) == most:
                break
        return tuple(self.cards[place] for place in found)

    @cached_property
    def _kins(self) -> dict[_Kin, list[int]]:
        """The places of the cards that are alike in all that makes them near to others."""
        grouped: dict[_Kin, list[int]] = {}
        for place, card in enumerate(self.cards):
            grouped.setdefault(self._kin(card), []).append(place)
        return grouped

    def _kin(self, card: Card) -> _Kin:
        return self._kin_of(card).but(self._common)

    def _kin_of(self, card: Card) -> _Kin:
        items = ((id, item.id) for id in self._kindred for item in card.families[id])
        return _Kin(card.place.id, frozenset(items), frozenset(card.project.departments))

    @cached_property
    def _kindred(self) -> tuple[str, ...]:
        """The families whose items make cards related."""
        return tuple(id for id, family in self.plan.families.items() if "related" in family.shown)

    @cached_property
    def _common(self) -> _Kin:
        """What every card has, in a plan of several."""
        kins = [self._kin_of(card) for card in self.cards]
        if len(kins) < 2:
            return _Kin("", frozenset(), frozenset())
        places = {kin.place for kin in kins}
        return _Kin(
            places.pop() if len(places) == 1 else "",
            frozenset.intersection(*(kin.items for kin in kins)),
            frozenset.intersection(*(kin.departments for kin in kins)),
        )

    @cached_property
    def _by_id(self) -> dict[str, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def _by_place(self) -> dict[str, tuple[Card, ...]]:
        return _grouped((card.place.id, card) for card in self.cards)

    @cached_property
    def _by_item(self) -> dict[str, tuple[Card, ...]]:
        return _grouped((id, card) for card in self.cards for id in ("", *(item.id for item in card.place.path)))

    @cached_property
    def _again(self) -> dict[str, tuple[Card, ...]]:
        return _grouped((place.id, card) for card in self.cards for place in card.again)

    @cached_property
    def _by_family(self) -> dict[tuple[str, str], tuple[Card, ...]]:
        grouped: dict[tuple[str, str], list[Card]] = {}
        for card in self.cards:
            for family, items in card.families.items():
                for item in items:
                    grouped.setdefault((family, item.id), []).append(card)
        return {key: tuple(cards) for key, cards in grouped.items()}

    def neighbors(self) -> Iterator[tuple[Card | None, Card, Card | None]]:
        """Each card between the one before and the one after it."""
        padded = (None, *self.cards, None)
        return zip(padded, self.cards, padded[2:], strict=False)


def _grouped(cards: Iterable[tuple[str, Card]]) -> dict[str, tuple[Card, ...]]:
    """Cards by what stands before each, in their order."""
    grouped: dict[str, list[Card]] = {}
    for id, card in cards:
        grouped.setdefault(id, []).append(card)
    return {id: tuple(found) for id, found in grouped.items()}
