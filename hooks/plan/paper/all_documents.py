"""All documents of a plan in one language: its own, as it was decided, and those on what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from plan.model import Consultation
from plan.model.adopted import as_decided
from plan.outline.registry import CONSULTATION
from plan.paper.comment_sheet import comment_sheet_document
from plan.paper.document_names import COMMENT_SHEET, CONSULTATION_RESULT, OVERVIEW, report_name
from plan.paper.edition import Document, PaperEdition
from plan.showing.comment_sheet import comment_sheet
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer

if TYPE_CHECKING:
    from plan.editions.history import History


def decided(renderer: Renderer) -> Renderer:
    """The plan as its own documents have it, ready to be rendered."""
    return renderer.of(as_decided(renderer.plan))


def all_documents(
    renderer: Renderer, own: Renderer, language: str, history: History | None = None
) -> Iterator[Document]:
    """The documents in the order of their names (`names.document_names`); `own` is what `decided` gives.

    Behind them stand the tables of old and new of a plan with frozen editions.
    """
    yield from PaperEdition(own, language).documents()
    edition = PaperEdition(renderer, language)
    if (years := renderer.plan.reported_years) and edition.prints("reports"):
        yield from _of_years(years, edition, renderer, language)
    if (given := renderer.plan.consultation) and edition.prints("consultation"):
        yield from _of_consultation(given, edition, renderer, language)
    if history and edition.prints("editions"):
        yield from _of_pairs(history, edition, renderer, language)


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


def _of_consultation(
    given: Consultation, edition: PaperEdition, renderer: Renderer, language: str
) -> Iterator[Document]:
    """The comment sheet of a consultation, and what came of it when that is told."""
    speak = renderer.speaker(language)
    sheet = comment_sheet(given, renderer.plan, speak, numbered=renderer.comments.numbered)
    yield comment_sheet_document(edition, sheet, COMMENT_SHEET)
    if given.over:
        title = speak.plain_word("consultation_result_link")
        found = renderer.opinions(language)
        chapter = edition.made_from("blocks/consultation-result.html", CONSULTATION, title, opinions=found)
        whole = speak.plain_word("part_title", plan=renderer.plan.details.title, part=title)
        yield edition.beside(CONSULTATION_RESULT, whole, chapter, cover=False)


def _of_pairs(history: History, edition: PaperEdition, renderer: Renderer, language: str) -> Iterator[Document]:
    """The table of old and new for each pair of editions."""
    from plan.editions.edition_names import named
    from plan.paper.comparison import comparison_document

    speak = renderer.speaker(language)
    for pair in history.pairs:
        if table := history.table(pair, speak):
            title = speak.plain_word("part_title", plan=renderer.plan.details.title, part=history.title(pair, speak))
            of = named(pair.new, renderer.plan, speak).short
            yield comparison_document(edition, table, pair.page, title, speak, of)
