"""Rules about offices: what one belongs to belongs to something else in the end."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding
from plan.rules.facts import Facts
from plan.rules.way_round import ways_round


def in_a_circle(facts: Facts) -> Iterator[Finding]:
    """No office belongs to itself, nor to one that belongs to it."""
    departments = facts.one(model.Departments)
    offices = departments.departments if departments else ()
    places = {office.id: index for index, office in enumerate(offices)}
    above = {office.id: (office.belongs_to,) if office.belongs_to else () for office in offices}
    for way in ways_round(above):
        place = DataField("departments.yml", ("departments", places[way[0]], "belongs_to"))
        yield Finding(place, "office-in-circle", {"path": " → ".join((*way, way[0]))})
