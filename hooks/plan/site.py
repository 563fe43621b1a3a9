"""Turns a plan and its prose into the site's pages and files, by name and content, with no word of MkDocs.

Every page exists in every language under the same name, so that the language switch keeps its place.
Written to disk, the pages are plain Markdown that any generator of static sites can take.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from . import charts, colors, model, prose, statistics, templates
from .catalog import Card, Catalog
from .localizer import Localizer
from .model import Plan, Text
from .prose import PLACEHOLDER, Chapter

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
)

#: Words that the theme's own templates ask for.
THEME_WORDS = (
    "about", "close", "draft_mark", "draft_notice", "glossary", "governs_short", "home", "more_on_term",
    "not_found", "not_found_lead", "not_found_ways", "projects", "search_dialog",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page in one language: its name without suffix, its title and description as bare text, its Markdown."""

    name: str
    language: str
    title: str
    description: str
    body: str
    hide: tuple[str, ...] = ()

    @property
    def markdown(self) -> str:
        """The page as a Markdown file with its title and description in front, escaped: themes print them raw."""
        front: dict[str, object] = {"title": html.escape(self.title), "description": html.escape(self.description)}
        if self.hide:
            front["hide"] = list(self.hide)
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
        return "\n".join(["---", *lines, "---", "", self.body])


class Site:
    """The pages of a plan; `looks` holds their templates, `kept` what need not be made again: charts, templates."""

    def __init__(self, plan: Plan, chapters: Mapping[str, Chapter], looks: Path, kept: Path) -> None:
        self.plan = plan
        self.catalog = Catalog(plan)
        self._chapters = chapters
        self._env = templates.environment(looks, kept / "templates")
        self._chart_folder = kept / "charts"
        self._speakers = {code: Localizer(code, plan.languages, plan.words) for code in plan.languages.codes}
        self._figures = {
            (id, code): statistics.figure(id, series, plan, speaker)
            for id, series in plan.series.items()
            for code, speaker in self._speakers.items()
        }

    def speaker(self, language: str) -> Localizer:
        """What speaks a language of the plan."""
        return self._speakers[language]

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """All pages of all languages, by the name of their Markdown file."""
        found: dict[str, Page] = {}
        for language in self.plan.languages.codes:
            for page in self._pages(language):
                found[prose.page_uri(page.name, language, self.plan.languages)] = page
        return found

    def files(self) -> dict[str, bytes | Path]:
        """All other files, by the name under which they are published: charts and the city's colors."""
        brand = self.plan.details.colors.model_dump()
        found: dict[str, bytes | Path] = {"assets/brand.css": colors.stylesheet(**brand).encode()}
        for (id, language), figure in self._figures.items():
            for variant in charts.VARIANTS:
                palette = colors.scheme(**brand, dark=variant.scheme == "dark")
                name = chart_name(id, language, variant)
                found[name] = charts.chart_file(self._chart_folder, figure.drawing, palette, variant)
        return found

    def navigation(self, language: str) -> list[dict[str, Any]]:
        """The menu: titles as HTML in the language, pages by the name of the default language's file."""
        speak = self._speakers[language]

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
        chapters = [self._chapter(page, speak.language) for page in pages]
        return [
            {str(speak.marked(chapter.title, chapter.language)): f"{page}.md"}
            for page, chapter in zip(pages, chapters, strict=True)
        ]

    def _chapter(self, page: str, language: str) -> Chapter:
        """The chapter as a reader of the language gets it: in it, else in English, else in the default."""
        languages = self.plan.languages
        order = (language, "en", languages.codes[0])
        found = (self._chapters.get(prose.page_uri(page, code, languages)) for code in order)
        return next(chapter for chapter in found if chapter)

    # One language ---------------------------------------------------------

    def _pages(self, language: str) -> Iterator[Page]:
        speak = self._speakers[language]
        for name, title, description in GENERATED:
            if name == "rules" and not self.plan.rules:
                continue
            heading = speak.plain(self.plan.details.title) if name == "index" else speak.plain_word(title)
            city = speak.plain(self.plan.details.city.name)
            summary = speak.plain_word(description, city=city, plan=speak.plain(self.plan.details.title))
            yield self._page(f"{name.replace('/index', '-list')}.md", name, speak, heading, summary)
        for before, card, after in self.catalog.neighbors():
            title = speak.plain(card.project.title)
            content = speak.plain(card.project.content)
            yield self._page(
                "project.md", card.page, speak, title, shortened(content), card=card, before=before, after=after
            )
        for part in self.plan.details.parts:
            for chapter in part.chapters:
                yield self._chapter_page(part, f"{part.id}/{chapter}", speak)

    def _page(self, template: str, name: str, speak: Localizer, title: str, description: str, **more: Any) -> Page:
        context = self._context(name, speak) | more | {"title": title}
        body = self._env.get_template(template).render(context)
        return Page(name, speak.language, title, description, body, _hidden(name))

    def _context(self, name: str, speak: Localizer) -> dict[str, Any]:
        languages = self.plan.languages
        return {
            "plan": self.plan,
            "catalog": self.catalog,
            "speak": speak,
            "w": templates.Words(speak),
            "to": lambda page, anchor="": relative_url(name, speak.language, page, languages, anchor),
            "file": lambda path: relative_file(name, speak.language, path, languages),
            "figure": lambda id: self._figures[id, speak.language],
            "chart_name": lambda id, variant: chart_name(id, speak.language, variant),
            "variants": charts.VARIANTS,
            "views": Views(self, speak),
            "chapter_title": lambda page: self._chapter(page, speak.language).title,
        }

    def _chapter_page(self, part: model.Part, name: str, speak: Localizer) -> Page:
        chapter = self._chapter(name, speak.language)
        context = self._context(name, speak)

        def block(match: re.Match[str]) -> str:
            template = self._env.get_template(f"blocks/{match[1]}.md")
            return "\n" + template.render(context | {"argument": match[2]}) + "\n"

        body = PLACEHOLDER.sub(block, chapter.body)
        first = re.sub(r"[*_`※]", "", next((line for line in chapter.body.split("\n") if line[:1].strip("#-{ ")), ""))
        page = self._env.get_template("chapter.md").render(
            context
            | {
                "part": part,
                "title": chapter.title,
                "body": Markup(body),  # noqa: S704 - the city's own Markdown
                "fallback": chapter.language if chapter.language != speak.language else "",
                "chapter_language": self._language(chapter),
            }
        )
        return Page(name, speak.language, chapter.title, shortened(first or chapter.title), page)

    def _language(self, chapter: Chapter) -> model.Language:
        return next(item for item in self.plan.details.languages if item.code == chapter.language)


