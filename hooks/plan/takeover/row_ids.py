"""Gives the rows of a city's sheets their ids: lasting ones, the same ones at each take-over.

An id is made of the city's own code where there is one. Else the record is known by its name, and a new one gets the
next number: a romanized name would be a guess at its reading, and would change with the name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plan.messages.findings import shown
from plan.takeover.city_sheets import squeezed
from plan.workbook.cells import CellError
from plan.workbook.layout import Layout

_OTHER = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"[1-9][0-9]*\Z")


@dataclass
class _TableIds:
    """The records of one table that are part of one card, or of none."""

    named: dict[str, str] = field(default_factory=dict)
    """Their ids by their names."""
    codes: dict[str, str] = field(default_factory=dict)
    """The city's codes by the ids made of them."""
    ids: set[str] = field(default_factory=set)
    """All their ids."""
    last: dict[str, int] = field(default_factory=dict)
    """The highest number behind each prefix that was asked for."""

    def add(self, name: str, id: str) -> None:
        """Remember a record; the first of a name is the one that the name means."""
        if name not in self.named:
            self.named[name] = id
            self.ids.add(id)
            self.last = {prefix: max(last, _number(id, prefix)) for prefix, last in self.last.items()}

    def next_id(self, prefix: str) -> str:
        """A prefix with the number after the highest that any id has behind it."""
        if prefix not in self.last:
            self.last[prefix] = max((_number(id, prefix) for id in self.ids), default=0)
        return f"{prefix}{self.last[prefix] + 1}"


class RowIds:
    """The ids of all records, of the plan and of the sheets, by their table and the card that they are part of."""

    def __init__(self, layout: Layout) -> None:
        self._places: dict[tuple[str, str], _TableIds] = {}
        for sheet in layout.sheets:
            for row in sheet.rows:
                card = str(row.ids[0]) if len(row.ids) > 1 else ""
                self._place(sheet.record, card).add(squeezed(_name(row.record, layout.language)), str(row.ids[-1]))

    def of_code(self, record: str, card: str, prefix: str, code: str, name: str) -> str:
        """The id that a city's own code makes; of a record that the plan knows by its name, the one it has."""
        made = prefix + _OTHER.sub("-", squeezed(code).lower()).strip("-")
        if made == prefix:
            raise CellError("code-without-letters", found=shown(code))
        place = self._place(record, card)
        known = place.named.get(squeezed(name))
        if known is not None and made not in place.ids and known not in place.codes:
            made = known
        first = place.codes.setdefault(made, squeezed(code))
        if first != squeezed(code):
            raise CellError("codes-alike", found=shown(code), first=shown(first), id=made)
        place.add(squeezed(name), made)
        return made

    def numbered(self, record: str, card: str, prefix: str, name: str) -> str:
        """The id of the record of a name; of a new one, the next number."""
        place = self._place(record, card)
        if squeezed(name) not in place.named:
            place.add(squeezed(name), place.next_id(prefix))
        return place.named[squeezed(name)]

    def card(self, said: str, prefix: str) -> str | None:
        """The card that a cell names: by its id, by the code that its id is made of, or by its name."""
        place = self._place("projects", "")
        text = squeezed(said)
        made = prefix + _OTHER.sub("-", text.lower()).strip("-")
        return next((id for id in (text.lower(), made) if id in place.ids), place.named.get(text))

    def named(self, record: str, card: str, said: str) -> str:
        """The id of a record that a cell names by its id or its name; what it says, where there is none."""
        place = self._place(record, card)
        return said if said in place.ids else place.named.get(squeezed(said), said)

    @property
    def cards(self) -> Mapping[str, str]:
        """The ids of all cards by their names."""
        return self._place("projects", "").named

    def _place(self, record: str, card: str) -> _TableIds:
        return self._places.setdefault((record, card), _TableIds())


def _number(id: str, prefix: str) -> int:
    """The number that an id is behind a prefix; 0 where it is none."""
    number = id.removeprefix(prefix)
    return int(number) if id.startswith(prefix) and _NUMBER.match(number) else 0


def _name(record: Mapping[str, Any], language: str) -> str:
    named = record.get("name") or record.get("title") or {}
    return str(named.get(language, "")) if isinstance(named, Mapping) else ""
