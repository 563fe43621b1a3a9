"""Keeps a comparison by what it was made of: a frozen edition never changes, so most are made once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from plan import ROOMS
from plan.drawing import digests
from plan.editions.compared_rows import ComparedCell, ComparedRow
from plan.editions.comparison import ComparedPart, Comparison, GonePage
from plan.editions.phrases import MarkedRun, Replaced
from plan.editions.replacements import Replacement
from plan.machine import store
from plan.showing.localizer import Lent

#: The packages that have a part in what a comparison says.
_COMPARED_WITH = ("babel", "markdown", "markupsafe", "pydantic", "pydantic-core", "pyyaml")
_PROGRAM = Path(__file__).parents[1]


def key(*made_of: str) -> str:
    """The name under which something is kept that was made of these by the program as it is."""
    return hashlib.sha256("\0".join((*made_of, _compared_by())).encode()).hexdigest()[:32]


@cache
def _compared_by() -> str:
    """What decides what a comparison says, given both editions: of this room, and of all that it can import."""
    rooms = [_PROGRAM / room for room in [*ROOMS][: [*ROOMS].index("editions") + 1]]
    files = [path for room in rooms for path in sorted(room.rglob("*")) if path.suffix in (".py", ".yml")]
    return digests.digest(files, _COMPARED_WITH)


def written(comparison: Comparison) -> bytes:
    """A comparison as JSON."""
    return json.dumps(_bare(dataclasses.asdict(comparison)), ensure_ascii=False).encode()


def read(path: Path) -> Comparison | None:
    """The comparison that is kept in a file; None where there is none, or it is not whole."""
    said = store.read(path)
    return _comparison(json.loads(said, object_hook=_object)) if said else None


def _bare(part: Any) -> Any:
    """The same, where words of another language say which."""
    if isinstance(part, Lent):
        return {"lent": str(part), "language": part.language}
    if isinstance(part, dict):
        return {key: _bare(value) for key, value in part.items()}
    if isinstance(part, frozenset):
        return sorted(part)
    return [_bare(item) for item in part] if isinstance(part, list | tuple) else part


def _object(given: dict[str, Any]) -> Any:
    return Lent(given["lent"], given["language"]) if given.keys() == {"lent", "language"} else given


def _comparison(given: dict[str, Any]) -> Comparison:
    return Comparison(
        **given
        | {
            "groups": tuple(
                ComparedPart(**group | {"rows": tuple(map(_row, group["rows"]))}) for group in given["groups"]
            ),
            "everywhere": tuple(Replacement(**one) for one in given["everywhere"]),
            "gone": tuple(GonePage(**one | {"now": tuple(one["now"])}) for one in given["gone"]),
            "ended": frozenset(given["ended"]),
        }
    )


def _row(given: dict[str, Any]) -> ComparedRow:
    return ComparedRow(
        **given
        | {
            "old": _runs(given["old"]),
            "new": _runs(given["new"]),
            "remarks": tuple(given["remarks"]),
            "changes": tuple(Replaced(**one) for one in given["changes"]),
            "cells": tuple(
                ComparedCell(cell["head"], _runs(cell["old"]), _runs(cell["new"]), cell["changed"])
                for cell in given["cells"]
            ),
        }
    )


def _runs(given: Sequence[dict[str, Any]]) -> tuple[MarkedRun, ...]:
    return tuple(MarkedRun(**run) for run in given)
