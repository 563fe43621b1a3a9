"""What machines are told of the pages of a site (https://schema.org)."""

from __future__ import annotations

from typing import Any

from plan.model import Plan

from .page import Speaks


def city(plan: Plan, speak: Speaks) -> dict[str, str]:
    """The city as machines are told of it."""
    return {"@type": "GovernmentOrganization", "name": speak.plain(plan.details.city.name)}


def website(plan: Plan, speak: Speaks, address: str) -> dict[str, Any]:
    """The site."""
    return {"inLanguage": speak.tag, "@type": "WebSite", "publisher": city(plan, speak)}


def dataset(plan: Plan, speak: Speaks, address: str) -> dict[str, Any]:
    """The statistics, which stand on one page."""
    columns = [speak.plain(column.name) for series in plan.series.values() for column in series.columns]
    return {
        "inLanguage": speak.tag,
        "@type": "Dataset",
        "creator": city(plan, speak),
        "license": str(plan.details.licence.url or address),
        "isAccessibleForFree": True,
        "dateModified": plan.details.edition.updated.isoformat(),
        "variableMeasured": columns,
    }


def catalog(plan: Plan, speak: Speaks, address: str) -> dict[str, Any]:
    """The open data."""
    licence = plan.details.licence.url
    return {
        "inLanguage": speak.tag,
        "@type": "DataCatalog",
        "creator": city(plan, speak),
        **({"license": str(licence)} if licence else {}),
        "isAccessibleForFree": True,
        "dateModified": plan.details.edition.updated.isoformat(),
    }
