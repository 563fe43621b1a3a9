"""Which documents a plan has, by their names under `pdf/<language>/`: known before any is made."""

from __future__ import annotations

from collections.abc import Iterator

from plan.model import Plan
from plan.showing.catalog import Catalog

#: Where the indicators stand, on two pages.
OVERVIEW = "progress"
#: The comment sheet of a consultation, and what came of it.
COMMENT_SHEET, CONSULTATION_RESULT = "comment-sheet", "consultation-result"


def report_name(year: int) -> str:
    """The name of the report on a fiscal year."""
    return f"report-{year}"


def is_of_a_year(name: str) -> bool:
    """Whether a document is no part of the plan, but tells what came of it: where indicators stand, a yearly report."""
    return name == OVERVIEW or name.startswith(report_name(0).removesuffix("0"))


def document_names(plan: Plan, catalog: Catalog) -> Iterator[str]:
    """The names of all documents of each language."""
    yield "whole"
    yield from (f"part-{part.id}" for part in plan.details.parts)
    yield "summary"
    departments = plan.departments.departments
    yield from (f"departments/{item.id}" for item in departments if catalog.of_department(item.id))
    yield from (card.page for card in catalog.cards)
    if plan.reported_years:
        yield OVERVIEW
        yield from map(report_name, reversed(plan.reported_years))
    if plan.consultation:
        yield COMMENT_SHEET
        if plan.consultation.over:
            yield CONSULTATION_RESULT
