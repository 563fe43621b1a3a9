"""What people call the things that a page is about, in every language: the words by which the search finds the page."""

from __future__ import annotations

from collections.abc import Iterator

from plan.model import Plan

from .page import Speaks

#: Words of the site by which the page of all indicators is found.
MEASURED = ("indicators", "kpi", "baseline", "target", "all_targets")


def years(plan: Plan, speak: Speaks) -> Iterator[str]:
    """The fiscal years of the roadmap."""
    yield from map(speak.fiscal_year, plan.years)


def series(plan: Plan, speak: Speaks) -> Iterator[str]:
    """The statistics, and what each counts."""
    for item in plan.series.values():
        yield from item.title.root.values()
        for column in item.columns:
            yield from column.name.root.values()


def terms(plan: Plan, speak: Speaks) -> Iterator[str]:
    """The terms of the glossary, and how they are read."""
    for term in plan.glossary.terms:
        yield from (*term.name.root.values(), term.reading)


def offices(plan: Plan, speak: Speaks) -> Iterator[str]:
    """The departments, how their names are spoken, and what they were called before."""
    for department in plan.departments.departments:
        yield from department.name.root.values()
        if department.romanized:
            yield department.romanized
        for former in department.former_names:
            yield from former.name.root.values()


def indicators(plan: Plan, speak: Speaks) -> Iterator[str]:
    """The indicators of items that have no page of their own: the table of all indicators is where they stand."""
    for path in plan.structure.paths() if plan.structure else ():
        if not plan.levels.levels[len(path) - 1].page:
            for indicator in path[-1].indicators:
                yield from indicator.name.root.values()


def scales(plan: Plan, speak: Speaks) -> Iterator[str]:
    """The city's own scales."""
    for scale in plan.scales.scales if plan.scales else ():
        yield from scale.name.root.values()
