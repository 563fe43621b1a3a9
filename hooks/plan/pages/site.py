"""Turns a plan and its prose into the site's pages and files, by name and content, with no word of MkDocs.

Every page exists in every language under the same name, so that the language switch keeps its place. A page is
finished here: its HTML with its terms linked, and all that its frame shows. Each is made when it is first asked for:
a preview after an edit makes what somebody looks at.
"""

from __future__ import annotations

import hashlib
import html
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from plan.drawing import charts
from plan.drawing.pictures import Pictures
from plan.machine.beside import beside
from plan.machine.on_demand import OnDemand
from plan.machine.store import find_or_make
from plan.model import colors
from plan.opendata.edition import OpenData
from plan.opendata.parts import EMBEDDED, FOLDER, text_file
from plan.outline.page import Page
from plan.pages import kinds, listing, readings, search, servers, sharing, term_uses
from plan.pages.downloads import Downloads
from plan.pages.frame import Frames
from plan.pages.kept_editions import EditionList, KeptEditions
from plan.pages.menu import MenuEntry, menu
from plan.pages.open_data import ShownData
from plan.pages.redirects import redirect_page
from plan.pages.shown import ShownPage, told
from plan.pages.text_edition import in_text, made_by, text_edition
from plan.paper.comment_sheet_docx import word_files
from plan.paper.document_names import document_names
from plan.paper.library import Library, published, timestamp, told_by
from plan.reading import chapters
from plan.showing import software, styles
from plan.showing.addresses import page_url
from plan.showing.localizer import Localizer
from plan.showing.renderer import GLOSSARY, Linked, Renderer
from plan.showing.views import Views

if TYPE_CHECKING:
    from plan.pages.changes import Changes

#: Whether a page shows in a language a translation whose original has changed since.
Stale = Callable[[Page, str], bool]


