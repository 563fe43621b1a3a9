"""What templates and paper print of fiscal years: the heads of their columns, what falls into them, bars over them."""

from __future__ import annotations

from dataclasses import dataclass

from plan.model.types import Text
from plan.showing.doubts import DoubtMark
from plan.showing.localizer import Localizer, Phrase

#: So many columns of years stand side by side, also on a phone, with words in them.
FEW_YEARS = 6


@dataclass(frozen=True)
class YearHead:
    """The head of a fiscal year's column: two lines, the first with a word outside the plan period.

    Where columns are narrow: the first line without that word, and the word apart; or the year in fewer letters, and
    what stands under it, the word too.
    """

    year: int
    above: str
    below: str
    name: str
    outside: str
    short: str
    under: tuple[str, ...]
    review: bool
    """Whether the plan is reviewed in it."""
    planned: bool
    place: str
    """The lasting name by which doubts name the year: of the first and the last."""
    mark: DoubtMark | None


@dataclass(frozen=True)
class ShownPhase:
    """A phase of a card; its lasting name, by which doubts name it; the mark beside it where it is in doubt."""

    title: Text
    place: str
    mark: DoubtMark | None


@dataclass(frozen=True)
class YearTotal:
    """How many of some cards have a phase under way in one fiscal year, and how many targets are due in it."""

    name: str
    phases: int
    targets: int
    planned: bool


@dataclass(frozen=True)
class Bar:
    """A dated phase of a card: the columns before it, those that it fills, those after it; its years in words."""

    phase: ShownPhase
    before: int
    length: int
    after: int
    when: Phrase


def span(speak: Localizer, first: int, last: int) -> Phrase:
    """From one fiscal year to another, each as it heads its column: R8～R11; one year alone: R8."""
    if first == last:
        return speak.phrase_of("year_alone", year=lambda by: by.year_heading(first)[0])
    slots = {
        name: (lambda by, year=year: by.year_heading(year)[0]) for name, year in (("first", first), ("last", last))
    }
    return speak.phrase_of("period", **slots)
