"""Words for the plan and for who keeps it, as every page and every document says them."""

from __future__ import annotations

from plan.model import Plan
from plan.showing.localizer import Localizer


def plan_name(plan: Plan, speak: Localizer) -> str:
    """The title of the plan, with the label of the edition while it is a draft: 計画（案）, Plan (Draft)."""
    title, edition = speak.plain(plan.details.title), plan.details.edition
    gap = "" if speak.language == "ja" else " "
    return f"{title}{gap}{speak.plain(edition.label)}" if edition.status == "draft" else title


def keeper(plan: Plan, speak: Localizer) -> str:
    """The city and the office that keep the plan, in one line."""
    details = plan.details
    office = next(item for item in plan.departments.departments if item.id == details.office)
    comma = "" if speak.language == "ja" else ", "
    above = speak.plain(details.office_of) + comma if details.office_of else ""
    return speak.plain_word(
        "kept_by_city", city=speak.plain(details.city.name), office=above + speak.plain(office.name)
    )
