"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import time
from pathlib import Path

#: How long a file that was being written aside may lie before it counts as left by a killed build.
_STALE = 3600  # seconds


def write(path: Path, content: bytes) -> None:
    """Write a file in one step: a killed build leaves no half of it, and two builds at once do not meet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def clear_half_files(folder: Path) -> None:
    """Take away what killed builds were writing, in any folder below."""
    for path in folder.rglob("*.tmp"):
        if path.is_file() and time.time() - path.stat().st_mtime > _STALE:
            path.unlink(missing_ok=True)
