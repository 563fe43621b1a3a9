"""Turns the families of a plan into what readers see of them: on a card, in lists, on pages of their own, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.families import SLOT
from plan.model.types import Text
from plan.showing.catalog import Card, Catalog
from plan.showing.localizer import Localizer, OwnWords, Phrase

#: Places on that page that are called so whatever the plan.
_ANCHORS = frozenset(("all", "by-topic", "main", "project-list", "more"))
#: How badges look, by the name of their style.
_LOOKS = {"plain": "", "accent": "badge-up", "line": "badge-line"}


@dataclass(frozen=True)
class Badge:
    """A small mark beside the title of a card."""

    words: Text | Phrase
    look: str
    page: str = ""
    """The page that says what it means, if any; `anchor`: the place on it."""
    anchor: str = ""


@dataclass(frozen=True)
class ShownItem:
    """An item as a card names it, with the way to all its cards: a page and a place on it; an address elsewhere."""

    title: Text | Phrase
    page: str
    anchor: str
    url: str


@dataclass(frozen=True)
class CardPart:
    """What a card names of a family: the name or heading over it, and the items."""

    id: str
    name: Phrase
    items: tuple[ShownItem, ...]


@dataclass(frozen=True)
class DescribedItem:
    """An item in a list of a chapter: its number, if all have one; the page on which it stands, and its place there."""

    number: int | None
    title: Text | Phrase
    text: Text | None
    page: str
    anchor: str
    aside: Phrase | None


class Families:
    """The families of a plan as a reader of one language sees them."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._plan, self._speak = catalog, catalog.plan, speak
        self._numbers: dict[str, Phrase | None] = {}

    def shown(self, place: model.FamilyPlace) -> Iterator[tuple[str, model.Family]]:
        """The families that are seen in a place, each with its id."""
        return ((id, family) for id, family in self._plan.families.items() if place in family.shown)

    def family(self, id: str) -> model.Family:
        """The family of an id."""
        return self._plan.families[id]

    # Names --------------------------------------------------------------------

    def way(self, family: model.Family) -> Phrase:
        """The link to the items of a family."""
        return self._said(family.words.way) or self._speak.phrase_of("family_way", family=family.name)

    def tile(self, family: model.Family) -> tuple[Text, Phrase]:
        """The tile of a family on the home page, and what stands below it."""
        count = self._speak.number(len(family.items))
        note = self._filled(family.words.count, count=count) or self._speak.phrase_of("family_count", count=count)
        return family.words.tile or family.name, note

    def item_cards(self, family: model.Family, count: str) -> Phrase:
        """What stands above the cards of an item on the page of its family."""
        said = self._filled(family.words.item_cards, count=count)
        return said or self._speak.phrase_of("family_cards", count=count)

    def title(self, item: model.FamilyItem) -> Text | Phrase:
        """The name of an item, after its code where it has one."""
        return self._speak.phrase_of("item_coded", code=item.code, title=item.title) if item.code else item.title

    def item_heading(self, item: model.FamilyItem) -> Text | Phrase:
        """The heading over an item on the page of its family."""
        if item.number is None or item.code:
            return self.title(item)
        return self._speak.phrase_of("numbered_item", number=item.number, title=item.title)

    def cards_lead(self) -> OwnWords:
        """The sentence at the head of the list of cards: how many there are, and what a family has it say."""
        number = self._speak.number
        count = number(len(self._catalog.cards))
        for id, family in self._plan.families.items():
            if lead := family.words.cards_lead:
                each = {item.id: number(len(self._catalog.of_family(id, item.id))) for item in family.items}
                told = self._told(lead, count=count, **each)
                return OwnWords(told.plain, told.html)
        return self._speak.own_word("projects_lead", count=count)

    def _said(self, text: Text | None) -> Phrase | None:
        return self._speak.phrase(text) if text else None

    def _filled(self, text: Text | None, **slots: str | Text) -> Phrase | None:
        return self._told(text, **slots) if text else None

    def _told(self, text: Text, **slots: str | Text) -> Phrase:
        """A text with its slots filled: in the first language that has it, which its fillings are in too."""
        words, language = self._speak.choose(text)
        teller = self._speak.in_language(language)
        said = SLOT.sub(lambda slot: teller.plain(slots[slot[1]]) if slot[1] in slots else slot[0], words)
        return Phrase(self._speak.lent(said, language), self._speak.marked(said, language))

    # Its items in a chapter ------------------------------------------------------

    def heading(self, family: model.Family) -> Text:
        """The heading over the items of a family in a chapter."""
        return family.words.heading or family.name

    def described(self, id: str) -> list[DescribedItem]:
        """The items of a family as a chapter lists them."""
        family = self._plan.families[id]
        page = id if "page" in family.shown else ""
        return [
            DescribedItem(
                item.number if family.numbered else None,
                self.title(item) if family.numbered else self.item_heading(item),
                item.description,
                page,
                item.id,
                self._speak.phrase_of("in_brackets", words=item.subtitle) if item.subtitle else None,
            )
            for item in family.items
        ]

    # A card -------------------------------------------------------------------

    @property
    def numbers(self) -> bool:
        """Whether any card has a number."""
        return any(card.project.number is not None for card in self._catalog.cards)

    def list_note(self) -> OwnWords:
        """That a list in a chapter is made of the cards: what of them it shows."""
        whole = self.numbers and self._plan.shown_departments
        return self._speak.own_word("list_from_cards" if whole else "titles_from_cards")

    def number(self, card: Card) -> Phrase | None:
        """The number of a card in words, or the kind that it is of where it has none; made once, as lists say it."""
        if card.id not in self._numbers:
            under, number = self._plan.numbered_under(card.project), card.project.number
            self._numbers[card.id] = (
                self._numbered("card_number", under.card_number if under else None, number)
                if number is not None
                else self._said(under.title if under else None)
            )
        return self._numbers[card.id]

    def short_number(self, card: Card) -> str:
        """The number of a card in a narrow column; empty where it has none."""
        under, number = self._plan.numbered_under(card.project), card.project.number
        if number is None:
            return ""
        return self._numbered("card_number_short", under.card_number_short if under else None, number).plain

    def _numbered(self, key: str, text: Text | None, number: int) -> Phrase:
        return self._told(text, number=str(number)) if text else self._speak.phrase_of(key, number=number)

    def head(self, card: Card) -> list[Badge]:
        """The badges at the head of a card's page: what shall be seen, then its number, then the others."""
        return self.badges(card, head=True)

    def badges(self, card: Card, *, head: bool = False) -> list[Badge]:
        """The badges of a card: its number, then what shall be seen, then the others."""
        number = self.number(card)
        numbered = [Badge(number, _LOOKS["plain"])] if number else []
        named = [
            (family.badge, Badge(self.title(item), _LOOKS[family.badge], *self._place(id, item)))
            for id, family in self.shown("badge")
            if family is not self._plan.numbering
            for item in card.families[id]
        ]
        seen = [badge for look, badge in named if look == "accent"]
        others = [badge for look, badge in named if look != "accent"]
        return [*seen, *numbered, *others] if head else [*numbered, *seen, *others]

    def facts(self, card: Card) -> list[CardPart]:
        """The families among the facts of a card, each with what it names."""
        return [self._part(card, id, family) for id, family in self.shown("fact") if card.families[id]]

    def sections(self, card: Card) -> list[CardPart]:
        """The families that have a part of their own on a card."""
        return [self._part(card, id, family) for id, family in self.shown("section") if card.families[id]]

    def on_paper(self, card: Card) -> tuple[list[Text | Phrase], list[CardPart]]:
        """The marks at the head of a card's sheet, and what it names of the families without a part of their own."""
        marks, facts = [], []
        for id, family in self._plan.families.items():
            named = card.families[id]
            if not named or "section" in family.shown or not {"badge", "fact"}.intersection(family.shown):
                continue
            if "badge" in family.shown and family.badge == "accent":
                marks += [self.title(item) for item in named]
            elif "fact" in family.shown or family is not self._plan.numbering:
                facts.append(self._part(card, id, family))
        return marks, facts

    def _part(self, card: Card, id: str, family: model.Family) -> CardPart:
        return CardPart(id, self._speak.phrase(family.words.on_card or family.name), self._items(card, id))

    def _items(self, card: Card, id: str) -> tuple[ShownItem, ...]:
        return tuple(self._item(id, item) for item in card.families[id])

    def _item(self, id: str, item: model.FamilyItem) -> ShownItem:
        page, anchor = self._place(id, item)
        return ShownItem(self.title(item), page, anchor, "" if page else item.url or "")

    def _place(self, id: str, item: model.FamilyItem) -> tuple[str, str]:
        """The page that tells of an item, and the place on it; empty where none does."""
        shown = self._plan.families[id].shown
        if "page" in shown:
            return id, item.id
        return (self._plan.list_page, self.anchor(id, item.id)) if "list" in shown else ("", "")

    # The list of cards ----------------------------------------------------------

    def anchor(self, family: str, item: str) -> str:
        """The place of an item on the page with the list of cards: its id, where nothing else there is called so.

        The only item of a family has no heading of its own there: its place is that of the family.
        """
        if len(self._plan.families[family].items) == 1:
            return family
        return f"{family}-{item}" if item in self._taken[family] else item

    @cached_property
    def _taken(self) -> dict[str, set[str]]:
        """For each family what its items may not be called on that page: what stands there, items before them."""
        families = {id for id, _ in self.shown("list")}
        taken = {*_ANCHORS, *families, *(f"no-{id}" for id in families)}
        taken |= {place.id for place in self._catalog.structure.all}
        found: dict[str, set[str]] = {}
        for id, family in self._plan.families.items():
            found[id] = set(taken)
            if id in families:
                taken |= {item.id for item in family.items}
        return found


def bare(title: Text | Phrase, speak: Localizer) -> str:
    """The name of an item as bare text."""
    return title.plain if isinstance(title, Phrase) else speak.plain(title)
