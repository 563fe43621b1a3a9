"""The comment sheet as a document, to be filled in by hand."""

from __future__ import annotations

from plan.html.tree import Node
from plan.paper.edition import Document, PaperEdition
from plan.showing.comment_sheet import OPINIONS, ShownCommentSheet


def comment_sheet_document(edition: PaperEdition, sheet: ShownCommentSheet, name: str) -> Document:
    """The document of that name under `pdf/<language>/`."""
    return edition.alone(name, sheet.title, _sheet(sheet))


def _sheet(sheet: ShownCommentSheet) -> Node:
    return {
        "k": "comment-sheet",
        "title": sheet.title,
        "to": list(sheet.to),
        "date": sheet.date,
        "facts": [[name, list(map(list, lines))] for name, lines in sheet.facts],
        "heads": list(sheet.heads),
        "hint": sheet.hint,
        "rows": OPINIONS,
        "asks_title": sheet.asks_title,
        "asks": list(sheet.asks),
        "why": sheet.why,
    }
