"""The table of the indicators of cards, or of items of the plan's levels, as pages print it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from plan import model
from plan.model.types import Text
from plan.showing.indicator import ShownIndicator
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


@dataclass(frozen=True)
class IndicatorTable:
    """The table of the indicators of some cards or items; `span`: how many columns an indicator fills.

    A column that would be empty in the whole plan is not there: `baselines`, `actuals`, `compared`; nor that of marks,
    which a plan may give to some of its levels alone, where it would be empty in the table.
    """

    caption: Phrase
    baselines: bool
    actuals: bool
    marks: bool
    compared: bool
    span: int
    rows: tuple[tuple[Owner, tuple[ShownIndicator, ...]], ...]
