"""Turns the cards of a plan into what templates print of them: indicators, schedules, rows of tables, counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from plan import model
from plan.model.fiscal_years import fiscal_year_label
from plan.model.types import Text
from plan.showing.actuals import due_words
from plan.showing.budgets import Budgets
from plan.showing.card_status import Statuses
from plan.showing.catalog import Card, Catalog
from plan.showing.counts import Counts
from plan.showing.doubts import Doubted, Doubts, ShownDoubt
from plan.showing.indicator import ShownIndicator, shown_indicator
from plan.showing.indicator_table import IndicatorTable
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.offices import Offices
from plan.showing.owners import Owner
from plan.showing.scales import Marks
from plan.showing.verdicts import ShownVerdicts
from plan.showing.ways import Ways
from plan.showing.year_cells import YearCell, in_runs, measured, unscheduled, way_key
from plan.showing.years import FEW_YEARS, Band, Bar, ShownPhase, ShownSchedule, YearHead, YearTotal, bands, span

#: The ends of the roadmap's years, by the lasting names by which doubts name them.
_FIRST_YEAR, _LAST_YEAR = "roadmap.yml: years.from", "roadmap.yml: years.to"

#: The look of a roadmap of so many years, which stand side by side on a phone.
_YEARS = ("years-1", "years-2", "years-3", "years-4", "years-5", "years-6")


@dataclass(frozen=True)
class RoadmapRow:
    """A card in the roadmap, with the phases whose years are not known in one line."""

    card: Card
    undated: Phrase | None
    bars: tuple[Bar, ...]
    cells: tuple[YearCell, ...]


class Views:
    """The cards of a plan as a reader of one language sees them."""

    def __init__(self, catalog: Catalog, speak: Localizer, doubts: Doubts) -> None:
        self._catalog, self._speak, self._doubts = catalog, speak, doubts
        self._plan = catalog.plan
        self.statuses, self.offices = Statuses(catalog, speak), Offices(catalog, speak)
        self.budgets, self.marks = Budgets(catalog.plan, speak), Marks(catalog, speak)
        self.verdicts, self.ways = ShownVerdicts(catalog.plan, speak), Ways(catalog.plan, speak)
        self._indicators: dict[str, tuple[ShownIndicator, ...]] = {}
        self._schedules: dict[str, ShownSchedule] = {}

    @cached_property
    def counts(self) -> Counts:
        """How many there are of what pages count."""
        plan, number = self._plan, self._speak.number
        return Counts(
            projects=number(self._catalog.count),
            departments=number(sum(not self._catalog.only_above(item) for item in plan.departments.departments)),
            tops=number(len(self._catalog.structure.tops)),
            targets=number(len(plan.indicators)),
            terms=number(len(plan.glossary.terms)),
            notes=number(len(plan.notes.notes)),
        )

    @property
    def roadmap_heading(self) -> Phrase:
        """What the roadmap lists: cards, or in a large plan the items above them."""
        if self._catalog.large and self._catalog.structure.levels:
            return self._speak.phrase_of("roadmap_level", **self._catalog.structure.levels[-1].slots)
        return self._speak.phrase_of("roadmap_projects")

    @cached_property
    def roadmap_lead(self) -> OwnWords:
        """What the roadmap shows: of phases only where the years of any are known, of targets if there are any."""
        return self._lead(bool(self._plan.shown_indicators))

    @cached_property
    def roadmap_cards_lead(self) -> OwnWords:
        """The same of what it shows of cards alone."""
        return self._lead(self._plan.measures_cards)

    def _lead(self, targets: bool) -> OwnWords:
        if not targets:
            return self._speak.own_word("roadmap_phases_lead")
        if not self._plan.shown_schedules:
            return self._speak.own_word("roadmap_only_targets_lead")
        dated = any(self.schedule(card).bars for card in self._catalog.cards)
        return self._speak.own_word("roadmap_projects_lead" if dated else "roadmap_targets_lead")

    # One card ---------------------------------------------------------------

    def indicators(self, card: Card) -> tuple[ShownIndicator, ...]:
        """The indicators of a card as a reader sees them; made once, though up to ten places show them."""
        if card.id not in self._indicators:
            state = card.project.status.state if card.project.status else ""
            self._indicators[card.id] = self.shown(card.project.indicators, f"{card.file}: ", state)
        return self._indicators[card.id]

    def shown(self, given: Sequence[model.Indicator], at: str, state: str = "") -> tuple[ShownIndicator, ...]:
        """Indicators as a reader sees them; `at`: the lasting name of what they measure, to go on from; its `state`."""
        speak, doubts, alone = self._speak, self._doubts, len(given) == 1
        found = (shown_indicator(one, speak, f"{at}indicators[{one.id}]", doubts, alone=alone) for one in given)
        return tuple(
            replace(
                shown,
                marks=self.marks.by_scale(item.marks),
                verdicts=self.verdicts.of(item, state),
                drawn=self.ways.of(item, shown),
                due=due,
            )
            for shown, item in zip(found, given, strict=True)
            for due in (due_words(item, self._plan.details, state, speak, others=self.has_actuals),)
        )

    @property
    def aims_heading(self) -> Phrase:
        """What stands over the indicators of a card, with what the plan calls them."""
        return self._speak.phrase_of("what_it_aims_for", kpi=self._speak.phrase_of("kpi"))

    def gist(self, card: Card) -> Text:
        """What a card is about, in the plan's own words; the whole content where no gist is given."""
        return card.project.gist or card.project.content

    # Years ------------------------------------------------------------------

    @cached_property
    def years(self) -> tuple[YearHead, ...]:
        """The roadmap's columns."""
        return self._heads(self._years_doubted)

    @property
    def roadmap_look(self) -> str:
        """The classes of the roadmap's tables."""
        return "roadmap many" if self.many_years else f"roadmap {_YEARS[len(self.years) - 1]}"

    @property
    def many_years(self) -> bool:
        """Whether the roadmap has more columns than are readable side by side on any screen."""
        return len(self.years) > FEW_YEARS

    @cached_property
    def _years_doubted(self) -> Doubted:
        return self._doubts.block(self._speak.plain_word("roadmap"), _FIRST_YEAR, _LAST_YEAR)

    @property
    def years_doubts(self) -> tuple[ShownDoubt, ...]:
        """What the marks at the roadmap's columns stand for."""
        return self._years_doubted.doubts

    def _heads(self, doubted: Doubted) -> tuple[YearHead, ...]:
        years = self._plan.years
        places = {years.first: _FIRST_YEAR, years.last: _LAST_YEAR}
        return tuple(
            YearHead(
                year,
                *self._year_lines(year),
                self._speak.year_heading(year)[0],
                outside,
                short[0],
                (*short[1:], *([outside] if outside else [])),
                year in self._reviews,
                not outside,
                place,
                doubted.mark(place),
            )
            for year in years
            for place, outside in ((places.get(year, ""), self._outside(year)),)
            for short in (fiscal_year_label(year, self._speak.writing),)
        )

    @cached_property
    def _reviews(self) -> frozenset[int]:
        """The fiscal years in which the plan is reviewed."""
        given = self._plan.roadmap.milestones if self._plan.roadmap else ()
        found = [item for item in given if item.review and item.first]
        return frozenset(year for item in found for year in range(item.first or 0, (item.last or item.first or 0) + 1))

    def _year_lines(self, year: int) -> tuple[str, str]:
        above, below = self._speak.year_heading(year)
        mark = self._outside(year)
        return (self._speak.plain_word("year_outside", year=above, mark=mark) if mark else above), below

    def _outside(self, year: int) -> str:
        """The word for a year outside the plan period; empty for one within."""
        period = self._plan.details.period
        if period.first <= year <= period.last:
            return ""
        return self._speak.plain_word("before_period" if year < period.first else "after_period")

    @cached_property
    def years_note(self) -> OwnWords | None:
        """What the words at the heads of columns mean; None where all columns are in the plan period, or where each
        that is not is in doubt, and the doubt is told."""
        outside = [head for head in self.years if not head.planned]
        if all(head.mark for head in outside):
            return None
        marks = dict.fromkeys(self._outside(head.year) for head in outside)
        period, speak = self._plan.details.period, self._speak
        ends = {"first": lambda by: by.fiscal_year(period.first), "last": lambda by: by.fiscal_year(period.last)}
        between = speak.plain_word("search_between")
        return speak.own_word(
            "years_outside", period=lambda by: by.plain_word("period", **ends), marks=between.join(marks)
        )

    def schedule(self, card: Card) -> ShownSchedule:
        """The schedule of a card; made once, though the roadmap shows it too."""
        if card.id not in self._schedules:
            self._schedules[card.id] = self._schedule(card)
        return self._schedules[card.id]

    def _schedule(self, card: Card) -> ShownSchedule:
        given, years = card.project.schedule.phases, self._plan.years
        at = {phase.id: f"{card.file}: schedule.phases[{phase.id}]" for phase in given}
        dated = any(phase.first is not None for phase in given)
        ends = (_FIRST_YEAR, _LAST_YEAR) if dated else ()
        doubted = self._doubts.block(self._speak.plain_word("schedule"), *ends, *at.values())
        phases = [(phase, ShownPhase(phase.title, at[phase.id], doubted.mark(at[phase.id]))) for phase in given]
        bars = tuple(
            Bar(
                shown,
                phase.first - years.first,
                phase.last - phase.first + 1,
                years.last - phase.last,
                span(self._speak, phase.first, phase.last),
            )
            for phase, shown in phases
            if phase.first and phase.last
        )
        undated = tuple(shown for phase, shown in phases if phase.first is None)
        notes = tuple(note for note in (self.years_note if bars else None, self._unknown(bars, undated)) if note)
        return ShownSchedule(self._heads(doubted), bars, undated, notes, doubted.doubts)

    def _unknown(self, bars: tuple[Bar, ...], undated: tuple[ShownPhase, ...]) -> OwnWords | None:
        """Why years or phases are missing; None where a doubt at each phase without years tells it already."""
        roadmap, speak = self._plan.roadmap, self._speak
        if undated and not all(phase.mark for phase in undated):
            given, key = roadmap and roadmap.phases_note, "no_schedule_years"
        elif not undated and not bars:
            given, key = roadmap and roadmap.schedule_note, "no_schedule"
        else:
            return None
        return speak.own(given) if given else speak.own_word(key)

    def year_cells(self, card: Card) -> list[YearCell]:
        """One cell for each column of the roadmap."""
        return self.cells(self.schedule(card).bars, self.indicators(card))

    def cells(self, bars: Sequence[Bar], indicators: Sequence[ShownIndicator]) -> list[YearCell]:
        """The same of some phases and indicators."""
        return [self._cell(head, bars, indicators) for head in self.years]

    def runs(self, cells: Sequence[YearCell]) -> list[YearCell]:
        """Cells as the roadmap draws them: one for a run of years alike."""
        return in_runs(cells, self._plan.years.first, self._speak)

    @property
    def unscheduled(self) -> OwnWords | None:
        """Why cards have no schedule, told once for all of them."""
        return unscheduled(self._catalog, self._speak)

    @property
    def way_key(self) -> OwnWords | None:
        """What the arrows of the roadmap are; None where it has none."""
        return way_key(self._catalog, self._speak)

    @property
    def bands(self) -> tuple[Band, ...]:
        """The roadmap's columns within the plan period and outside it."""
        return bands(self.years, self._speak.plain_word("plan_period"))

    def _cell(self, head: YearHead, given: Sequence[Bar], indicators: Sequence[ShownIndicator]) -> YearCell:
        years = self._plan.years
        place, columns = head.year - years.first, range(years.first, years.last + 1)
        bars = [bar for bar in given if bar.before <= place < bar.before + bar.length]
        targets = tuple(due for item in indicators for due in item.targets if due.due(head.year, columns))
        looks = ["planned"] if head.planned else []
        looks += ["active"] if head.planned and bars else []
        drawn = measured(indicators, head.year)
        looks += ["leads"] if drawn else []
        phases = tuple(bar.phase for bar in bars)
        told = self.many_years and bool(bars or drawn) and not targets
        return YearCell(head.above, phases, targets, head.planned, " ".join(looks), drawn, due=head.above, told=told)

    def year_totals(self, cards: Sequence[Card]) -> list[YearTotal]:
        """One total for each column of the roadmap, over some cards."""
        columns = zip(*(self.year_cells(card) for card in cards), strict=True)
        return [
            YearTotal(
                column[0].name,
                sum(bool(cell.phases) for cell in column),
                sum(len(cell.targets) for cell in column),
                column[0].planned,
            )
            for column in columns
        ]

    # Tables -----------------------------------------------------------------

    def measured(self, cards: Sequence[Card]) -> tuple[Card, ...]:
        """Those of some cards that have indicators, or lack them; not those whose items above have them."""
        return tuple(card for card in cards if self.is_measured(card))

    def is_measured(self, card: Card) -> bool:
        """Whether a card has indicators, or lacks them."""
        return bool(card.project.indicators) or self.lacks_indicator(card)

    def lacks_indicator(self, card: Card) -> bool:
        """Whether a card has none, nor anything that it stands under."""
        return self._plan.lacks_indicator(card.project)

    def has_answer(self, card: Card) -> bool:
        """Whether there is anything that its page says first."""
        return bool(self.short(card) or self._plan.shown_departments) or self.is_measured(card)

    def short(self, card: Card) -> Text | None:
        """What a card is about in short; None where that is all that it says."""
        gist, whole = card.project.gist, self._speak.plain(card.project.content)
        return gist if gist and self._speak.plain(gist) != whole else None

    def in_years(self, cards: Sequence[Card]) -> tuple[Card, ...]:
        """Those of some cards of which the roadmap has anything to say: a phase or an indicator, or that it lacks one;
        without indicators in the plan all, as their phases are what it has."""
        if not self._plan.shown_indicators:
            return tuple(cards)
        return tuple(card for card in cards if card.project.schedule.phases or self.is_measured(card))

    def roadmap_rows(self, cards: Sequence[Card]) -> Iterator[RoadmapRow]:
        """The rows of the roadmap of some cards."""
        for card in cards:
            phases = [
                f"{self._speak.plain(phase.title)}{phase.mark.away if phase.mark else ''}"
                for phase in self.schedule(card).undated
            ]
            words = self._speak.join(phases)
            undated = self._speak.phrase_of("undated_phases", phases=words) if words else None
            yield RoadmapRow(card, undated, self.schedule(card).bars, tuple(self.runs(self.year_cells(card))))

    def doubts_away(self, cards: Sequence[Card], *, phases: bool = False) -> OwnWords | None:
        """Where the doubts behind the marks in a list of cards are told; None where it has no marks.

        `phases`: whether the list shows the phases of the cards too.
        """
        marked = any(item.doubts for card in cards for item in self.indicators(card))
        if phases and not marked:
            shown = [self.schedule(card) for card in cards]
            listed = [phase for item in shown for phase in (*item.undated, *(bar.phase for bar in item.bars))]
            marked = any(phase.mark for phase in listed)
        return self._speak.own_word("doubts_away") if marked else None

    def indicator_table(self, cards: Sequence[Card]) -> IndicatorTable:
        """The table of the indicators of some cards; a card that lacks any has a row that says so."""
        told = self.measured(cards)
        caption = self._speak.phrase_of("indicators_caption", count=self._speak.number(len(told)))
        return self.table(caption, tuple((card, self.indicators(card)) for card in told))

    def table(self, caption: Phrase, rows: tuple[tuple[Owner, tuple[ShownIndicator, ...]], ...]) -> IndicatorTable:
        """A table of indicators, with the columns that the plan has anything for; of marks if any of these has one."""
        marks = any(item.marks for _, items in rows for item in items)
        cards = any(isinstance(owner, Card) for owner, _ in rows)
        return IndicatorTable(
            caption,
            self._has_baselines,
            self.has_actuals,
            marks,
            self._compares,
            2 + self._has_baselines + self.has_actuals + marks + self._compares,
            any(owner.departments for owner, _ in rows) or (cards and bool(self._plan.shown_departments)),
            rows,
        )

    @cached_property
    def _has_baselines(self) -> bool:
        return any(item.baseline for item in self._plan.indicators)

    @cached_property
    def _compares(self) -> bool:
        """Whether any indicator of the plan has a baseline, or the reason why there is none, and a figure to reach."""
        given = self._plan.indicators
        return any(item.baseline and item.main_target and item.main_target.value is not None for item in given)

    @cached_property
    def lacks(self) -> bool:
        """Whether there is something that cannot be shown yet."""
        return bool(self._plan.details.unavailable) or self.lacks_actuals

    @property
    def lacks_actuals(self) -> bool:
        """Whether the plan has indicators, and no actual value of any."""
        return bool(self._plan.shown_indicators) and not self.has_actuals

    @cached_property
    def has_actuals(self) -> bool:
        """Whether any indicator of the plan has an actual value, or says why it has none."""
        return any(item.actuals for item in self._plan.indicators)
