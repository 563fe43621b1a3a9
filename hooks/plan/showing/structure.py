"""Where the cards of a plan stand among the items of its levels, and which of these items have pages.

A place is an item with all that it stands under. In a plan without levels all cards stand at one place, that of no
item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from plan import model
from plan.model import Plan
from plan.outline.registry import ITEMS
from plan.showing.told_items import NOTHING_TOLD, Told, held


class ItemStep(NamedTuple):
    """An item and the level that it is of."""

    level: model.Level
    item: model.Item


@dataclass(frozen=True)
class ItemPlace:
    """An item with all that it stands under, the highest first; without any step the place of no item."""

    steps: tuple[ItemStep, ...]

    @property
    def id(self) -> str:
        """The id of its item; empty at the place of no item."""
        return self.steps[-1].item.id if self.steps else ""

    @property
    def item(self) -> model.Item:
        """Its item. Raises LookupError at the place of no item."""
        return self.steps[-1].item

    @property
    def level(self) -> model.Level:
        """The level of its item. Raises LookupError at the place of no item."""
        return self.steps[-1].level

    @property
    def top(self) -> model.Item | None:
        """The item of the highest level above it, or itself."""
        return self.steps[0].item if self.steps else None

    @property
    def path(self) -> model.Path:
        """Its item and those above it."""
        return tuple(step.item for step in self.steps)

    @property
    def at(self) -> tuple[str, ...]:
        """The lasting names of its item and those above it, by which doubts name them."""
        inner = (".".join(f"items[{item.id}]" for item in self.path[: end + 1]) for end in range(len(self.path)))
        return tuple(f"structure.yml: {name}" for name in inner)

    @property
    def page(self) -> str:
        """The page of its item, if it has one, without language or suffix."""
        return f"{ITEMS}/{self.id or 'all'}"

    def within(self, id: str) -> bool:
        """Whether it is, or stands under, the item of an id; all are within no item."""
        return not id or any(step.item.id == id for step in self.steps)


class ItemTree:
    """The items of all levels of a plan, each at its place."""

    def __init__(self, plan: Plan, told: Told = NOTHING_TOLD) -> None:
        self.levels = plan.levels.levels
        self._plan, self._told = plan, told
        paths = plan.structure.paths() if plan.structure else ()
        self.all = tuple(ItemPlace(tuple(map(ItemStep, self.levels, path))) for path in paths)
        """The place of every item, each after those above it, in the order of the plan."""
        self._by_id = {place.id: place for place in self.all}
        self._holding = {id for project in plan.projects.values() for id in (project.under, *project.also_under)}

    def place(self, id: str | None) -> ItemPlace:
        """The place of an item; that of no item for None."""
        return self._by_id[id] if id else ItemPlace(())

    def untold(self, *, on_paper: bool = False) -> tuple[ItemPlace, ...]:
        """The places of the items of which neither a page of their own nor a chapter tells all that they hold, each
        after those above it. On the home page stands what the highest aim at, on paper it does not."""
        found = [place for place in self.all if not place.level.page and self._lacking(place, on_paper)]
        wanted = {item.id for place in found for item in place.path}
        wanted |= (
            {top.id for top in self.tops if not top.level.page} if wanted else set()
        )  # the others are lines in them
        return tuple(place for place in self.all if place.id in wanted)

    def _lacking(self, place: ItemPlace, on_paper: bool) -> bool:
        """Whether an item holds anything that no chapter tells; in a plan without cards its name is told there too."""
        cards = bool(self._plan.projects)
        away = {"elsewhere"} if cards and not place.item.items else set()  # the list of cards says it there
        away |= set() if on_paper or len(place.steps) > 1 else {"aims"}
        return bool(held(place.item, named=not cards and on_paper) - away - self._told.of(place.path))

    @cached_property
    def told_together(self) -> tuple[ItemPlace, ...]:
        """The places of the items that stand on the page of items; in a plan without cards all."""
        return self.untold() if self._plan.projects else self.all

    def is_told_together(self, place: ItemPlace) -> bool:
        """Whether the item of a place stands on the page of items, and not only for those below it."""
        return place.id in self._together

    @cached_property
    def _together(self) -> frozenset[str]:
        cards = bool(self._plan.projects)
        return frozenset(place.id for place in self.told_together if not cards or self._lacking(place, False))

    @cached_property
    def tops(self) -> tuple[ItemPlace, ...]:
        """The places of the items of the highest level."""
        return tuple(place for place in self.all if len(place.steps) == 1)

    @cached_property
    def holding(self) -> tuple[ItemPlace, ...]:
        """The places at which cards stand, or could: of items that have cards, be it such as are listed again, or no
        item below. In a plan without levels the place of no item."""
        return tuple(place for place in self.all if self.holds(place)) or (ItemPlace(()),)

    def holds(self, place: ItemPlace) -> bool:
        """Whether cards stand at a place, or could."""
        return not place.steps or not place.item.items or place.id in self._holding

    def within(self, id: str) -> Iterator[ItemPlace]:
        """The places of an item at which cards stand, or could: its own, and those of the items below it."""
        return (place for place in self.holding if place.within(id))

    def below(self, place: ItemPlace) -> Iterator[ItemPlace]:
        """The places of the items right below that of a place."""
        return (self._by_id[item.id] for item in place.item.items)

    def at_level(self, level: model.Level) -> Iterator[ItemPlace]:
        """The places of the items of a level."""
        return (place for place in self.all if place.level is level)

    def is_listed(self, place: ItemPlace) -> bool:
        """Whether the list of cards has a heading for the item of a place."""
        return len(place.steps) == 1 or self.holds(place)
