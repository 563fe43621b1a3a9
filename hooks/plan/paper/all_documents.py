"""All documents of a plan in one language: its own, as it was decided, and those on what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from plan.model.adopted import as_decided
from plan.paper.edition import Document, PaperEdition
from plan.paper.names import OVERVIEW, report_name
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer


def decided(renderer: Renderer) -> Renderer:
    """The plan as its own documents have it, ready to be rendered."""
    return renderer.of(as_decided(renderer.plan))


def all_documents(renderer: Renderer, own: Renderer, language: str) -> Iterator[Document]:
    """The documents in the order of their names (`names.document_names`); `own` is what `decided` gives."""
    yield from PaperEdition(own, language).documents()
    if years := renderer.plan.reported_years:
        yield from _of_years(years, PaperEdition(renderer, language), renderer, language)


def _of_years(years: tuple[int, ...], edition: PaperEdition, renderer: Renderer, language: str) -> Iterator[Document]:
    """Where the indicators stand on two pages, and the report on each year."""
    speak, plan = renderer.speaker(language), renderer.plan
    title = speak.plain_word("progress")
    chapter = edition.made_from("blocks/overview-paper.html", "progress", title)
    yield edition.beside(
        OVERVIEW, speak.plain_word("part_title", plan=plan.details.title, part=title), chapter, cover=False
    )
    for year in reversed(years):
        title = speak.plain_word("report_of", year=partial(Localizer.fiscal_year, year=year))
        report = renderer.report(language, year)
        given = {"report": report, "paper": True}
        chapter = edition.made_from("blocks/report.html", f"report/{year}", title, **given)
        whole = speak.plain_word("part_title", plan=plan.details.title, part=title)
        yield edition.beside(report_name(year), whole, chapter, cover=True, deep=report.divided)
