"""What indicators belong to, as tables name it: a card, or an item of the plan's levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from plan import model
from plan.model.types import Text
from plan.showing.localizer import Phrase


class Owner(Protocol):
    """What a table of indicators names as that which they belong to: a card, or an item of a level."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def page(self) -> str:
        """The page that its name leads to."""

    @property
    def anchor(self) -> str:
        """The place there; empty for the page itself."""

    @property
    def title(self) -> Text | Phrase:
        """Its name."""

    @property
    def departments(self) -> tuple[model.Department, ...]:
        """Who is responsible."""

    @property
    def measured(self) -> model.Project | model.Item:
        """The record that has the indicators."""


@dataclass(frozen=True)
class ItemOwner:
    """An item with indicators of its own, as a table of indicators names it beside cards."""

    id: str
    page: str
    anchor: str
    title: Phrase
    departments: tuple[model.Department, ...]
    measured: model.Item
