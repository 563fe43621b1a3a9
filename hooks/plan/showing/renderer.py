"""Turns templates and prose into the HTML of pages: what the site and the paper edition both begin from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from plan.drawing import charts
from plan.drawing.pictures import Pictures
from plan.html.headings import Heading, Headings
from plan.html.prose import PLACEHOLDER, convert
from plan.html.terms import TermIndex, link_terms
from plan.model import Plan, colors
from plan.model.types import Languages
from plan.reading import chapters
from plan.reading.chapters import Chapter
from plan.showing import statistics, templates
from plan.showing.addresses import page_url, relative_file, relative_url, way
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer
from plan.showing.views import Views

#: The page to which terms lead.
GLOSSARY = "glossary"


@dataclass(frozen=True)
class Rendered:
    """What a template makes: its HTML, and the headings in it."""

    html: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Linked:
    """HTML with its terms linked, the headings in it, and the ids of the terms that it names, in order."""

    html: str
    headings: tuple[Heading, ...]
    terms: tuple[str, ...]


class Renderer:
    """A plan with its prose, ready to be rendered in any of its languages.

    `looks` holds the templates and style sheets, `kept` what need not be made again: compiled templates, documents.
    """

    def __init__(self, plan: Plan, chapters: Mapping[str, Chapter], looks: Path, kept: Path) -> None:
        self.plan = plan
        self.catalog = Catalog(plan)
        self.looks, self.kept = looks, kept
        self._chapters = chapters
        self._env = templates.environment(looks, kept / "templates")
        self._speakers = {code: Localizer(code, plan.languages, plan.words) for code in plan.languages.codes}
        self.figures = {
            (id, code): statistics.figure(id, series, plan, speaker)
            for id, series in plan.series.items()
            for code, speaker in self._speakers.items()
        }
        self._views = {code: Views(self.catalog, speaker) for code, speaker in self._speakers.items()}
        self._terms: dict[str, TermIndex] = {}
        self._prose: dict[tuple[str, str], Linked] = {}

    def draw_charts(self, pictures: Pictures) -> None:
        """Have all charts drawn, in light and in dark colors."""
        brand = self.plan.details.colors.model_dump()
        schemes = {name: colors.scheme(**brand, dark=name == "dark") for name in ("light", "dark")}
        pictures.draw_charts({key: figure.drawing for key, figure in self.figures.items()}, schemes)

    def speaker(self, language: str) -> Localizer:
        """What speaks a language of the plan."""
        return self._speakers[language]

    def views(self, language: str) -> Views:
        """What there is to be shown in a language of the plan."""
        return self._views[language]

    def render(self, template: str, name: str, language: str, below: Sequence[Heading] = (), **more: Any) -> Rendered:
        """A template as the page `name` of a language.

        `below`: the headings within what the template is given as HTML, which stand below its own.
        """
        headings = Headings()
        context = self._context(name, self._speakers[language], headings) | more
        made = self._env.get_template(template).render(context)
        headings.add(below)
        return Rendered(headings.settled(templates.bare_attributes(made)), tuple(headings))

    def _context(self, name: str, speak: Localizer, headings: Headings) -> dict[str, Any]:
        languages = self.plan.languages
        return {
            "plan": self.plan,
            "catalog": self.catalog,
            "speak": speak,
            "w": templates.Words(speak),
            "heading": lambda words, id="", level=2: headings.write(templates.printed(words, speak), id, level),
            "to": lambda page, anchor="": relative_url(name, speak.language, page, languages, anchor),
            "file": lambda path: relative_file(name, speak.language, path, languages),
            "figure": lambda id: self.figures[id, speak.language],
            "chart_name": lambda id, variant: charts.published(id, speak.language, variant),
            "variants": charts.VARIANTS,
            "address": page_url(name, speak.language, languages),
            "views": self._views[speak.language],
            "chapter_title": lambda page: self.chapter(page, speak.language).title,
        }

    def link(self, made: Rendered, page: str, language: str) -> Linked:
        """A page, or what stands in it, with its terms linked to the glossary."""
        glossary = relative_url(page, language, GLOSSARY, self.plan.languages)
        html, terms = link_terms(made.html, self.terms(language), glossary)
        return Linked(html, made.headings, tuple(terms))

    def terms(self, language: str) -> TermIndex:
        """The terms of the glossary, ready to be found in a text of the language."""
        if language not in self._terms:
            self._terms[language] = TermIndex(self.plan.glossary.terms, language)
        return self._terms[language]

    def chapter(self, page: str, language: str) -> Chapter:
        """The chapter as a reader of the language gets it: in it, else in what its readers read instead."""
        languages = self.plan.languages
        order = self._speakers[language].order
        found = (self._chapters.get(chapters.page_uri(page, code, languages)) for code in order)
        return next(chapter for chapter in found if chapter)

    def prose(self, page: str, language: str) -> Linked:
        """A chapter without its title, as the site and the paper edition show it; made once."""
        if (page, language) not in self._prose:
            self._prose[page, language] = self.link(self._prose_of(page, language), page, language)
        return self._prose[page, language]

    def _prose_of(self, page: str, language: str) -> Rendered:
        """A chapter's pieces as HTML, with the blocks that are asked for between them."""
        prose, headings = convert(self.chapter(page, language).text), Headings()
        parts = []
        for piece, found, place in zip(prose.pieces, prose.headings, (*prose.places, ""), strict=True):
            parts.append(led(piece, page, language, self.plan.languages))
            headings.add(found)
            if asked := PLACEHOLDER.match(place):
                block = self.render(f"blocks/{asked[1]}.html", page, language, argument=asked[2])
                parts.append(block.html)
                headings.add(block.headings)
        return Rendered("".join(parts), tuple(headings))


def led(piece: str, page: str, language: str, languages: Languages) -> str:
    """HTML of a chapter whose links to files lead to where these are published; it names them beside its own file."""

    def lead(match: re.Match[str]) -> str:
        parts = urlsplit(unescape(match[1]))
        if parts.scheme or parts.netloc or not posixpath.splitext(parts.path)[1]:
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        path = page_url(target.removesuffix(".md"), language, languages) if target.endswith(".md") else target
        found = quote(way(page_url(page, language, languages), path) or "./")
        return f' href="{escape(urlunsplit(parts._replace(path=found)))}"'

    return re.sub(r' href="([^"]*)"', lead, piece)
