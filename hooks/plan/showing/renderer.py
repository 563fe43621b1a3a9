"""Turns templates and prose into the Markdown of pages: what the site and the paper edition both begin from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from typing import Any

from plan.drawing import charts
from plan.machine.whole_files import find_or_make
from plan.machine.workers import Workers
from plan.model import Plan, colors
from plan.model.types import Languages
from plan.reading import chapters
from plan.reading.chapters import PLACEHOLDER, Chapter
from plan.showing import statistics, templates
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer
from plan.showing.views import Views

#: One file of a chart: the series, the language, the variant.
ChartKey = tuple[str, str, charts.Variant]


class Renderer:
    """A plan with its prose, ready to be rendered in any of its languages.

    `looks` holds the templates, `kept` what need not be made again: charts, compiled templates, documents.
    """

    def __init__(self, plan: Plan, chapters: Mapping[str, Chapter], looks: Path, kept: Path) -> None:
        self.plan = plan
        self.catalog = Catalog(plan)
        self.kept = kept
        self._chapters = chapters
        self._env = templates.environment(looks, kept / "templates")
        self._speakers = {code: Localizer(code, plan.languages, plan.words) for code in plan.languages.codes}
        self.figures = {
            (id, code): statistics.figure(id, series, plan, speaker)
            for id, series in plan.series.items()
            for code, speaker in self._speakers.items()
        }
        self._views = {code: Views(self.catalog, speaker) for code, speaker in self._speakers.items()}
        self._bodies: dict[tuple[str, str], str] = {}

    @cached_property
    def charts(self) -> Mapping[ChartKey, Path]:
        """The files of all charts."""
        with Workers() as workers:
            return {key: file.result() for key, file in self.draw_charts(workers).items()}

    def draw_charts(self, workers: Workers) -> Mapping[ChartKey, Future[Path]]:
        """The files of all charts; the workers draw what is not there."""
        brand = self.plan.details.colors.model_dump()
        found: dict[ChartKey, Future[Path]] = {}
        for (id, language), figure in self.figures.items():
            for variant in charts.VARIANTS:
                palette = dict(colors.scheme(**brand, dark=variant.scheme == "dark"))
                path = self.kept / "charts" / charts.file_name(figure.drawing, palette, variant)
                drawn = drawn_file(workers, path, charts.draw, figure.drawing, palette, variant)
                found[id, language, variant] = drawn
        return found

    def speaker(self, language: str) -> Localizer:
        """What speaks a language of the plan."""
        return self._speakers[language]

    def views(self, language: str) -> Views:
        """What there is to be shown in a language of the plan."""
        return self._views[language]

    def render(self, template: str, name: str, language: str, **more: Any) -> str:
        """A template as the page `name` of a language."""
        return self._env.get_template(template).render(self._context(name, self._speakers[language]) | more)

    def _context(self, name: str, speak: Localizer) -> dict[str, Any]:
        languages = self.plan.languages
        return {
            "plan": self.plan,
            "catalog": self.catalog,
            "speak": speak,
            "w": templates.Words(speak),
            "to": lambda page, anchor="": relative_url(name, speak.language, page, languages, anchor),
            "file": lambda path: relative_file(name, speak.language, path, languages),
            "figure": lambda id: self.figures[id, speak.language],
            "chart_name": lambda id, variant: chart_name(id, speak.language, variant),
            "variants": charts.VARIANTS,
            "address": page_url(name, speak.language, languages),
            "views": self._views[speak.language],
            "chapter_title": lambda page: self.chapter(page, speak.language).title,
        }

    def chapter(self, page: str, language: str) -> Chapter:
        """The chapter as a reader of the language gets it: in it, else in English, else in the default."""
        languages = self.plan.languages
        order = (language, "en", languages.codes[0])
        found = (self._chapters.get(chapters.page_uri(page, code, languages)) for code in order)
        return next(chapter for chapter in found if chapter)

    def chapter_body(self, page: str, language: str) -> str:
        """A chapter's Markdown without its title, every placeholder replaced by its block."""
        if (page, language) not in self._bodies:
            context = self._context(page, self._speakers[language])

            def block(match: re.Match[str]) -> str:
                template = self._env.get_template(f"blocks/{match[1]}.html")
                return "\n" + template.render(context | {"argument": match[2]}) + "\n"

            self._bodies[page, language] = PLACEHOLDER.sub(block, self.chapter(page, language).body)
        return self._bodies[page, language]


def drawn_file(workers: Workers, path: Path, draw: Callable[..., bytes], *arguments: object) -> Future[Path]:
    """The file at `path`, if it is there already; else what the workers are told to draw."""
    if not path.is_file():
        return workers.submit(find_or_make, path, draw, *arguments)
    there: Future[Path] = Future()
    there.set_result(path)
    return there


def chart_name(series: str, language: str, variant: charts.Variant) -> str:
    """The published name of one file of a chart."""
    return f"assets/charts/{series}.{language}.{variant.scheme}.{variant.width}.svg"


def page_url(page: str, language: str, languages: Languages) -> str:
    """The address of a page from the root of the site: `` for home, `en/tools/`."""
    path = "" if page == "index" else re.sub(r"/index$", "", page) + "/"
    return path if language == languages.codes[0] else f"{language}/{path}"


def relative_url(origin: str, language: str, page: str, languages: Languages, anchor: str = "") -> str:
    """The address of `page` as the page `origin` of the same language writes it."""
    start, end = page_url(origin, language, languages), page_url(page, language, languages)
    path = posixpath.relpath("/" + end, "/" + start)
    return ("./" if path == "." else path + "/") + (f"#{anchor}" if anchor else "")


def relative_file(origin: str, language: str, path: str, languages: Languages) -> str:
    """The address of a file, named from the root of the site, as the page `origin` writes it."""
    return posixpath.relpath("/" + path, "/" + page_url(origin, language, languages))
