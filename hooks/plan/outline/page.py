"""What is known of a page in one record: whoever leaves a fact out gets an error, whoever wants one looks here."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from markupsafe import Markup

from plan.messages.sentences import both
from plan.model import Plan
from plan.model.types import Text

#: The sections of the menu, by the keys of their words. A section of one page is that page.
MENU = ("home", "find_projects", "roadmap", "figures", "read_plan", "glossary", "about")


class PageError(ValueError):
    """The record of a page names what is not there: a section of the menu, a template, a word."""


class Spoken(Protocol):
    """What the site says beside the plan."""

    @property
    def plain(self) -> str:
        """Its bare words."""


class Speaks(Protocol):
    """What says the words of a plan in one language (plan.showing.localizer)."""

    @property
    def language(self) -> str:
        """The code of the language."""

    @property
    def tag(self) -> str:
        """How browsers and machines name the language (BCP 47)."""

    def plain(self, text: Text | str) -> str:
        """A text as bare words."""

    def plain_word(self, key: str, **slots: Any) -> str:
        """One of the site's own words, bare."""

    def html(self, text: Text) -> Markup:
        """A text as HTML."""

    def own(self, text: Text) -> Spoken:
        """A text in which the site speaks."""

    def word(self, key: str, **slots: Any) -> Markup:
        """One of the site's own words, as HTML."""

    def fiscal_year(self, year: int | None) -> str:
        """A fiscal year in words."""


#: What a page says in a language, as bare words.
Words = Callable[[Plan, Speaks], str]


class SideColumn(Enum):
    """A column at the side of a page."""

    FAMILY = "the other pages of its entry in the menu"
    CONTENTS = "its own headings"


@dataclass(frozen=True)
class MenuGroup:
    """Pages that stand together in a section of the menu, under a title as HTML; `last`: after those in no group."""

    id: str
    title: Callable[[Speaks], str]
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class MenuPlace:
    """A page's place in the menu: the section, the group in it if there is one, its title there as HTML."""

    section: str
    group: MenuGroup | None
    title: Callable[[Speaks], str]


@dataclass(frozen=True, kw_only=True)
class Findable:
    """How the search finds a page."""

    rank: float
    """1 for an answer; less for what only leads to others."""
    keys: Callable[[Plan, Speaks], Iterable[str]]
    """What people may call it beside its title, in every language: they search in the words that they know."""
    headings: bool
    """Whether its own headings are such words too."""
    only_lead: bool
    """Whether it is found by what stands before its first heading, as its text is that of other pages."""
    said: Callable[[Speaks], str] | None
    """Its text from the data, where its HTML also holds what is not its own; None for the text of its HTML."""


@dataclass(frozen=True)
class PageSource:
    """Where a page comes from: a file of the plan, or all in a folder (`data/series/`); the field; what staff call it.

    Without a field the first line of the file is meant.
    """

    file: str
    field: str = ""
    words: str = ""


@dataclass(frozen=True)
class Above:
    """What a page stands under: its title as HTML, and the page and the place on it that tell of it, if any do."""

    title: str
    page: str
    anchor: str = ""


@dataclass(frozen=True)
class Neighbor:
    """The page before or after another in a row, and its title."""

    page: str
    title: Text | Markup


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a site, in all its languages."""

    name: str
    """Its address without the language: `tools`, `projects/index`."""
    template: str
    """Under overrides/pages/."""
    needs: str
    """The part of the plan without which there is no such page, as `Plan` names it; empty for none.

    It is one that is None where its file is not there; a part that may be empty (`notes`) never hides a page."""
    title: Words
    description: Words
    menu: MenuPlace | None
    above: Callable[[str], Sequence[Above]] | None
    """For a language, what the page stands under, the highest first; None where its place in the menu says it."""
    hides: frozenset[SideColumn]
    search: Findable | None
    """None: the search does not find it."""
    sources: Callable[[str], Sequence[PageSource]]
    """For a language, what its page is made from: the file that one would change first."""
    picture: str
    """The share picture that it shows: `plan`, the id of a card, or that of an item."""
    machine: Callable[[Plan, Speaks, str], Mapping[str, Any]]
    """What machines are told beside its title and description (https://schema.org), by its address; or nothing."""
    given: Callable[[str], Mapping[str, Any]]
    """For a language, what its template is given beside what every template is given."""
    of_plan: bool
    """Whether its text is the plan's; false for a page on which the site speaks of itself."""
    indexed: bool
    """Whether search engines may list it; false for a page that is for staff alone, which the sitemap leaves out."""

    def check(self) -> None:
        """Raise PageError for a section that the menu does not have, or a part that no plan has."""
        if self.menu and self.menu.section not in MENU:
            raise PageError(
                both("page-without-section", page=self.name, section=self.menu.section, known=", ".join(MENU))
            )
        parts = [field.name for field in dataclasses.fields(Plan)]
        if self.needs and self.needs not in parts and not hasattr(Plan, self.needs):
            raise PageError(both("page-without-part", page=self.name, part=self.needs, known=", ".join(parts)))
