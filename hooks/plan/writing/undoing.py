"""Keeps what a write replaced, and puts it back if nothing has changed since.

Beside the plan, in `.cache/undo`: a file for each write, the newest is put back first. What was put back can be written
once more (`again`), until something else is written. What is kept there is a file like any other, which somebody may
have brought along with a folder: no file is put back but one of the plan's own two folders, and none through a link.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plan.machine import all_or_none, whole_files

#: So many writes can be put back.
_KEPT = 100
#: What a file that is no record of ours may raise.
_ODD = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


class OutsideError(OSError):
    """What is to be put back is no file of the plan; says which."""


@dataclass(frozen=True)
class Written:
    """One write: when it was, and of each file what it held (None: there was none) and a digest of what was
    written (None: it was taken away)."""

    at: Path
    when: str
    files: Mapping[Path, tuple[bytes | None, str | None]]
    told: tuple[str, ...] = ()
    """What was changed, in a line each, where whoever wrote said so."""
    outside: Path | None = None
    """A file among them that is none of the plan's, or lies behind a link; None where all are its own."""

    @property
    def changed(self) -> Path | None:
        """A file that is no longer what was written; None where all are. Nothing outside the plan is looked at."""
        if self.outside:
            return None
        for path, (_, digest) in self.files.items():
            now = _digest(path.read_bytes()) if path.is_file() else None
            if now != digest or (path.exists() and now is None):
                return path
        return None

    @property
    def came_to_nothing(self) -> bool:
        """Whether all files hold what they held before it: whoever wrote was ended between keeping and writing."""
        if self.outside:
            return False
        now = {path: path.read_bytes() if path.is_file() else None for path in self.files}
        return all(now[path] == old for path, (old, _) in self.files.items())


def keep(folder: Path, contents: Mapping[Path, tuple[bytes | None, bytes | None]], told: Sequence[str] = ()) -> Path:
    """Remember what files hold before a write into the plan whose data lies in a folder, and what will be written.

    Returns the file in which it is kept, which goes again where nothing is written.
    """
    place = _place(folder)
    numbers = sorted(int(path.stem) for path in place.glob("*.json") if path.stem.isdecimal())
    said = {
        "when": datetime.now().strftime("%Y-%m-%d %H:%M"),
        "told": list(told),
        "files": [
            {
                "path": str(path.resolve()),
                "before": None if old is None else base64.b64encode(old).decode(),
                "after": None if new is None else _digest(new),
            }
            for path, (old, new) in contents.items()
        ],
    }
    kept = place / f"{(numbers or [0])[-1] + 1}.json"
    for old_way in place.glob("*.again"):
        old_way.unlink(missing_ok=True)
    whole_files.write(kept, json.dumps(said, ensure_ascii=False).encode())
    for number in numbers[: max(0, len(numbers) + 1 - _KEPT)]:
        (place / f"{number}.json").unlink(missing_ok=True)
    return kept


def last_written(folder: Path, docs: Path) -> Written | None:
    """The newest write into the plan of two folders, data and chapters, that can be put back; None without any."""
    return next(all_written(folder, docs), None)


def all_written(folder: Path, docs: Path) -> Iterator[Written]:
    """Every write into the plan of two folders, of data and of chapters, that is kept, the newest first.

    The newest are left out as long as nothing came of them: the one before them is the last that can be put back.
    """
    begun = False
    for path in sorted(_place(folder).glob("*.json"), key=lambda one: (len(one.stem), one.stem), reverse=True):
        if not path.is_file():  # a pipe would never be read to its end
            continue
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            files = {
                Path(one["path"]): (_decoded(one["before"]), None if one["after"] is None else str(one["after"]))
                for one in said["files"]
            }
            outside = _outside(files, folder, docs)
            written = Written(path, str(said["when"]), files, tuple(map(str, said.get("told", ()))), outside)
            begun = begun or not written.came_to_nothing
        except _ODD:  # one that somebody else has put there
            continue
        if begun:
            yield written


def put_back(written: Written) -> None:
    """Put back what all files held, or none.

    Raises OutsideError where one is no file of the plan, all_or_none.OvertakenError where one has changed since.
    """
    if written.outside:
        raise OutsideError(str(written.outside))
    if changed := written.changed:
        raise all_or_none.OvertakenError(str(changed))
    now = {path: path.read_bytes() if path.is_file() else None for path in written.files}
    undone = {
        str(path): None if content is None else base64.b64encode(content).decode() for path, content in now.items()
    }
    again = written.at.with_suffix(".again")
    whole_files.write(again, json.dumps({"record": written.at.read_text("utf-8"), "files": undone}).encode())
    try:
        all_or_none.write_all({path: (now[path], old) for path, (old, _) in written.files.items()})
    except BaseException:
        again.unlink(missing_ok=True)
        raise
    written.at.unlink()


def can_write_again(folder: Path) -> bool:
    """Whether something was put back and nothing was written since."""
    return any(_place(folder).glob("*.again"))


def write_again(folder: Path, docs: Path) -> bool:
    """Write once more what was put back last; False without any.

    Raises OutsideError where a file is none of the plan's, all_or_none.OvertakenError where one has changed since.
    """
    kept = (path for path in _place(folder).glob("*.again") if path.is_file())
    found = sorted(kept, key=lambda one: (len(one.stem), one.stem))
    if not found:
        return False
    try:
        said = json.loads(found[0].read_text(encoding="utf-8"))
        old = {one["path"]: one["before"] for one in json.loads(said["record"])["files"]}
        contents = {Path(path): (_decoded(old[path]), _decoded(new)) for path, new in said["files"].items()}
    except _ODD:  # one that somebody else has put there
        return False
    if outside := _outside(contents, folder, docs):
        raise OutsideError(str(outside))
    all_or_none.write_all(contents)
    whole_files.write(found[0].with_suffix(".json"), said["record"].encode())
    found[0].unlink()
    return True


def _outside(paths: Iterable[Path], *folders: Path) -> Path | None:
    """The first of some files, each with its whole path, that does not lie in one of the folders, or behind a link."""
    inside = [folder.resolve() for folder in folders]
    for path in paths:
        own = next((path.relative_to(folder) for folder in inside if path.is_relative_to(folder)), None)
        if own is None or path.resolve() != path or any(part.startswith(".") for part in own.parts):
            return path
    return None


def _place(folder: Path) -> Path:
    return folder.resolve().parent / ".cache/undo"


def _decoded(content: str | None) -> bytes | None:
    return None if content is None else base64.b64decode(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
