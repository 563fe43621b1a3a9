"""Turns a plan into what pages ask of it: cards in order with all they name, and cards by what they share.

A plan of more than LARGE cards is large: its lists would be pages of megabytes, so each measure (施策) has pages of
its own with all its cards, and the pages over all cards lead there and say how many.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from plan import model
from plan.model import Plan
from plan.showing.note_pages import NotePages

#: Up to so many cards the pages over all cards hold every card: about 180 KB for the longest.
LARGE = 150
#: So many cards stand on one page of a measure: with their roadmap and indicators about 250 KB, 30 KB over the wire.
MEASURE_PAGE = 100
#: In a large plan a list by topic, tool, department or funding of up to so many cards stays a list.
BRIEF = 12


@dataclass(frozen=True)
class Card:
    """A project card with the records that it names by id."""

    id: str
    project: model.Project
    pillar: model.Pillar
    policy: model.Policy
    measure: model.Measure
    funding: model.Program | None
    tools: tuple[model.Numbered, ...]
    departments: tuple[model.Department, ...]

    @property
    def page(self) -> str:
        """The card's page, without language or suffix."""
        return f"projects/{self.id}"


@dataclass(frozen=True)
class MeasurePage:
    """One of the pages of a measure in a large plan: its number from 1, of how many, and its cards."""

    pillar: model.Pillar
    policy: model.Policy
    measure: model.Measure
    number: int
    of: int
    cards: tuple[Card, ...]

    @property
    def name(self) -> str:
        """The page, without language or suffix; an id holds no slash, so no other measure has this name."""
        return f"measures/{self.measure.id}" + (f"/{self.number}" if self.number > 1 else "")

    @property
    def first(self) -> int:
        """The place, from 1, that the first of its cards has among those of the measure."""
        return MEASURE_PAGE * (self.number - 1) + 1

    @property
    def last(self) -> int:
        """The place that the last of its cards has."""
        return self.first + len(self.cards) - 1


class _Kin(NamedTuple):
    """What makes cards near to each other."""

    measure: str
    tools: frozenset[str]
    departments: frozenset[str]

    @classmethod
    def of(cls, card: Card) -> _Kin:
        """That of a card."""
        return cls(card.measure.id, frozenset(card.project.tools), frozenset(card.project.departments))

    def nearness(self, other: _Kin) -> int:
        """How near cards of the two are; 0 if not at all."""
        shared = len(self.tools & other.tools) + 2 * len(self.departments & other.departments)
        return 2 * (self.measure == other.measure) + shared


