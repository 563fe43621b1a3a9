"""Turns what a plan says beside its cards into what templates print: edition, glossary, people, milestones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from plan import model
from plan.model import fiscal_years
from plan.model.types import Text
from plan.showing import software
from plan.showing.catalog import Catalog
from plan.showing.consultation import ShownConsultation, shown_consultation
from plan.showing.doubts import DoubtMark, Doubts, ShownDoubt
from plan.showing.items import ItemTexts
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.phrases import vision_in_phrases
from plan.showing.source_notes import SourceNotes
from plan.showing.years import Bar, ShownPhase, columns

#: The published script with the readings of data/readings.txt.
READINGS_LIST = "assets/readings-list.js"


@dataclass(frozen=True)
class Milestones:
    """The milestones of the whole plan: when, the mark where that is in doubt, what, and whether it is a review of the
    plan; and what the marks mean.

    `places`: the lasting names by which doubts name them.
    """

    items: tuple[tuple[Phrase, DoubtMark | None, Text, bool], ...]
    places: tuple[str, ...]
    doubts: tuple[ShownDoubt, ...]
    bars: tuple[Bar, ...]
    """Those that have years of the roadmap, as bars over these."""
    others: tuple[tuple[Phrase, DoubtMark | None, Text, bool], ...]
    """The rest of them, as in `items`."""


@dataclass(frozen=True)
class Scope:
    """Who is meant by a type of personnel: its lines, each with its mark; and what the marks mean."""

    lines: tuple[tuple[Text, DoubtMark | None], ...]
    doubts: tuple[ShownDoubt, ...]


@dataclass(frozen=True)
class TrainingRow:
    """A row of a training table, how many rows its category spans from here (0: spanned already), and its marks."""

    training: model.Training
    span: int
    people: DoubtMark | None
    name: DoubtMark | None
    category: DoubtMark | None


@dataclass(frozen=True)
class Trainings:
    """A training table: its rows, and what their marks mean."""

    rows: tuple[TrainingRow, ...]
    doubts: tuple[ShownDoubt, ...]


@dataclass(frozen=True)
class Rows:
    """Software of one kind, each with what it does for the site, and how many there are."""

    caption: Phrase
    items: tuple[tuple[software.Software, Phrase], ...]


def own_kinds(plan: model.Plan) -> Text:
    """Which of the site's own words a reader meets beside the plan's: charts, where the plan has any."""
    return plan.words["own_words_with_charts" if plan.series else "own_words_without_charts"]


class PlanTexts:
    """What a plan says beside its cards, as a reader of one language sees it."""

    #: The published name of the site's bill of materials.
    bill = software.BILL

    def __init__(self, catalog: Catalog, speak: Localizer, doubts: Doubts) -> None:
        self._catalog, self._plan, self._speak, self._doubts = catalog, catalog.plan, speak, doubts
        self.notes = SourceNotes(catalog, speak)
        self.items = ItemTexts(catalog, speak, doubts)

    @cached_property
    def vision(self) -> Markup:
        """Where the plan wants to take the city, in phrases that no line tears."""
        return vision_in_phrases(self._plan, self._speak)

    # The edition --------------------------------------------------------------

    @cached_property
    def label(self) -> Phrase | None:
        """The mark of a draft beside the plan's title; None for a plan that is adopted."""
        label = self._plan.details.edition.shown_label
        return self._speak.phrase(label) if label else None

    @cached_property
    def status(self) -> Phrase:
        """Whether the plan is a draft or adopted, in words."""
        return self._speak.phrase_of(f"status_{self._plan.details.edition.status}")

    @cached_property
    def period(self) -> Phrase:
        """The plan period."""
        return self._period(self._plan.details.period.first, self._plan.details.period.last)

    def _period(self, first: int, last: int) -> Phrase:
        years = {"first": lambda speak: speak.fiscal_year(first), "last": lambda speak: speak.fiscal_year(last)}
        return (
            self._speak.phrase_of("year_alone", year=years["first"])
            if first == last
            else self._speak.phrase_of("period", **years)
        )

    @cached_property
    def begun_as_draft(self) -> bool:
        """Whether the plan was a draft still when its period had begun."""
        details = self._plan.details
        begun = details.edition.updated >= fiscal_years.first_day(details.period.first)
        return begun and details.edition.status == "draft"

    @cached_property
    def period_over(self) -> bool:
        """Whether the plan's period was over when its data was last changed."""
        details = self._plan.details
        return fiscal_years.finished(details.edition.updated) >= details.period.last

    @property
    def own_words(self) -> Phrase:
        """How the site's own words are told from the plan's, of the kinds that this plan has."""
        near = self._plan.words["own_words_in_search"] if self._plan.synonyms.synonyms else ""
        return self._speak.phrase_of("own_words", such=own_kinds(self._plan), near=near)

    @cached_property
    def office(self) -> model.Department:
        """The department that keeps the site."""
        return self._catalog.department(self._plan.details.office)

    @property
    def keeper(self) -> Phrase:
        """The city and the office that keeps the plan."""
        details, speak = self._plan.details, self._speak
        return speak.phrase_of("keeper_is", city=details.city.name, office=speak.office(details, self.office))

    @cached_property
    def consultation(self) -> ShownConsultation | None:
        """The consultation on the draft; None without one."""
        return shown_consultation(self._plan, self._speak)

    @property
    def tested_how(self) -> Text | None:
        """How the site's accessibility was tested, where the city says so."""
        tested = self._plan.accessibility
        return tested.method if tested else None

    @property
    def tested_before(self) -> Phrase | None:
        """That the data were changed after the test of accessibility, where they were."""
        tested, updated = self._plan.accessibility, self._plan.details.edition.updated
        if tested is None or tested.tested >= updated:
            return None
        return self._speak.phrase_of("tested_before", day=updated)

    @property
    def names_romanized(self) -> bool:
        """Whether any department has how its own name is read in brackets."""
        return any(map(self.romanized, self._plan.departments.departments))

    @property
    def names_for_counter(self) -> bool:
        """Whether any department has its own name beside its translation, to be shown at a counter."""
        return any(map(self.counter_name, self._plan.departments.departments))

    @property
    def counter_lead(self) -> tuple[OwnWords, ...]:
        """To show these names; and whose words it is how they are read, where that is said of any."""
        read = any(self.counter_name(one) and one.romanized for one in self._plan.departments.departments)
        return tuple(map(self._speak.own_word, ("show_at_counter_lead", *(("counter_readings",) if read else ()))))

    def romanized(self, department: model.Department) -> Phrase | None:
        """The plan's own name of a department with how it is read, where it is no other than its name in this
        language: else it stands apart, to be shown at a counter."""
        speak, name = self._speak, department.romanized
        if speak.is_default or not name or speak.own_name(department.name):
            return None
        own = speak.original(department.name)
        marked = Markup("<span {}>{}</span>").format(speak.attributes(speak.default), own)
        plain = speak.plain_word("romanized", original=own, name=name)
        return Phrase(plain, speak.word("romanized", original=marked, name=name))

    def own_name(self, department: model.Department) -> Phrase | None:
        """The plan's own name of a department in brackets, beside its translation."""
        speak, own = self._speak, self._speak.own_name(department.name)
        if not own:
            return None
        marked = Markup("<span {}>{}</span>").format(speak.attributes(speak.default), own)
        return Phrase(speak.plain_word("in_brackets", words=own), speak.word("in_brackets", words=marked))

    def counter_name(self, department: model.Department) -> Markup | None:
        """The plan's own name of a department, to be shown at a counter by who reads a translation, and how it is read:
        words of its own language in other letters. What several are called together is no name at a counter."""
        speak = self._speak
        own = "" if department.group else speak.own_name(department.name)
        if not own:
            return None
        marked = Markup("<b {}>{}</b>").format(speak.attributes(speak.default), own)
        if not department.romanized:
            return marked
        tag = speak.in_language(speak.default).writing.tag
        return Markup('{} <span lang="{}-Latn">{}</span>').format(marked, tag, department.romanized)

    @cached_property
    def search_examples(self) -> Phrase:
        """Words that one may search for."""
        examples = [self._speak.plain(words) for words in self._plan.topics.search_examples]
        return self._speak.phrase_of("search_examples", words=self._speak.join(examples))

    @property
    def readings_of_results(self) -> str:
        """The script with the readings that results of a search get, in a language that always has them; else empty."""
        return READINGS_LIST if self._speak.writing.ruby == "always" and self._plan.readings.readings else ""

    @property
    def roadmap_told(self) -> bool:
        """Whether a chapter that asks for the roadmap says anything itself, beside the way to its page."""
        roadmap = self._plan.roadmap
        return self.items.any_aims or bool(roadmap and (roadmap.intro or roadmap.milestones))

    def milestones(self) -> Milestones:
        """The milestones of the whole plan."""
        given = self._plan.roadmap.milestones if self._plan.roadmap else ()
        at = [f"roadmap.yml: milestones[{item.id}]" for item in given]
        doubted = self._doubts.block(self._speak.plain_word("roadmap_plan"), *at)
        items = [
            (self._when(item), doubted.mark(place), item.title, item.review)
            for item, place in zip(given, at, strict=True)
        ]
        over = [item.first and columns(self._plan.years, item.first, item.last) for item in given]
        bars = (
            Bar(ShownPhase(title, place, mark), *found, when, review)
            for (when, mark, title, review), place, found in zip(items, at, over, strict=True)
            if found
        )
        others = (item for item, found in zip(items, over, strict=True) if not found)
        return Milestones(tuple(items), tuple(at), doubted.doubts, tuple(bars), tuple(others))

    def _when(self, milestone: model.Milestone) -> Phrase:
        """The years of a milestone; in words that the plan names none."""
        first = milestone.first
        if first is None:
            return self._speak.phrase_of("year_not_stated")
        if milestone.last is None:
            return self._speak.phrase_of("from_year", year=lambda speak: speak.fiscal_year(first))
        return self._period(first, milestone.last)

    # Glossary -----------------------------------------------------------------

    @cached_property
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

    def reading(self, term: model.Term) -> str:
        """How a term is read, in the language in which that is written; empty in others."""
        return term.reading if self._speak.writing.readings else ""

    def other_names(self, term: model.Term) -> Phrase | None:
        """A term's other spellings, if it has any."""
        names = self._speak.other_names(term)
        return self._speak.phrase_of("other_names", names=names) if names else None

    @property
    def names_note(self) -> OwnWords | None:
        """What of the glossary the plan does not say: how terms are read, and their other spellings."""
        terms = self._plan.glossary.terms
        if any(map(self.reading, terms)):
            return self._speak.own_word("readings_added")
        return self._speak.own_word("names_added") if any(map(self.other_names, terms)) else None

    # People -------------------------------------------------------------------

    def personnel(self) -> list[tuple[model.PersonnelType, list[Text]]]:
        """The types of digital personnel, each with the names of the abilities that it should have."""
        people = self._plan.people
        abilities = people.abilities if people else ()
        titles = {part.id: part.title for ability in abilities for part in ability.parts}
        return [(kind, [titles[id] for id in kind.abilities]) for kind in (people.types if people else ())]

    def trained_abilities(self) -> list[tuple[model.Ability, Text]]:
        """The abilities of which the plan says how they are trained, each with the heading over that."""
        people = self._plan.people
        abilities = people.abilities if people else ()
        return [(ability, ability.training_title or ability.title) for ability in abilities if ability.training]

    def scope(self, kind: model.PersonnelType) -> Scope:
        """Who is meant by a type of personnel, and how many."""
        at = [f"people.yml: types[{kind.id}].scope[{number}]" for number in range(len(kind.scope))]
        doubted = self._doubts.block(self._speak.plain(kind.title), *at)
        lines = ((line, doubted.mark(place)) for line, place in zip(kind.scope, at, strict=True))
        return Scope(tuple(lines), doubted.doubts)

    def trainings(self, kind: model.PersonnelType) -> Trainings:
        """The training table of a type of personnel."""
        at = [f"people.yml: types[{kind.id}].trainings[{number}]" for number in range(len(kind.trainings))]
        places = (f"{place}{field}" for place in at for field in (".category", ".name", ""))
        subject = self._speak.plain_word("trainings_of", type=kind.title)
        mark = (doubted := self._doubts.block(subject, *places)).mark
        rows = (
            TrainingRow(training, span, mark(place), mark(f"{place}.name"), mark(f"{place}.category"))
            for training, span, place in zip(kind.trainings, _spans(kind.trainings), at, strict=True)
        )
        return Trainings(tuple(rows), doubted.doubts)

    # The site itself ----------------------------------------------------------

    @property
    def criteria_count(self) -> int:
        """How many criteria were examined; none before an examination."""
        return len(self._plan.accessibility.criteria) if self._plan.accessibility else 0

    def criteria(self, tested: model.Accessibility) -> list[tuple[model.Criterion, Phrase, str]]:
        """The criteria of an examination: each with its result, and who or what looked."""
        speak = self._speak
        return [
            (
                criterion,
                speak.phrase_of(f"result_{criterion.result}"),
                speak.join([speak.plain_word(f"examined_{way}") for way in criterion.by]),
            )
            for criterion in tested.criteria
        ]

    def fonts(self) -> Rows:
        """The fonts of the plan: those that are shipped, and those of the languages that it prints."""
        return self._rows("software_fonts_caption", software.fonts(self._plan.languages.printed))

    def tables(self) -> Rows:
        """The tables of others that the program has taken over."""
        return self._rows("software_tables_caption", software.tables())

    def packages(self) -> Rows | None:
        """The packages that the site is made with; None where no lock names them."""
        found = software.packages()
        return self._rows("software_packages_caption", found) if found else None

    def _rows(self, caption: str, found: tuple[software.Software, ...]) -> Rows:
        speak = self._speak
        items = tuple((item, speak.phrase_of(f"software_for_{item.purpose}")) for item in found)
        return Rows(speak.phrase_of(caption, count=len(found)), items)


def _spans(trainings: Sequence[model.Training]) -> list[int]:
    """How many rows the category of each row spans from here; 0 where it is spanned already."""
    spans: list[int] = []
    categories = [training.category.root if training.category else None for training in trainings]
    for index, category in enumerate(categories):
        if category is not None and index and categories[index - 1] == category:
            spans.append(0)
            continue
        span = 1
        while category is not None and index + span < len(categories) and categories[index + span] == category:
            span += 1
        spans.append(span)
    return spans


def hiragana(reading: str) -> str:
    """A reading in hiragana, so that both kana sort together."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in reading)
