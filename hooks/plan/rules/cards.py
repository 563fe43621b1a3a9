"""Rules about project cards: printed numbers stand once, years lie where they are drawn, a gist is quoted.

What a city may accept with its reason, as a target that is no higher than its baseline, stands in indicators.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, Location, dotted, shown
from plan.rules.facts import Facts


def duplicate_numbers(facts: Facts) -> Iterator[Finding]:
    """A printed number stands once in its list, and once among the cards that are numbered together."""
    for file, values in facts.values.items():
        seen: dict[tuple[Location, int], Location] = {}
        for place, _, value in values:
            if place[-1] != "number" or len(place) < 3 or value is None:
                continue
            if (place[:-2], value) in seen:
                details = {"found": value, "first": dotted(seen[place[:-2], value])}
                yield Finding(DataField(file, place), "duplicate-number", details)
            seen.setdefault((place[:-2], value), place)
    cards: dict[tuple[object, int], str] = {}
    for file, project in facts.projects():
        if project.number is None:
            continue
        under = _numbered_under(project, facts)
        if (under, project.number) in cards:
            details = {"found": project.number, "first": f"data/{cards[under, project.number]}"}
            yield Finding(DataField(file, ("number",)), "duplicate-number", details)
        cards.setdefault((under, project.number), file)


def _numbered_under(project: model.Project, facts: Facts) -> object:
    """What tells the cards that are numbered together from others.

    Where it cannot be read which family numbers them, those are sure to be that are alike in every family.
    """
    if facts.numbered_by is None:
        return tuple(sorted((id, items[0]) for id, items in project.families.root.items()))
    return next(iter(project.families.of(facts.numbered_by)), "")


def years_outside_roadmap(facts: Facts) -> Iterator[Finding]:
    """A phase or a target outside the roadmap would be drawn nowhere."""
    roadmap, plan = facts.one(model.Roadmap), facts.one(model.PlanDetails)
    alone = "roadmap.yml" in facts.absent  # then schedules are drawn over the plan period, and targets nowhere
    years = plan.period if alone and plan else roadmap.years if roadmap else None
    if years is None:
        return
    for file, project in facts.projects():
        for place, year in _phase_years(project) if alone else _years(project):
            if year is not None and not years.first <= year <= years.last:
                details = {"first": years.first, "last": years.last, "found": year}
                rule = "year-outside-period" if alone else "year-outside-roadmap"
                yield Finding(DataField(file, place), rule, details)


def _years(project: model.Project) -> Iterator[tuple[Location, int | None]]:
    """The years of a card that are drawn in the roadmap, with their places."""
    for index, indicator in enumerate(project.indicators):
        for where, target in indicator.placed_targets:
            if target is indicator.main_target and target.when is None:  # others stand on the card in any case
                yield ("indicators", index, *where, "fiscal_year"), target.fiscal_year
    yield from _phase_years(project)


def _phase_years(project: model.Project) -> Iterator[tuple[Location, int | None]]:
    """Those of its phases."""
    for index, phase in enumerate(project.schedule.phases):
        yield ("schedule", "phases", index, "from"), phase.first
        yield ("schedule", "phases", index, "to"), phase.last


def strange_gists(facts: Facts) -> Iterator[Finding]:
    """What a card's page says first is the plan's own words."""
    for file, project in facts.projects():
        for language, words in (project.gist.root if project.gist else {}).items():
            if words not in (project.content.get(language) or ""):
                found = {"found": shown(words).strip("'")}
                yield Finding(DataField(file, ("gist", language)), "gist-not-in-content", found)