class Site:
    """The pages of a plan, and the documents that they offer.

    `attachments`: files that its chapters link to, by their addresses; `pictures`: those that are drawn for it, if any;
    `open_data`: its tables as files, kept from earlier builds; without it each is made when it is asked for;
    `redirects`: where former addresses lead now; `kept`: its older editions, if any; `stale`: whether a page's
    translation may be out of date; `changes`: what the pages of a plan with frozen editions say of its course.
    """

    def __init__(
        self,
        renderer: Renderer,
        library: Library,
        ornament: bytes | None = None,
        *,
        attachments: Mapping[str, Path] = MappingProxyType({}),
        pictures: Pictures | None = None,
        open_data: OpenData | None = None,
        redirects: Mapping[str, str] = MappingProxyType({}),
        kept: KeptEditions | None = None,
        stale: Stale = lambda page, language: False,
        changes: Changes | None = None,
    ) -> None:
        self.plan = renderer.plan
        self.catalog = renderer.catalog
        self.library = library
        self.open_data = open_data or OpenData(renderer)
        self.ornament = ornament
        self._attachments = attachments
        self._given_redirects, self.kept = redirects, kept
        self._stale, self.changes = stale, changes
        self._pictures, self._renderer = pictures, renderer
        self._menus: dict[str, tuple[MenuEntry, ...]] = {}

    def speaker(self, language: str) -> Localizer:
        """What speaks a language of the plan."""
        return self._renderer.speaker(language)

    def views(self, language: str) -> Views:
        """What there is to be shown in a language of the plan."""
        return self._renderer.views(language)

    # Pages --------------------------------------------------------------------

    @cached_property
    def records(self) -> Mapping[str, Page]:
        """What is known of each page, by its name."""
        found = {page.name: page for page in kinds.all_pages(self._renderer, self.changes)}
        return self.changes.with_gone(found) if self.changes else found

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """Where former addresses lead: those of cards that were renamed by themselves, others as the city says; not
        that of a decided document, which stays."""
        found = {**(self.changes.redirects(self.records) if self.changes else {}), **self._given_redirects}
        stays = self.kept.settled.values() if self.kept else ()
        return {former: now for former, now in found.items() if former not in stays}

    @cached_property
    def pages(self) -> OnDemand[str, ShownPage]:
        """All pages of all languages, by the name of the file that a page would be under docs/."""
        languages = self.plan.languages
        return OnDemand(
            {
                chapters.page_uri(name, code, languages): partial(self._finished, name, code)
                for code in languages.codes
                for name in self.records
            }
        )

    @cached_property
    def _linked(self) -> OnDemand[tuple[str, str], ShownPage]:
        """The page of each name and language, the glossary not yet led back from its terms."""
        return OnDemand(
            {
                (name, code): partial(self._told, page, code)
                for code in self.plan.languages.codes
                for name, page in self.records.items()
            }
        )

    def making(self) -> Iterator[object]:
        """Make all pages and texts, one at each step: first those that the others need."""
        yield from self._linked.values()
        yield from self.pages.values()
        yield from self.texts.values()

    def make_all(self) -> None:
        """Make all pages and texts, those of half the languages beside, on another core, where one is free."""
        codes = self.plan.languages.codes
        half = (len(codes) + 1) // 2  # here are those of the default language: what is wrong is told of them first
        own, others = codes[:half], codes[half:]
        if others:
            pages_and_texts = beside(partial(self._of_languages, others))
            self._of_languages(own)
            pages, texts = pages_and_texts()
            for key, fields in pages.items():
                self._linked.made[key] = ShownPage(page=self.records[key[0]], **fields)
            self.texts.made.update(texts)
        for _ in self.making():
            pass

    def _of_languages(self, codes: Sequence[str]) -> tuple[dict[tuple[str, str], dict[str, Any]], dict[str, Any]]:
        """The pages of some languages, and what tells a search of them; all that a copy of this process can give."""
        pages = {(name, code): vars(self._linked[name, code]) for code in codes for name in self.records}
        bare = {key: {name: value for name, value in found.items() if name != "page"} for key, found in pages.items()}
        return bare, {search.script(code): self.texts[search.script(code)] for code in codes}

    def _finished_in(self, language: str) -> tuple[ShownPage, ...]:
        return tuple(self._finished(name, language) for name in self.records)

    def _finished(self, name: str, language: str) -> ShownPage:
        page = self._linked[name, language]
        return replace(page, html=self._uses(language).entries(page.html)) if name == GLOSSARY else page

    @cached_property
    def uris(self) -> Mapping[str, str]:
        """How `pages` calls each page, by its address from the root of the site."""
        languages = self.plan.languages
        return {
            page_url(name, code, languages): chapters.page_uri(name, code, languages)
            for code in languages.codes
            for name in self.records
        }

    def _told(self, page: Page, language: str) -> ShownPage:
        with told(page):
            return self._shown(page, language)

    def _shown(self, page: Page, language: str) -> ShownPage:
        speak = self.speaker(language)
        title, description = page.title(self.plan, speak), page.description(self.plan, speak)
        address = page_url(page.name, language, self.plan.languages)
        made = self._made(page, title, language)
        return ShownPage(
            page=page,
            language=language,
            address=address,
            title=title,
            description=description,
            label=page.menu.title(speak) if page.menu else html.escape(title),
            html=made.html,
            headings=made.headings,
            terms=made.terms,
            picture=f"assets/share/{page.picture}.{language}.png",
            machine=sharing.structured_data(
                page, title, description, self.plan.details.url + address, self.plan, speak
            ),
            stale=self._stale(page, language),
        )

    def _made(self, page: Page, title: str, language: str) -> Linked:
        """The page's HTML; the terms of a chapter's prose are linked already."""
        given = dict(page.given(language))
        prose = given.pop("prose", None)
        given |= {"title": title, "ornament": self.ornament is not None}
        speak = self.speaker(language)
        given["downloads"] = Downloads(self.library, self.plan, speak)
        given["open_data"] = ShownData(self.open_data, self.plan, speak)
        given["editions"] = EditionList(self.plan, self.kept, given["downloads"], speak)
        if prose is None:
            rendered = self._renderer.render(page.template, page.name, language, **given)
            return self._renderer.link(rendered, page.name, language, counts=kinds.counts_terms(page))
        given["body"] = Markup(prose.html)  # noqa: S704 - the city's own chapter, looked at when it was read
        rendered = self._renderer.render(page.template, page.name, language, prose.headings, **given)
        return Linked(rendered.html, rendered.headings, self._renderer.named(rendered.html, language))

    def _uses(self, language: str) -> term_uses.Uses:
        """Which pages of a language name which terms: the chapters first, then the pages made from data.

        Of the plan's pages: the glossary itself, the search, what is for staff or speaks of the site are none.
        """
        pages = tuple(self._linked[name, language] for name in self.records)
        order = [f"{part.id}/{chapter}" for part in self.plan.details.parts for chapter in part.chapters]
        prose = sorted((page for page in pages if kinds.is_chapter(page.page)), key=lambda page: order.index(page.name))
        named = [page for page in pages if kinds.counts_terms(page.page)]
        others = [page for page in named if page not in prose]
        used = {page.name: (self._called(page), page.terms) for page in (*prose, *others)}
        return term_uses.Uses(used, self.plan.glossary, self.speaker(language), self.plan.languages)

    def _called(self, page: ShownPage) -> str:
        """How the glossary calls a page, as HTML: a chapter with its part, as two parts have chapters of one name."""
        if not kinds.is_chapter(page.page):
            return page.label
        speak, id = self.speaker(page.language), page.name.partition("/")[0]
        part = next(part for part in self.plan.details.parts if part.id == id)
        return str(speak.word("chapter_of_part", part=speak.phrase(part.title), chapter=Markup(page.label)))  # noqa: S704

    # What stands around and beside them -------------------------------------------

    def menu(self, language: str) -> tuple[MenuEntry, ...]:
        """The menu of a language."""
        if language not in self._menus:
            self._menus[language] = menu(self.records.values(), self.speaker(language))
        return self._menus[language]

    def frames(self, language: str, address: str, *, preview: bool = False) -> Frames:
        """The frames of a language's pages, for a site that is published at an address."""
        others = [self.speaker(code) for code in self.plan.languages.codes if code != language]
        speak, led, woven = self.speaker(language), self.menu(language), self.ornament is not None
        return Frames(self.plan, speak, led, address, preview=preview, others=others, ornament=woven)

    @cached_property
    def files(self) -> Mapping[str, bytes | Path]:
        """All other files, by the name under which they are published: documents, the city's colors, pictures."""
        return {**self.texts, **self.library.files, **self.open_data.files, **self.pictures}

    def file(self, name: str) -> bytes | Path | None:
        """One of these files, with nothing else made but what it needs; None if there is none of the name."""
        if name in self.texts:
            return self.texts[name]
        if self.open_data.may_hold(name) and name in self.open_data.files:
            return self.open_data.files[name]
        if self.kept and (found := self.kept.file(name)):
            return found
        return {**self.library.files, **self.pictures}.get(name) if name in self._of_plan else None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the files to which a page may lead, drawn and set or not."""
        older = self.kept.addresses if self.kept else ()
        return frozenset((*self.texts, *self._of_plan, *self.open_data.files, *older))

    @cached_property
    def _of_plan(self) -> frozenset[str]:
        """Those that hold something of the plan, each at its own address."""
        documents = document_names(self.plan, self.catalog)
        printed = {published(code, name) for name in documents for code in self.plan.languages.codes}
        printed |= set(self.kept.settled.values()) if self.kept else set()
        drawn = {charts.published(*chart, variant) for chart in self._renderer.figures for variant in charts.VARIANTS}
        drawn |= {charts.taken_away(*chart, end) for chart in self._renderer.figures for end in ("svg", "png")}
        shown = {size.name for picture in self._renderer.pictures.all for size in picture.sizes}
        printed |= {*self.changes.documents} if self.changes else set()
        return frozenset((*printed, *drawn, *shown, *map(text_file, self.plan.languages.codes), *self._attachments))

    @cached_property
    def lasting(self) -> frozenset[str]:
        """All addresses that shall last, from the root of the site: of pages, documents, open data, files of chapters.

        Home is `./`. Of charts, styles and scripts none is: pages alone lead there.
        """
        codes = self.plan.languages.codes
        embedded = (page_url(EMBEDDED, code, self.plan.languages) for code in codes)
        folders = ("pdf/", f"{FOLDER}/", *embedded)
        files = (
            name.removesuffix("index.html")
            for name in (*self._of_plan, *self.open_data.files)
            if name.startswith(folders) or name in self._attachments
        )
        older = self.kept.lasting if self.kept else ()
        found = frozenset((*(address or "./" for address in self.uris), *files, *older))
        return self.changes.lasting(found, self.redirects.keys() - self._given_redirects) if self.changes else found

    @cached_property
    def pictures(self) -> Mapping[str, Path]:
        """The charts and share pictures, by their published name, once all are drawn."""
        if self._pictures is None:
            return {}
        try:
            return self._pictures.files()
        finally:
            self.stop_pictures()

    def write_kept(self, folder: Path) -> None:
        """Put what is kept between builds, pictures and open data, into the folder of the site. Raises
        workers.WorkerError."""
        folders: set[Path] = set()
        for name, content in {**self.open_data.kept, **self.pictures}.items():
            target = folder / name
            if target.parent not in folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                folders.add(target.parent)
            shutil.copyfile(content, target)

    def stop_pictures(self) -> None:
        """Draw no more; what was drawn is kept for the next build."""
        if self._pictures:
            self._pictures.workers.rest()

    @cached_property
    def texts(self) -> OnDemand[str, bytes | Path]:
        """The files that the program writes itself, and those that chapters link to, by their published name."""
        known: dict[str, bytes | Path] = {**self._attachments, **self._server_files()}
        if self.ornament:
            known["assets/ornament.svg"] = self.ornament
        makers: dict[str, Callable[[], bytes | Path]] = {
            styles.STYLE_SHEET: self._style_sheet,
            "assets/brand.css": lambda: colors.stylesheet(**self.plan.details.colors.model_dump()).encode(),
        }
        makers |= {
            f"{former}index.html" if former.endswith("/") else former: partial(self._led_on, former, now)
            for former, now in self.redirects.items()
        }
        for language in self.plan.languages.codes:
            makers[text_file(language)] = partial(self._text_edition, language)
            makers[search.script(language)] = partial(self._search_script, language)
            if self.catalog.large:
                makers[f"assets/projects.{language}.js"] = partial(self._list_script, language)
        changes = self.changes.files() if self.changes else ()
        makers |= dict((*word_files(self._renderer), *readings.files(self.plan), *changes))
        if self.plan.older_editions:
            makers[styles.EDITION_SHEET] = lambda: styles.edition_sheet(self._renderer.looks).encode()
        makers |= {software.BILL: self._bill} if software.packages() else {}
        given: dict[str, Callable[[], bytes | Path]] = {name: partial(known.__getitem__, name) for name in known}
        return OnDemand({**given, **makers})

    def _style_sheet(self) -> bytes:
        return styles.sheet_of(self._renderer.looks, self.plan, editions=self.changes is not None).encode()

    def _search_script(self, language: str) -> bytes:
        return search.index_script(self.plan, self.speaker, self._finished_in(language), language).encode()

    def _text_edition(self, language: str) -> Path:
        """The whole plan as plain text; kept by the pages that it is made from."""
        order = [f"{part.id}/{chapter}" for part in self.plan.details.parts for chapter in part.chapters]
        pages = [page for page in self._finished_in(language) if in_text(page)]
        pages.sort(key=lambda page: order.index(page.name) if kinds.is_chapter(page.page) else len(order))
        shown = "\0".join(page.html for page in pages)
        made = hashlib.sha256(f"{shown}{self.plan.details.edition.updated}{told_by()}{made_by()}".encode()).hexdigest()
        path = self._renderer.kept / f"opendata/{made[:32]}.txt"
        return find_or_make(path, text_edition, self.plan, pages, self.speaker(language))

    def _led_on(self, former: str, now: str) -> bytes | Path:
        """What stands at an address that moved: a page that leads on; a file as it is at its new address."""
        if not former.endswith("/"):  # of a file that is not there the build is refused as soon as all pages are known
            return self.file(now) or b""
        code, languages = former.partition("/")[0], self.plan.languages
        speak = self.speaker(code if code in languages.others else languages.default)
        return redirect_page(former, "" if now == "./" else now, self.plan.details.url, speak)

    def _bill(self) -> bytes:
        details, speak = self.plan.details, self.speaker(self.plan.languages.codes[0])
        return software.bill(speak.plain(details.title), details.url, timestamp(self.plan), self.plan.languages.printed)

    def _server_files(self) -> Mapping[str, bytes]:
        details, pages = self.plan.details, self.records.keys()
        bare = [part.id for part in details.parts if f"{part.id}/index" not in pages]
        older = (self.kept.sites, self.kept.bare) if self.kept else ()
        return servers.server_files(details.url, self.plan.languages.codes, bare, *older)

    def _list_script(self, language: str) -> bytes:
        items = self._renderer.render("large/items.html", self.plan.list_page, language).html.splitlines()
        return listing.list_script(self.catalog.cards, items, self._renderer.groups(language)).encode()
