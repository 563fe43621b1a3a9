"""The table of old and new as a document: a summary on one page, then a table for each part of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from plan.editions.phrases import MarkedRun
from plan.editions.shown_table import ShownChange, ShownTable, ShownWording, TableGroup
from plan.html.tree import Node
from plan.paper.doubt_notes import own
from plan.paper.edition import Document, PaperEdition
from plan.showing.localizer import Localizer


def comparison_document(
    edition: PaperEdition, table: ShownTable, name: str, title: str, speak: Localizer, of: str = ""
) -> Document:
    """The document of that name under `pdf/<language>/`; `title` is what its file is called.

    `of` names the new edition at the foot of each page; the day of the plan's data stands there without it.
    """
    made = edition.alone(name, title, _sheet(table, speak))
    return replace(made, content={**made.content, "data_day": of}) if of else made


def _sheet(table: ShownTable, speak: Localizer) -> Node:
    return {
        "k": "old-and-new",
        "name": table.name,
        "between": list(table.between),
        "heads": list(table.heads),
        "same": own(speak.own_word("compared_nothing")) if table.same else None,
        "counts": [[told.name, told.count] for told in table.counts],
        "cards": [
            {
                "name": cards.name,
                "groups": [
                    {"label": _label(group.id), "name": group.name, "kind": kind} for group, kind in cards.listed
                ],
            }
            for cards in table.cards
        ],
        "everywhere_heading": speak.plain_word("compared_everywhere"),
        "everywhere": list(table.everywhere),
        "told": [{"name": told.name, "rows": list(map(_row, told.rows))} for told in table.told],
        "notes": [own(speak.own_word(key)) for key in ("compared_underlined", "compared_by_program")],
        "parts": [{"name": part.name, "groups": list(map(_group, part.groups))} for part in table.parts],
    }


def _label(id: str) -> str:
    return f"change-{id}"


def _group(group: TableGroup) -> dict[str, Any]:
    return {"label": _label(group.id), "name": group.name, "kind": group.kind, "rows": list(map(_row, group.rows))}


def _row(row: ShownChange) -> dict[str, Any]:
    label = _label(row.id.rpartition("-")[0])  # the place of its group
    return {
        "label": label,
        "what": row.what,
        "sides": [_side(wording) for wording in row.wordings],
        "remarks": list(row.remarks),
        "brief": row.brief,
    }


def _side(wording: ShownWording) -> dict[str, Any]:
    if wording.instead:
        return {"instead": wording.instead}
    if wording.cells:
        return {
            "cells": [{"head": cell.head, "runs": _runs(cell.runs), "changed": cell.changed} for cell in wording.cells]
        }
    return {"runs": _runs(wording.runs)}


def _runs(runs: Sequence[MarkedRun]) -> list[list[Any]]:
    return [[run.words, run.changed] for run in runs]
