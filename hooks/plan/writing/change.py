"""A change of the plan, whatever brings it: a value, a new record, a new file, a piece of a chapter."""

from __future__ import annotations

from dataclasses import dataclass

from plan.messages.findings import Location, Position


@dataclass(frozen=True)
class Moved:
    """In place of new data: the item at a place stands one place further down (1) or up (-1) in its list."""

    by: int


@dataclass(frozen=True)
class Change:
    """One thing that shall be otherwise, or new, in one file of the plan."""

    file: str
    """The file as findings call it: data/projects/x.yml, docs/plan/introduction.en.md."""
    location: Location
    """Where in it. In data by keys, and by ids or fiscal years of items (named_places), so that it holds while others
    are put in; empty for a new file. In a chapter the key of a piece: title, opening, #period.
    """
    new: object
    """What shall stand there, as data or as text; None for nothing; or `Moved`."""
    name: str
    """What a person calls it: 事業「…」の目標値; of a record, 事業「…」."""
    before: object = None
    """What stood there, as a person reads it."""
    after: object = None
    """What will stand there, as a person reads it."""
    parts: tuple[tuple[str, object], ...] = ()
    """Of a new record, the names of its values with what they say."""
    origin: Position | None = None
    """Where a person wrote it: the cell of a workbook, the entry of a PO file."""
