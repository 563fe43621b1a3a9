"""The pages that every site has, one record each. To add one: its record here, its template, its words.

In the menu the pages of a section stand in the order of `PAGES`; the sections and their order are `MENU` in page.py.
Pages that come in numbers (cards, the measures of a large plan, chapters) are made in plan.pages.kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plan.model import Plan

from . import callings, machines
from .editions import EDITIONS_PAGE
from .facts import data, entry, findable, home_description, named, nothing, of_edition, targets, word
from .family_pages import family_pages
from .offices import OFFICES, in_plan
from .page import Page, SideColumn
from .reserved import AT_ROOT, SETTINGS
from .topic_pages import TOPICS, topic_pages

#: The folder of the cards under data/ and, where a plan says no other, of their pages; the page that lists them; the
#: folder of the pages of items.
CARDS, _LIST, ITEMS = "projects", "projects/index", "structure"
#: The page about the consultation on a draft.
CONSULTATION = "consultation"
#: The folder of the pages on what changed from edition to edition.
CHANGES = "changes"
#: The folder of the yearly reports.
REPORTS = "report"
#: The pages on which the site counts what the plan says: their words are its own, their figures the plan's.
COUNTED = ("progress", REPORTS)

PAGES: Sequence[Page] = (
    Page(
        name="index",
        template="index.html",
        needs="",
        title=lambda plan, speak: speak.plain(plan.details.title),
        description=home_description,
        menu=entry("home", "home"),
        above=None,
        hides=frozenset(SideColumn),
        search=findable(named("home", "pdf_whole", "pdf_summary", "take_away"), rank=0.6, only_lead=True),
        sources=data("plan.yml", "vision.yml", "topics.yml"),
        picture="plan",
        machine=machines.website,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name=_LIST,
        template="projects-list.html",
        needs="shown_cards",
        title=word("projects"),
        description=word("projects_description"),
        menu=entry("find_projects", "projects"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named("projects", "projects_list", "find_projects"), rank=0.8, only_lead=True),
        sources=data("structure.yml", "topics.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="rules",
        template="rules.html",
        needs="rules",
        title=word("rules"),
        description=word("rules_description"),
        menu=entry("read_plan", "rules"),
        above=None,
        hides=frozenset(),
        search=findable(named("rules"), rank=0.8, only_lead=False),
        sources=data("rules.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name=OFFICES,
        template="departments.html",
        needs="shown_offices",
        title=word("departments"),
        description=word("departments_description"),
        menu=entry("find_projects", "departments"),
        above=None,
        hides=frozenset(),
        search=findable(
            callings.offices,
            named("departments", "departments_list", "departments_in_charge"),
            rank=0.8,
            only_lead=True,
        ),
        sources=data("departments.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
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
    Page(
        name="glossary",
        template="glossary.html",
        needs="shown_glossary",
        title=word("glossary"),
        description=word("glossary_description"),
        menu=entry("glossary", "glossary"),
        above=None,
        hides=frozenset(),
        search=findable(callings.terms, named("glossary", "way_words"), rank=0.79, only_lead=False),
        sources=data("glossary.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="list-of-figures",
        template="list-of-figures.html",
        needs="listed_pictures",
        title=word("picture_list"),
        description=word("picture_list_description"),
        menu=entry("read_plan", "picture_list"),
        above=None,
        hides=frozenset(),
        search=findable(named("picture_list"), rank=0.4, only_lead=False),
        sources=data("plan.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=True,
        indexed=True,
    ),
    Page(
        name="about",
        template="about.html",
        needs="",
        title=word("about"),
        description=word("about_description"),
        menu=entry("about", "about"),
        above=None,
        hides=frozenset(),
        search=findable(
            named("about", "licence"),
            of_edition,
            named("contact", "plan_period", "pdf_whole", "take_away"),
            rank=0.7,
            only_lead=False,
        ),
        sources=data("plan.yml", "sources.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
    EDITIONS_PAGE,
    Page(
        name="data",
        template="data.html",
        needs="",
        title=word("open_data"),
        description=word("open_data_description"),
        menu=None,
        above=None,
        hides=frozenset(),
        search=findable(named("open_data", "data_tables", "take_away"), rank=0.5, only_lead=False),
        sources=data("plan.yml"),
        picture="plan",
        machine=machines.catalog,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
    Page(
        name="notes",
        template="notes.html",
        needs="shown_notes",
        title=word("notes"),
        description=word("notes_description"),
        menu=None,
        above=None,
        hides=frozenset(SideColumn),
        search=None,
        sources=data("notes.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=False,
    ),
    Page(
        name="search",
        template="search.html",
        needs="",
        title=word("search"),
        description=word("search_description"),
        menu=None,
        above=None,
        hides=frozenset(SideColumn),
        search=None,
        sources=data("synonyms.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
    Page(
        name=CONSULTATION,
        template="consultation.html",
        needs="consultation",
        title=word("consultation"),
        description=word("consultation_description"),
        menu=entry("about", "consultation"),
        above=None,
        hides=frozenset((SideColumn.FAMILY,)),
        search=findable(named("consultation", "consultation_found"), rank=1.0, only_lead=False),
        sources=data("consultation.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
    Page(
        name="accessibility",
        template="accessibility.html",
        needs="",
        title=word("accessibility"),
        description=word("accessibility_description"),
        menu=None,
        above=None,
        hides=frozenset(),
        search=findable(named("accessibility"), rank=0.7, only_lead=False),
        sources=data("accessibility.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
    Page(
        name="licences",
        template="licences.html",
        needs="",
        title=word("licences"),
        description=word("licences_description"),
        menu=None,
        above=None,
        hides=frozenset(),
        search=findable(named("licences", "software_licence"), rank=0.4, only_lead=False),
        sources=data("words.yml"),
        picture="plan",
        machine=nothing,
        given=nothing,
        of_plan=False,
        indexed=True,
    ),
)

#: The first folders, and the files, of all addresses that are the program's: no part of a plan, and no file beside its
#: chapters, is called so.
RESERVED = frozenset(
    (
        *(page.name.split("/")[0] for page in PAGES),
        *(CARDS, ITEMS, REPORTS, CHANGES, TOPICS, "assets", "pdf", "embed", ".well-known"),
        *AT_ROOT,
        *SETTINGS,
    )
)


def pages_of(plan: Plan) -> Iterator[Page]:
    """The pages of a plan: those whose part of the plan is there. Raises PageError for a record that cannot be so."""
    for page in PAGES:
        page.check()
    for page in PAGES:
        if not page.needs or getattr(plan, page.needs) is not None:
            yield replace(in_plan(page, plan), name=name_in(page, plan.card_folder))
        if page.name == _LIST:  # in the menu they stand after it
            yield from (*family_pages(plan), *topic_pages(plan))


def name_in(page: Page, cards: str) -> str:
    """The name of one of PAGES in a plan whose cards have their pages in a folder."""
    return f"{cards}/index" if page.name == _LIST else page.name
