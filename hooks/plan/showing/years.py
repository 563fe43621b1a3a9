"""What templates and paper print of fiscal years: the heads of their columns, what falls into them, bars over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from plan.model.roadmap import RoadmapYears
from plan.model.types import Text
from plan.showing.doubts import DoubtMark, ShownDoubt
from plan.showing.localizer import Localizer, OwnWords, Phrase

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

    @property
    def under_band(self) -> tuple[str, ...]:
        """What stands under it where the columns are told apart above it, by a word for all that are outside."""
        return tuple(line for line in self.under if line != self.outside)


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
    review: bool = False
    """Whether the plan is reviewed then."""


@dataclass(frozen=True)
class ShownSchedule:
    """The schedule of a card: the years, its dated phases in them, the others; what is not known, what is in doubt."""

    heads: tuple[YearHead, ...]
    bars: tuple[Bar, ...]
    undated: tuple[ShownPhase, ...]
    notes: tuple[OwnWords, ...]
    doubts: tuple[ShownDoubt, ...]


@dataclass(frozen=True)
class Band:
    """Columns side by side that are all within the plan period, before it or after it: how many, and the words over
    them."""

    words: str
    length: int
    planned: bool


def bands(heads: Iterable[YearHead], period: str) -> tuple[Band, ...]:
    """The columns of some heads in bands; `period`: the words for the plan period."""
    groups = (tuple(found) for _, found in groupby(heads, key=lambda head: head.outside))
    return tuple(Band(found[0].outside or period, len(found), found[0].planned) for found in groups)


def columns(years: RoadmapYears, first: int, last: int | None) -> tuple[int, int, int] | None:
    """How many of the years are before a time, in it and after it; None where none is in it. Without an end it goes on
    to the last of them."""
    last = years.last if last is None else last
    if first > years.last or last < years.first:
        return None
    before, after = max(0, first - years.first), max(0, years.last - last)
    return before, years.last - years.first + 1 - before - after, after


def span(speak: Localizer, first: int, last: int) -> Phrase:
    """From one fiscal year to another, each as it heads its column: R8～R11; one year alone: R8."""
    if first == last:
        return speak.phrase_of("year_alone", year=lambda by: by.year_heading(first)[0])
    slots = {
        name: (lambda by, year=year: by.year_heading(year)[0]) for name, year in (("first", first), ("last", last))
    }
    return speak.phrase_of("period", **slots)
