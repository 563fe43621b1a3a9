"""Several files replaced at once: all of them or none, and none that somebody else has saved meanwhile."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path


class OvertakenError(Exception):
    """A file is no longer what it was when it was read; says which."""


def write_all(contents: Mapping[Path, tuple[bytes | None, bytes | None]]) -> None:
    """Replace files: for each, what it held when it was read (None: there was none) and what it shall hold (None: it
    goes).

    All bytes, old and new, are safe on the disk before the first file is replaced; if one cannot be, those before it
    are put back. A file keeps its rights, and a link stays a link. Raises OvertakenError where a file is not what it
    was, OSError where one cannot be written; then every file is as it was, and nothing is left beside it.
    """
    done: list[tuple[Path, Path | None]] = []
    with ExitStack() as leftovers:
        ready = []
        for path, (old, new) in contents.items():
            target = path.resolve()
            _make_folder(target.parent, leftovers)
            kept = None if old is None else _aside(target, old, leftovers)
            ready.append((path, target, old, kept, None if new is None else _aside(target, new, leftovers)))
        try:
            for path, target, old, kept, aside in ready:
                if (target.read_bytes() if target.exists() else None) != old:
                    raise OvertakenError(str(path))
                if aside is None:
                    target.unlink(missing_ok=True)
                else:
                    os.replace(aside, target)  # noqa: PTH105 - the call that is known to be atomic everywhere
                done.append((target, kept))
        except BaseException:
            for target, kept in reversed(done):
                if kept is None:
                    target.unlink(missing_ok=True)
                else:
                    os.replace(kept, target)  # noqa: PTH105
            raise


def _aside(path: Path, content: bytes, leftovers: ExitStack) -> Path:
    """The content in a file of its own beside the one that it is for, with that one's rights."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    aside = Path(name)
    leftovers.callback(aside.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, aside)
    else:
        with contextlib.suppress(OSError):
            aside.chmod(0o644)
    return aside


def _make_folder(folder: Path, leftovers: ExitStack) -> None:
    """Make a folder, and those around it, that go again if nothing comes to stand in them."""
    if not folder.is_dir():
        _make_folder(folder.parent, leftovers)
        folder.mkdir()
        leftovers.callback(_take_away, folder)


def _take_away(folder: Path) -> None:
    with contextlib.suppress(OSError):  # it is not empty: what was written stands in it
        folder.rmdir()
