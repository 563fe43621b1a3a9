"""The plan as its own documents have it: what was decided does not change with what comes of it afterwards.

The documents of an adopted plan hold what was decided on its day, or on that of its last revision: no actual value, no
mark, no settled amount and no day of the data of a later time; and what was revised or renamed later, or became of a
card, is as it was then. What came since is the site's, and of the yearly reports.

What ended with the fiscal year of the decision, or became otherwise in it, is of the decision: decided in March, a card
is called as it was renamed, and printed as the one that ended. After that year it came later.

What names no year stays: nothing tells that it is later. So do budgets, which a plan prints for years to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar

from .budgets import Budget, BudgetTotal
from .departments import Department
from .fiscal_years import fiscal_year_of
from .indicators import FormerTarget, Indicator
from .projects import Project
from .status import PastStatus, Status
from .structure import Item
from .whole_plan import Plan


class _OfOneYear(Protocol):
    @property
    def fiscal_year(self) -> int:
        """The year."""


class _Former(Protocol):
    @property
    def until(self) -> int | None:
        """The last fiscal year in which it was so."""


_One = TypeVar("_One", bound=_OfOneYear)
_Name = TypeVar("_Name", bound=_Former)


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
    projects = {id: _project(project, day) for id, project in plan.projects.items()}
    structure = plan.structure and plan.structure.model_copy(
        update={"items": tuple(_item(item, year) for item in plan.structure.items)}
    )
    offices = plan.departments.model_copy(
        update={"departments": tuple(_office(office, year) for office in plan.departments.departments)}
    )
    return replace(plan, details=details, projects=projects, structure=structure, departments=offices)


def _project(project: Project, day: date) -> Project:
    year = fiscal_year_of(day)
    changed: dict[str, Any] = {
        "indicators": tuple(_indicator(one, year) for one in project.indicators),
        "marks": _before(project.marks, year),
        "history": tuple(item for item in project.history if item.fiscal_year <= year),
    }
    title, changed["former_titles"] = _called(project.former_titles, year)
    if title:
        changed |= {"title": title.title, "reading": None}  # the reading is that of the later title
    if project.status and _later(project.status, day):
        changed |= _status_then(changed["history"])
    return project.model_copy(update=changed | _money(project, year))


def _office(office: Department, year: int) -> Department:
    name, before = _called(office.former_names, year)
    changed: dict[str, Any] = {"former_names": before}
    if name:
        changed |= {"name": name.name, "romanized": None}  # the Latin letters are those of the later name
    return office.model_copy(update=changed)


def _called(former: Sequence[_Name], year: int) -> tuple[_Name | None, tuple[_Name, ...]]:
    """By which of its former names something was called in a year, if by any, and those that it had before."""
    then = min((item for item in former if (item.until or 0) > year), key=lambda item: item.until or 0, default=None)
    return then, tuple(item for item in former if (item.until or 0) <= year)


def _later(status: Status, day: date) -> bool:
    """Whether it became so after a day; where the plan names neither day nor year nothing says so."""
    if status.day:
        return status.day > day
    return status.fiscal_year is not None and status.fiscal_year > fiscal_year_of(day)


def _status_then(history: Sequence[PastStatus]) -> dict[str, Any]:
    """The status before it, and what was before that; none of which it would have to be told what it became."""
    last = max(history, key=lambda item: item.fiscal_year, default=None)
    if last is None or last.state in ("merged", "split"):
        return {"status": None}
    given = {name: getattr(last, name) for name in ("state", "called", "fiscal_year", "reason")}
    status = Status.model_construct(**given, day=None, into=())
    return {"status": status, "history": tuple(item for item in history if item is not last)}


def _money(owner: Project | Item, year: int) -> dict[str, Any]:
    """Its budgets without the settled amounts of later years; an entry that has nothing else is not there."""
    total = owner.budget_total
    return {
        "budgets": tuple(_unsettled(owner.budgets, year)),
        "budget_total": next(_unsettled([total], year), None) if total else None,
    }


_Money = TypeVar("_Money", Budget, BudgetTotal)


def _unsettled(found: Sequence[_Money], year: int) -> Iterator[_Money]:
    for item in found:
        last = item.last if isinstance(item, BudgetTotal) else item.fiscal_year
        if item.settled is None or last < year:
            yield item
        elif item.budget is not None:
            yield item.model_copy(update={"settled": None})


def _item(item: Item, year: int) -> Item:
    indicators = tuple(_indicator(one, year) for one in item.indicators)
    return item.model_copy(
        update={"indicators": indicators, "items": tuple(_item(inner, year) for inner in item.items)}
        | _money(item, year)
    )


def _indicator(indicator: Indicator, year: int) -> Indicator:
    return _as_targeted(indicator, year).model_copy(
        update={
            "actuals": _before(indicator.actuals, year),
            "marks": _before(indicator.marks, year),
            "values_due": None,
        }
    )


def _as_targeted(indicator: Indicator, year: int) -> Indicator:
    """An indicator with its targets as they stood in a year: what was revised later is what it was."""
    for former in reversed([item for item in indicator.former_targets if item.revised > year]):
        indicator = indicator.model_copy(update=_target_then(indicator, former))
    known = tuple(item for item in indicator.former_targets if item.revised <= year)
    return indicator.model_copy(update={"former_targets": known})


def _target_then(indicator: Indicator, former: FormerTarget) -> dict[str, Any]:
    """A target in place of that which replaced it: that of its year, else *the* target, whose year was another then."""
    same = (at for at, item in enumerate(indicator.targets) if item.fiscal_year == former.fiscal_year is not None)
    at = next(same, len(indicator.targets) - 1) if indicator.target is None else next(same, None)
    now = indicator.target if at is None else indicator.targets[at] if at >= 0 else None
    if now is None:
        return {}
    changed: dict[str, Any] = {name: getattr(former, name) for name in ("value", "upper", "bound", "stated")}
    if former.fiscal_year is not None and former.fiscal_year != now.fiscal_year:
        changed |= {"fiscal_year": former.fiscal_year, "first": None, "when": None}
    then = now.model_copy(update=changed)
    if at is None:
        return {"target": then}
    return {"targets": (*indicator.targets[:at], then, *indicator.targets[at + 1 :])}


def _before(found: Sequence[_One], year: int) -> tuple[_One, ...]:
    """Those of years that were over."""
    return tuple(item for item in found if item.fiscal_year < year)
