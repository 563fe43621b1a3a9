"""The marks that a city gave, and the scales that it gave them by, as a reader of one language sees them.

A mark is said in the words of its scale: A（達成）, 5段階の1（最もよい）. Which step is the best is said only where the
scale says it, and a scale without an order has no better and no worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from plan import model
from plan.model.types import Text
from plan.showing.amounts import FEW_YEARS, other_years
from plan.showing.catalog import Card, Catalog, ItemPage
from plan.showing.held_years import held_years
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.owners import Owner


@dataclass(frozen=True)
class ShownMark:
    """A mark of one fiscal year, in the words of its scale, and what the city says of it."""

    fiscal_year: int
    year: str
    beside: Phrase
    """What stands beside the words in a cell: the year, after the scale where there are several."""
    words: Phrase
    remark: Text | None


@dataclass(frozen=True)
class ScaleMarks:
    """The marks by one scale, by years; and whether there are remarks."""

    scale: model.Scale
    marks: tuple[ShownMark, ...]
    remarks: bool
    others: Phrase | None
    """How many years' a table of many leaves to the page of what is marked, if any."""

    @property
    def written(self) -> tuple[ShownMark, ...]:
        """Those that such a table writes out: all, of many years the last."""
        return self.marks[-1:] if self.others else self.marks


@dataclass(frozen=True)
class CardMark:
    """A mark that a card has of one year, by one scale."""

    owner: Owner
    scale: Text
    words: Phrase
    remark: Text | None


@dataclass(frozen=True)
class ShownStep:
    """A step of a scale: how it is printed, what it means, whether it is the best, how often it was given each year."""

    words: Phrase
    description: Text | None
    best: bool
    counts: tuple[str, ...]


@dataclass(frozen=True)
class MarkRow:
    """A card, or an indicator, with what was given in each of the years; None where nothing was."""

    owner: Owner
    indicator: Text | None
    anchor: str
    cells: tuple[tuple[str, Phrase | None], ...]


@dataclass(frozen=True)
class ShownScale:
    """A scale, explained: from when to when it holds, its steps, and the years in which anything was marked by it."""

    scale: model.Scale
    holds: str
    told: OwnWords | None
    descriptions: bool
    heads: tuple[tuple[str, str], ...]
    steps: tuple[ShownStep, ...]


