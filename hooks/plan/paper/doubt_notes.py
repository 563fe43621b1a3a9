"""What paper tells of doubts: marks at values, phases and years, and at the foot of the sheet what they stand for.

They are no footnotes of the typesetter: of what may not break over pages it moves those that find no room to the next
page, away from the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from plan.html.tree import Node
from plan.showing.doubts import Doubted
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import OwnWords
from plan.showing.years import ShownSchedule, YearHead


def own(words: OwnWords) -> Node:
    """What the site says beside the plan, as the typesetter needs it: only its mark can set it."""
    return {"own": words.plain}


def own_of(what: str, sayings: Sequence[OwnWords]) -> Node:
    """Several sayings of the site in one, after what they are about."""
    return {"own": " ".join((what, *(words.plain for words in sayings)))}


@dataclass(frozen=True)
class DoubtNotes:
    """The marks and what they stand for on one sheet: each doubt once, numbered where there are several."""

    doubted: Doubted

    def mark(self, place: str) -> str:
        """The mark at a place; nothing where there is no doubt."""
        mark = self.doubted.mark(place)
        return mark.here.plain if mark else ""

    @property
    def told(self) -> list[Node]:
        """What the marks stand for, each after its mark."""
        return [own(doubt.said) for doubt in self.doubted.doubts]

    def columns(self, heads: Iterable[YearHead]) -> list[list[Any]]:
        """The heads of columns of years: two lines, the first with its mark; whether it is in the plan period; and the
        lines for a narrow column."""
        return [
            [f"{head.above}{mark}", head.below, head.planned, [f"{head.short}{mark}", *head.under]]
            for head in heads
            for mark in (self.mark(head.place),)
        ]


def places_on_card(indicators: Iterable[ShownIndicator], schedule: ShownSchedule) -> list[str]:
    """All places of a card that may carry marks, in the order in which they are read."""
    phases = [*(bar.phase for bar in schedule.bars), *schedule.undated]
    years = [head.place for head in schedule.heads if head.place] if schedule.bars else []
    return [amount.place for item in indicators for amount in item.amounts] + years + [item.place for item in phases]
