"""Turns a page into all that the frame around it shows: head, menu, switch of languages, contents, foot.

overrides/main.html prints what is said here and computes nothing, whoever fills it in: MkDocs, the preview, or neither.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from plan.html import security_headers
from plan.html.headings import Heading, contents
from plan.html.tokens import words
from plan.model import Plan
from plan.model.languages import writing
from plan.opendata.parts import has_news, news_files
from plan.outline.page import SideColumn
from plan.outline.registry import CONSULTATION, COUNTED, pages_of
from plan.outline.topic_pages import topic_page
from plan.pages.crumbs import Crumb, crumbs
from plan.pages.menu import MenuEntry
from plan.pages.readings import ShownReadings
from plan.pages.shown import ShownPage
from plan.showing.addresses import page_url, way
from plan.showing.consultation import shown_consultation
from plan.showing.localizer import Localizer
from plan.showing.names import citation, keeper, plan_name, plan_name_shown
from plan.showing.phrases import vision_in_phrases
from plan.showing.templates import Labels, Words

#: With more languages than these, they are a menu.
SIDE_BY_SIDE = 2
#: A page with fewer headings shows no list of them.
LISTED = 3


@dataclass(frozen=True)
class Led:
    """An entry of the menu as one page shows it."""

    title: str
    label: str
    """The title without markup, for an attribute."""
    url: str
    """The way to its first page."""
    here: bool
    """Whether the page is one of its pages."""
    current: str
    """What it is to the page, in ARIA's words: the page itself, or what the page stands in; empty where neither."""
    below: tuple[Led, ...]


@dataclass(frozen=True)
class Way:
    """The way to a page in a language."""

    tag: str
    """How browsers name the language (BCP 47)."""
    direction: str
    name: str
    """What the language calls itself."""
    url: str
    here: bool
    """Whether it is the language of the page."""


@dataclass(frozen=True)
class Elsewhere:
    """Another language on the page for a wrong address, which some servers show whatever language was asked for."""

    tag: str
    """How browsers name the language (BCP 47)."""
    direction: str
    """Which way it runs; empty where the page runs the same way."""
    name: str
    words: Words
    home: str
    """The way to its first page."""


@dataclass(frozen=True)
class Invitation:
    """What the head of every page of a draft says of the consultation on it, as HTML."""

    line: str
    """Until when and how to comment, or that what came of it is published."""
    more: str
    """The way to the page that says more."""
    comment: str
    """Where a comment on this page is written; empty where none is taken, or by no form or mail."""
    over: bool
    """Whether what came of it is published."""


@dataclass(frozen=True)
class Frame:
    """What stands around a page; every `str` is HTML, or an address ready to be written."""

    page: ShownPage | None
    """None for the page for a wrong address, which may stand anywhere."""
    language: str
    tag: str
    """How browsers and machines name the language (BCP 47)."""
    direction: str
    """Which way the language runs; empty where it is the way that a browser takes by itself."""
    default: bool
    """Whether the language is the plan's own."""
    words: Words
    labels: Labels
    site_name: str
    """The plan's name without markup, for titles."""
    shown_name: str
    """The same as the head of the page shows it."""
    title: str
    window_title: str
    """The title with the plan's after it; on the home page, which is called like the plan, the plan's alone."""
    description: str
    address: str
    """Where the page is published; empty without a page."""
    alternates: tuple[tuple[str, str], ...]
    """The tag of each language of the page, its own first, and where the page is published in it."""
    original: str
    """Where the page is published in the default language."""
    picture: str
    """Where its share picture is published."""
    policy: str
    files: str
    """The way to the root of the site, to put before the name of a file."""
    root: str
    """The same way for a script."""
    to: Callable[[str], str]
    """The way to a page of the language, by its name."""
    has: Callable[[str], bool]
    """Whether the plan has one of the pages that a plan may do without, by its name."""
    switch: tuple[Way, ...]
    """The ways to the page in the other languages, where all of them can stand side by side."""
    languages: tuple[Way, ...]
    """The ways to the page in every language, where there are so many that they are a menu of their own."""
    elsewhere: tuple[Elsewhere, ...]
    """The same on the page for a wrong address, and what they say; a page has none."""
    menu: tuple[Led, ...]
    family: Led | None
    """The entry of the menu that the page stands in, where the other pages in it are a column."""
    row: Led | None
    """The same entry, where they are a line."""
    contents: Sequence[Heading]
    head: str
    """The page's title, where a list of its headings stands below it on a phone; else nothing."""
    body: str
    """The page without it."""
    readings: ShownReadings
    """The readings above its kanji: switched on by readers, always there, or none."""
    list_page: str
    """The page with the list of all cards or items, as `to` takes it; empty without any."""
    draft: bool
    invitation: Invitation | None
    news: str
    """The name of its feed of editions and consultations, from the root of the site; empty without any."""
    citation: Markup
    """How the page is named where it is quoted; empty where nothing of the plan stands on it."""
    on_paper: str
    """What stands at the foot of each sheet on which it is printed; empty on the page for a wrong address."""
    keeper: str
    crumbs: tuple[Crumb, ...]
    """The way down to the page; none on the home page, and on that for a wrong address."""
    ornament: bool
    """Whether the city has an ornament."""
    vision: Markup
    """Where the plan wants to take the city, in phrases that no line tears; empty without a vision."""
    updated: str
    """The day of the plan's data, in words."""
    ways: tuple[Crumb, ...]
    """On the page for a wrong address the ways in for residents; elsewhere none."""


