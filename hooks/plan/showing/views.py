"""Turns the plan into what templates ask for and must not compute themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plan import model
from plan.model.types import Text
from plan.showing.catalog import Card, Catalog
from plan.showing.indicator import ShownIndicator, shown_indicator
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class YearCell:
    """What happens to a card in one fiscal year, named as at the head of its column: phases under way, targets due."""

    name: str
    phases: tuple[Text, ...]
    targets: tuple[Phrase, ...]
    planned: bool


@dataclass(frozen=True)
class YearTotal:
    """How many of some cards have a phase under way in one fiscal year, and how many targets are due in it."""

    name: str
    phases: int
    targets: int
    planned: bool


class Views:
    """What templates ask for and must not compute themselves."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak = catalog, speak
        self._plan = catalog.plan
        self._indicators: dict[str, tuple[ShownIndicator, ...]] = {}

    def indicators(self, card: Card) -> tuple[ShownIndicator, ...]:
        """The indicators of a card as a reader sees them; made once, though up to ten places show them."""
        if card.id not in self._indicators:
            shown = tuple(shown_indicator(item, self._speak) for item in card.project.indicators)
            self._indicators[card.id] = shown
        return self._indicators[card.id]

    def featured(self) -> list[tuple[Card, ShownIndicator]]:
        """The cards that the plan puts on its home page, each with its first indicator."""
        cards = [self._catalog.card(id) for id in self._plan.details.featured]
        return [(card, shown) for card in cards for shown in self.indicators(card)[:1]]

    def index_groups(self) -> list[tuple[str, list[model.Term]]]:
        """The glossary under its headings: by readings where the language has them, else A-Z by the term's name."""
        groups: dict[str, list[model.Term]] = {}
        for term in sorted(self._plan.glossary.terms, key=self._order):
            groups.setdefault(self._heading(term), []).append(term)
        return list(groups.items())

    def _order(self, term: model.Term) -> tuple[bool, str, str]:
        name = self._speak.plain(term.name)
        if not self._speak.writing.readings:
            return False, name.casefold(), ""
        latin = term.index.isascii()
        return latin, term.index if latin else hiragana(term.reading), name

    def _heading(self, term: model.Term) -> str:
        return term.index if self._speak.writing.readings else self._speak.plain(term.name)[0].upper()

    def years(self) -> list[tuple[int, str, str, bool]]:
        """The roadmap's columns: fiscal year, its two lines, whether it is in the plan period; the first line says so."""
        return [(year, *self._year_lines(year), not self._outside(year)) for year in self._plan.roadmap.years]

    def _year_lines(self, year: int) -> tuple[str, str]:
        above, below = self._speak.year_heading(year)
        mark = self._outside(year)
        return (self._speak.plain_word("year_outside", year=above, mark=mark) if mark else above), below

    def _outside(self, year: int) -> str:
        """The mark of a year outside the plan period; empty for one within."""
        period = self._plan.details.period
        if period.first <= year <= period.last:
            return ""
        return self._speak.plain_word("before_period" if year < period.first else "after_period")

    def years_note(self) -> Phrase | None:
        """What the marks at the heads of columns mean; None where all columns are in the plan period."""
        marks = dict.fromkeys(mark for year in self._plan.roadmap.years if (mark := self._outside(year)))
        if not marks:
            return None
        period, speak = self._plan.details.period, self._speak
        years = speak.plain_word("period", first=speak.fiscal_year(period.first), last=speak.fiscal_year(period.last))
        between = speak.plain_word("search_between")
        return speak.phrase_of("years_outside", period=years, marks=between.join(marks))

    def target_years(self) -> list[int]:
        """The fiscal years for which any indicator has a target."""
        projects = self._plan.projects.values()
        return sorted({item.target.fiscal_year for project in projects for item in project.indicators})

    def year_cells(self, card: Card) -> list[YearCell]:
        """One cell for each column of the roadmap."""
        return [
            YearCell(
                name,
                tuple(
                    p.title for p in card.project.schedule.phases if p.first and p.last and p.first <= year <= p.last
                ),
                tuple(item.target.words for item in self.indicators(card) if item.target.fiscal_year == year),
                planned,
            )
            for year, name, _, planned in self.years()
        ]

    def year_totals(self, cards: tuple[Card, ...]) -> list[YearTotal]:
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

    def indicator_count(self, cards: tuple[Card, ...]) -> int:
        """How many indicators some cards have."""
        return sum(len(card.project.indicators) for card in cards)

    def actual_years(self) -> list[int]:
        """The fiscal years for which any indicator has an actual value, or says why it has none."""
        projects = self._plan.projects.values()
        return sorted({actual.fiscal_year for p in projects for item in p.indicators for actual in item.actuals})

    def bars(self, card: Card) -> list[tuple[Text, int, int, int]]:
        """The dated phases of a card: title, columns before it, columns it fills, columns after it."""
        years = self._plan.roadmap.years
        return [
            (phase.title, phase.first - years.first, phase.last - phase.first + 1, years.last - phase.last)
            for phase in card.project.schedule.phases
            if phase.first and phase.last
        ]

    def undated(self, card: Card) -> list[Text]:
        """The phases whose years are not known."""
        return [phase.title for phase in card.project.schedule.phases if phase.first is None]

    def schedule_notes(self, card: Card) -> tuple[Phrase, ...]:
        """What is to be said of a card's schedule: of years outside the period, of years or of all that is lacking."""
        roadmap, speak = self._plan.roadmap, self._speak
        notes = [self.years_note()] if self.bars(card) else []
        if self.undated(card):
            notes.append(
                speak.phrase(roadmap.phases_note) if roadmap.phases_note else speak.phrase_of("no_schedule_years")
            )
        elif not self.bars(card):
            notes.append(
                speak.phrase(roadmap.schedule_note) if roadmap.schedule_note else speak.phrase_of("no_schedule")
            )
        return tuple(note for note in notes if note)

    def search_examples(self) -> str:
        """Words to search for, in one line."""
        return self._speak.join([self._speak.plain(words) for words in self._plan.topics.search_examples])

    def gist(self, card: Card) -> Text:
        """What a card is about, in the plan's own words; the whole content where no gist is given."""
        return card.project.gist or card.project.content

    def topics_of(self, card: Card) -> list[str]:
        """The ids of the topics that lead to a card."""
        return [topic.id for topic in self._plan.topics.topics if card.id in topic.projects]

    def notes_on(self, card: Card) -> list[model.Note]:
        """The notes on the source that concern a card."""
        return [note for note in self._plan.notes.notes if note.subject == card.id]

    def ability_parts(self) -> Mapping[str, model.AbilityPart]:
        """The parts of abilities by their id."""
        abilities = self._plan.people.abilities if self._plan.people else ()
        return {part.id: part for ability in abilities for part in ability.parts}

    def training_rows(self, kind: model.PersonnelType) -> list[tuple[model.Training, int]]:
        """A training table's rows, each with how many rows its category spans from here (0: spanned already)."""
        rows = []
        categories = [training.category.root if training.category else None for training in kind.trainings]
        for index, training in enumerate(kind.trainings):
            same = categories[index] is not None
            if same and index and categories[index - 1] == categories[index]:
                rows.append((training, 0))
                continue
            span = 1
            while same and index + span < len(categories) and categories[index + span] == categories[index]:
                span += 1
            rows.append((training, span))
        return rows


def hiragana(reading: str) -> str:
    """A reading in hiragana, so that both kana sort together."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in reading)
