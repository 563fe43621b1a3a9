"""Turns a plan and its prose into the site's pages and files, by name and content, with no word of MkDocs.

Every page exists in every language under the same name, so that the language switch keeps its place. A page is
finished here: its HTML with its terms linked, and all that its frame says of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from plan import model
from plan.drawing import share_picture
from plan.html import content_security
from plan.machine.workers import Workers
from plan.model import colors
from plan.pages import listing, search, sharing, term_links
from plan.pages.page import Page
from plan.paper.documents import Library, timestamp
from plan.reading import chapters
from plan.reading.chapters import Chapter
from plan.showing import software, styles
from plan.showing.catalog import MeasurePage
from plan.showing.localizer import Localizer
from plan.showing.renderer import GLOSSARY, Linked, Renderer, chart_name, drawn_file
from plan.showing.views import Views

#: Pages made from a template of their own: page, key of its title among the words, of its description.
GENERATED = (
    ("index", "home", "home_description"),
    ("projects/index", "projects", "projects_description"),
    ("tools", "tools", "tools_description"),
    ("rules", "rules", "rules_description"),
    ("departments", "departments", "departments_description"),
    ("indicators", "indicators", "indicators_description"),
    ("roadmap", "roadmap", "roadmap_description"),
    ("statistics", "statistics", "statistics_description"),
    ("glossary", "glossary", "glossary_description"),
    ("about", "about", "about_description"),
    ("notes", "notes", "notes_description"),
    ("search", "search", "search_description"),
    ("accessibility", "accessibility", "accessibility_description"),
    ("licences", "licences", "licences_description"),
)

#: Words that the theme's own templates ask for.
THEME_WORDS = (
    "about", "accessibility", "draft_mark", "draft_notice", "glossary", "governs_short", "home", "main_pages", "menu",
    "not_found", "not_found_lead", "not_found_ways", "notes", "on_this_page", "projects", "search", "skip", "to_dark",
    "to_light", "translation_stale",
)  # fmt: skip


#: Whether a page, named in a language, shows a translation whose original has changed since.
Stale = Callable[[str, str], bool]


class Site:
    """The pages of a plan, and the documents that they offer.

    `pictures`: whether pages have pictures for sharing; `stale`: whether a page's translation may be out of date.
    """

    def __init__(
        self,
        renderer: Renderer,
        library: Library,
        ornament: Path | None = None,
        *,
        pictures: bool = True,
        stale: Stale = lambda page, language: False,
    ) -> None:
        self.plan = renderer.plan
        self.catalog = renderer.catalog
        self.library = library
        self.ornament = ornament
        self._pictures = pictures
        self._stale = stale
        self._renderer = renderer
        self._workers = Workers()
        self._drawing: Mapping[str, Future[Path]] = {}
        self._titles: dict[str, Mapping[str, str]] = {}

    def speaker(self, language: str) -> Localizer:
        """What speaks a language of the plan."""
        return self._renderer.speaker(language)

    def views(self, language: str) -> Views:
        """What there is to be shown in a language of the plan."""
        return self._renderer.views(language)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """All pages of all languages, by the name of their Markdown file."""
        found: dict[str, Page] = {}
        for language, pages in self._linked.items():
            uses = self._uses(language, pages)
            for page in pages:
                if page.name == GLOSSARY:
                    page = replace(page, html=uses.entries(page.html))
                found[chapters.page_uri(page.name, language, self.plan.languages)] = page
        return found

    @cached_property
    def _linked(self) -> Mapping[str, Sequence[Page]]:
        """The pages of each language, the glossary not yet led back from its terms."""
        return {language: tuple(self._pages(language)) for language in self.plan.languages.codes}

    def _uses(self, language: str, pages: Iterable[Page]) -> term_links.Uses:
        """Which pages of a language name which terms: the chapters first, as they are read first."""
        chapters_first = sorted(
            pages, key=lambda page: (0, page.name.split("/")) if self._is_chapter(page) else (1, [])
        )
        used = {page.name: (page.label, page.terms) for page in chapters_first if page.name != GLOSSARY}
        return term_links.Uses(used, self.plan.glossary, self.speaker(language), self.plan.languages)

    def _is_chapter(self, page: Page) -> bool:
        return any(page.name.startswith(f"{part.id}/") for part in self.plan.details.parts)

    @cached_property
    def files(self) -> Mapping[str, bytes | Path]:
        """All other files, by the name under which they are published: documents, the city's colors, pictures."""
        self.begin_pictures()
        return {**self.texts, **self.library.files, **self.pictures}

    def begin_pictures(self) -> None:
        """Let other processes draw what must be drawn, until `pictures` or `stop_pictures`."""
        if self._drawing:
            return
        drawing = {chart_name(*chart): file for chart, file in self._renderer.draw_charts(self._workers).items()}
        for language in self.plan.languages.codes if self._pictures else ():
            drawing |= self._share_pictures(language)
        self._drawing = drawing

    @cached_property
    def pictures(self) -> Mapping[str, Path]:
        """The charts and share pictures, by their published name, once all are drawn."""
        self.begin_pictures()
        try:
            return {name: file.result() for name, file in self._drawing.items()}
        finally:
            self.stop_pictures()

    def stop_pictures(self) -> None:
        """Draw no more; what was drawn is kept for the next build."""
        self._workers.rest()

    @cached_property
    def texts(self) -> Mapping[str, bytes | Path]:
        """The files that the program writes itself, by their published name."""
        found: dict[str, bytes | Path] = {
            styles.STYLE_SHEET: styles.style_sheet(self._renderer.looks).encode(),
            "assets/brand.css": colors.stylesheet(**self.plan.details.colors.model_dump()).encode(),
            **content_security.header_files(),
        }
        for language in self.plan.languages.codes:
            views, speak = self.views(language), self.speaker(language)
            script = search.index_script(self.plan, self.catalog, views, speak, self._linked[language])
            found[f"assets/search.{language}.js"] = script.encode()
            if self.catalog.large:
                found[f"assets/projects.{language}.js"] = self._list_script(language).encode()
        if self.ornament:
            found["assets/ornament.svg"] = self.ornament
        if software.packages():
            details, speak = self.plan.details, self.speaker(self.plan.languages.codes[0])
            found[software.BILL] = software.bill(speak.plain(details.title), details.url, timestamp(self.plan))
        return found

    def _list_script(self, language: str) -> str:
        items = self._renderer.render("large/items.html", "projects/index", language).html.splitlines()
        speak = self.speaker(language)
        return listing.list_script(self.catalog.cards, items, self.views(language), speak)

    def _share_pictures(self, language: str) -> dict[str, Future[Path]]:
        speak, views = self.speaker(language), self.views(language)
        lines = {"plan": sharing.plan_lines(self.plan, speak)}
        for card in self.catalog.cards:
            lines[card.id] = sharing.card_lines(card, views.indicators(card), self.plan, speak)
        palette, folder = dict(sharing.palette_of(self.plan)), self._renderer.kept / "share"
        return {
            f"assets/share/{name}.{language}.png": drawn_file(
                self._workers, folder / share_picture.file_name(said, palette), share_picture.draw, said, palette
            )
            for name, said in lines.items()
        }

    def navigation(self, language: str) -> list[dict[str, Any]]:
        """The menu: titles as HTML in the language, pages by the name of the default language's file."""
        speak = self.speaker(language)

        def word(key: str) -> str:
            return str(speak.word(key))

        read: list[dict[str, Any]] = [
            {str(speak.html(part.title)): self._chapter_entries(part, speak)} for part in self.plan.details.parts
        ]
        if self.plan.rules:
            read.append({word("rules"): "rules.md"})
        return [
            {word("home"): "index.md"},
            {word("find_projects"): [
                {word("projects"): "projects/index.md"},
                {word("tools"): "tools.md"},
                {word("departments"): "departments.md"},
            ]},
            {word("roadmap"): "roadmap.md"},
            {word("figures"): [{word("indicators"): "indicators.md"}, {word("statistics"): "statistics.md"}]},
            {word("read_plan"): read},
            {word("glossary"): "glossary.md"},
            {word("about"): [{word("about"): "about.md"}, {word("notes"): "notes.md"}]},
        ]  # fmt: skip

    def _chapter_entries(self, part: model.Part, speak: Localizer) -> list[dict[str, str]]:
        pages = [f"{part.id}/{chapter}" for chapter in part.chapters]
        chapters = [self._renderer.chapter(page, speak.language) for page in pages]
        return [
            {str(speak.marked(chapter.title, chapter.language)): f"{page}.md"}
            for page, chapter in zip(pages, chapters, strict=True)
        ]

    # One language ---------------------------------------------------------

    def _pages(self, language: str) -> Iterator[Page]:
        speak = self.speaker(language)
        for name, title, description in GENERATED:
            if name == "rules" and not self.plan.rules:
                continue
            heading = speak.plain(self.plan.details.title) if name == "index" else speak.plain_word(title)
            city = speak.plain(self.plan.details.city.name)
            summary = speak.plain_word(description, city=city, plan=speak.plain(self.plan.details.title))
            yield self._page(f"{name.replace('/index', '-list')}.html", name, speak, heading, summary)
        for before, card, after in self.catalog.neighbors():
            title = speak.plain(card.project.title)
            summary = shortened(speak.plain(card.project.content))
            yield self._page("project.html", card.page, speak, title, summary, card=card, before=before, after=after)
        for page in self.catalog.measure_pages:
            yield self._measure_page(page, speak)
        for part in self.plan.details.parts:
            for chapter in part.chapters:
                yield self._chapter_page(part, f"{part.id}/{chapter}", speak)

    def _page(
        self,
        template: str,
        name: str,
        speak: Localizer,
        title: str,
        description: str,
        prose: Linked | None = None,
        **more: Any,
    ) -> Page:
        card = more.get("card")
        machine = sharing.structured_data(name, title, description, card, self.plan, speak)
        more |= {"title": title, "library": self.library, "ornament": self.ornament is not None, "supply": software}
        if prose:  # whose terms are linked already
            more["body"] = Markup(prose.html)  # noqa: S704 - the city's own chapter, looked at when it was read
            made = self._renderer.render(template, name, speak.language, prose.headings, **more)
            shown = Linked(made.html, made.headings, prose.terms)
        else:
            shown = self._renderer.link(
                self._renderer.render(template, name, speak.language, **more), name, speak.language
            )
        return Page(
            name,
            speak.language,
            title,
            self._labels(speak.language).get(name, html.escape(title)),
            description,
            shown.html,
            shown.headings,
            shown.terms,
            _hidden(name),
            f"assets/share/{card.id if card else 'plan'}.{speak.language}.png",
            machine,
            self._stale(name, speak.language),
        )

    def _labels(self, language: str) -> Mapping[str, str]:
        if language not in self._titles:
            self._titles[language] = dict(_titles(self.navigation(language)))
        return self._titles[language]

    def _measure_page(self, page: MeasurePage, speak: Localizer) -> Page:
        title = speak.plain(page.measure.title)
        if page.number > 1:
            title = speak.plain_word("measure_page", title=title, number=page.number, of=page.of)
        summary = speak.plain_word("measure_description", plan=speak.plain(self.plan.details.title), measure=title)
        return self._page("measure.html", page.name, speak, title, summary, page=page)

    def _chapter_page(self, part: model.Part, name: str, speak: Localizer) -> Page:
        chapter = self._renderer.chapter(name, speak.language)
        first = next((line for line in chapter.body.split("\n") if line[:1].strip("#-{ ")), chapter.title)
        summary = shortened(re.sub(r"[*_`※]", "", first))
        return self._page(
            "chapter.html",
            name,
            speak,
            chapter.title,
            summary,
            self._renderer.prose(name, speak.language),
            part=part,
            fallback=chapter.language if chapter.language != speak.language else "",
            chapter_language=self._language(chapter),
        )

    def _language(self, chapter: Chapter) -> model.Language:
        return next(item for item in self.plan.details.languages if item.code == chapter.language)


def _titles(entries: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The names of the pages in a menu, with their titles there."""
    for entry in entries:
        for title, below in entry.items():
            if isinstance(below, str):
                yield below.removesuffix(".md"), title
            else:
                yield from _titles(below)


def _hidden(name: str) -> tuple[str, ...]:
    """The side columns that a page does without: home has neither; a card is not in the menu."""
    if name in ("index", "search"):
        return ("navigation", "toc")
    return (
        ("navigation",)
        if name.startswith(("projects/", "measures/")) or name in ("statistics", "indicators", "roadmap", "notes")
        else ()
    )


def shortened(text: str, limit: int = 150) -> str:
    """The beginning of a text for search results, cut at a sentence or with an ellipsis."""
    text = " ".join(text.replace("※", "").split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
