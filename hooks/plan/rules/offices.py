"""Rules about offices: what one belongs to belongs to something else in the end, and a former name is another."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, shown
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


def names_of_today(facts: Facts) -> Iterator[Finding]:
    """A former name of an office is another than that of today; that it is the name of another office is unlikely."""
    departments = facts.one(model.Departments)
    offices = departments.departments if departments else ()
    names = {facts.original(office.name).strip(): office.id for office in reversed(offices)}
    for index, office in enumerate(offices):
        for number, former in enumerate(office.former_names):
            place = DataField("departments.yml", ("departments", index, "former_names", number, "name"))
            words = facts.original(former.name).strip()
            if words == facts.original(office.name).strip():
                yield Finding(place, "former-name-of-today", {"found": shown(words).strip("'")})
            elif words in names:
                details = {"found": shown(words).strip("'"), "other": names[words]}
                yield Finding(place, "former-name-of-another", details, "advice")
