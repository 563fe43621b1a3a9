"""Gives the rows of a city's sheets their ids: lasting ones, the same ones at each take-over.

An id is made of the city's own code where there is one. Else the record is known by its name, and a new one gets the
next number: a romanized name would be a guess at its reading, and would change with the name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from plan.messages.findings import shown
from plan.takeover.city_sheets import squeezed
from plan.workbook.cells import CellError
from plan.workbook.layout import Layout

_OTHER = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"[1-9][0-9]*\Z")


class RowIds:
    """The ids of all records, of the plan and of the sheets, by their table and the card that they are part of."""

    def __init__(self, layout: Layout) -> None:
        self._named: dict[tuple[str, str], dict[str, str]] = {}
        self._codes: dict[tuple[str, str], dict[str, str]] = {}
        for sheet in layout.sheets:
            for row in sheet.rows:
                card = str(row.ids[0]) if len(row.ids) > 1 else ""
                name = squeezed(_name(row.record, layout.language))
                self._named.setdefault((sheet.record, card), {}).setdefault(name, str(row.ids[-1]))

    def of_code(self, record: str, card: str, prefix: str, code: str, name: str) -> str:
        """The id that a city's own code makes; of a record that the plan knows by its name, the one it has."""
        made = prefix + _OTHER.sub("-", squeezed(code).lower()).strip("-")
        if made == prefix:
            raise CellError("code-without-letters", found=shown(code))
        named, codes = self._place(record, card)
        known = named.get(squeezed(name))
        if known is not None and made not in named.values() and known not in codes:
            made = known
        first = codes.setdefault(made, squeezed(code))
        if first != squeezed(code):
            raise CellError("codes-alike", found=shown(code), first=shown(first), id=made)
        named.setdefault(squeezed(name), made)
        return made

    def numbered(self, record: str, card: str, prefix: str, name: str) -> str:
        """The id of the record of a name; of a new one, the next number."""
        named, _ = self._place(record, card)
        if squeezed(name) not in named:
            numbers = (id.removeprefix(prefix) for id in named.values() if id.startswith(prefix))
            last = max((int(number) for number in numbers if _NUMBER.match(number)), default=0)
            named[squeezed(name)] = f"{prefix}{last + 1}"
        return named[squeezed(name)]

    def card(self, said: str, prefix: str) -> str | None:
        """The card that a cell names: by its id, by the code that its id is made of, or by its name."""
        named, _ = self._place("projects", "")
        text = squeezed(said)
        made = prefix + _OTHER.sub("-", text.lower()).strip("-")
        return next((id for id in (text.lower(), made) if id in named.values()), named.get(text))

    def named(self, record: str, card: str, said: str) -> str:
        """The id of a record that a cell names by its id or its name; what it says, where there is none."""
        named, _ = self._place(record, card)
        return said if said in named.values() else named.get(squeezed(said), said)

    @property
    def cards(self) -> Mapping[str, str]:
        """The ids of all cards by their names."""
        return self._place("projects", "")[0]

    def _place(self, record: str, card: str) -> tuple[dict[str, str], dict[str, str]]:
        return self._named.setdefault((record, card), {}), self._codes.setdefault((record, card), {})


def _name(record: Mapping[str, Any], language: str) -> str:
    named = record.get("name") or record.get("title") or {}
    return str(named.get(language, "")) if isinstance(named, Mapping) else ""
