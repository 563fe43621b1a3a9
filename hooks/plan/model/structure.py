"""data/structure.yml: what the plan's cards stand under, level by level: pillars, policies, measures."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from .acceptance import Acceptance
from .budgets import Budget, BudgetTotal
from .indicators import Indicator
from .types import DepartmentId, Id, Line, OwnText, Record, Text


class Item(Record):
    """One item of a level, with the items below it; cards name it by its id."""

    id: Id
    """The item's lasting id, unique among all items."""
    code: Line | None = None
    """Its number or code, as printed: 1-2-3."""
    title: Text
    """The item's one name, without its code."""
    priority: bool = False
    """true for an item that the plan marks as 重点取組."""
    aims: tuple[Text, ...] = ()
    """What it aims at, one aim each."""
    text: Text | None = None
    """What the plan says of it, in one or more paragraphs."""
    challenge: Text | None = None
    """Its 現状と課題, in one or more paragraphs."""
    departments: tuple[DepartmentId, ...] = ()
    """Who is responsible for it; the first leads."""
    indicators: tuple[Indicator, ...] = ()
    """What it is measured by."""
    budgets: tuple[Budget, ...] = ()
    """Its budgets and settled amounts, one entry for each fiscal year."""
    budget_total: BudgetTotal | None = None
    """Their total, where the city prints one."""
    actions: tuple[Text, ...] = ()
    """What will be done, one action each."""
    note: Text | None = None
    """A note printed under it."""
    elsewhere: OwnText | None = None
    """Where the plan says what is done for it, if no card does."""
    items_intro: Text | None = None
    """The sentence before the table of the items below it."""
    accepted: tuple[Acceptance, ...] = ()
    """Points of the inspection that may stand, with the reason."""
    items: tuple[Item, ...] = ()
    """The items of the next level, in order; none where cards stand under it, or nothing."""


#: An item with all that it stands under, the highest first.
Path = tuple[Item, ...]


class Structure(Record):
    """data/structure.yml: the items of all levels above the cards."""

    intro: Text | None = None
    """The sentence before the items of the highest level."""
    items: tuple[Item, ...] = Field(min_length=1)
    """The items of the highest level, in order."""

    def paths(self) -> Iterator[Path]:
        """Every item of every level, each after all that it stands under, in the order of the file."""
        return _paths(self.items, ())


def _paths(items: tuple[Item, ...], above: Path) -> Iterator[Path]:
    for item in items:
        yield (*above, item)
        yield from _paths(item.items, (*above, item))
