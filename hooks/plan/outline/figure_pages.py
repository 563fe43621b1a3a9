"""The pages of the plan's figures and years: indicators, progress, marks, roadmap, log, statistics, one record each."""

from __future__ import annotations

from collections.abc import Sequence

from . import callings, machines
from .page import Page, SideColumn
from .record_parts import data, entry, findable, named, nothing, targets, word

#: The folder of the yearly reports.
REPORTS = "report"
#: Those of the sections figures and roadmap of the menu.
FIGURE_PAGES: Sequence[Page] = (
    Page(
        name="indicators",
        template="indicators.html",
        needs="shown_indicators",
        title=word("indicators"),
        description=word("indicators_description"),
        menu=entry("figures", "indicators"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named(*callings.MEASURED), callings.indicators, rank=0.7, only_lead=True),
        sources=data("projects/"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="progress",
        template="progress.html",
        needs="reported_years",
        title=word("progress"),
        description=word("progress_description"),
        menu=entry("figures", "progress"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named("progress", "reports"), rank=0.8, only_lead=True),
        sources=data("projects/", "verdicts.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
    Page(
        name="marks",
        template="marks.html",
        needs="marked_by",
        title=word("marks"),
        description=word("marks_description"),
        menu=entry("figures", "marks"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named("marks"), callings.scales, rank=0.8, only_lead=True),
        sources=data("scales.yml", "projects/"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="roadmap",
        template="roadmap.html",
        needs="shown_roadmap",
        title=word("roadmap"),
        description=lambda plan, speak: word(
            "roadmap_description" if plan.shown_indicators else "schedules_description"
        )(plan, speak),
        menu=entry("roadmap", "roadmap"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named("roadmap", "schedule"), targets, callings.years, rank=0.8, only_lead=True),
        sources=data("roadmap.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="log",
        template="log.html",
        needs="log",
        title=word("log"),
        description=word("log_description"),
        menu=entry("figures", "log"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named("log"), rank=0.8, only_lead=False),
        sources=data("log.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="statistics",
        template="statistics.html",
        needs="shown_statistics",
        title=word("statistics"),
        description=word("statistics_description"),
        menu=entry("figures", "statistics"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(callings.series, named("statistics", "figures"), rank=0.8, only_lead=False),
        sources=data("series/"),
        picture="plan",
        machine=machines.dataset,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
)