def _hidden(name: str) -> tuple[str, ...]:
    """The side columns that a page does without: home has neither; a card is not in the menu."""
    if name == "index":
        return ("navigation", "toc")
    return ("navigation",) if name.startswith("projects/") else ()


@dataclass(frozen=True)
class YearCell:
    """What happens to a card in one fiscal year: phases under way, targets due."""

    year: int
    phases: tuple[Text, ...]
    targets: tuple[str, ...]
    planned: bool


class Views:
    """What templates ask for and must not compute themselves."""

    def __init__(self, site: Site, speak: Localizer) -> None:
        self._site, self._speak = site, speak
        self._plan = site.plan

    def index_groups(self) -> list[tuple[str, list[model.Term]]]:
        """The glossary under its headings: 五十音 then A-Z in Japanese, A-Z by the term's name else."""
        groups: dict[str, list[model.Term]] = {}
        for term in sorted(self._plan.glossary.terms, key=self._order):
            groups.setdefault(self._heading(term), []).append(term)
        return list(groups.items())

    def _order(self, term: model.Term) -> tuple[bool, str, str]:
        name = self._speak.plain(term.name)
        if self._speak.language != "ja":
            return False, name.casefold(), ""
        latin = term.index.isascii()
        return latin, term.index if latin else hiragana(term.reading), name

    def _heading(self, term: model.Term) -> str:
        return term.index if self._speak.language == "ja" else self._speak.plain(term.name)[0].upper()

    def years(self) -> list[tuple[int, str, str, bool]]:
        """The roadmap's columns: fiscal year, its two lines, whether it is in the plan period."""
        period = self._plan.details.period
        return [
            (year, *self._speak.year_heading(year), period.first <= year <= period.last)
            for year in self._plan.roadmap.years
        ]

    def year_cells(self, card: Card) -> list[YearCell]:
        """One cell for each column of the roadmap."""
        period = self._plan.details.period
        project = card.project
        return [
            YearCell(
                year,
                tuple(p.title for p in project.schedule.phases if p.first and p.last and p.first <= year <= p.last),
                tuple(
                    self._speak.amount(item.target.value, item.unit)
                    for item in project.indicators
                    if item.target.fiscal_year == year
                ),
                period.first <= year <= period.last,
            )
            for year in self._plan.roadmap.years
        ]

    def bars(self, card: Card) -> list[tuple[Text, int, int, int]]:
        """The dated phases of a card: title, columns before it, columns it fills, columns after it."""
        years = self._plan.roadmap.years
        return [
            (phase.title, phase.first - years.first, phase.last - phase.first + 1, years.last - phase.last)
            for phase in card.project.schedule.phases
            if phase.first and phase.last
        ]

    def undated(self, card: Card) -> list[Text]:
        """The phases whose years are not known."""
        return [phase.title for phase in card.project.schedule.phases if phase.first is None]

    def notes_on(self, card: Card) -> list[model.Note]:
        """The notes on the source that concern a card."""
        return [note for note in self._plan.notes.notes if note.subject == card.id]

    def ability_parts(self) -> Mapping[str, model.AbilityPart]:
        """The parts of abilities by their id."""
        abilities = self._plan.people.abilities if self._plan.people else ()
        return {part.id: part for ability in abilities for part in ability.parts}

    def training_rows(self, kind: model.PersonnelType) -> list[tuple[model.Training, int]]:
        """A training table's rows, each with how many rows its category spans from here (0: spanned already)."""
        rows = []
        categories = [training.category.root if training.category else None for training in kind.trainings]
        for index, training in enumerate(kind.trainings):
            same = categories[index] is not None
            if same and index and categories[index - 1] == categories[index]:
                rows.append((training, 0))
                continue
            span = 1
            while same and index + span < len(categories) and categories[index + span] == categories[index]:
                span += 1
            rows.append((training, span))
        return rows


