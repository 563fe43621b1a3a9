"""Turns the cards of a plan into lists: what each list shares, whether it is shown here, what it is filtered by.

The fields of the list of projects stand here once, the families of the plan among them. The form asks for them, each
item has them as data attributes, the index of a large plan holds their values, and the scripts take their names from
these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from plan import model
from plan.model.status import STATES
from plan.model.types import OwnText, Text
from plan.outline.topic_pages import topic_page
from plan.showing.catalog import Card, Catalog, ItemPage
from plan.showing.families import Families, bare
from plan.showing.localizer import Localizer, Phrase
from plan.showing.page_rows import PageRow, page_row
from plan.showing.structure import ItemPlace

#: What the list of projects is filtered by beside the levels and the families, each by its id: the name of the form's
#: field, the key of its label. The levels stand after the first, the families after those of BEFORE.
BEFORE = {
    "topic": "filter_topic",
    "department": "departments_in_charge",
}
AFTER = {"status": "card_status", "year": "filter_year"}
#: What stands for the item of a card that names none of a family: no id is a hyphen alone.
NONE = "-"


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
    anchor: str = ""


@dataclass(frozen=True)
class FamilyList:
    """The cards under each item of a family, on the page with all cards; `way`: the link to it, if it has several."""

    id: str
    heading: Text
    lead: OwnText | None
    way: Phrase | None
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    words: str


@dataclass(frozen=True)
class Field:
    """A field of the form that filters the list of projects.

    `families`: its choices under headings; `value`: that of a field to tick; `former`: the names that it had in former
    addresses, parted by blanks.
    """

    name: str
    label: Phrase
    options: tuple[Option, ...] = ()
    families: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    value: str = ""
    former: str = ""


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
    def says(self) -> bool:
        """Whether there is anything to list, or that there is nothing."""
        return bool(self.cards or self.again or self.bare)

    @property
    def leads(self) -> bool:
        """Whether its heading is followed by the way to the page of its item."""
        return self.titled and self.place.level.page


class Groups:
    """The lists of the cards of a plan, as a reader of one language sees them."""

    def __init__(self, catalog: Catalog, speak: Localizer, families: Families) -> None:
        self._catalog, self._plan, self._speak, self._families = catalog, catalog.plan, speak, families

    # Cards that share something -------------------------------------------------

    def topic(self, topic: model.Topic) -> Group:
        """The cards that a topic leads to."""
        return self._group("topic", topic.id, topic.title, self._catalog.of_topic(topic))

    def topic_tiles(self, but: model.Topic | None = None) -> list[tuple[model.Topic, str, Phrase]]:
        """The topics but for one, each with the name of its page and how many cards it leads to."""
        word = self._speak.phrase_of
        return [
            (topic, topic_page(topic), word("projects_count", count=len(topic.projects)))
            for topic in self._plan.topics.topics
            if topic is not but
        ]

    def items(self, family: str) -> Iterator[tuple[model.FamilyItem, Group]]:
        """The items of a family, each with the cards that name it."""
        for item in self._plan.families[family].items:
            yield (
                item,
                self._group(family, item.id, self._families.title(item), self._catalog.of_family(family, item.id)),
            )

    def lists(self) -> Iterator[FamilyList]:
        """The families that the page with all cards lists them by, each with its items that have cards."""
        for id, family in self._families.shown("list"):
            groups = [
                replace(group, anchor=self._families.anchor(id, item.id))
                for item, group in self.items(id)
                if group.cards
            ]
            if family.words.none and (rest := self._catalog.without(id)):
                groups.append(replace(self._group(id, NONE, family.words.none, rest), anchor=f"no-{id}"))
            if groups:
                way = self._families.way(family) if len(family.items) > 1 else None
                heading = family.words.list_heading or family.name
                yield FamilyList(id, heading, family.words.list_lead, way, tuple(groups))

    def family_pages(self) -> Iterator[tuple[str, model.Family]]:
        """The families to whose page the list of all cards leads: those that it does not list itself."""
        listed = {found.id for found in self.lists() if found.way}
        return ((id, family) for id, family in self._families.shown("page") if id not in listed)

    def family_tiles(self) -> Iterator[tuple[str, str, Text, Phrase]]:
        """The families on the home page: the page and the place on it to which each leads, its title, what is below."""
        listed = self._plan.list_page
        for id, family in self._families.shown("home"):
            if "page" not in family.shown and not self._plan.projects:
                continue
            page = (id, "") if "page" in family.shown else (listed, id if "list" in family.shown else "all")
            yield (*page, *self._families.tile(family))

    def departments(self) -> Iterator[tuple[model.Department, Group]]:
        """The departments, each with the cards that name it."""
        for item in self._plan.departments.departments:
            yield item, self._group("department", item.id, item.name, self._catalog.of_department(item.id))

    def kinds(self, kind: str | None) -> Iterator[Group]:
        """The cards of a kind, an item of the family that numbers cards; or of each in turn, the others at the end."""
        family, under = self._plan.numbering, self._plan.numbered_under
        for item in family.items if family else ():
            cards = self._catalog.numbered(item.id)
            if kind == item.id or (kind is None and cards):
                yield self._group("kind", item.id, self._families.title(item), cards)
        rest = tuple(card for card in self._catalog.cards if not under(card.project))
        if kind is None and rest:
            yield replace(self.everything(), **self._spread(rest))

    @property
    def follow_structure(self) -> bool:
        """Whether the list of all cards in a chapter follows the items above them: nothing else numbers them, and they
        are not too many to be listed."""
        cards = self._catalog.cards
        return bool(self._catalog.structure.tops) and not self._plan.numbering and self._catalog.is_brief(cards)

    def everything(self) -> Group:
        """All cards; in a large plan the way to them is by the items above them."""
        return self._group("", "", self._speak.phrase_of("projects"), self._catalog.cards)

    def _group(self, field: str, id: str, title: Text | Phrase, cards: tuple[Card, ...]) -> Group:
        return Group(id, title, f"{field}={id}", **self._spread(cards))

    def _spread(self, cards: tuple[Card, ...]) -> dict[str, Any]:
        """What a group says of its cards."""
        listed = self._catalog.is_brief(cards)
        counted = () if listed else self._catalog.spread(cards)
        number = self._speak.number
        places = tuple((page, self._speak.phrase_of("projects_count", count=number(many))) for page, many in counted)
        return {"count": number(len(cards)), "cards": cards, "listed": listed, "places": places}

    # The list of projects ---------------------------------------------------------

    def tops(self) -> Iterator[tuple[ItemPlace, str, list[PlaceGroup]]]:
        """The items of the highest level, each with how many cards it has (empty: none), and with the places of cards
        within it."""
        for top in self._catalog.structure.tops:
            places = [self._at(place, titled=place.id != top.id) for place in self._catalog.structure.within(top.id)]
            count = self._catalog.count_in(top.id)
            yield top, self._speak.number(count) if count else "", places

    def _at(self, place: ItemPlace, *, titled: bool) -> PlaceGroup:
        cards, again = self._catalog.of_place(place.id), self._catalog.again_at(place.id)
        page = next(iter(self._catalog.pages_of(place)), None) if self._catalog.large else None
        return PlaceGroup(
            place, cards, again, page, self._speak.number(len(cards)), titled, not (cards or again or place.item.items)
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the fields of the list: those with choices, then those that are ticked."""
        chosen = [id for id, family in self._families.shown("filter") if len(family.items) > 1]
        ticked = [id for id, family in self._families.shown("filter") if len(family.items) == 1]
        without = {
            *(() if self._plan.topics.topics else ("topic",)),
            *(() if self._plan.shown_departments else ("department",)),
            *(() if self._states else ("status",)),
            *(() if self._target_years() else ("year",)),
        }
        first, *others = BEFORE
        found = (first, *self._levels, *others, *chosen, *AFTER, *ticked)
        return tuple(name for name in found if name not in without)

    def fields(self, card: Card) -> list[tuple[str, str]]:
        """The values of a card for each field of the list, parted by blanks."""
        project = card.project
        topics = [topic.id for topic in self._plan.topics.topics if card.id in topic.projects]
        values = {
            "topic": " ".join(topics),
            **{id: self._items(card, level) for id, level in self._levels.items()},
            "department": " ".join(project.departments),
            "status": project.status.state if project.status else "",
            "year": " ".join(map(str, _target_years(project))),
        }
        for id, family in self._families.shown("filter"):
            values[id] = " ".join(project.families.of(id)) or (NONE if family.words.none else "")
        return [(name, values[name]) for name in self.names]

    @cached_property
    def _states(self) -> tuple[str, ...]:
        """The states in which cards are, in the order in which one follows another."""
        found = {card.project.status.state for card in self._catalog.cards if card.project.status}
        return tuple(state for state in STATES if state in found)

    @cached_property
    def _levels(self) -> dict[str, model.Level]:
        """The levels that the list is filtered by, and the lowest, by their ids."""
        levels = self._catalog.structure.levels
        return {level.id: level for level in levels if level.filter or level is levels[-1]}

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
            "department": tuple(
                Option(item.id, plain(item.name))
                for item in plan.departments.departments
                if not self._catalog.only_above(item)
            ),
            "status": tuple(Option(state, self._speak.plain_word(f"state_{state}")) for state in self._states),
            "year": tuple(Option(str(year), self._speak.fiscal_year(year)) for year in self._target_years()),
        }
        labels = {name: self._speak.phrase_of(key) for name, key in {**BEFORE, **AFTER}.items()}
        for id, family in self._families.shown("filter"):
            labels[id] = self._speak.phrase(family.words.filter or family.name)
            choices[id] = self._options(id, family) if len(family.items) > 1 else ()
        former = {id: " ".join(family.former) for id, family in plan.families.items()}
        for name in self.names:
            level = self._levels.get(name)
            if level and (level.filter or large):
                yield self._level(level)
            elif choices.get(name):
                yield Field(name, labels[name], choices[name], former=former.get(name, ""))

    def _level(self, level: model.Level) -> Field:
        """The field of a level: its items, under those of the highest level if it is another."""
        structure, plain = self._catalog.structure, self._speak.plain
        label, former = self._speak.phrase(level.heading), " ".join(level.former)
        if level is structure.levels[0]:
            return Field(
                level.id, label, tuple(Option(top.id, plain(top.item.title)) for top in structure.tops), former=former
            )
        own = [(place.top, Option(place.id, plain(place.item.title))) for place in structure.at_level(level)]
        families = ((top.item, tuple(option for above, option in own if above is top.item)) for top in structure.tops)
        return Field(
            level.id,
            label,
            families=tuple((plain(top.title), found) for top, found in families if found),
            former=former,
        )

    def _target_years(self) -> list[int]:
        """The fiscal years in which some target is due: none of the others has a card to show."""
        return sorted({year for project in self._plan.projects.values() for year in _target_years(project)})

    def orders(self) -> Iterator[Option]:
        """What the list can be sorted by: as it stands, by title, and where there are targets, by their years."""
        word = self._speak.plain_word
        yield Option("number", word("sort_number" if self._families.numbers else "sort_plan"))
        yield Option("title", word("sort_title"))
        if self._target_years():
            yield Option("year", word("sort_year"))

    def checks(self) -> Iterator[Field]:
        """The fields of the form that are ticked: families of one item, such as a mark."""
        for id, family in self._families.shown("filter"):
            if len(family.items) == 1 and self._catalog.of_family(id, family.items[0].id):
                label = self._speak.phrase(family.words.filter or family.name)
                yield Field(id, label, value=family.items[0].id, former=" ".join(family.former))

    def _options(self, id: str, family: model.Family) -> tuple[Option, ...]:
        """The items of a family that have cards, and in a large plan what stands for none."""
        named = [item for item in family.items if self._catalog.of_family(id, item.id)]
        found = tuple(Option(item.id, bare(self._families.title(item), self._speak)) for item in named)
        none = family.words.none if found and self._catalog.large else None
        return (*found, Option(NONE, self._speak.plain(none))) if none else found

    # The pages of an item -----------------------------------------------------------

    def row(self, page: ItemPage) -> PageRow:
        """The pages of a page's item."""
        return page_row(page, self._catalog.pages_of(page.place))

    def count(self, page: ItemPage) -> str:
        """How many cards stand on the pages of a page's item."""
        return self._speak.number(page.total)


def _target_years(project: model.Project) -> list[int]:
    """The fiscal years that the targets of a card name, in the order of its indicators."""
    targets = [target for item in project.indicators for _, target in item.placed_targets]
    return [target.fiscal_year for target in targets if target.fiscal_year is not None]
