"""The pages that every site has, all together. To add one: its record, its template, its words.

The records stand by sections of the menu: of the plan itself in plan_pages.py, of its figures in figure_pages.py, of
the edition and of the site in site_pages.py. The sections and their order are `MENU` in page.py. Pages that come in
numbers (cards, the measures of a large plan, chapters) are made in plan.pages.kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plan.model import Plan

from .family_pages import family_pages
from .figure_pages import FIGURE_PAGES
from .figure_pages import REPORTS as REPORTS
from .offices import in_plan
from .page import Page
from .plan_pages import LIST, PLAN_PAGES
from .reserved import AT_ROOT, SETTINGS
from .site_pages import CONSULTATION as CONSULTATION
from .site_pages import SITE_PAGES
from .topic_pages import TOPICS, topic_pages

#: The folder of the cards under data/ and, where a plan says no other, of their pages; that of the pages of items.
CARDS, ITEMS = "projects", "structure"
#: The folder of the pages on what changed from edition to edition.
CHANGES = "changes"
#: The pages on which the site counts what the plan says: their words are its own, their figures the plan's.
COUNTED = ("progress", REPORTS)

#: All of them. In the menu the pages of a section stand in this order.
PAGES: Sequence[Page] = (*PLAN_PAGES, *FIGURE_PAGES, *SITE_PAGES)

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
        if page.name == LIST:  # in the menu they stand after it
            yield from (*family_pages(plan), *topic_pages(plan))


def name_in(page: Page, cards: str) -> str:
    """The name of one of PAGES in a plan whose cards have their pages in a folder."""
    return f"{cards}/index" if page.name == LIST else page.name
