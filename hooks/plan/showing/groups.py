"""Turns the cards of a plan into lists: what each list shares, whether it is shown here, what it is filtered by.

The fields of the list of projects stand here once. The form asks for them, each item has them as data attributes,
the index of a large plan holds their values, and the scripts take their names from these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.types import Text
from plan.showing.catalog import Card, Catalog, ItemPage
from plan.showing.localizer import Localizer, Phrase
from plan.showing.page_rows import PageRow, page_row
from plan.showing.structure import ItemPlace

#: What the list of projects is filtered by: the name of the form's field, and the key of its label. After the first
#: stand the levels of the plan, by their ids.
FIELDS = {
    "topic": "filter_topic",
    "department": "departments_in_charge",
    "tool": "tools",
    "funding": "funding",
    "year": "filter_year",
    "benefit": "filter_benefit",
}
#: What stands for the program of a card that names none: no id is a hyphen alone.
NO_FUNDING = "-"
#: The value of the field of a card that carries the badge for residents.
BENEFIT = "yes"


@dataclass(frozen=True)
class Group:
    """Some cards that share something: its id and name; its cards, or where there are too many, the way to them.

    `query`: what filters the list of projects to just these. `places`: the first page of each item under which some
    of them stand, and how many.
    """

    id: str
    title: Text | Phrase
    query: str
    count: str
    cards: tuple[Card, ...]
    listed: bool
    places: tuple[tuple[ItemPage, Phrase], ...]


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
class PlaceGroup:
    """The cards at a place, and those listed again there; in a large plan its first page. `count`: without the latter.

    `titled`: whether its item has a heading of its own, below that of the highest level.
    """

    place: ItemPlace
    cards: tuple[Card, ...]
    again: tuple[Card, ...]
    page: ItemPage | None
    count: str
    titled: bool
    bare: bool
    """Whether nothing stands there, nor below."""

    @property
    def leads(self) -> bool:
        """Whether its heading is followed by the way to the page of its item."""
        return self.titled and self.place.level.page


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
        """All cards; in a large plan the way to them is by the items above them."""
        return self._group("", "", self._speak.phrase_of("projects"), self._catalog.cards)

    def _group(self, field: str, id: str, title: Text | Phrase, cards: tuple[Card, ...]) -> Group:
        listed = self._catalog.is_brief(cards)
        counted = () if listed else self._catalog.spread(cards)
        number = self._speak.number
        items = tuple((page, self._speak.phrase_of("projects_count", count=number(many))) for page, many in counted)
        return Group(id, title, f"{field}={id}", number(len(cards)), cards, listed, items)

    # The list of projects ---------------------------------------------------------

    def tops(self) -> Iterator[tuple[ItemPlace, str, list[PlaceGroup]]]:
        """The items of the highest level, each with how many cards it has (empty: none), and with the places of cards
        within it."""
        for top in self._catalog.structure.tops:
            places = [self._at(place, titled=place.id != top.id) for place in self._catalog.structure.within(top.id)]
            count = len(self._catalog.of_item(top.id))
            yield top, self._speak.number(count) if count else "", places

    def _at(self, place: ItemPlace, *, titled: bool) -> PlaceGroup:
        cards, again = self._catalog.of_place(place.id), self._catalog.again_at(place.id)
        page = next(iter(self._catalog.pages_of(place)), None) if self._catalog.large else None
        return PlaceGroup(
            place, cards, again, page, self._speak.number(len(cards)), titled, not (cards or again or place.item.items)
        )

    def fields(self, card: Card) -> list[tuple[str, str]]:
        """The values of a card for each field of the list, parted by blanks."""
        project = card.project
        topics = [topic.id for topic in self._plan.topics.topics if card.id in topic.projects]
        values = {
            "topic": " ".join(topics),
            **{level.id: self._items(card, level) for level in self._levels},
            "department": " ".join(project.departments),
            "tool": " ".join(project.tools),
            "funding": project.funding or NO_FUNDING,
            "year": " ".join(str(indicator.target.fiscal_year) for indicator in project.indicators),
            "benefit": BENEFIT if project.benefits_residents else "",
        }
        return [(name, values[name]) for name in self.names]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields."""
        first, *others = FIELDS
        return (first, *(level.id for level in self._levels), *others)

    @cached_property
    def _levels(self) -> tuple[model.Level, ...]:
        """The levels that the list is filtered by, and the lowest."""
        levels = self._catalog.structure.levels
        return tuple(level for level in levels if level.filter or level is levels[-1])

    def _items(self, card: Card, level: model.Level) -> str:
        """The items of a level above a card, also where it is listed again."""
        found = (step.item.id for place in (card.place, *card.again) for step in place.steps if step.level is level)
        return " ".join(dict.fromkeys(found))

    def sorted_by(self, card: Card) -> str:
        """What the list is sorted by as a title: how it is read, where that is how the language sorts."""
        return self._speak.title_key(card.project)

    def form(self) -> Iterator[Field]:
        """The fields of the form that have choices; none that would have nothing to choose from."""
        plan, large, plain = self._plan, self._catalog.large, self._speak.plain
        choices: dict[str, tuple[Option, ...]] = {
            "topic": tuple(Option(topic.id, plain(topic.title)) for topic in plan.topics.topics),
            "department": tuple(Option(item.id, plain(item.name)) for item in plan.departments.departments),
            "tool": tuple(Option(tool.id, plain(tool.title)) for tool in plan.tools.tools),
            "funding": self._programs(),
            "year": tuple(Option(str(year), self._speak.fiscal_year(year)) for year in self._target_years()),
        }
        for place, (name, key) in enumerate(FIELDS.items()):
            if choices.get(name):
                yield Field(name, self._speak.phrase_of(key), choices[name])
            if place == 0:
                yield from (self._level(level) for level in self._levels if level.filter or large)

    def _level(self, level: model.Level) -> Field:
        """The field of a level: its items, under those of the highest level if it is another."""
        structure, plain = self._catalog.structure, self._speak.plain
        label = self._speak.phrase(level.heading)
        if level is structure.levels[0]:
            return Field(level.id, label, tuple(Option(top.id, plain(top.item.title)) for top in structure.tops))
        own = [(place.top, Option(place.id, plain(place.item.title))) for place in structure.at_level(level)]
        families = ((top.item, tuple(option for above, option in own if above is top.item)) for top in structure.tops)
        return Field(level.id, label, families=tuple((plain(top.title), found) for top, found in families if found))

    def _target_years(self) -> list[int]:
        """The fiscal years in which some target is due: none of the others has a card to show."""
        projects = self._plan.projects.values()
        return sorted({item.target.fiscal_year for project in projects for item in project.indicators})

    def check(self) -> Field:
        """The field of the form that is ticked: what residents gain from."""
        return Field("benefit", self._speak.phrase_of(FIELDS["benefit"]), value=BENEFIT)

    def _programs(self) -> tuple[Option, ...]:
        programs = self._plan.funding.programs
        found = tuple(Option(program.id, self._speak.plain(program.name)) for program in programs)
        none = Option(NO_FUNDING, self._speak.plain_word("no_funding"))
        return (*found, none) if found and self._catalog.large else found

    # The pages of an item -----------------------------------------------------------

    def row(self, page: ItemPage) -> PageRow:
        """The pages of a page's item."""
        return page_row(page, self._catalog.pages_of(page.place))

    def count(self, page: ItemPage) -> str:
        """How many cards stand on the pages of a page's item."""
        return self._speak.number(page.total)
