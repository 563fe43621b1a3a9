"""data/families/<id>.yml: one classification of cards (a family), with its items and where they are seen.

Whatever a plan sorts its cards by is such a file: tools, funding programs, kinds, a badge, districts, laws, goals.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from .types import Id, Line, Ordinal, OwnText, Record, Text, Url

#: A place in a text of a family that the program fills.
SLOT = re.compile(r"\{([a-z0-9-]+)\}")
#: Where a family is seen, beside the cards' data for machines, the workbook and the search, which have every family.
FamilyPlace = Literal["badge", "fact", "section", "filter", "list", "page", "home", "related"]


class FamilyItem(Record):
    """One item of a family: what a card can be sorted under."""

    id: Id
    """The item's lasting id; cards name it."""
    number: Ordinal | None = None
    """The number printed before it in the list of the items, where it has one."""
    code: Line | None = None
    """Its number or sign as printed, where that is printed before its name on cards and everywhere: 1, 1-2, A."""
    title: Text
    """Its name."""
    subtitle: Text | None = None
    """A second line of the name."""
    description: Text | None = None
    """What it is."""
    url: Url | None = None
    """A page elsewhere that explains it: the text of a law, the site of a program."""
    card_number: Text | None = None
    """How the number of a card under it is said, in the family named by `numbered_by`; {number} is the number."""
    card_number_short: Text | None = None
    """The same in a narrow column."""


class FamilyWords(Record):
    """What a family is called in some place, where its name alone would not do."""

    heading: Text | None = None
    """The heading over its items in a chapter."""
    on_card: Text | None = None
    """The heading of its part of a card."""
    description: OwnText | None = None
    """What search engines say of its page; {plan} is the plan's title."""
    tile: Text | None = None
    """Its tile on the home page."""
    count: Text | None = None
    """What stands below the tile; {count} is how many items it has."""
    way: Text | None = None
    """The link to its items from the list of cards."""
    list_heading: Text | None = None
    """The heading of its part of the list of cards."""
    list_lead: OwnText | None = None
    """The sentence below that heading."""
    filter: Text | None = None
    """Its field where the list of cards is filtered."""
    item_cards: Text | None = None
    """What stands above the cards of an item on its page; {count} is how many."""
    none: Text | None = None
    """How the cards that name no item of it are called; left out, these are no group of their own."""
    cards_lead: OwnText | None = None
    """The sentence at the head of the list of cards; {count} is how many there are, and the id of an item in braces
    ({standard}) how many are under it."""


class Family(Record):
    """data/families/<id>.yml: a classification of cards; the file's name is its id, and the address of its page."""

    name: Text
    """What it is called: ツール・手法, SDGs, 地区."""
    order: Ordinal | None = None
    """Its place among the families; those without one come last."""
    choose: Literal["one", "many"] = "many"
    """Whether a card names one item at most, or any number."""
    needed: bool = False
    """true where every card names an item."""
    shown: tuple[FamilyPlace, ...] = ()
    """Where it is seen: badge, fact or section of a card; filter and list on the list of cards; a page of its own, a
    tile on the home page; related: cards that share an item are called related."""
    badge: Literal["plain", "accent", "line"] = "line"
    """How its badge looks."""
    for_residents: bool = False
    """true where a card that names an item of it offers residents something: they are told whom to ask."""
    former: tuple[Id, ...] = ()
    """Its former ids: addresses of the filtered list that hold one of them still lead to the same cards."""
    intro: Text | None = None
    """The paragraph before its items."""
    words: FamilyWords = FamilyWords()
    """What it is called in some places."""
    items: tuple[FamilyItem, ...] = Field(min_length=1)
    """Its items, in order. A family of one item is a mark that a card has or has not."""

    @property
    def numbered(self) -> bool:
        """Whether every item has a number."""
        return all(item.number is not None for item in self.items)

    def item(self, id: str) -> FamilyItem | None:
        """The item of an id."""
        return next((item for item in self.items if item.id == id), None)


class Chosen(RootModel[dict[str, Annotated[tuple[Id, ...], Field(min_length=1)]]]):
    """The items that a card names, by the ids of their families: `{tools: [online, data]}`."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)

    def of(self, family: str) -> tuple[str, ...]:
        """The items that it names of a family."""
        return self.root.get(family, ())
