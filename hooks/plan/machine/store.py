"""Files that need not be made again, and count only while they are, byte for byte, what was written.

Beside the files of a folder stands what was written of each: its SHA-256 and length, a line a writing, the last of a
name counting. A file that is not so counts as absent and is made anew: whether a disk lost it, a program cut it or
somebody changed it. So nothing here waits for the disk, which would cost a first build a second.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from plan.machine import whole_files

#: The file with what was written, in each folder.
WRITTEN = ".written"
#: What is known of a folder's list: when and how long it was when it was read, and what it says of each name.
_Listed = tuple[tuple[int, int], dict[str, str]]

_lists: dict[Path, _Listed] = {}
_seen: dict[Path, tuple[int, int, str]] = {}


def write(path: Path, content: bytes) -> None:
    """Write a file in one step, and what it is."""
    whole_files.write(path, content)
    line = f"{_is(content)} {path.name}\n".encode()
    place = os.open(path.parent / WRITTEN, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666)
    try:
        os.write(place, line)  # one call: the lines of two processes do not mix
    finally:
        os.close(place)


def holds(path: Path) -> bool:
    """Whether the file is there and is what was written."""
    return read(path) is not None if _changed(path) else True


def read(path: Path) -> bytes | None:
    """The file, if it is there and is what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    said = _is(content)
    if _written(path.parent).get(path.name) != said:
        return None
    with_size = path.stat()
    _seen[path] = (with_size.st_mtime_ns, with_size.st_size, said)
    return content


def find_or_make(path: Path, make: Callable[..., bytes], *arguments: object) -> Path:
    """The file at `path`, made now if it is not there as it was made before."""
    if not holds(path):
        write(path, make(*arguments))
    return path


def _is(content: bytes) -> str:
    return f"{hashlib.sha256(content).hexdigest()} {len(content)}"


def _changed(path: Path) -> bool:
    """Whether a file is not as this process last saw that it is right."""
    seen = _seen.get(path)
    if seen is None:
        return True
    try:
        now = path.stat()
    except OSError:
        return True
    return seen[:2] != (now.st_mtime_ns, now.st_size)


def _written(folder: Path) -> dict[str, str]:
    """What was last written under each name of a folder; a line that is none says nothing."""
    place = folder / WRITTEN
    try:
        stat = place.stat()
    except OSError:
        return {}
    when = stat.st_mtime_ns, stat.st_size
    known = _lists.get(folder)
    if known is None or known[0] != when:
        lines = place.read_text(encoding="utf-8", errors="replace").split("\n")
        found = (line.split(" ", 2) for line in lines)
        known = _lists[folder] = (when, {parts[2]: " ".join(parts[:2]) for parts in found if len(parts) == 3})
    return known[1]
