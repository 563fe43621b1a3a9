"""Turns a published value that an office corrects into what the plan says of it: the new value, the old one, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from plan.messages.findings import FileLine, Finding, Location, SheetCell, shown
from plan.workbook.collection import there_already
from plan.workbook.rows import SheetRow
from plan.writing.change import Change

#: What of a value is kept when it is corrected, each as staff read it before they agree.
_KEPT = {
    "value": "訂正前の値",
    "upper": "訂正前の範囲の上",
    "bound": "訂正前の値に付く言葉",
    "stated": "訂正前の結果の言葉",
}


def corrected(
    changes: Sequence[Change], rows: Mapping[tuple[str, Location], SheetRow], year: int
) -> tuple[list[Change], list[Finding]]:
    """The changes with the reasons of corrections in their place, and the findings of what is half a correction.

    A value that was final is not changed without saying so; a reason belongs to a correction.
    """
    found, findings, kept = list[Change](), list[Finding](), set[Location]()
    states = {(c.file, c.location[:-1]): c.new for c in changes if c.location[-2:] == (year, "state")}
    for change in changes:
        entry = _entry(change.location, year)
        row = rows.get((change.file, entry[:-2])) if entry else None
        before: Mapping[str, Any] = (there_already(row, year) if row else None) or {}
        state = states.get((change.file, entry), before.get("state"))
        at = change.origin or FileLine(change.file)
        settled = before.get("state") == "final" and (change.file, entry) not in states
        if change.location[-1] == "value" and settled:
            told = {"old": shown(before.get("value")), "found": shown(change.new)}
            findings.append(Finding(at, "round-final-changed", told))
        if change.location[-2:-1] != ("correction",):
            found.append(change)
            continue
        if state != "corrected":
            findings.append(Finding(at, "round-reason-alone", {"found": shown(change.new)}))
            continue
        number = len(before.get("former", ()))
        former = (*entry, "former", number)
        if former not in kept:  # the reason may stand in several languages
            kept.add(former)
            for name, label in _KEPT.items():
                if before.get(name) is not None:
                    what = f"{change.name.removesuffix(at.field)}{label}" if isinstance(at, SheetCell) else change.name
                    said = before[name]
                    found.append(replace(change, location=(*former, name), name=what, new=said, after=_as_said(said)))
        found.append(replace(change, location=(*former, "reason", change.location[-1])))
    return found, findings


def _as_said(value: Any) -> Any:
    """A kept value as one line says it; a text in all its languages."""
    return " / ".join(map(str, value.values())) if isinstance(value, Mapping) else value


def _entry(location: Location, year: int) -> Location:
    """The place of the value of a year, within whose entry something changes; empty where it is elsewhere."""
    for number in range(len(location) - 1):
        if location[number : number + 2] == ("actuals", year):
            return location[: number + 2]
    return ()
