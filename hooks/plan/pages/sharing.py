"""Says what other sites show of pages: the words of the picture of a page that is shared, and data for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from plan.model import Plan, colors
from plan.showing.addresses import page_url
from plan.showing.catalog import Card
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer


def card_lines(card: Card, indicators: Sequence[ShownIndicator], plan: Plan, speak: Localizer) -> dict[str, str]:
    """What the picture of a card says: its title and the way from baseline to target of its first indicator."""
    said = {
        "plan": speak.plain(plan.details.title),
        "title": speak.plain(card.project.title),
        "after": "",
        "note": "",
        "city": speak.plain(plan.details.city.name),
    }
    for indicator in indicators[:1]:
        before = f"{indicator.baseline.words.plain} → " if indicator.baseline.known else ""
        said["after"] = before + indicator.target.words.plain
        said["note"] = f"{indicator.name.plain}\n{indicator.target.year}"
    return said


def plan_lines(plan: Plan, speak: Localizer) -> dict[str, str]:
    """What the picture of every other page says: the plan and its vision."""
    period = plan.details.period
    return {
        "plan": speak.plain(plan.details.title),
        "title": speak.plain(plan.vision.statement),
        "after": "",
        "note": speak.plain_word("period", first=speak.fiscal_year(period.first), last=speak.fiscal_year(period.last)),
        "city": speak.plain(plan.details.city.name),
    }


def palette_of(plan: Plan) -> Mapping[str, str]:
    """The light colors of the plan."""
    return colors.scheme(**plan.details.colors.model_dump(), dark=False)


def structured_data(name: str, title: str, summary: str, card: Card | None, plan: Plan, speak: Localizer) -> str:
    """JSON-LD for a page; empty where there is nothing to say. https://schema.org/Project, /Dataset, /WebSite"""
    address = plan.details.url + page_url(name, speak.language, plan.languages)
    city = {"@type": "GovernmentOrganization", "name": speak.plain(plan.details.city.name)}
    found: dict[str, Any] = {"@context": "https://schema.org", "url": address, "inLanguage": speak.language}
    if card:
        found |= {
            "@type": "Project",
            "name": title,
            "description": summary,
            "parentOrganization": city,
            "department": [speak.plain(department.name) for department in card.departments],
        }
        del found["inLanguage"]
    elif name == "statistics":
        found |= {
            "@type": "Dataset",
            "name": title,
            "description": summary,
            "creator": city,
            "license": str(plan.details.licence.url or address),
            "isAccessibleForFree": True,
            "dateModified": plan.details.edition.updated.isoformat(),
            "variableMeasured": [
                speak.plain(column.name) for series in plan.series.values() for column in series.columns
            ],
        }
    elif name == "index":
        found |= {"@type": "WebSite", "name": title, "description": summary, "publisher": city}
    else:
        return ""
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")