class Catalog:
    """The cards of a plan, standard ones first, each kind by its numbers.

    `chapters`: the titles of the chapters in the plan's own language, by their pages.
    """

    def __init__(self, plan: Plan, chapters: Mapping[str, str] = MappingProxyType({})) -> None:
        self.plan = plan
        self._tools = {tool.id: tool for tool in plan.tools.tools}
        self._departments = {department.id: department for department in plan.departments.departments}
        self._programs = {program.id: program for program in plan.funding.programs}
        self._measures = {
            measure.id: (pillar, policy, measure)
            for pillar in plan.pillars.pillars
            for policy in pillar.policies
            for measure in policy.measures
        }
        kinds = ("standard", "individual")
        ordered = sorted(plan.projects.items(), key=lambda item: (kinds.index(item[1].kind), item[1].number))
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
        """Whether there are so many cards that each measure has pages of its own."""
        return len(self.cards) > LARGE

    @cached_property
    def measure_pages(self) -> tuple[MeasurePage, ...]:
        """The pages of all measures that have cards, in the order of the plan; none but in a large plan."""
        return tuple(page for id in self._measures for page in self._pages_of(id)) if self.large else ()

    def _pages_of(self, id: str) -> Iterator[MeasurePage]:
        cards = self.of_measure(id)
        of = -(-len(cards) // MEASURE_PAGE)
        for number in range(1, of + 1):
            own = cards[MEASURE_PAGE * (number - 1) : MEASURE_PAGE * number]
            yield MeasurePage(*self._measures[id], number, of, own)

    def pages_of_measure(self, id: str) -> tuple[MeasurePage, ...]:
        """The pages of a measure in a large plan, in order."""
        return tuple(page for page in self.measure_pages if page.measure.id == id)

    def is_brief(self, cards: tuple[Card, ...]) -> bool:
        """Whether these cards are listed where they are asked for; else links lead to them."""
        return not self.large or len(cards) <= BRIEF

    def spread(self, cards: tuple[Card, ...]) -> list[tuple[MeasurePage, int]]:
        """For each measure of some cards of a large plan: the first page that shows one of them, and how many."""
        counts = Counter(card.measure.id for card in cards)
        wanted = {card.id for card in cards}
        first: dict[str, MeasurePage] = {}
        for page in self.measure_pages:
            if page.measure.id not in first and not wanted.isdisjoint(card.id for card in page.cards):
                first[page.measure.id] = page
        return [(page, counts[id]) for id, page in first.items()]

    def _card(self, id: str, project: model.Project) -> Card:
        pillar, policy, measure = self._measures[project.measure]
        return Card(
            id,
            project,
            pillar,
            policy,
            measure,
            self._programs[project.funding] if project.funding else None,
            tuple(self._tools[tool] for tool in project.tools),
            tuple(self._departments[department] for department in project.departments),
        )

    def department(self, id: str) -> model.Department:
        """The department of an id."""
        return self._departments[id]

    def offices_within(self, office: model.Department) -> tuple[model.Department, ...]:
        """The departments that belong to one."""
        return tuple(other for other in self._departments.values() if other.belongs_to == office.id)

    def only_above(self, office: model.Department) -> bool:
        """Whether a department is there only for those that belong to it: no card names it."""
        return bool(self.offices_within(office)) and not self.of_department(office.id)

    def card(self, id: str) -> Card:
        """The card of an id."""
        return self._by_id[id]

    def of_kind(self, kind: str | None) -> tuple[Card, ...]:
        """The cards of a kind, or all."""
        return tuple(card for card in self.cards if kind in (None, card.project.kind))

    def of_measure(self, id: str) -> tuple[Card, ...]:
        """The cards of a measure."""
        return self._by_measure.get(id, ())

    def of_pillar(self, id: str) -> tuple[Card, ...]:
        """The cards of a pillar."""
        return tuple(card for card in self.cards if card.pillar.id == id)

    def of_tool(self, id: str) -> tuple[Card, ...]:
        """The cards that use a tool."""
        return tuple(card for card in self.cards if id in card.project.tools)

    def of_department(self, id: str) -> tuple[Card, ...]:
        """The cards that name a department."""
        return tuple(card for card in self.cards if id in card.project.departments)

    def of_topic(self, topic: model.Topic) -> tuple[Card, ...]:
        """The cards that a topic leads to, in its order."""
        return tuple(self._by_id[id] for id in topic.projects)

    def of_funding(self, id: str | None) -> tuple[Card, ...]:
        """The cards paid for by a program, or by none."""
        return tuple(card for card in self.cards if card.project.funding == id)

    def related(self, card: Card, most: int = 4) -> tuple[Card, ...]:
        """The cards nearest to a card: of its measure, with its tools, of its departments; the nearest first."""
        kin = _Kin.of(card)
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
            grouped.setdefault(_Kin.of(card), []).append(place)
        return grouped

    @property
    def for_residents(self) -> tuple[Card, ...]:
        """The cards that carry the 利便性UP badge."""
        return tuple(card for card in self.cards if card.project.benefits_residents)

    @cached_property
    def _by_id(self) -> dict[str, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def _by_measure(self) -> dict[str, tuple[Card, ...]]:
        grouped: dict[str, tuple[Card, ...]] = {}
        for card in self.cards:
            grouped[card.measure.id] = (*grouped.get(card.measure.id, ()), card)
        return grouped

    def neighbors(self) -> Iterator[tuple[Card | None, Card, Card | None]]:
        """Each card between the one before and the one after it."""
        padded = (None, *self.cards, None)
        return zip(padded, self.cards, padded[2:], strict=False)
