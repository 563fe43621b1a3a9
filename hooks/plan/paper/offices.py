"""The departments of a card as paper names them: a translation with the own name of each, for use at a counter."""

from __future__ import annotations

from collections.abc import Iterable

from plan.html.tree import Inline
from plan.model import Department
from plan.showing.localizer import Localizer


def offices(departments: Iterable[Department], speak: Localizer) -> list[Inline]:
    """Departments in one line, the own name of each as a span; in words that the plan names none."""
    named = tuple(departments)
    if not any(speak.own_name(item.name) for item in named):
        return [speak.departments(named).plain]
    line: list[Inline] = []
    for item in named:
        own = speak.own_name(item.name)
        line += [speak.writing.names_mark] if line else []
        line.append(speak.plain(item.name))
        if own:
            words = speak.plain_word("in_brackets", words=own)
            line.append({"k": "span", "style": "", "lang": speak.default, "c": [words]})
    return line
