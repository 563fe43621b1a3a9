"""Keeps a table that people have filled in from being written over before its values are taken."""

from __future__ import annotations

from pathlib import Path

from plan.commands.terminal import complain
from plan.messages.sentences import both
from plan.workbook.changes import read
from plan.workbook.layout import Layout
from plan.workbook.tables import read_tables


def may_overwrite(path: Path, layout: Layout) -> bool:
    """Whether nothing would be lost with the file at a path; else says what it holds.

    What the plan has already, and what cannot be told from the plan, is not lost; a file of another kind is left.
    """
    if not path.is_file():
        return True
    tables = read_tables(path)
    if tables.findings or not set(tables.sheets) & {sheet.title for sheet in layout.sheets}:
        complain(both("not-ours", path=path))
        return False
    brought = read(tables, layout)
    if tables.exported is None and tables.mark != layout.mark:  # it may differ because the plan is newer
        return not brought.changes or _told(path, len(brought.changes), str(brought.changes[0].origin))
    held = [str(change.origin) for change in brought.changes] + [finding.at.shown for finding in brought.findings]
    return not held or _told(path, len(held), held[0])


def _told(path: Path, count: int, first: str) -> bool:
    complain(both("holds-values", path=path, count=count, first=first))
    return False
