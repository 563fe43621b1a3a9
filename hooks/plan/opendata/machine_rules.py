"""The national rules for machine-readable data, and how the files of the open data meet each (機械可読性ルール).

Most are met by the way in which the files are made; the tests hold each of these. What the plan's own words decide is
counted here; what no program can judge is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from plan.machine.own_table import read_table
from plan.opendata.tables import DataCell, DataTable

_FILE = Path(__file__).with_name("machine_rules.yml")
#: Letters that Shift_JIS of different makers had at different places: circled and Roman numbers, units and words in one
#: square, and those for private use.
_PLATFORM = re.compile("[\u2150-\u218b\u2460-\u24ff\u3220-\u33ff\ue000-\uf8ff\uf900-\ufaff]")
#: What stands for a word or a value of the row above.
_AS_ABOVE = frozenset(("同上", "〃", "″", "々", '"', "ditto", "same as above"))


@dataclass(frozen=True)
class MachineRule:
    """One of the rules: what it asks, and how the files meet it, in the languages that the program knows."""

    id: str
    """As the rules number it: L1-01."""
    by: Literal["built", "counted", "people"]
    title: Mapping[str, str]
    how: Mapping[str, str]

    @property
    def level(self) -> str:
        """Its level: L1 (readable), L2 (ready to be analyzed), L3 (ready to be joined)."""
        return self.id.partition("-")[0]


def machine_rules() -> tuple[MachineRule, ...]:
    """All rules in their order."""
    return tuple(MachineRule(id, **about) for id, about in read_table(_FILE).items())


def faults(tables: Iterable[DataTable]) -> Mapping[str, int]:
    """How many cells break each rule that the plan's own words decide."""
    found = dict.fromkeys(_COUNTED, 0)
    for table in tables:
        for rule, count in _COUNTED.items():
            found[rule] += count(table)
    return found


def _of_platform(table: DataTable) -> int:
    return sum(_PLATFORM.search(text) is not None for text in _texts(table))


def _left_out(table: DataTable) -> int:
    return sum(text.strip().lower() in _AS_ABOVE for text in _texts(table))


def _without_unit(table: DataTable) -> int:
    """The rows with a value whose unit is empty in every language."""
    names = [column.name for column in table.kind.columns]
    units = [number for number, column in enumerate(table.kind.columns) if column.source in ("unit", "money_unit")]
    if "value" not in names or not units:
        return 0
    at = names.index("value")
    return sum(row[at] is not None and all(row[unit] is None for unit in units) for row in table.rows)


def _texts(table: DataTable) -> Iterable[str]:
    """The plan's own words: those of codes and columns are the program's."""
    places = [number for number, column in enumerate(table.kind.columns) if column.type == "string"]
    own = table.name in ("codes", "columns")
    return () if own else (cell for row in table.rows for cell in _some(row, places) if isinstance(cell, str))


def _some(row: Iterable[DataCell], places: Iterable[int]) -> Iterable[DataCell]:
    cells = tuple(row)
    return (cells[place] for place in places)


_COUNTED: Mapping[str, Callable[[DataTable], int]] = {
    "L1-08": _of_platform,
    "L2-02": _left_out,
    "L3-04": _without_unit,
}