class Frames:
    """The frames of the pages of one language.

    `address` is where the site is published, with a slash at its end; `others` speak the other languages; `ornament`:
    whether the city has one.
    """

    def __init__(
        self,
        plan: Plan,
        speak: Localizer,
        menu: Sequence[MenuEntry],
        address: str,
        *,
        preview: bool,
        others: Sequence[Localizer] = (),
        ornament: bool = False,
    ) -> None:
        self._plan, self._speak, self._menu, self._site, self._others = plan, speak, menu, address, others
        self._policy = "" if preview else security_headers.PAGE
        self._name = plan_name(plan, speak)
        self._asked = shown_consultation(plan, speak) if plan.details.edition.status == "draft" else None
        self.readings = ShownReadings(plan, speak.language)
        self._tags = {code: writing(code, plan.languages).tag for code in plan.languages.codes}
        self._order = (speak.language, *sorted(set(plan.languages.codes) - {speak.language}))
        self._listed = {name for entry in menu for name in entry.pages()}
        self._led: dict[str, tuple[Led, ...]] = {}
        self._there = frozenset(page.name for page in pages_of(plan))
        self._same = self._of_all_pages(ornament=ornament)

    def _of_all_pages(self, *, ornament: bool) -> dict[str, Any]:
        """What stands around every page of the language alike, by the fields of a frame."""
        plan, speak = self._plan, self._speak
        return {
            "language": speak.language,
            "tag": speak.tag,
            "direction": "" if speak.writing.direction == "ltr" else speak.writing.direction,
            "default": speak.is_default,
            "words": Words(speak),
            "labels": Labels(speak),
            "shown_name": plan_name_shown(plan, speak),
            "draft": plan.details.edition.status == "draft",
            "news": news_files(speak.language)[0] if has_news(plan) else "",
            "ornament": ornament,
            "vision": vision_in_phrases(plan, speak),
            "updated": html.escape(speak.plain_word("updated_on", day=plan.details.edition.updated)),
            "keeper": keeper(plan, speak),
        }

    def of(self, page: ShownPage | None) -> Frame:
        """The frame of a page, or of the page for a wrong address."""
        details, speak = self._plan.details, self._speak
        places = {code: page_url(page.name, code, self._plan.languages) for code in self._order} if page else {}
        files, ways = self._way(page, ""), self._ways(page)
        led = self._led_from(page)
        family = next((entry for entry in led if entry.here and entry.below), None)
        found = self._contents(page)
        head, body = _parted(page.html) if page and found else ("", page.html if page else "")
        aside = family is not None and page is not None and SideColumn.FAMILY in page.page.hides
        return Frame(
            **self._same,
            page=page,
            site_name=html.escape(self._name),
            title=html.escape(page.title) if page else "",
            window_title=html.escape(f"{page.title} - {self._name}" if page and page.name != "index" else self._name),
            description=html.escape(page.description if page else speak.plain(details.summary)),
            address=self._site + page.address if page else "",
            alternates=tuple((self._tags[code], self._site + place) for code, place in places.items()),
            original=self._site + places[self._plan.languages.default] if page else "",
            picture=self._site + page.picture if page and page.picture else "",
            policy=self._policy,
            files=files,
            root=(files.rstrip("/") or ".") if page else files,
            to=lambda name: self._to(page, name),
            has=self._there.__contains__,
            switch=tuple(way for way in ways if not way.here) if len(ways) <= SIDE_BY_SIDE else (),
            languages=ways if len(ways) > SIDE_BY_SIDE else (),
            elsewhere=tuple(map(self._elsewhere, self._others)) if page is None else (),
            menu=led,
            family=None if aside else family,
            row=_only_pages(family) if aside and family else None,
            contents=found,
            head=head,
            body=body,
            readings=self.readings,
            list_page=self._plan.list_page if self._plan.lists else "",
            invitation=self._invitation(page),
            citation=self._citation(page),
            crumbs=crumbs(page, self._menu, str(speak.word("home")), partial(self._to, page)) if page else (),
            ways=tuple(self._topics()) if page is None else (),
            on_paper=self._on_paper(page),
        )

    def _topics(self) -> Iterator[Crumb]:
        for topic in self._plan.topics.topics:
            yield Crumb(str(self._speak.html(topic.title)), self._to(None, topic_page(topic)))

    def _invitation(self, page: ShownPage | None) -> Invitation | None:
        """The line about the consultation on the draft; None without one, and on the page that tells all of it."""
        asked, speak = self._asked, self._speak
        if asked is None or (page and page.name == CONSULTATION):
            return None
        over = asked.given.over
        ended = speak.plain_word("consultation_line_over") if over else asked.closed.plain
        line = asked.line() if asked.open else ended
        comment = asked.comment_on(page.title, self._site + page.address) if page and asked.open else ""
        return Invitation(html.escape(line), self._to(page, CONSULTATION), html.escape(comment), over)

    def _citation(self, page: ShownPage | None) -> Markup:
        if page is None or not (page.page.of_plan or page.name.partition("/")[0] in COUNTED):
            return Markup("")
        name = "" if page.name == "index" else page.title
        return citation(self._plan, self._speak, name, self._site + page.address).html

    def _on_paper(self, page: ShownPage | None) -> str:
        """What stands at the foot of each sheet on which a page is printed: title, address, the day of the data."""
        if page is None:
            return ""
        day = self._speak.own_word("data_day", day=self._plan.details.edition.updated).plain
        return html.escape(f"{page.title} | {self._site}{page.address} | {day}")

    def _ways(self, page: ShownPage | None) -> tuple[Way, ...]:
        """The ways to a page in every language of the plan, in its order."""
        return tuple(
            Way(
                tag=self._tags[item.code],
                direction=writing(item.code, self._plan.languages).direction,
                name=html.escape(item.name),
                url=self._lead(page, page.name if page else "index", item.code),
                here=item.code == self._speak.language,
            )
            for item in self._plan.details.languages
        )

    def _elsewhere(self, speak: Localizer) -> Elsewhere:
        code = speak.language
        name = next(html.escape(item.name) for item in self._plan.details.languages if item.code == code)
        runs = speak.writing.direction
        turned = "" if runs == self._speak.writing.direction else runs
        return Elsewhere(speak.tag, turned, name, Words(speak), self._lead(None, "index", code))

    def _contents(self, page: ShownPage | None) -> Sequence[Heading]:
        if page is None or SideColumn.CONTENTS in page.page.hides:
            return ()
        found = contents(page.headings)
        return found if len(found) >= LISTED else ()

    def _way(self, page: ShownPage | None, target: str) -> str:
        """From a page to an address from the root of the site; from nowhere in particular the whole path."""
        return way(page.address, target) if page else urlsplit(self._site).path + target

    def _lead(self, page: ShownPage | None, name: str, language: str) -> str:
        return self._way(page, page_url(name, language, self._plan.languages)) or "./"

    def _to(self, page: ShownPage | None, name: str) -> str:
        found = self._lead(page, name, self._speak.language)
        home = name == "index" and self._speak.is_default and page is not None
        return (found.rstrip("/") if found != "./" else ".") if home else found

    def _led_from(self, page: ShownPage | None) -> tuple[Led, ...]:
        """The menu as a page shows it: the same from all pages of a folder that are not in the menu."""
        if page is None:
            place = ""
        elif page.name in self._listed:
            place = page.name
        else:
            place = page.address.rstrip("/").rpartition("/")[0] + "/ " + _above(page)
        if place not in self._led:
            self._led[place] = tuple(self._led_to(entry, page) for entry in self._menu)
        return self._led[place]

    def _led_to(self, entry: MenuEntry, page: ShownPage | None) -> Led:
        here = page is not None and entry.holds(page.name)
        within = page is not None and entry.holds(_above(page))
        current = "page" if here and entry.page else "true" if here or within else ""
        below = tuple(self._led_to(item, page) for item in entry.below)
        return Led(entry.title, html.escape(words(entry.title)), self._to(page, entry.first), here, current, below)


def _above(page: ShownPage) -> str:
    """The name of the first page under which a page stands, by its own word; empty where it says none."""
    steps = page.page.above(page.language) if page.page.above else ()
    return next((step.page for step in steps if step.page), "")


def _only_pages(family: Led) -> Led:
    """An entry of the menu as a line: without the groups in it, where there are pages beside them."""
    return replace(family, below=tuple(item for item in family.below if not item.below) or family.below)


def _parted(made: str) -> tuple[str, str]:
    """A page's HTML up to the end of its title, and the rest."""
    title, end, rest = made.partition("</h1>")
    return (title + end, rest) if end else ("", made)
