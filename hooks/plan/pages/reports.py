"""The pages of the yearly reports: one for each fiscal year for which the plan has actual values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from plan.model import Plan
from plan.outline.page import Findable, Page, Speaks
from plan.outline.record_parts import data, named, nothing
from plan.outline.registry import REPORTS
from plan.showing.renderer import Renderer


def reports(renderer: Renderer) -> Iterator[Page]:
    """The pages, the latest first."""
    for year in reversed(renderer.plan.reported_years or ()):
        yield _report(year, renderer)


def _report(year: int, renderer: Renderer) -> Page:
    def title(plan: Plan, speak: Speaks) -> str:
        return speak.plain_word("report_of", year=lambda by: by.fiscal_year(year))

    def description(plan: Plan, speak: Speaks) -> str:
        return speak.plain_word("report_description", plan=plan.details.title, year=lambda by: by.fiscal_year(year))

    return Page(
        name=f"{REPORTS}/{year}",
        template="report.html",
        needs="",
        title=title,
        description=description,
        menu=None,
        above=None,
        hides=frozenset(),
        search=Findable(rank=0.7, keys=named("reports"), headings=False, only_lead=True, said=None),
        sources=data("projects/", "structure.yml"),
        picture="plan",
        machine=nothing,
        given=partial(_given, year, renderer),
        of_plan=False,
        indexed=True,
    )


def _given(year: int, renderer: Renderer, language: str) -> Mapping[str, Any]:
    return {"report": renderer.report(language, year)}
