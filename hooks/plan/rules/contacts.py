"""Finds whom nobody can ask: a plan whose office has no contact, an office that cards name without one.

The rules themselves, with how grave each is, stand in indicators.py: a city may accept either with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.rules.facts import Facts
from plan.rules.unlikely import Unlikely


def no_contact(facts: Facts) -> Iterator[Unlikely]:
    """A plan says how its office is reached: in plan.yml, or at that office; a draft too."""
    details, departments = facts.one(model.PlanDetails), facts.one(model.Departments)
    if details is None or departments is None or details.contact is not None:
        return
    if not any(office.contact for office in departments.departments if office.id == details.office):
        yield Unlikely("plan.yml", (), ("office",), None, {"office": details.office})


def no_office_contact(facts: Facts) -> Iterator[Unlikely]:
    """An office that a card names says how it is reached, in a plan in which any does but the plan's own; several under
    one name have no telephone of their own."""
    details, departments = facts.one(model.PlanDetails), facts.one(model.Departments)
    offices = departments.departments if departments else ()
    keeper = details.office if details else None
    named = {id for _, project in facts.projects() for id in project.departments}
    if any(office.contact for office in offices if office.id != keeper):
        for index, office in enumerate(offices):
            if office.id in named and not (office.contact or office.group):
                where = ("departments", index, "id")
                yield Unlikely("departments.yml", (), where, None, {"found": office.id})
