"""What paper says of the course of a card, its budgets and marks, and of how its offices are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from plan import model
from plan.html.tree import Inline, Node
from plan.model.types import Text
from plan.paper.doubt_notes import own, own_of
from plan.showing.card_status import ShownFormer, ShownState
from plan.showing.catalog import Card
from plan.showing.localizer import Localizer
from plan.showing.scales import ScaleMarks
from plan.showing.views import Views


def with_course(node: Node, card: Card, views: Views, speak: Localizer) -> Node:
    """A card for the typesetter with its code, its course, budgets, marks and the contacts of its offices."""
    code = views.statuses.code(card)
    number = [node["number"], *([f"\u3000{code.plain}" if speak.writing.wide else f"  {code.plain}"] if code else [])]
    found = node | {
        "number": "".join(number) if code else node["number"],
        "facts": [*node["facts"], *_status_facts(card, views, speak)],
        "budgets": _budgets(card, views, speak),
        "marks": _marks(views.marks.by_scale(card.project.marks), speak),
        "marks_title": speak.plain_word("marks") if card.project.marks else "",
        "offices": _offices(card, views, speak),
        "apply": _apply(card, speak),
        "asked": own_of("", said) if (said := views.offices.said_on_paper(card)) else None,
    }
    return {key: value for key, value in found.items() if key in node or value}


def _offices(card: Card, views: Views, speak: Localizer) -> list[Node]:
    """All offices of a card, each with what is to be said of it; none where nothing but their names is."""
    more = any(_says_more(office) or counter(office, speak) for office in card.departments)
    return [office_lines(office, views, speak) for office in card.departments] if more else []


def _says_more(office: model.Department) -> bool:
    return bool(office.contact or office.belongs_to or office.former_names)


def _apply(card: Card, speak: Localizer) -> Node | None:
    """Where one applies for what a card offers: what one does there, and its address."""
    given = card.project.apply
    return (
        {"name": speak.plain_word("apply_here"), "words": speak.plain(given.label), "url": given.url} if given else None
    )


def counter(office: model.Department, speak: Localizer) -> list[Inline]:
    """The plan's own name of an office beside its translation, to be shown at a counter."""
    name = speak.own_name(office.name)
    return [{"k": "span", "style": "", "lang": speak.default, "c": [name]}] if name else []


def spoken(office: model.Department, speak: Localizer) -> Node | None:
    """How that name is read, which is the site's own word: the plan does not say it."""
    if not office.romanized or not speak.own_name(office.name):
        return None
    return own(speak.own_word("name_read", reading=office.romanized))


def _status_facts(card: Card, views: Views, speak: Localizer) -> Iterator[list[str]]:
    """The status of a card and what was before, each under its label."""
    word, now, course = speak.plain_word, views.statuses.now(card), views.statuses.course(card)
    if now:
        yield [word("card_status"), _state(now, speak)]
    for label, cards in (*views.statuses.became(card), *(course.came if course else ())):
        yield [label.plain, speak.join(speak.plain(other.project.title) for other in cards)]
    for past in course.history if course else ():
        yield [word("status_history"), _state(past, speak)]
    for former in course.former if course else ():
        yield [word("former_titles"), _former(former, speak)]


def _state(state: ShownState, speak: Localizer) -> str:
    return _said([state.words.plain, state.when], state.reason, speak)


def _former(former: ShownFormer, speak: Localizer) -> str:
    return _said([speak.plain(former.name), former.until.plain if former.until else ""], former.reason, speak)


def _said(parts: list[str], reason: Text | None, speak: Localizer) -> str:
    """What was so and when, in one line, and after it why."""
    words = speak.join(filter(None, parts))
    return speak.plain_word("with_reason", words=words, reason=reason) if reason else words


def _budgets(card: Card, views: Views, speak: Localizer) -> Node | None:
    """The table of budgets: its title, its heads, and its rows; the row of a printed total is marked as one."""
    project, word = card.project, speak.plain_word
    table = views.budgets.table(project.budgets, project.budget_total)
    if table is None:
        return None
    columns = [("budget", table.budgets), ("settled", table.settled), ("budget_note", table.notes)]
    rows = []
    for row in table.rows:
        amounts = [(row.budget or speak.phrase_of("amount_not_stated")).plain, (row.settled or row.unsettled).plain]
        cells = [*amounts, speak.plain(row.note) if row.note else ""]
        shown = [cell for cell, (_, there) in zip(cells, columns, strict=True) if there]
        rows.append({"years": row.years.plain, "cells": shown, "total": row.total})
    head = [word("fiscal_year"), *(word(key) for key, there in columns if there)]
    return {"title": word("budgets"), "head": head, "rows": rows, "notes": table.notes}


def _marks(found: Iterable[ScaleMarks], speak: Localizer) -> list[dict[str, Any]]:
    """The tables of marks, one for each scale."""
    return [
        {
            "head": [speak.plain_word("fiscal_year"), speak.plain(given.scale.name)]
            + ([speak.plain_word("mark_remark")] if given.remarks else []),
            "rows": [
                [mark.year, mark.words.plain]
                + ([speak.plain(mark.remark) if mark.remark else ""] if given.remarks else [])
                for mark in given.marks
            ],
        }
        for given in found
    ]


def office_lines(office: model.Department, views: Views, speak: Localizer) -> Node:
    """An office: what it belongs to, what it was called, and how it is reached: words, and where they lead."""
    above = [speak.plain(other.name) for other in views.offices.above(office)]
    ways = [
        {"name": way.label.plain, "words": speak.plain(way.words), "url": way.url} for way in views.offices.ways(office)
    ]
    ways += [
        {"name": speak.plain_word("former_names"), "words": _former(name, speak), "url": ""}
        for name in views.offices.former(office)
    ]
    return {
        "title": speak.plain(office.name),
        "above": above,
        "ways": ways,
        "counter": counter(office, speak),
        "spoken": spoken(office, speak),
    }


def told_once(sheets: Iterable[Node]) -> Iterator[Node]:
    """The sheets of a document: why cards have no schedule is told at the first of its cards without one, once, also
    where cards stand in chapters."""
    told: list[Any] = []
    for sheet in sheets:
        yield _told_once(sheet, told)


def _told_once(part: Any, told: list[Any]) -> Any:
    """A part of a document, which stays what it is where nothing in it was `told` before."""
    if isinstance(part, list):
        found = [_told_once(item, told) for item in part]
        return found if any(new is not old for new, old in zip(found, part, strict=True)) else part
    if not isinstance(part, dict):
        return part
    if part.get("k") != "card":
        # What holds other blocks, cards among them: all else is words.
        held = {key: _told_once(part[key], told) for key in ("c", "items") if isinstance(part.get(key), list)}
        return part | held if any(held[key] is not part[key] for key in held) else part
    card = part["card"]
    why = [] if card["scheduled"] else card["schedule_notes"]
    if why and why in told:
        return part | {"card": card | {"schedule_notes": []}}
    told.append(why)
    return part