class Marks:
    """The marks of a plan; nothing is judged here."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak = catalog, speak
        scales = catalog.plan.scales
        self._scales = {scale.id: scale for scale in scales.scales} if scales else {}
        self._words: dict[tuple[str, str], Phrase] = {}

    def by_scale(self, marks: Sequence[model.ScaleMark]) -> tuple[ScaleMarks, ...]:
        """The marks of a card or of an indicator under their scales."""
        given = {id: [mark for mark in marks if mark.scale == id] for id in self._scales}
        several = sum(map(bool, given.values())) > 1
        return tuple(
            ScaleMarks(
                self._scales[id],
                tuple(
                    self._shown(self._scales[id], mark, several)
                    for mark in sorted(own, key=lambda one: one.fiscal_year)
                ),
                any(mark.remark for mark in own),
                other_years(len(own) - 1 if len(own) > FEW_YEARS else 0, self._speak),
            )
            for id, own in given.items()
            if own
        )

    def of_cards(self, year: int) -> tuple[CardMark, ...]:
        """Those that the cards have of a fiscal year, by card and scale."""
        return tuple(
            CardMark(card, self._scales[id].name, self._said(self._scales[id], mark.step), mark.remark)
            for card in self._catalog.cards
            for id in self._scales
            for mark in card.project.marks
            if (mark.scale, mark.fiscal_year) == (id, year)
        )

    def _shown(self, scale: model.Scale, mark: model.ScaleMark, several: bool) -> ShownMark:
        year = self._speak.fiscal_year(mark.fiscal_year)
        beside = self._speak.phrase_in_it(year)
        if several:
            beside = self._speak.phrase_of("mark_beside", scale=scale.name, year=year)
        return ShownMark(mark.fiscal_year, year, beside, self._said(scale, mark.step), mark.remark)

    def _said(self, scale: model.Scale, id: str) -> Phrase:
        """A step in the words of its scale, for a place where the scale is not seen; made once."""
        if (scale.id, id) not in self._words:
            step = next(step for step in scale.steps if step.id == id)
            self._words[scale.id, id] = self._step(scale, step)
        return self._words[scale.id, id]

    def _step(self, scale: model.Scale, step: model.ScaleStep) -> Phrase:
        if step.name or not scale.ordered:
            return self._printed(step)
        key = "mark_best_of_steps" if step is scale.best_step else "mark_of_steps"
        return self._speak.phrase_of(key, letter=step.letter or "", count=self._speak.number(len(scale.steps)))

    def _printed(self, step: model.ScaleStep) -> Phrase:
        """A step as it is printed: its letter, its word, or the letter with the word in brackets."""
        if step.letter and step.name:
            return self._speak.phrase_of("mark_with_name", letter=step.letter, name=step.name)
        return self._speak.phrase(step.name) if step.name else self._speak.phrase_in_it(step.letter or "")

    # All marks ------------------------------------------------------------------

    def scales(self) -> Iterator[ShownScale]:
        """The scales by which anything was marked, explained."""
        for scale in self._scales.values():
            if scale.id in self._counted:
                yield self._explained(scale)

    def scales_of(self, cards: Sequence[Card]) -> Iterator[ShownScale]:
        """Those of them by which any of some cards was marked."""
        return (shown for shown in self.scales() if self.rows(shown.scale, cards))

    def pages(self, scale: model.Scale) -> Iterator[ItemPage]:
        """The pages of items of a large plan that have a card marked by a scale."""
        for page in chain.from_iterable(self._catalog.item_pages.values()):
            if any(mark.scale == scale.id for card in page.cards for _, mark in _given(card.project)):
                yield page

    def _explained(self, scale: model.Scale) -> ShownScale:
        years, counts = self._years(scale), self._counted[scale.id]
        steps = tuple(
            ShownStep(
                self._printed(step),
                step.description,
                step is scale.best_step,
                tuple(self._speak.number(counts[step.id, year]) for year in years),
            )
            for step in scale.steps
        )
        return ShownScale(
            scale,
            self._speak.join(said.plain for said in self._holds(scale)),
            None if scale.ordered else self._speak.own_word("scale_without_order"),
            any(step.description for step in scale.steps),
            tuple(map(self._speak.year_heading, years)),
            steps,
        )

    def _holds(self, scale: model.Scale) -> Iterator[Phrase]:
        if scale.edition:
            yield self._speak.phrase(scale.edition)
        if years := held_years(scale.since, scale.until, self._speak):
            yield years

    def _years(self, scale: model.Scale) -> list[int]:
        """The fiscal years in which anything was marked by a scale."""
        return sorted({year for _, year in self._counted.get(scale.id, ())})

    def rows(self, scale: model.Scale, owners: Sequence[Owner]) -> tuple[MarkRow, ...]:
        """Some cards or items, and their indicators, with what was given to each by a scale in each year."""
        heads = [(year, self._speak.year_heading(year)[0]) for year in self._years(scale)]
        return tuple(row for owner in owners for row in self._rows_of(owner, scale, heads))

    def _rows_of(self, owner: Owner, scale: model.Scale, heads: Sequence[tuple[int, str]]) -> Iterator[MarkRow]:
        found: dict[str, tuple[model.Indicator | None, dict[int, Phrase]]] = {}
        for indicator, mark in _given(owner.measured):
            if mark.scale == scale.id:
                given = found.setdefault(indicator.id if indicator else "", (indicator, {}))[1]
                given[mark.fiscal_year] = self._said(scale, mark.step)
        for indicator, given in found.values():
            cells = tuple((head, given.get(year)) for year, head in heads)
            if indicator:
                yield MarkRow(owner, indicator.name, owner.anchor or f"indicator-{indicator.id}", cells)
            else:
                yield MarkRow(owner, None, "marks", cells)

    @cached_property
    def _counted(self) -> dict[str, Counter[tuple[str, int]]]:
        """How often each step of each scale was given in each year; without scales that nobody used."""
        found: dict[str, Counter[tuple[str, int]]] = {}
        records: tuple[model.Project | model.Item, ...] = (
            *self._catalog.plan.projects.values(),
            *(place.item for place in self._catalog.structure.all),
        )
        for record in records:
            for _, mark in _given(record):
                found.setdefault(mark.scale, Counter())[mark.step, mark.fiscal_year] += 1
        return found


def _given(owner: model.Project | model.Item) -> Iterator[tuple[model.Indicator | None, model.ScaleMark]]:
    """Every mark of a card, and of the indicators of a card or an item with these."""
    if isinstance(owner, model.Project):
        yield from ((None, mark) for mark in owner.marks)
    for indicator in owner.indicators:
        yield from ((indicator, mark) for mark in indicator.marks)
