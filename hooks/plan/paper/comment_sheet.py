"""The comment sheet as a document, to be filled in by hand."""

from __future__ import annotations

from plan.html.tree import Node
from plan.paper.edition import Document, PaperEdition
from plan.showing.comment_sheet import OPINIONS, ShownCommentSheet

#: How high the room for opinions is together, in millimetres, and how much of it each question takes.
_ROOM, _QUESTION = 172, 12


def comment_sheet_document(edition: PaperEdition, sheet: ShownCommentSheet, name: str, days: str) -> Document:
    """The document of that name under `pdf/<language>/`; `days` is what the period is called."""
    return edition.alone(name, f"{sheet.plan} {sheet.title}", _sheet(sheet, days))


def _sheet(sheet: ShownCommentSheet, days: str) -> Node:
    room = _ROOM - (_QUESTION * (len(sheet.asks) + 1) if sheet.asks else 0)
    return {
        "k": "comment-sheet",
        "title": sheet.title,
        "facts": [[days, sheet.days], list(sheet.who), *map(list, sheet.send)],
        "heads": list(sheet.heads),
        "hint": sheet.hint,
        "rows": OPINIONS,
        "height": max(24, room // OPINIONS),
        "asks_title": sheet.asks_title,
        "asks": list(sheet.asks),
        "why": sheet.why,
    }
