"""Turns a plan into what pages ask of it: cards in order with all they name, and cards by what they share."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from . import model
from .model import Plan


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
    """The cards of a plan, standard ones first, each kind by its numbers."""

    def __init__(self, plan: Plan) -> None:
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
    def _by_measure(self) -> dict[str, tuple[Card, ...]]:
        grouped: dict[str, tuple[Card, ...]] = {}
        for card in self.cards:
            grouped[card.measure.id] = (*grouped.get(card.measure.id, ()), card)
        return grouped

    def neighbors(self) -> Iterator[tuple[Card | None, Card, Card | None]]:
        """Each card between the one before and the one after it."""
        padded = (None, *self.cards, None)
        return zip(padded, self.cards, padded[2:], strict=False)