def hiragana(reading: str) -> str:
    """A reading in hiragana, so that both kana sort together."""
    return "".join(chr(ord(char) - 0x60) if "ァ" <= char <= "ヶ" else char for char in reading)


def shortened(text: str, limit: int = 150) -> str:
    """The beginning of a text for search results, cut at a sentence or with an ellipsis."""
    text = " ".join(text.replace("※", "").split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def chart_name(series: str, language: str, variant: charts.Variant) -> str:
    """The published name of one file of a chart."""
    return f"assets/charts/{series}.{language}.{variant.scheme}.{variant.width}.svg"


def page_url(page: str, language: str, languages: model.Languages) -> str:
    """The address of a page from the root of the site: `` for home, `en/tools/`."""
    path = "" if page == "index" else re.sub(r"/index$", "", page) + "/"
    return path if language == languages.codes[0] else f"{language}/{path}"


def relative_url(origin: str, language: str, page: str, languages: model.Languages, anchor: str = "") -> str:
    """The address of `page` as the page `origin` of the same language writes it."""
    start, end = page_url(origin, language, languages), page_url(page, language, languages)
    path = posixpath.relpath("/" + end, "/" + start)
    return ("./" if path == "." else path + "/") + (f"#{anchor}" if anchor else "")


def relative_file(origin: str, language: str, path: str, languages: model.Languages) -> str:
    """The address of a file, named from the root of the site, as the page `origin` writes it."""
    return posixpath.relpath("/" + path, "/" + page_url(origin, language, languages))
