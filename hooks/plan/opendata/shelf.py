"""Keeps the files of the open data between builds, by what they are made from: what did not change is not made again.

A file is kept under the digest of what it holds, and an index under the digest of all that decides what the files
hold; a build of the same plan by the same program reads the index and makes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plan.drawing import digests
from plan.machine import store
from plan.paper.library import told_by

_ROOM = Path(__file__).parent


@dataclass(frozen=True)
class Kept:
    """Files by their published names, and what the page about them is told of them."""

    files: Mapping[str, Path]
    told: Mapping[str, Mapping[str, int]]


def kept(
    folder: Path,
    about: str,
    make: Callable[[], tuple[Mapping[str, Callable[[], bytes]], Mapping[str, Mapping[str, int]]]],
) -> Kept:
    """The files of which `about` is the digest, from an earlier build or made now by what `make` gives."""
    index = folder / f"{hashlib.sha256(f'{about}{told_by()}{_made_by()}'.encode()).hexdigest()[:32]}.json"
    if found := _from_index(index, folder):
        return found
    makers, told = make()
    files = {name: _keep(folder, name, maker()) for name, maker in makers.items()}
    written = {"files": {name: path.name for name, path in files.items()}, "told": told}
    store.write(index, json.dumps(written).encode())
    return Kept(files, told)


def _keep(folder: Path, name: str, content: bytes) -> Path:
    path = folder / f"{hashlib.sha256(content).hexdigest()[:32]}.{name.rpartition('.')[2]}"
    if not store.holds(path):
        store.write(path, content)
    return path


def _from_index(index: Path, folder: Path) -> Kept | None:
    """The files of an earlier build of the same, if all are still there."""
    said = store.read(index)
    if said is None:
        return None
    found = json.loads(said)
    if not all(store.holds(folder / file) for file in set(found["files"].values())):
        return None
    return Kept({name: folder / file for name, file in found["files"].items()}, found["told"])


@cache
def _made_by() -> str:
    """What decides what the files hold, given the plan."""
    return digests.digest([path for path in sorted(_ROOM.iterdir()) if path.is_file()], ["openpyxl"])
