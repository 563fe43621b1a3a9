"""Sorts the points of the inspection by the offices that can see to them: those in charge of what a point is about.

A card or an item is that of the first department that it names, an item without any that of the nearest above it; all
else is that of the department that keeps the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from plan.messages.findings import FileLine, Finding, Location
from plan.model import Department, Indicator, Item, Plan, Project


@dataclass(frozen=True)
class OfficePoints:
    """What one office is asked about."""

    office: str
    """Its name, in the plan's own language."""
    points: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """How many points it has."""
        return len(self.points)


@dataclass(frozen=True)
class Subject:
    """What a point is about: the card or the item, the office in charge of it, the indicator."""

    title: str
    """The title of the card or the item; empty for none."""
    indicator: str
    """The name of the indicator; empty for none."""
    office: str
    """The id of the department."""


def by_office(points: Iterable[Finding], plan: Plan) -> tuple[OfficePoints, ...]:
    """The points of each office that has some: first the one that keeps the plan, then as departments.yml goes."""
    found: dict[str, list[Finding]] = {}
    for point in points:
        found.setdefault(subject(point, plan).office, []).append(point)
    named = sorted(plan.departments.departments, key=lambda office: office.id != plan.details.office)
    return tuple(OfficePoints(_name(office, plan), tuple(found[office.id])) for office in named if office.id in found)


def _name(office: Department, plan: Plan) -> str:
    return office.name[plan.languages.default]


def subject(point: Finding, plan: Plan) -> Subject:
    """What a point of a sound plan is about."""
    location = point.at.location if isinstance(point.at, FileLine) else ()
    path, default = _path(PurePosixPath(point.file), location, plan), plan.languages.default
    if not path:
        return Subject("", "", plan.details.office)
    offices = (office for owner in reversed(path) for office in owner.departments[:1])
    indicator = _indicator(path[-1], location)
    name = indicator.name[default] if indicator else ""
    return Subject(path[-1].title[default], name, next(offices, plan.details.office))


def _path(file: PurePosixPath, location: Location, plan: Plan) -> Sequence[Project | Item]:
    """The card of a file, or the items of the levels that lead to a place in structure.yml, the highest first."""
    if file.parent.name == "projects":
        project = plan.projects.get(file.stem)
        return (project,) if project else ()
    if file.name != "structure.yml" or plan.structure is None:
        return ()
    return tuple(_items(plan.structure.items, location))


def _items(items: Sequence[Item], location: Location) -> Iterator[Item]:
    for step, number in zip(location[::2], location[1::2], strict=False):
        if step != "items" or not isinstance(number, int):
            return
        yield items[number]
        items = items[number].items


def _indicator(owner: Project | Item, location: Location) -> Indicator | None:
    """The indicator of a card or an item that a place names."""
    numbers = [after for step, after in pairwise(location) if step == "indicators"]
    return owner.indicators[numbers[0]] if numbers and isinstance(numbers[0], int) else None
