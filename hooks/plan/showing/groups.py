"""Turns the cards of a plan into lists: what each list shares, whether it is shown here, what it is filtered by.

The fields of the list of projects stand here once. The form asks for them, each item has them as data attributes,
the index of a large plan holds their values, and the scripts take their names from these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.status import STATES
from plan.model.types import Text
from plan.showing.catalog import Card, Catalog, MeasurePage
from plan.showing.localizer import Localizer, Phrase
from plan.showing.page_rows import PageRow, page_row

#: What the list of projects is filtered by: the name of the form's field, and the key of its label.
FIELDS = {
    "topic": "filter_topic",
    "pillar": "pillar",
    "measure": "measure",
    "department": "departments_in_charge",
    "tool": "tools",
    "funding": "funding",
    "year": "filter_year",
    "status": "card_status",
    "benefit": "filter_benefit",
}
#: What stands for the program of a card that names none: no id is a hyphen alone.
NO_FUNDING = "-"
#: The value of the field of a card that carries the badge for residents.
BENEFIT = "yes"


@dataclass(frozen=True)
class Group:
    """Some cards that share something: its id and name; its cards, or where there are too many, the way to them.

    `query`: what filters the list of projects to just these. `measures`: the first page of each measure that has
    some of them, and how many.
    """

    id: str
    title: Text | Phrase
    query: str
    count: str
    cards: tuple[Card, ...]
    listed: bool
    measures: tuple[tuple[MeasurePage, Phrase], ...]


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    words: str


@dataclass(frozen=True)
class Field:
    """A field of the form that filters the list of projects.

    `families`: its choices under headings; `value`: that of a field to tick.
    """

    name: str
    label: Phrase
    options: tuple[Option, ...] = ()
    families: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    value: str = ""


@dataclass(frozen=True)
class MeasureGroup:
    """The cards of a measure, or in a large plan its first page."""

    policy: model.Policy
    measure: model.Measure
    cards: tuple[Card, ...]
    page: MeasurePage | None
    count: str


class Groups:
    """The lists of the cards of a plan, as a reader of one language sees them."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._plan, self._speak = catalog, catalog.plan, speak

    # Cards that share something -------------------------------------------------

    def topics(self) -> Iterator[Group]:
        """The cards that each topic leads to."""
        for topic in self._plan.topics.topics:
            yield self._group("topic", topic.id, topic.title, self._catalog.of_topic(topic))

    def topic_tiles(self) -> list[tuple[model.Topic, Phrase]]:
        """The topics, each with how many cards it leads to."""
        word = self._speak.phrase_of
        return [(topic, word("projects_count", count=len(topic.projects))) for topic in self._plan.topics.topics]

    def tools(self) -> Iterator[tuple[model.Numbered, Group]]:
        """The tools, each with the cards that use it."""
        for tool in self._plan.tools.tools:
            yield tool, self._group("tool", tool.id, tool.title, self._catalog.of_tool(tool.id))

    def departments(self) -> Iterator[tuple[model.Department, Group]]:
        """The departments, each with the cards that name it."""
        for item in self._plan.departments.departments:
            yield item, self._group("department", item.id, item.name, self._catalog.of_department(item.id))

    def programs(self) -> Iterator[Group]:
        """The cards paid for by each program."""
        for program in self._plan.funding.programs:
            yield self._group("funding", program.id, program.name, self._catalog.of_funding(program.id))

    def without_program(self) -> Group:
        """The cards that name no program."""
        words = self._speak.phrase_of("no_funding")
        return self._group("funding", NO_FUNDING, words, self._catalog.of_funding(None))

    def for_residents(self) -> Group:
        """The cards that carry the badge for residents."""
        words = self._speak.phrase_of("for_residents")
        return self._group("benefit", BENEFIT, words, self._catalog.for_residents)

    def kinds(self, kind: str | None) -> Iterator[Group]:
        """The cards of a kind, or of each in turn."""
        for id in ("standard", "individual"):
            if kind in (None, id):
                yield self._group("kind", id, self._speak.phrase_of(f"kind_{id}"), self._catalog.of_kind(id))

    def everything(self) -> Group:
        """All cards; in a large plan the way to them is by their measures."""
        return self._group("", "", self._speak.phrase_of("projects"), self._catalog.cards)

    def _group(self, field: str, id: str, title: Text | Phrase, cards: tuple[Card, ...]) -> Group:
        listed = self._catalog.is_brief(cards)
        counted = () if listed else self._catalog.spread(cards)
        number = self._speak.number
        measures = tuple((page, self._speak.phrase_of("projects_count", count=number(many))) for page, many in counted)
        return Group(id, title, f"{field}={id}", number(len(cards)), cards, listed, measures)

    # The list of projects ---------------------------------------------------------

    def pillars(self) -> Iterator[tuple[model.Pillar, str, list[MeasureGroup]]]:
        """The pillars, each with how many cards it has, and with its measures."""
        for pillar in self._plan.pillars.pillars:
            measures = [self._measure(policy, item) for policy in pillar.policies for item in policy.measures]
            yield pillar, self._speak.number(len(self._catalog.of_pillar(pillar.id))), measures

    def _measure(self, policy: model.Policy, measure: model.Measure) -> MeasureGroup:
        cards = self._catalog.of_measure(measure.id)
        page = next(iter(self._catalog.pages_of_measure(measure.id)), None)
        return MeasureGroup(policy, measure, cards, page, self._speak.number(len(cards)))

    def fields(self, card: Card) -> list[tuple[str, str]]:
        """The values of a card for each field of the list, parted by blanks."""
        project = card.project
        topics = [topic.id for topic in self._plan.topics.topics if card.id in topic.projects]
        values = {
            "topic": " ".join(topics),
            "pillar": card.pillar.id,
            "measure": card.measure.id,
            "department": " ".join(project.departments),
            "tool": " ".join(project.tools),
            "funding": project.funding or NO_FUNDING,
            "status": project.status.state if project.status else "",
            "year": " ".join(map(str, _target_years(project))),
            "benefit": BENEFIT if project.benefits_residents else "",
        }
        return [(name, values[name]) for name in self.names]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields: all of FIELDS, but for that of a status where the plan gives none."""
        return tuple(name for name in FIELDS if name != "status" or self._states)

    @cached_property
    def _states(self) -> tuple[str, ...]:
        """The states in which cards are, in the order in which one follows another."""
        found = {card.project.status.state for card in self._catalog.cards if card.project.status}
        return tuple(state for state in STATES if state in found)

    def sorted_by(self, card: Card) -> str:
        """What the list is sorted by as a title: how it is read, where that is how the language sorts."""
        return self._speak.title_key(card.project)

    def form(self) -> Iterator[Field]:
        """The fields of the form that have choices; none that would have nothing to choose from."""
        plan, large, plain = self._plan, self._catalog.large, self._speak.plain
        choices: dict[str, tuple[Option, ...]] = {
            "topic": tuple(Option(topic.id, plain(topic.title)) for topic in plan.topics.topics),
            "pillar": tuple(Option(pillar.id, plain(pillar.title)) for pillar in plan.pillars.pillars),
            "department": tuple(
                Option(item.id, plain(item.name))
                for item in plan.departments.departments
                if not self._catalog.only_above(item)
            ),
            "tool": tuple(Option(tool.id, plain(tool.title)) for tool in plan.tools.tools),
            "funding": self._programs(),
            "status": tuple(Option(state, self._speak.plain_word(f"state_{state}")) for state in self._states),
            "year": tuple(Option(str(year), self._speak.fiscal_year(year)) for year in self._target_years()),
        }
        for name, key in FIELDS.items():
            label = self._speak.phrase_of(key)
            if name == "measure" and large:
                yield Field(name, label, families=self._families())
            elif choices.get(name):
                yield Field(name, label, choices[name])

    def _target_years(self) -> list[int]:
        """The fiscal years in which some target is due: none of the others has a card to show."""
        return sorted({year for project in self._plan.projects.values() for year in _target_years(project)})

    def check(self) -> Field:
        """The field of the form that is ticked: what residents gain from."""
        return Field("benefit", self._speak.phrase_of(FIELDS["benefit"]), value=BENEFIT)

    def _programs(self) -> tuple[Option, ...]:
        programs = self._plan.funding.programs
        found = tuple(Option(program.id, self._speak.plain(program.name)) for program in programs)
        none = Option(NO_FUNDING, self._speak.plain_word("no_funding"))
        return (*found, none) if found and self._catalog.large else found

    def _families(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        plain = self._speak.plain
        return tuple(
            (
                plain(pillar.title),
                tuple(Option(item.id, plain(item.title)) for policy in pillar.policies for item in policy.measures),
            )
            for pillar in self._plan.pillars.pillars
        )

    # The pages of a measure ---------------------------------------------------------

    def row(self, page: MeasurePage) -> PageRow:
        """The pages of a page's measure."""
        return page_row(page, self._catalog.pages_of_measure(page.measure.id))

    def count(self, page: MeasurePage) -> str:
        """How many cards the measure of a page has."""
        return self._speak.number(len(self._catalog.of_measure(page.measure.id)))


def _target_years(project: model.Project) -> list[int]:
    """The fiscal years that the targets of a card name, in the order of its indicators."""
    targets = [target for item in project.indicators for _, target in item.placed_targets]
    return [target.fiscal_year for target in targets if target.fiscal_year is not None]
