"""What differs from the last frozen edition, as the pages of the preview print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plan.editions.shown_table import ShownChange, ShownTable, TableGroup
from plan.model import FrozenEdition
from plan.preview.differences import PageDifferences

#: So many rows of a page are open; more are closed until somebody opens them.
_OPEN = 8


@dataclass(frozen=True)
class DifferenceCell:
    """A cell of a row under the head of its column, which a phone shows above it."""

    head: str
    wording: Any


@dataclass(frozen=True)
class DifferenceRow:
    """A row: what it is of, both wordings, remarks."""

    id: str
    what: str
    cells: tuple[DifferenceCell, ...]
    remark_head: str
    remarks: Sequence[str]


@dataclass(frozen=True)
class DifferenceGroup:
    """A card, a chapter, an item: where it stands in the preview, and its rows."""

    name: str
    kind: str
    address: str
    rows: tuple[DifferenceRow, ...]


def of_page(known: bool, found: PageDifferences | None, heads: Sequence[str]) -> Mapping[str, Any]:
    """What is printed on one page."""
    groups = tuple(_group(group, heads) for group in found.groups) if found else ()
    return {
        "waiting": not known,
        "refused": known and found is None,
        "nothing": found is not None and not found.groups and not found.listed,
        "heads": heads,
        "groups": groups,
        "open": sum(len(group.rows) for group in groups) <= _OPEN,
        "listed": "、".join(found.listed) if found else "",
        "everywhere": found.everywhere if found else (),
        "count": found.count if found else 0,
    }


def of_plan(
    edition: FrozenEdition | None, known: bool, table: ShownTable | None, addresses: Mapping[str, str]
) -> Mapping[str, Any]:
    """What is printed on the page of all differences; `addresses` are those of groups, by their ids."""
    heads = table.heads if table else ()
    parts = [
        {"id": part.id, "name": part.name, "groups": _groups(part.groups, heads, addresses)}
        for part in (table.parts if table else ())
    ]
    return {
        **named(edition),
        "waiting": edition is not None and not known,
        "refused": edition is not None and known and table is None,
        "nothing": table is not None and table.same,
        "heads": heads,
        "parts": parts,
        "everywhere": table.everywhere if table else (),
    }


def named(edition: FrozenEdition | None) -> Mapping[str, str]:
    """What the frozen edition is called, and the day of its publication; empty without one."""
    return {
        "edition": edition.id if edition else "",
        "published": edition.days.published.isoformat() if edition else "",
    }


def _groups(
    groups: Iterable[TableGroup], heads: Sequence[str], addresses: Mapping[str, str]
) -> tuple[DifferenceGroup, ...]:
    return tuple(_group(group, heads, addresses.get(group.id, "")) for group in groups)


def _group(group: TableGroup, heads: Sequence[str], address: str = "") -> DifferenceGroup:
    return DifferenceGroup(group.name, group.kind, address, tuple(_row(row, heads) for row in group.rows))


def _row(row: ShownChange, heads: Sequence[str]) -> DifferenceRow:
    _, *of_wordings, of_remarks = heads
    cells = (DifferenceCell(head, wording) for head, wording in zip(of_wordings, row.wordings, strict=True))
    return DifferenceRow(row.id, row.what, tuple(cells), of_remarks, row.remarks)
