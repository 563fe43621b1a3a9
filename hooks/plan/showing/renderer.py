"""Turns templates and prose into the HTML of pages: what the site and the paper edition both begin from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape, unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from plan.drawing import charts
from plan.drawing.chart_data import Drawing
from plan.drawing.chart_geometry import Size, size
from plan.drawing.pictures import Pictures
from plan.drawing.renditions import renditions
from plan.html import footnotes
from plan.html.asides import after_words
from plan.html.citable import with_number, with_numbers
from plan.html.headings import Heading, Headings
from plan.html.prose import PLACEHOLDER, convert, linked_page_numbers
from plan.html.scrolling import scrolling
from plan.html.terms import TermIndex, link_terms, named_in
from plan.letters import faces
from plan.model import Part, Plan, colors
from plan.model.languages import fallback_order
from plan.reading import chapters
from plan.reading.chapters import Chapter, titles
from plan.reading.picture_files import PictureFile
from plan.showing import added, statistics, told_items
from plan.showing.addresses import page_url, relative_url, way
from plan.showing.catalog import Card, Catalog
from plan.showing.comment_places import CommentPlaces
from plan.showing.comments import ShownComments
from plan.showing.compiling import COMPILED
from plan.showing.consultation import CommentMark, shown_consultation
from plan.showing.doubts import Doubts
from plan.showing.families import Families
from plan.showing.groups import Groups
from plan.showing.item_views import ItemViews
from plan.showing.language_renderer import LanguageRenderer, Rendered
from plan.showing.localizer import Localizer, Phrase
from plan.showing.note_pages import NOTES
from plan.showing.opinions import Following, Keeping, Opinions
from plan.showing.overview import Overviews
from plan.showing.pictures import ListedPicture, PlanPictures, ShownPicture
from plan.showing.plan_texts import PlanTexts
from plan.showing.views import Views
from plan.showing.year_report import YearReport

#: The class of a drawing that is shown on light or on dark pages alone.
_LOOKS = {"light": "only-light", "dark": "only-dark"}
#: The page to which terms lead.
GLOSSARY = "glossary"


@dataclass(frozen=True)
class ChartPicture:
    """The drawing of a chart for a color scheme: its class, the published names of its files, and their sizes."""

    look: str
    narrow: str
    wide: str
    narrow_size: Size
    """So that a page keeps the room before the drawing is there."""
    wide_size: Size


@dataclass(frozen=True)
class Linked:
    """HTML with its terms linked, the headings in it, and the ids of the terms that it names, in order."""

    html: str
    headings: tuple[Heading, ...]
    terms: tuple[str, ...]


class Renderer:
    """A plan with its prose, ready to be rendered in any of its languages.

    `looks` holds the templates and style sheets, `kept` what need not be made again: compiled templates, documents;
    `shown` are the pictures of chapters and cards, by the addresses of their files under docs/.
    """

    def __init__(
        self,
        plan: Plan,
        chapters: Mapping[str, Chapter],
        looks: Path,
        kept: Path,
        shown: Mapping[str, PictureFile] = MappingProxyType({}),
    ) -> None:
        self.plan = plan
        told = told_items.told(chapter.body for chapter in chapters.values())
        self.catalog = Catalog(plan, titles(chapters, plan.details.parts, plan.languages), told)
        self.comments = CommentPlaces(plan, chapters, self.catalog)
        made = {uri: renditions(file, kept / "pictures") for uri, file in shown.items()}
        self.pictures = PlanPictures(self.catalog, chapters, made)
        self.looks, self.kept = looks, kept
        self._chapters, self._given = chapters, shown
        self._speakers = {code: Localizer(code, plan.languages, plan.words) for code in plan.languages.codes}
        self._doubts = {code: Doubts(self.catalog, speaker) for code, speaker in self._speakers.items()}
        self.figures = {
            (id, code): statistics.figure(id, series, plan, speaker, self._doubts[code])
            for id, series in plan.series.items()
            for code, speaker in self._speakers.items()
        }
        self._renderers = {
            code: LanguageRenderer(self.catalog, speaker, self._doubts[code], looks, kept / COMPILED)
            for code, speaker in self._speakers.items()
        }
        for code, own in self._renderers.items():
            own.offer(
                figure=lambda id, code=code: self.figures[id, code],
                pictures=lambda id, code=code: pictures(id, code, self.figures[id, self.drawn_in(code)].drawing),
                chapters=lambda part, code=code: self._titled(part, code),
                card_pictures=lambda card, code=code: self.card_pictures(card, code),
                picture_list=lambda code=code: self.picture_list(code),
                translators_notes=lambda: self.translators_notes,
                comments=ShownComments(plan, self.comments, code, partial(self.comment_on, language=code)),
            )
        self._terms: dict[str, TermIndex] = {}
        self._prose: dict[tuple[str, str], Linked] = {}

    @cached_property
    def translators_notes(self) -> bool:
        """Whether a translation explains anything that the original does not."""
        return added.explains(self.plan, self._chapters.values())

    def of(self, plan: Plan) -> Renderer:
        """The same with another plan in the place of its own."""
        return self if plan is self.plan else Renderer(plan, self._chapters, self.looks, self.kept, self._given)

    def draw_charts(self, pictures: Pictures) -> None:
        """Have all charts drawn, in light and in dark colors."""
        brand = self.plan.details.colors.model_dump()
        schemes = {name: colors.scheme(**brand, dark=name == "dark") for name in ("light", "dark")}
        drawn_in = {code: self.drawn_in(code) for code in self.plan.languages.codes}
        drawings = {(id, code): self.figures[id, drawn_in[code]].drawing for id, code in self.figures}
        pictures.draw_charts(drawings, schemes, {code: faces.at_hand(other) for code, other in drawn_in.items()})

    def drawn_in(self, language: str) -> str:
        """The language in which pictures are drawn for readers of one: the first that they read and that has faces."""
        order = fallback_order(language, self.plan.languages)
        return next((code for code in order if not faces.missing(code)), self.plan.languages.default)

    def speaker(self, language: str) -> Localizer:
        """What speaks a language of the plan."""
        return self._speakers[language]

    def views(self, language: str) -> Views:
        """The cards as they are shown in a language of the plan."""
        return self._renderers[language].views

    def item_views(self, language: str) -> ItemViews:
        """The items of the plan's levels as a reader of a language sees them."""
        return self._renderers[language].item_views

    def texts(self, language: str) -> PlanTexts:
        """What the plan says beside its cards, as it is shown in a language of the plan."""
        return self._renderers[language].texts

    def families(self, language: str) -> Families:
        """The families of the plan, as they are shown in a language of the plan."""
        return self._renderers[language].families

    def overviews(self, language: str) -> Overviews:
        """Where the indicators of the plan stand, as it is shown in a language."""
        return self._renderers[language].overviews

    def report(self, language: str, year: int) -> YearReport:
        """The report on a fiscal year in a language."""
        views = self.views(language)
        return YearReport(
            self.overviews(language).of(year), self.catalog, self.speaker(language), views.ways, views.marks
        )

    def doubts(self, language: str) -> Doubts:
        """The doubts about the source, as they are shown in a language of the plan."""
        return self._doubts[language]

    def groups(self, language: str) -> Groups:
        """The lists of cards as they are shown in a language of the plan."""
        return self._renderers[language].groups

    def render(self, template: str, name: str, language: str, below: Sequence[Heading] = (), **more: Any) -> Rendered:
        """A template as the page `name` of a language.

        `below`: the headings within what the template is given as HTML, which stand below its own.
        """
        return self._renderers[language].render(template, name, below, **more)

    def link(self, made: Rendered, page: str, language: str, *, counts: bool = True) -> Linked:
        """A page, or what stands in it, with its terms linked to the glossary; `counts`: they are uses of the terms."""
        glossary = relative_url(page, language, GLOSSARY, self.plan.languages)
        terms = self.terms(language)
        named = named_in(made.html, terms) if counts else ()
        return Linked(link_terms(made.html, terms, glossary), made.headings, named)

    def named(self, html: str, language: str) -> tuple[str, ...]:
        """The ids of the terms that the words of some HTML name, in order."""
        return named_in(html, self.terms(language))

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

    def chapter_title(self, page: str, language: str) -> Phrase:
        """The title of a chapter; as HTML marked where it is in another language than this."""
        chapter = self.chapter(page, language)
        speak, written = self._speakers[language], chapter.language
        return Phrase(speak.lent(chapter.title, written), speak.marked(chapter.title, written))

    def _titled(self, part: Part, language: str) -> list[tuple[str, Phrase]]:
        """The chapters of a part, each as the name of its page and its title."""
        return [(page, self.chapter_title(page, language)) for page, _ in self.chapters(part, language)]

    def chapters(self, part: Part, language: str) -> list[tuple[str, Chapter]]:
        """The chapters of a part of the plan, each with the name of its page."""
        pages = [f"{part.id}/{chapter}" for chapter in part.chapters]
        return [(page, self.chapter(page, language)) for page in pages]

    def comment_on(self, number: str, page: str, language: str) -> CommentMark | None:
        """A number of the draft as a page shows it, with where a comment is written; None where none is shown."""
        asked = shown_consultation(self.plan, self._speakers[language])
        if not number or asked is None or not self.plan.numbered_draft:
            return None
        return asked.mark(number, self.plan.details.url + page_url(page, language, self.plan.languages))

    def opinions(
        self, language: str, followed: Following = lambda page, opinion: None, kept: Keeping = lambda number: ""
    ) -> Opinions | None:
        """What came of the consultation, when that is told; None until then.

        `followed` finds what was changed, `kept` a number in the draft as it was.
        """
        given = self.plan.consultation
        if given is None or not given.over:
            return None
        titled = partial(self.chapter_title, language=language)
        return Opinions(given, self.catalog, self.comments, self._speakers[language], titled, followed, kept)

    def comment_address(self, language: str) -> str:
        """Where a comment is written on the number that stands for {number}; empty where none is taken so."""
        asked = shown_consultation(self.plan, self._speakers[language])
        asks = self.comments.numbered and self.plan.asks_for_opinions
        return asked.pattern(self.plan.details.url) if asked and asks else ""

    def comments_on(self, page: str, language: str) -> list[CommentMark]:
        """The numbers of a chapter on which comments are taken, in order."""
        found = self.comments.in_chapter(page, self.chapter(page, language).text)
        marks = (self.comment_on(number, page, language) for _, number in found)
        return [mark for mark in marks if mark and mark.address]

    def prose(self, page: str, language: str) -> Linked:
        """A chapter without its title, as the site and the paper edition show it; made once."""
        if (page, language) not in self._prose:
            self._prose[page, language] = self.link(self._prose_of(page, language), page, language)
        return self._prose[page, language]

    def card_pictures(self, card: Card, language: str) -> list[ShownPicture]:
        """The pictures of a card, as its page shows them."""
        address = page_url(card.page, language, self.plan.languages)
        return list(self.pictures.on_card(card, address, self._speakers[language]))

    def picture_list(self, language: str) -> list[ListedPicture]:
        """The pictures that have a number, in its order."""
        parts = self.plan.details.parts
        shown = {page: chapter for part in parts for page, chapter in self.chapters(part, language)}
        return list(self.pictures.listed(shown, self._speakers[language]))

    def _prose_of(self, page: str, language: str) -> Rendered:
        """A chapter's pieces as HTML, with the blocks that are asked for between them."""
        chapter = self.chapter(page, language)
        prose, headings = convert(chapter.text), Headings()
        speak = self._speakers[chapter.language]
        page_number = str(speak.word("paper_page"))
        heads = {heading.id: unescape(heading.title) for found in prose.headings for heading in found}
        asides = list(self._asides(heads, page, chapter.language, language))
        numbers = self.comments.in_chapter(page, chapter.text)

        def shown(number: str) -> str:
            mark = self.comment_on(number, page, language)
            return mark.html if mark else ""

        parts = []
        for index, (piece, found, place) in enumerate(
            zip(prose.pieces, prose.headings, (*prose.places, ""), strict=True)
        ):
            here = [(cited, number) for cited, number in numbers if cited.piece == index]
            piece = with_numbers(piece, [(cited, number) for cited, number in here if cited.end], shown)
            made = linked_page_numbers(led(piece, page, language, self.catalog), page_number)
            parts.append(scrolling(footnotes.labelled(made, speak.plain_word), speak.plain_word))
            headings.add(found)
            if asked := PLACEHOLDER.match(place):
                block = self.render(f"blocks/{asked[1]}.html", page, language, argument=asked[2])
                number = next((number for cited, number in here if not cited.end), "")
                parts.append(with_number(block.html, number, shown(number)) if number else block.html)
                headings.add(block.headings)
                parts += [f"\n{aside}" for _, words, aside in asides if words == place.strip()]
        made, places = "".join(parts), {place.strip() for place in prose.places}
        address = page_url(page, language, self.plan.languages)
        made = self.pictures.in_chapter(made, page, address, speak)
        for id, words, aside in asides:
            made = made if words in places else after_words(made, heads, id, words, aside)
        return Rendered(made, tuple(headings))

    def _asides(self, heads: dict[str, str], page: str, written: str, language: str) -> Iterator[tuple[str, str, str]]:
        """The doubts in a chapter `written` in a language: section, words or line for a block, what follows these.

        heads: the titles of the sections by their ids.
        """
        file = self.chapter(page, self.plan.languages.default).file
        for id, title in sorted(heads.items()):
            for words, doubt in self._doubts[language].in_section(file, f"#{id}", title, written):
                yield id, words, self.render("chapter-doubt.html", page, language, items=(doubt,)).html


