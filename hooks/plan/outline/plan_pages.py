"""The pages that lead into the plan: its start, its lists of cards, rules and offices, one record each."""

from __future__ import annotations

from collections.abc import Sequence

from . import callings, machines
from .offices import OFFICES
from .page import Page, SideColumn
from .record_parts import data, entry, findable, home_description, named, nothing, word

#: The page that lists the cards, where a plan says no other folder for them.
LIST = "projects/index"
#: Those of the sections home and find_projects of the menu, and the rules, which stand first under read_plan.
PLAN_PAGES: Sequence[Page] = (
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
        name=LIST,
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
)
