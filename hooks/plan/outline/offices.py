"""The page of the offices of a plan: of whom it speaks, which is more than cards where items of levels name offices."""

from __future__ import annotations

from dataclasses import replace

from plan.model import Plan

from .page import MenuPlace, Page

#: The page of the offices that are in charge of anything.
OFFICES = "departments"


def in_plan(page: Page, plan: Plan) -> Page:
    """A page as it is called in a plan: that of the offices otherwise, where items of levels name any."""
    if page.name != OFFICES or not plan.offices_of_items:
        return page
    return replace(
        page,
        title=lambda plan, speak: speak.plain_word("offices"),
        description=lambda plan, speak: speak.plain_word("offices_description", plan=plan.details.title),
        menu=MenuPlace(section="find_projects", group=None, title=lambda speak: str(speak.word("offices"))),
    )
