"""What an adoption or a revision changes in data/plan.yml: the edition, and whether the notes' pages stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plan.adopting.answers import Adoption, Answered
from plan.messages.findings import dotted
from plan.model import Plan
from plan.model.types import Text
from plan.writing.change import Change

_FILE = "data/plan.yml"


def changes(plan: Plan, answers: Answered, today: date) -> tuple[Change, ...]:
    """The changes in their order; what is as it should be is none."""
    return tuple(change for change in _changes(plan, answers, today) if change.before != change.after)


def day_of_data(plan: Plan, today: date) -> date:
    """The day of the data from now on: today, unless the plan names a later one, which a clock does not turn back."""
    return max(today, plan.details.edition.updated)


def _changes(plan: Plan, answers: Answered, today: date) -> Iterator[Change]:
    edition, languages = plan.details.edition, plan.languages
    values: dict[str, object] = {"id": answers.id}
    if isinstance(answers, Adoption):
        values |= {"status": "adopted", "label": None, "decided": answers.decided, "decided_note": None}
    else:
        values |= {"revised": answers.revised, "number": answers.number}
    values |= {"published": answers.published, "in_force": answers.in_force, "reason": answers.reason}
    values["updated"] = day_of_data(plan, today)
    for name, value in values.items():
        before = getattr(edition, name)
        yield _change(("edition", name), before, value, languages.default)
    if isinstance(answers, Adoption) and answers.hide_notes:
        yield _change(("notes_pages",), plan.details.notes_pages, "hidden", languages.default)


def _change(location: tuple[str, ...], before: object, after: object, language: str) -> Change:
    said = _said(before, language), _said(after, language)
    return Change(_FILE, location, _as_data(after), f"{_FILE}: {dotted(location)}", *said)


def _as_data(value: object) -> object:
    if isinstance(value, Text):
        return dict(value.root)
    return value.isoformat() if isinstance(value, date) else value


def _said(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.get(language)
    return value.isoformat() if isinstance(value, date) else value
