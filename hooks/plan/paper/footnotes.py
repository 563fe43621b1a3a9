"""What paper tells of doubts: at the foot of the page of a value, or below a table where a whole column is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plan.showing.doubts import DoubtMark
from plan.showing.views import YearHead


def footnotes(mark: DoubtMark | None) -> list[list[str]]:
    """What the typesetter tells at the foot of the page of a mark: for each doubt the id of its note, its sentence."""
    return [[doubt.note, doubt.sentence] for doubt in (mark.doubts if mark else ())]


def columns(heads: Iterable[YearHead]) -> list[list[Any]]:
    """The heads of columns of years: two lines, the first with its mark, and whether the year is in the plan period."""
    return [[f"{head.above}{head.mark.here if head.mark else ''}", head.below, head.planned] for head in heads]


def below(heads: Iterable[YearHead]) -> list[str]:
    """What is told below the columns, each doubt after its mark."""
    return [doubt.said.plain for head in heads if head.mark for doubt in head.mark.doubts]