def pictures(series: str, language: str, drawing: Drawing) -> list[ChartPicture]:
    """The files of a chart, light and dark; `drawing`: what they show."""
    found = []
    for scheme, look in _LOOKS.items():
        narrow, wide = charts.Variant("narrow", scheme), charts.Variant("wide", scheme)
        files = charts.published(series, language, narrow), charts.published(series, language, wide)
        found.append(ChartPicture(look, *files, size(drawing, narrow.width), size(drawing, wide.width)))
    return found


def led(piece: str, page: str, language: str, catalog: Catalog) -> str:
    """HTML of a chapter whose links to files lead to where these are published; it names them beside its own file.

    A link to a note on the source (`notes.md#blank-month`) leads to the page on which the note stands.
    """
    languages = catalog.plan.languages

    def lead(match: re.Match[str]) -> str:
        parts = urlsplit(unescape(match[1]))
        if parts.scheme or parts.netloc or not posixpath.splitext(parts.path)[1]:
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        name = target.removesuffix(".md")
        if name == NOTES and (note := catalog.note_page(parts.fragment)):
            name = note[0]
        path = page_url(name, language, languages) if target.endswith(".md") else target
        found = quote(way(page_url(page, language, languages), path) or "./")
        return f' href="{escape(urlunsplit(parts._replace(path=found)))}"'

    return re.sub(r' href="([^"]*)"', lead, piece)
