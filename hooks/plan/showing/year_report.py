"""The report on one fiscal year, in one language: each indicator with target, value, verdict and what is said of it, by
the highest items; and what was revised in that year. It is made from the data alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from plan import model
from plan.model.types import Text
from plan.showing.amounts import ShownAmount, worded
from plan.showing.catalog import Card, Catalog
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.measured import Measured
from plan.showing.overview import Overview, Tally
from plan.showing.owners import Owner
from plan.showing.scales import Marks
from plan.showing.ways import ShownWay, Ways

#: A part with more indicators is divided.
_TOGETHER = 20


@dataclass(frozen=True)
class ReportRow:
    """An indicator in the report: its target as it stood in that year, the value, the one before, what it counts as."""

    measured: Measured
    target: Phrase | None
    final: Phrase | None
    """*The* target, where that of the year is another."""
    actual: ShownAmount | None
    before: ShownAmount | None
    kind: Phrase
    marks: tuple[tuple[Text, Phrase, Text | None], ...]
    """What the city gave it that year: the scale, the mark, what is said of it."""
    sayings: tuple[Phrase, ...]
    drawn: ShownWay | None
    """Its way up to that year."""

    @property
    def says(self) -> bool:
        """Whether anything is said of it below its line."""
        return bool(self.sayings or any(remark for _, _, remark in self.marks))


@dataclass(frozen=True)
class ReportGroup:
    """The indicators of a long part under one item of the next level; of a short one all, without a title."""

    id: str
    title: Phrase | None
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True)
class ReportPart:
    """The indicators under an item of the highest level, with their counts; all without levels."""

    id: str
    tally: Tally
    groups: tuple[ReportGroup, ...]

    @property
    def rows(self) -> Iterator[ReportRow]:
        """All of them."""
        return (row for group in self.groups for row in group.rows)


@dataclass(frozen=True)
class Revised:
    """Something that was revised in the year: what, and what of it."""

    owner: Owner
    indicator: Phrase | None
    said: Phrase


class YearReport:
    """The report on the year of an overview."""

    def __init__(self, overview: Overview, catalog: Catalog, speak: Localizer, ways: Ways, marks: Marks) -> None:
        self.overview, self._catalog, self._speak, self._ways = overview, catalog, speak, ways
        self.fiscal_year = overview.fiscal_year
        self.of_cards = marks.of_cards(self.fiscal_year)
        """What the city gave the cards that year; what it gave indicators stands with these."""

    @cached_property
    def parts(self) -> tuple[ReportPart, ...]:
        """By the highest items; without levels all in one."""
        counted = self.overview.counted
        if not self.overview.tops:
            return (ReportPart("all", self.overview.whole, self._groups(counted)),)
        found = []
        tops = [top for top in self._catalog.structure.tops if any(one.place.top is top.item for one in counted)]
        for top, tally in zip(tops, self.overview.tops, strict=True):
            own = [one for one in counted if one.place.top is top.item]
            found.append(ReportPart(top.id, tally, self._groups(own)))
        return tuple(found)

    def _groups(self, counted: Sequence[Measured]) -> tuple[ReportGroup, ...]:
        """A part that is longer than a page or two is divided by the items of the second level, in their order."""
        seconds = [place for place in self._catalog.structure.all if len(place.steps) == 2]
        own = {place.id: [one for one in counted if _second(one) == place.id] for place in seconds}
        rest = [one for one in counted if _second(one) not in own]
        if len(counted) <= _TOGETHER or sum(map(bool, own.values())) < 2:
            return (ReportGroup("", None, tuple(map(self._row, counted))),)
        found = [ReportGroup("", None, tuple(map(self._row, rest)))] if rest else []
        for place in seconds:
            if own[place.id]:
                found.append(ReportGroup(place.id, self.overview.titled(place), tuple(map(self._row, own[place.id]))))
        return tuple(found)

    @property
    def divided(self) -> bool:
        """Whether a part is."""
        return any(group.title for part in self.parts for group in part.groups)

    def _row(self, one: Measured) -> ReportRow:
        year, shown = self.fiscal_year, one.shown
        values = {item.fiscal_year: item for item in shown.actuals}
        marks = tuple(
            (given.scale.name, mark.words, mark.remark)
            for given in shown.marks
            for mark in given.marks
            if mark.fiscal_year == year
        )
        told = tuple(saying for item in shown.told if item.fiscal_year == year for saying in item.sayings)
        target, final = self._targets(one)
        kind = self.overview.kind_of(one).words
        drawn = self._ways.up_to(year, one.indicator, shown)
        return ReportRow(one, target, final, values.get(year), values.get(year - 1), kind, marks, told, drawn)

    def _targets(self, one: Measured) -> tuple[Phrase | None, Phrase | None]:
        """The target of that year where there is one, and *the* target as it stood then."""
        year, speak, unit = self.fiscal_year, self._speak, one.indicator.unit
        due = next((item for item in one.shown.targets if item.alone and item.fiscal_year == year), None)
        former = next((item for item in one.indicator.former_targets if year < item.revised), None)
        main = one.indicator.main_target
        final = None
        if former:
            by = former.fiscal_year or (main.fiscal_year if main else None)
            final = self._in_year(worded(former, unit, speak), by)
        elif main and (due is None or main.fiscal_year != year):
            final = self._in_year(worded(main, unit, speak), main.fiscal_year)
        return (due.words if due else None), final

    def _in_year(self, words: Phrase, year: int | None) -> Phrase:
        if year is None:
            return words
        return self._speak.phrase_of("target_by", target=words, year=self._speak.year_heading(year)[0])

    # What was revised -------------------------------------------------------------------

    @cached_property
    def revised(self) -> tuple[Revised, ...]:
        """What was revised in that year: targets, what became of cards, their titles."""
        found = [item for one in self.overview.all for item in self._targets_revised(one)]
        return (*found, *(item for card in self._catalog.cards for item in self._card_revised(card)))

    def _targets_revised(self, one: Measured) -> Iterator[Revised]:
        given = one.indicator.former_targets
        for former, said in zip(given, one.shown.former_targets, strict=True):
            if former.revised == self.fiscal_year:
                yield Revised(one.owner, one.shown.name, said)

    def _card_revised(self, card: Card) -> Iterator[Revised]:
        by, project = self._speak, card.project
        past = sorted(project.history, key=lambda item: item.fiscal_year)[1:]  # the first says how it began
        states: list[model.Status | model.PastStatus] = [*past, *([project.status] if project.status else [])]
        for state in states:
            if state.fiscal_year == self.fiscal_year:
                words = state.called or by.phrase_of(f"state_{state.state}")
                yield Revised(card, None, self._reasoned(by.phrase_of("report_state", state=words), state.reason))
        for former in project.former_titles:
            if former.until == self.fiscal_year - 1:
                yield Revised(
                    card, None, self._reasoned(by.phrase_of("report_title", title=former.title), former.reason)
                )

    def _reasoned(self, words: Phrase, reason: Text | None) -> Phrase:
        return self._speak.phrase_of("with_reason", words=words, reason=reason) if reason else words

    @cached_property
    def freshness(self) -> OwnWords:
        """For how many there is a value of its own year, whatever year was over since."""
        return self.overview.fresh_in(self.fiscal_year)

    # What is said of it -----------------------------------------------------------------

    @cached_property
    def lead(self) -> OwnWords:
        """What the report is made from."""
        year = partial(Localizer.fiscal_year, year=self.fiscal_year)
        return self._speak.own_word("report_lead", year=year, plan=self._catalog.plan.details.title)

    @cached_property
    def ways(self) -> OwnWords | None:
        """What the small drawings are; None where there is none."""
        drawn = any(row.drawn for part in self.parts for row in part.rows)
        return self._speak.own_word("report_ways") if drawn else None


def _second(one: Measured) -> str:
    """The item of the second level under which an indicator stands; empty where it stands above."""
    return one.place.steps[1].item.id if len(one.place.steps) > 1 else ""
