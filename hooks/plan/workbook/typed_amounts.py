"""Reads an amount as officers type it into one cell: 約310人, 20ha以上, 85～95%.

Figure, bound and upper figure have columns of their own; the words of a bound are those that its column offers, and
the unit is that of the row. Whatever else stands there is not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from plan.messages.likeness import squeezed
from plan.messages.sentences import Said
from plan.workbook.layout import Layout, Sheet, SheetColumn
from plan.workbook.tables import Found

_RANGE = re.compile("[~〜–]")
_NUMBER = re.compile(r"[-+−]?[0-9][0-9,]*(\.[0-9]+)?%?\Z")


@dataclass(frozen=True)
class AmountColumns:
    """The columns of one amount of a sheet: of its figure, and of all else that may be said of it."""

    value: SheetColumn
    upper: SheetColumn
    bound: SheetColumn
    stated: SheetColumn | None
    missing: SheetColumn | None
    """Where the reason stands why there is none, if it may have one."""
    remark: SheetColumn | None
    """Where words stand that go with it, if there is a place for them."""


@dataclass(frozen=True)
class Split:
    """The cells that one cell stands for, by the keys of their columns, and those that say something else already."""

    cells: Mapping[str, Found]
    against: tuple[SheetColumn, ...] = ()


def amounts(sheet: Sheet) -> list[AmountColumns]:
    """The amounts of a sheet whose figure may have a bound."""
    by_path = {column.path: column for column in sheet.columns}
    found = []
    for column in sheet.columns:
        if column.kind != "number" or column.path[-1:] != ("value",):
            continue
        beside = {
            name: next(
                (one for path, one in by_path.items() if path[: len(column.path)] == (*column.path[:-1], name)), None
            )
            for name in ("upper", "bound", "stated", "missing", "remark")
        }
        if beside["upper"] and beside["bound"]:
            rest = (beside["stated"], beside["missing"], beside["remark"])
            found.append(AmountColumns(column, beside["upper"], beside["bound"], *rest))
    return found


def split(amount: AmountColumns, cells: Mapping[str, Found], unit: str | None) -> Split | None:
    """What the cell of an amount's figure says of it; None where it holds no more than a figure, or cannot be read."""
    cell = cells.get(amount.value.key)
    if cell is None or cell.problem or not isinstance(cell.value, str):
        return None
    text = squeezed(cell.value)
    bounds = [(key, word) for key, said in amount.bound.choices.items() if (word := squeezed(said)) and word in text]
    if len(bounds) > 1:
        return None
    for _, word in bounds:
        text = text.removeprefix(word) if text.startswith(word) else text.removesuffix(word)
    figures = [_figure(part, squeezed(unit or "")) for part in _RANGE.split(text)]
    if len(figures) > 2 or not all(_NUMBER.match(figure) for figure in figures):
        return None
    said = {amount.value.key: replace(cell, value=figures[0])}
    if len(figures) > 1:
        said[amount.upper.key] = Found(figures[1])
    if bounds:
        said[amount.bound.key] = Found(amount.bound.choices[bounds[0][0]])
    beside = [column for column in (amount.upper, amount.bound) if column.key in said]
    against = [
        column
        for column in beside
        if (there := cells.get(column.key)) and there.value is not None and not _same(there, said[column.key], column)
    ]
    return Split(said, tuple(against))


def places(amount: AmountColumns, there: Collection[SheetColumn]) -> Mapping[str, object]:
    """Into which of the columns that are `there` goes what is no figure, as details of a message."""
    missing = amount.missing if amount.missing in there else None
    named = {"bound": amount.bound, "upper": amount.upper, "stated": amount.stated, "remark": amount.remark}
    labels = {name: column.label for name, column in named.items() if column and column in there}
    if labels.keys() >= {"bound", "upper", "stated"}:
        words = "words-have-columns"
    else:
        words = "words-beside" if "remark" in labels else "words-nowhere"
        words = "words-beside-or-stated" if labels.keys() >= {"remark", "stated"} else words
    return {
        "words": Said(words, labels),
        "absent": Said("absent-has-reason", {"label": missing.label}) if missing else Said("absent-is-empty"),
    }


def units(layout: Layout) -> frozenset[str]:
    """The units of all indicators of a plan, in the language in which it was written; that of money is an id."""
    found = (row.record.get("unit") for sheet in layout.sheets for row in sheet.rows)
    return frozenset(squeezed(unit[layout.language]) for unit in found if isinstance(unit, Mapping))


def other_unit(text: str, unit: str | None, known: frozenset[str]) -> str | None:
    """The unit of another indicator that is typed behind a figure; None where none is."""
    plain = squeezed(text)
    others = sorted(known - {squeezed(unit or "")}, key=len, reverse=True)
    return next((one for one in others if plain.endswith(one) and _NUMBER.match(plain.removesuffix(one))), None)


def _figure(text: str, unit: str) -> str:
    """A figure without its unit; a unit that begins with a figure itself, or is %, stays to be told."""
    return text.removesuffix(unit) if unit and unit != "%" and not unit[0].isdigit() else text


def _same(there: Found, said: Found, column: SheetColumn) -> bool:
    """Whether two cells say the same: a number, or a choice by its name or by what the list says."""
    one, other = (squeezed(column.choices.get(str(found.value), str(found.value))) for found in (there, said))
    return one.removesuffix("%") == other.removesuffix("%")
