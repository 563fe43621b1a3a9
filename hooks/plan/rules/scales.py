"""Rules about the marks that a city gave: one for each scale and year, of a step and a year that the scale has."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, Location, dotted
from plan.messages.meant import meant
from plan.rules.facts import Facts


def _lists(facts: Facts) -> Iterator[tuple[str, Location, tuple[model.ScaleMark, ...]]]:
    """The marks of each card and of each indicator: the file, the place of the list, the marks."""
    for file, place, owner in facts.holders:
        if isinstance(owner, model.Project):
            yield file, ("marks",), owner.marks
        for index, indicator in enumerate(owner.indicators):
            yield file, (*place, "indicators", index, "marks"), indicator.marks


def mark_twice(facts: Facts) -> Iterator[Finding]:
    """A scale gives one mark for a fiscal year."""
    for file, place, marks in _lists(facts):
        seen: dict[tuple[str, int], int] = {}
        for index, mark in enumerate(marks):
            first = seen.setdefault((mark.scale, mark.fiscal_year), index)
            if first != index:
                details = {"scale": mark.scale, "found": mark.fiscal_year, "first": dotted((*place, first))}
                yield Finding(DataField(file, (*place, index, "fiscal_year")), "mark-twice", details)


def _known(facts: Facts) -> Iterator[tuple[str, Location, model.ScaleMark, model.Scale]]:
    """Each mark whose scale is there: the file, its place, the mark, its scale."""
    scales = facts.one(model.Scales)
    by_id = {scale.id: scale for scale in scales.scales} if scales else {}
    for file, place, marks in _lists(facts):
        for index, mark in enumerate(marks):
            if mark.scale in by_id:
                yield file, (*place, index), mark, by_id[mark.scale]


def unknown_steps(facts: Facts) -> Iterator[Finding]:
    """A mark is a step of its scale."""
    for file, place, mark, scale in _known(facts):
        steps = {step.id: step for step in scale.steps}
        if mark.step not in steps:
            details = {"found": mark.step, "scale": scale.id, "meant": meant(mark.step, steps)}
            yield Finding(DataField(file, (*place, "step")), "unknown-step", details)


def marks_outside_scales(facts: Facts) -> Iterator[Finding]:
    """A fiscal year is marked by a scale that held in it."""
    for file, place, mark, scale in _known(facts):
        if not scale.holds_in(mark.fiscal_year):
            years = f"{scale.since or ''}～{scale.until or ''}"
            details = {"found": mark.fiscal_year, "scale": scale.id, "years": years}
            yield Finding(DataField(file, (*place, "fiscal_year")), "mark-outside-scale", details)
