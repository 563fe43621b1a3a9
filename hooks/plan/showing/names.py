"""Words for the plan and for who keeps it, as every page and every document says them."""

from __future__ import annotations

from plan.model import Plan
from plan.showing.localizer import Localizer


def plan_name(plan: Plan, speak: Localizer) -> str:
    """The title of the plan, with the label of the edition while it is a draft: 計画（案）, Plan (Draft)."""
    title, edition = speak.plain(plan.details.title), plan.details.edition
    return speak.beside(title, speak.plain(edition.label) if edition.status == "draft" else "")


def keeper(plan: Plan, speak: Localizer) -> str:
    """The city, and the office that keeps the plan where the city says how to reach it; in one line.

    Without a contact nobody has said that this office is the one to ask: only the notes for editors name it.
    """
    details = plan.details
    if details.contact is None:
        return speak.plain(details.city.name)
    office = next(item for item in plan.departments.departments if item.id == details.office)
    words = speak.office(details, office)
    return speak.plain_word("kept_by_city", city=speak.plain(details.city.name), office=words)
