"""data/levels.yml: how many levels the plan has, and what each of them and its cards are called."""

from __future__ import annotations

import re

from pydantic import Field

from .types import FillingName, Id, Record, Text

#: What stands before the first letter of words: the marks of another language in HTML.
_TAGS = re.compile(r"(?:<[^<>]*>)*")


class Level(Record):
    """One level of the plan above its cards."""

    id: Id
    """The level's lasting id; addresses that filter the list hold it."""
    one: FillingName
    """The name of one of its items, as it stands within a sentence: 施策, measure."""
    many: FillingName
    """The name of several of its items."""
    label: Text | None = None
    """What stands beside an item and over a column, where that is not the name with a capital letter."""
    page: bool = False
    """true where each of its items has a page of its own."""
    filter: bool = False
    """true where the list of cards can be filtered by it."""
    former: tuple[Id, ...] = ()
    """Its former ids: addresses of the filtered list that hold one of them still lead to the same cards."""
    on_sheets: bool = True
    """false where the sheets of the cards and the summary, which have little room, pass over its items."""

    @property
    def slots(self) -> dict[str, Text]:
        """Its names, as words of the site are filled with them."""
        return {"level": self.one, "levels": self.many}

    @property
    def heading(self) -> Text:
        """What stands beside an item of the level, and over a column of such items."""
        return self.label or capitalized(self.one)


class CardNames(Record):
    """What the cards are called: what stands below all levels and has a page of its own."""

    one: FillingName
    """The name of one of them, as it stands within a sentence: 事業, project."""
    many: FillingName
    """The name of several of them."""
    address: Id
    """The folder of their pages in addresses; it lasts, as others keep links."""


class Levels(Record):
    """data/levels.yml: how many levels the plan has, and what each of them and its cards are called."""

    levels: tuple[Level, ...] = Field(default=(), max_length=5)
    """The levels above the cards, the highest first; none where the plan has only cards."""
    card: CardNames | None = None
    """What the cards are called; left out where the plan has none."""
    former: tuple[Id, ...] = ()
    """What the home page's part with the highest level was called in addresses before, behind the #: such addresses
    still lead there."""

    def named(self, *, cards: bool) -> CardNames | Level | None:
        """What names the things that a plan lists: its cards, or without any its lowest level."""
        return self.levels[-1] if self.levels and not cards else self.card


def capitalized(text: Text) -> Text:
    """A name as it begins a line: with a capital letter, in languages that have such."""
    return type(text).model_construct({code: capital(words) for code, words in text.root.items()})


def capital(words: str) -> str:
    """Words with a capital letter first."""
    return words[:1].upper() + words[1:]


def begun(word: str, said: str) -> str:
    """What a word of the site says, with a capital letter first where the word begins with the name of a level."""
    if not word.startswith(("{level}", "{levels}")):
        return said
    start = _TAGS.match(said)
    first = start.end() if start else 0
    return said[:first] + capital(said[first:])
