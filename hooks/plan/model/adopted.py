"""The plan as its own documents have it: what was decided does not change with what comes of it afterwards.

The documents of an adopted plan hold what was decided on its day, or on that of its last revision: no actual value, no
mark and no day of the data of a later time. These are the site's, and of the yearly reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from .fiscal_years import fiscal_year_of
from .indicators import Indicator
from .projects import Project
from .structure import Item
from .whole import Plan


class _OfOneYear(Protocol):
    @property
    def fiscal_year(self) -> int:
        """The year."""


_One = TypeVar("_One", bound=_OfOneYear)


def as_decided(plan: Plan) -> Plan:
    """An adopted plan without what came after it was decided or last revised; any other as it is."""
    edition = plan.details.edition
    day = edition.revised or edition.decided
    if edition.status != "adopted" or day is None:
        return plan
    year = fiscal_year_of(day)
    details = plan.details.model_copy(
        update={"edition": edition.model_copy(update={"updated": day}), "values_due": None}
    )
    projects = {id: _project(project, year) for id, project in plan.projects.items()}
    structure = plan.structure and plan.structure.model_copy(
        update={"items": tuple(_item(item, year) for item in plan.structure.items)}
    )
    return replace(plan, details=details, projects=projects, structure=structure)


def _project(project: Project, year: int) -> Project:
    indicators = tuple(_indicator(one, year) for one in project.indicators)
    return project.model_copy(update={"indicators": indicators, "marks": _before(project.marks, year)})


def _item(item: Item, year: int) -> Item:
    indicators = tuple(_indicator(one, year) for one in item.indicators)
    return item.model_copy(
        update={"indicators": indicators, "items": tuple(_item(inner, year) for inner in item.items)}
    )


def _indicator(indicator: Indicator, year: int) -> Indicator:
    return indicator.model_copy(
        update={
            "actuals": _before(indicator.actuals, year),
            "marks": _before(indicator.marks, year),
            "values_due": None,
        }
    )


def _before(found: Sequence[_One], year: int) -> tuple[_One, ...]:
    """Those of years that were over."""
    return tuple(item for item in found if item.fiscal_year < year)
