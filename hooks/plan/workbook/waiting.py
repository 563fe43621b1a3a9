"""Holds back what an office has written in one language only, until it is translated, and what has no value beside it.

A plan gives each text in all its complete languages. The office's words stay in its file, which is read again.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from plan.messages.findings import FileLine, Finding, Location, Position, SheetCell
from plan.workbook.rows import SheetRow, value_at
from plan.writing.change import Change

_TEXTS = ("stated", "missing", "remark", "shortfall", "next_step", "reason")
_VALUES = ("value", "stated", "missing")


def waiting(
    changes: Sequence[Change],
    rows: Mapping[tuple[str, Location], SheetRow],
    cells: Mapping[tuple[str, Location], SheetCell],
    year: int,
    languages: Sequence[str],
    unread: Container[Position],
) -> tuple[list[Change], list[Finding]]:
    """The changes that can be taken now, and what is held back, each with the cell that is still empty.

    `unread`: the cells of which it is told already that they cannot be read.
    """
    findings, held = list[Finding](), set[tuple[str, Location]]()
    texts: dict[tuple[str, Location], list[Change]] = {}
    for change in changes:
        if change.location[-2] in _TEXTS:
            texts.setdefault((change.file, change.location[:-1]), []).append(change)
    for (file, place), given in texts.items():
        entry = place[: place.index(year) + 1]
        there = value_at(rows[file, entry[:-2]].record, (*entry[-2:], *place[len(entry) :])) or {}
        after = {**there, **{str(change.location[-1]): change.new for change in given}}
        lacking = [code for code in languages if after.get(code) is None]
        if lacking and any(said is not None for said in after.values()):
            held.add((file, place))
            wanted = [cells.get((file, (*_column(place, year), code))) for code in lacking]
            told = {"wanted": "、".join(f"{cell.column}{cell.line}（{cell.field}）" for cell in wanted if cell)}
            findings.append(Finding(given[0].origin or FileLine(file), "round-waits", told, level="advice"))
    taken = [change for change in changes if (change.file, change.location[:-1]) not in held]
    return _with_values(taken, changes, rows, cells, year, held, unread, findings)


def _with_values(
    taken: list[Change],
    changes: Sequence[Change],
    rows: Mapping[tuple[str, Location], SheetRow],
    cells: Mapping[tuple[str, Location], SheetCell],
    year: int,
    held: set[tuple[str, Location]],
    unread: Container[Position],
    findings: list[Finding],
) -> tuple[list[Change], list[Finding]]:
    """Without the rest of an entry that would be left without a value: with its reason held back, or with none."""
    entries = {(one.file, one.location[: one.location.index(year) + 1]) for one in changes if year in one.location}
    for file, entry in sorted(entries, key=str):
        here = [one for one in taken if one.file == file and one.location[: len(entry)] == entry]
        there = value_at(rows[file, entry[:-2]].record, entry[-2:]) or {}
        names = {name for name in _VALUES if there.get(name) is not None}
        names |= {str(one.location[len(entry)]) for one in here if one.new is not None}
        names -= {str(one.location[-1]) for one in here if one.new is None and one.location[:-1] == entry}
        if here and not names.intersection(_VALUES):
            taken = [one for one in taken if one not in here]
            at = cells.get((file, (*entry, "value"))) or here[0].origin or FileLine(file)
            if not held.intersection((file, (*entry, name)) for name in ("stated", "missing")) and at not in unread:
                findings.append(Finding(at, "round-without-value", {"found": str(here[0].after)}))
    return taken, findings


def _column(place: Location, year: int) -> Location:
    """The place of the column in which a text is written: a correction's reason has one for all."""
    entry = place[: place.index(year) + 1]
    return (*entry, "correction") if place[-1] == "reason" else place
