"""What a workbook held when it was written out, kept in a hidden sheet of it: whoever reads it later can tell which
cells were changed since, and a copy that is older than the plan turns nothing back.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from plan.opendata.excel_file import LONGEST
from plan.workbook.layout import Layout, cell
from plan.workbook.rows import CellValue

#: The hidden sheet.
EXPORTED = "書き出した値"
#: A text up to this length is kept as it is; of a longer one what tells it from others.
_SHORT = 60
#: What stands before the digest of a long text.
_DIGEST = "sha256"


@dataclass(frozen=True)
class Digest:
    """What tells a long text from any other."""

    of: str


_FIGURE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
#: What a cell held: what it said, or of a long text its digest.
Kept = CellValue | Digest
#: A row by the title of its sheet and its ids as they stand there.
RowName = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Exported:
    """What a workbook held when it was written out."""

    about: Mapping[str, str] = field(default_factory=dict)
    """Of which plan it is, and what it was made for."""
    rows: Mapping[RowName, Mapping[str, Kept]] = field(default_factory=dict)
    """What stood in each row, by the lasting names of the columns."""


def is_as(kept: Kept, said: object) -> bool:
    """Whether a cell says what it held; 30 is 30.0, and blanks around a text are none of it."""
    if isinstance(kept, Digest):
        return isinstance(said, str) and _digest(said) == kept.of
    if isinstance(kept, str) and isinstance(said, str):
        return _even(kept) == _even(said)
    if isinstance(kept, int | Decimal) and isinstance(said, str):  # in a CSV file every figure is text
        return bool(_FIGURE.fullmatch(said.strip())) and Decimal(said.strip()) == kept
    if isinstance(kept, int | Decimal) and isinstance(said, int | Decimal) and not isinstance(said, bool):
        return Decimal(kept) == Decimal(said)
    return kept is None and said is None


def lines(layout: Layout) -> Iterator[Sequence[str]]:
    """The rows of the hidden sheet: what the workbook is, then of each sheet its columns and its rows."""
    yield _cells("", layout.about)
    for sheet in layout.shown:
        yield _cells(sheet.title, [column.key for column in sheet.shown])
        for row in sheet.rows:
            said = [cell(column, row) for column in sheet.shown]
            names = [str(value) for column, value in zip(sheet.shown, said, strict=True) if column.names_row]
            yield _cells(sheet.title, [names, list(map(_kept, said))])


def read_exported(rows: Sequence[Sequence[str]]) -> Exported | None:
    """What the rows of a hidden sheet tell; None where they are not what was written there."""
    about: Mapping[str, str] = {}
    found: dict[RowName, Mapping[str, Kept]] = {}
    keys: dict[str, list[str]] = {}
    try:
        for title, *parts in rows:
            value = json.loads("".join(parts), parse_float=Decimal)
            if not title:
                about = {str(name): str(said) for name, said in value.items()}
            elif title not in keys:
                keys[title] = list(map(str, value))
            else:
                names, said = value
                kept = dict(zip(keys[title], map(_held, said), strict=True))
                found[title, tuple(map(str, names))] = kept
    except (ValueError, TypeError, AttributeError):  # somebody has written into it
        return None
    return Exported(about, found) if about else None


def _cells(title: str, value: object) -> list[str]:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=float)
    return [title, *(text[start : start + LONGEST - 1] for start in range(0, len(text), LONGEST - 1))]


def _kept(said: CellValue) -> object:
    return {_DIGEST: _digest(said)} if isinstance(said, str) and len(said) > _SHORT else said


def _held(value: Any) -> Kept:
    return Digest(value[_DIGEST]) if isinstance(value, dict) else value


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _digest(text: str) -> str:
    return hashlib.sha256(_even(text).encode()).hexdigest()[:24]
