"""Turns what a workbook brings, value by value, into what is shown of it and where each finding about it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from plan.messages.findings import Finding, Location, SheetCell


@dataclass(frozen=True)
class Change:
    """One changed value, or a new record: which file under data/, where in it, what it was and what it becomes."""

    file: str
    location: Location
    what: str
    """Whose value it is, for people: 事業「…」の指標「…」."""
    label: str
    """Which value: 目標値. Empty for a new record."""
    old: Any = None
    new: Any = None
    values: tuple[tuple[str, Any], ...] = ()
    """Of a new record, what its cells say."""


@dataclass
class Reading:
    """What a workbook brings."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kept: list[tuple[SheetCell, str]] = field(default_factory=list)
    """Cells that are empty in tables older than the data: the values of the plan stay."""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The whole new data of each changed or new file under data/."""
    places: dict[tuple[str, str], SheetCell] = field(default_factory=dict)
    """The cell of each value, by its file and its dotted place there."""

    def with_cells(self, findings: Iterable[Finding], folder: str) -> list[Finding]:
        """What is wrong with the plan as it would be, each with the cell it came from if that is known."""
        return [replace(finding, origin=self._cell(finding, folder)) for finding in findings]

    def _cell(self, finding: Finding, folder: str) -> SheetCell | None:
        """The cell of a finding; of one about more than a value, the first cell of the row."""
        file, place = finding.file.removeprefix(f"{folder}/"), finding.field
        missing = [f".{language}" for language in finding.details.get("languages", "").split(", ") if language]
        while place:
            for inner in (*missing, ".value", ".from", ""):
                if (file, place + inner) in self.places:
                    return self.places[file, place + inner]
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return self.places.get((file, ""))
