"""The pages on what changed from edition to edition: the plan's course, each table of old and new, what is gone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from plan.editions.card_changes import CardChange, card_changes
from plan.editions.edition_names import NamedEdition, day_of, named
from plan.editions.former import FormerPage, former_pages
from plan.editions.history import EditionPair, History
from plan.editions.shown_table import ShownTable, anchor
from plan.machine.store import find_or_make
from plan.model import FrozenEdition, Plan
from plan.model.types import Text
from plan.opendata.comparison_book import comparison_book, made_by
from plan.opendata.parts import embed_page
from plan.outline.page import Page, SideColumn, Speaks
from plan.outline.record_parts import data, entry, findable, nothing, word
from plan.outline.record_parts import named as words_named
from plan.outline.registry import CHANGES
from plan.pages.commented import CommentedDraft
from plan.pages.kept_editions import KeptEditions, place_of
from plan.paper.library import published
from plan.reading.kept_site import KeptSite
from plan.showing.addresses import page_url
from plan.showing.localizer import Localizer, Phrase
from plan.showing.names import plan_name
from plan.showing.renderer import Renderer

#: By what the tables and the course of the plan are found.
_KEYS = words_named("compared", "changes", "changes_found")


@dataclass(frozen=True)
class CourseStep:
    """An edition in the course of its plan: its name and day, why it was made, the table that leads to it."""

    id: str
    """Its place on the page."""
    name: Phrase
    reason: Text | None
    since: Phrase | None
    """What its table is called: 案からの変更."""
    page: str
    table: ShownTable | None
    first: bool
    """Whether none is before it."""
    same: bool
    """Whether it is the plan as it stands, which says what the edition before says."""


class Changes:
    """What the pages of a plan with frozen editions say of its course.

    `kept` are its older editions, if any; `leads` the addresses that the city itself leads elsewhere.
    """

    def __init__(
        self, renderer: Renderer, history: History, kept: KeptEditions | None, leads: Collection[str] = ()
    ) -> None:
        self._renderer, self._plan, self.history = renderer, renderer.plan, history
        self._kept, self._leads = kept, leads

    def commented(self, language: str) -> CommentedDraft | None:
        """The draft on which comments were taken, where the plan is another edition now; None where it is not kept."""
        edition = self._plan.commented_edition
        return CommentedDraft(edition, self._kept, self._renderer, language) if edition and self._kept else None

    # Pages ---------------------------------------------------------------------------

    def pages(self) -> Iterator[Page]:
        """The course of the plan, and a page for each pair of editions."""
        yield Page(
            name=CHANGES,
            template="changes.html",
            needs="editions",
            title=word("changes"),
            description=word("changes_description"),
            menu=entry("about", "changes"),
            above=None,
            hides=frozenset((SideColumn.FAMILY,)),
            search=findable(_KEYS, rank=0.9, only_lead=False),
            given=lambda language: {"steps": list(self._steps(language))},
            sources=data("editions.yml"),
            picture="plan",
            machine=nothing,
            of_plan=False,
            indexed=True,
        )
        yield from map(self._pair, self.history.pairs)

    def _pair(self, pair: EditionPair) -> Page:
        def title(plan: Plan, speak: Speaks) -> str:
            return self.history.title(pair, self._renderer.speaker(speak.language))

        def description(plan: Plan, speak: Speaks) -> str:
            old, new = (one.name for one in self._named(pair, speak.language))
            return speak.plain_word("compared_pair_description", plan=plan.details.title, old=old, new=new)

        return Page(
            name=pair.page,
            template="changes-table.html",
            needs="editions",
            title=title,
            description=description,
            menu=None,
            above=None,
            hides=frozenset(SideColumn),
            search=findable(_KEYS, rank=0.7, only_lead=True),
            given=partial(self._given, pair),
            sources=data("editions.yml"),
            picture="plan",
            machine=nothing,
            of_plan=False,
            indexed=True,
        )

    def _given(self, pair: EditionPair, language: str) -> Mapping[str, Any]:
        name = book_name(pair, language)
        return {"table": self.history.table(pair, self._renderer.speaker(language)), "pair": pair.page, "book": name}

    def _named(self, pair: EditionPair, language: str) -> tuple[NamedEdition, NamedEdition]:
        speak = self._renderer.speaker(language)
        return named(pair.old, self._plan, speak), named(pair.new, self._plan, speak)

    def _steps(self, language: str) -> Iterator[CourseStep]:
        """The editions, the newest first, each with what changed since the one before."""
        speak = self._renderer.speaker(language)
        pairs = {pair.new and pair.new.id: pair for pair in self.history.pairs}
        editions: list[FrozenEdition | None] = [*self.history.editions]
        if self._plan.frozen is None or None in pairs:
            editions.append(None)
        for edition in reversed(editions):
            yield self._step(edition, pairs.get(edition and edition.id), speak)

    def _step(self, edition: FrozenEdition | None, pair: EditionPair | None, speak: Localizer) -> CourseStep:
        said = named(edition, self._plan, speak)
        day = day_of(edition, self._plan)
        return CourseStep(
            id=f"edition-{edition.id if edition else self._plan.details.edition.id}",
            name=speak.phrase_of("changes_of_day", edition=said.name, day=day),
            reason=(edition or self._plan.details.edition).reason,
            since=speak.phrase_of("changes_since", old=named(pair.old, self._plan, speak).name) if pair else None,
            page=pair.page if pair else "",
            table=self.history.table(pair, speak) if pair else None,
            first=edition == self.history.editions[0],
            same=edition is None and pair is None and self.history.unchanged,
        )

    def of_card(self, id: str, language: str) -> tuple[CardChange, ...]:
        """What became of a card from edition to edition, the newest first."""
        return card_changes(self.history, id, self._renderer.speaker(language))

    # What is gone --------------------------------------------------------------------

    @cached_property
    def _former(self) -> Mapping[str, FormerPage]:
        return former_pages(self.history, self._plan.languages.default)

    def with_gone(self, there: Mapping[str, Page]) -> Mapping[str, Page]:
        """The pages of the site, and one for each card, item and chapter that is no more and leads nowhere else."""
        gone = {
            page: self._gone(former, [name for name in former.now if name in there])
            for page, former in self._former.items()
            if page not in there and not former.renamed and self._address(page) not in self._leads
        }
        return {**there, **gone}

    def redirects(self, there: Collection[str]) -> Mapping[str, str]:
        """Where the addresses lead of what has another name now, of the sheets of cards and of what frames show."""
        languages, found = self._plan.languages, dict[str, str]()
        cards = {self._plan.card_page(id) for id in self._plan.projects}
        for page, former in self._former.items():
            if former.renamed and page not in there and (now := former.now[0]) in there:
                for code in languages.codes:
                    found[page_url(page, code, languages)] = page_url(now, code, languages)
                    if now in cards:
                        found[published(code, page)] = published(code, now)
                        was, becomes = (embed_page(self._plan, _id_of(name), code) for name in (page, now))
                        found[was] = becomes
        return found

    def _address(self, page: str) -> str:
        return page_url(page, self._plan.languages.default, self._plan.languages)

    def _gone(self, former: FormerPage, now: list[str]) -> Page:
        def called(language: str) -> str:
            return former.title_in(self.history, language)

        def given(language: str) -> Mapping[str, Any]:
            edition = self._named(former.pair, language)[0]
            speak = self._renderer.speaker(language)
            said = speak.own_word("gone_last", title=called(language), edition=edition.name, day=edition.day)
            links = [(name, self._called(name, language)) for name in now]
            last = f"{place_of(former.pair.old.id)}{page_url(former.page, language, self._plan.languages)}"
            there = self._kept is not None and last in self._kept.addresses
            place = self._place(former, language)
            return {"said": said, "now": links, "table": [place], "last": last if there else ""}

        return Page(
            name=former.page,
            template="gone.html",
            needs="editions",
            title=lambda plan, speak: speak.plain_word("gone_title", title=called(speak.language)),
            description=lambda plan, speak: speak.plain_word(
                "gone_description", title=called(speak.language), plan=plan.details.title
            ),
            menu=None,
            above=None,
            hides=frozenset(SideColumn),
            search=findable(
                lambda plan, speak: [called(code) for code in plan.languages.codes], rank=0.3, only_lead=False
            ),
            given=given,
            sources=data("editions.yml"),
            picture="plan",
            machine=nothing,
            of_plan=False,
            indexed=False,
        )

    def _place(self, former: FormerPage, language: str) -> tuple[str, str]:
        """The page of the table that tells of a page that is gone, and the place there."""
        table = self.history.table(former.pair, self._renderer.speaker(language))
        ids = {group.id for part in (table.parts if table else ()) for group in part.groups}
        id = _id_of(former.page)
        kinds = (("cards", id), ("items", id), ("chapters", former.page))
        return former.pair.page, next((at for kind, id in kinds if (at := anchor(kind, id)) in ids), "")

    def _called(self, page: str, language: str) -> Phrase:
        """The title of a card, an item or a chapter, by its page."""
        cards = {self._plan.card_page(id): card for id, card in self._plan.projects.items()}
        if page in cards:
            return self._renderer.speaker(language).phrase(cards[page].title)
        return self._renderer.chapter_title(page, language)

    # Files ---------------------------------------------------------------------------

    @property
    def documents(self) -> Iterator[str]:
        """The published names of the documents of the tables."""
        for pair in self.history.pairs:
            yield from (published(code, pair.page) for code in self._plan.languages.printed)

    def lasting(self, addresses: frozenset[str], leading: Collection[str]) -> frozenset[str]:
        """The addresses of the site that shall last, with those that lead on by themselves (`leading`).

        The table of what was put right since the last edition was published does not last.
        """
        pages = [pair.page for pair in self.history.pairs if not pair.lasts]
        passing = (
            name
            for page in pages
            for code in self._plan.languages.codes
            for name in (page_url(page, code, self._plan.languages), published(code, page))
        )
        return addresses.union(leading, self._sheets).difference(passing)

    def files(self) -> Iterator[tuple[str, Callable[[], bytes | Path]]]:
        """The Excel files of the tables, and the sheets of cards that are gone as they were, by published names."""
        for pair in self.history.pairs:
            for code in self._plan.languages.codes:
                yield book_name(pair, code), partial(self._book, pair, code)
        for name, site in self._sheets.items():
            yield name, partial(_sheet, site, name)

    @cached_property
    def _sheets(self) -> Mapping[str, KeptSite]:
        """The sheet of each card that is gone, by its published name, with the site in which it is kept."""
        found: dict[str, KeptSite] = {}
        for page, former in self._former.items():
            site = self._kept.sites.get(former.pair.old.id) if self._kept and not former.renamed else None
            for name in (published(code, page) for code in self._plan.languages.printed):
                if site and name in site.sizes and name not in self._leads:
                    found[name] = site
        return found

    def _book(self, pair: EditionPair, language: str) -> Path:
        speak, updated = self._renderer.speaker(language), self._plan.details.edition.updated
        moment = datetime.combine(updated, time())
        table, title = self.history.table(pair, speak), plan_name(self._plan, speak)
        said = (language, updated.isoformat(), title, *(table.between if table else ()), made_by())
        path = self._renderer.kept / f"{CHANGES}/{self.history.key(pair, *said)}.xlsx"
        return find_or_make(path, comparison_book, table, title, speak, moment)


def _sheet(site: KeptSite, name: str) -> bytes:
    return site.read(name)[name]


def book_name(pair: EditionPair, language: str) -> str:
    """The published name of the Excel file of a table."""
    return f"{pair.page}.{language}.xlsx"


def _id_of(page: str) -> str:
    """The id of the card or the item of a page."""
    return page.rpartition("/")[2]
