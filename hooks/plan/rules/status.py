"""Rules about what becomes of cards: it is another card, what was before lies before, a year stands once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from plan import model
from plan.messages.findings import DataField, Finding, dotted, shown
from plan.model.fiscal_years import fiscal_year_of
from plan.rules.facts import Facts
from plan.rules.way_round import ways_round


def _into(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    """The cards that each card was merged or split into, by their ids."""
    return {
        PurePosixPath(file).stem: project.status.into if project.status else () for file, project in facts.projects()
    }


def into_itself(facts: Facts) -> Iterator[Finding]:
    """A card does not become itself."""
    for id, others in _into(facts).items():
        for index, other in enumerate(others):
            if other == id:
                yield Finding(DataField(f"projects/{id}.yml", ("status", "into", index)), "into-itself", {"found": id})


def in_a_circle(facts: Facts) -> Iterator[Finding]:
    """Whoever goes from a card to what became of it, and on from there, comes to a card that is still one."""
    others = {id: tuple(other for other in into if other != id) for id, into in _into(facts).items()}
    for way in ways_round(others):
        place = DataField(f"projects/{way[0]}.yml", ("status", "into"))
        yield Finding(place, "status-in-circle", {"path": " → ".join((*way, way[0]))})


def history_after_status(facts: Facts) -> Iterator[Finding]:
    """What was before the status of now began before it, or in the same fiscal year."""
    for file, project in facts.projects():
        now = project.status.fiscal_year if project.status else None
        for index, past in enumerate(project.history):
            if now is not None and past.fiscal_year > now:
                place = DataField(file, ("history", index, "fiscal_year"))
                yield Finding(place, "history-after-status", {"found": past.fiscal_year, "now": now})


def day_outside_year(facts: Facts) -> Iterator[Finding]:
    """The day since which a status holds lies in the fiscal year since which it does."""
    for file, project in facts.projects():
        now = project.status
        if now and now.day and now.fiscal_year and fiscal_year_of(now.day) != now.fiscal_year:
            details = {"day": now.day.isoformat(), "year": fiscal_year_of(now.day), "found": now.fiscal_year}
            yield Finding(DataField(file, ("status", "day")), "day-outside-year", details)


def history_without_others(facts: Facts) -> Iterator[Finding]:
    """Of a card that was merged or split before, the plan says with what: its history names no card."""
    for file, project in facts.projects():
        for index, past in enumerate(project.history):
            if past.state in ("merged", "split") and past.reason is None:
                place = DataField(file, ("history", index, "state"))
                yield Finding(place, "history-without-others", {"found": past.state}, "advice")


def title_of_today(facts: Facts) -> Iterator[Finding]:
    """A former title is another than that of today."""
    for file, project in facts.projects():
        for index, former in enumerate(project.former_titles):
            if facts.original(former.title).strip() == (words := facts.original(project.title).strip()):
                place = DataField(file, ("former_titles", index, "title"))
                yield Finding(place, "former-name-of-today", {"found": shown(words).strip("'")})


def year_twice(facts: Facts) -> Iterator[Finding]:
    """A fiscal year has one entry in the history of a card, and one among the budgets of a card or an item."""
    for file, place, owner in facts.holders:
        history = [past.fiscal_year for past in owner.history] if isinstance(owner, model.Project) else []
        budgets = [amount.fiscal_year for amount in owner.budgets]
        for name, years in (("history", history), ("budgets", budgets)):
            for index, year in enumerate(years):
                first = years.index(year)
                if first != index:
                    details = {"found": year, "first": dotted((*place, name, first))}
                    yield Finding(DataField(file, (*place, name, index, "fiscal_year")), "year-twice", details)
