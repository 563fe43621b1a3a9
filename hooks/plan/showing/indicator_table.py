"""The table of the indicators of cards, or of items of the plan's levels, as pages print it."""

from __future__ import annotations

from dataclasses import dataclass

from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Phrase
from plan.showing.owners import Owner


@dataclass(frozen=True)
class IndicatorTable:
    """The table of the indicators of some cards or items; `span`: how many columns an indicator fills.

    A column that would be empty in the whole plan is not there: `baselines`, `actuals`, `compared`; nor those of marks
    and of who is in charge, which a plan may name for some of its levels alone, where they would be empty in the table.
    """

    caption: Phrase
    baselines: bool
    actuals: bool
    marks: bool
    compared: bool
    span: int
    charged: bool
    rows: tuple[tuple[Owner, tuple[ShownIndicator, ...]], ...]

    @property
    def told_span(self) -> int:
        """How many columns what is told of an indicator fills: all of them."""
        return 1 + self.span + self.charged

    @property
    def indicators(self) -> tuple[ShownIndicator, ...]:
        """All indicators in it."""
        return tuple(item for _, items in self.rows for item in items)

    @property
    def look(self) -> str:
        """The classes of the table: one with actual values is closer together on a phone."""
        return "stacked standings" if self.actuals else "stacked"
