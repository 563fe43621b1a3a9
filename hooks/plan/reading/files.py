"""Turns a path into the bytes of a file of the plan, or into the finding why it is none.

A plan may come from anyone's hands: a pipe would never end, a device never stop, and a link could lead out of the
folder to what is nobody's business.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from plan.messages.disk import reason
from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import Said
from plan.model.editions import EDITIONS

#: The folder at the root of a site that says of the site what others look for there (RFC 8615).
WELL_KNOWN = ".well-known"

#: What systems lay into every folder that somebody opens, beside names that begin with a dot.
LITTER = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r"))
#: What an office program lays beside a file as long as somebody has it open.
LOCKS = ("~$", ".~lock.")
#: How files begin that are no text, whatever they are called, and what they are.
_KINDS = {b"PK\x03\x04": "xlsx, docx, zip", b"\xd0\xcf\x11\xe0": "xls, doc", b"%PDF-": "pdf", b"\x89PNG": "png"}
#: What begins Japanese, and what ends it, in ISO-2022-JP.
_JIS = re.compile(rb"\x1b(?:\$[@B(]|\([BJI])")
#: What is added to the name of a copy.
_COPIED = re.compile(r"(?:\s*[-ー]\s*(?:コピー|Copy)|のコピー|\s+(?:コピー|copy)|\s*[(（]\d+[)）])+\Z", re.IGNORECASE)


def read_file(path: Path, name: str, limit: int, folder: Path | None = None) -> bytes | Finding:
    """The bytes of a file of at most `limit` bytes, which is no link out of `folder`; messages call it `name`."""
    try:
        if folder is not None and leads_out(path, folder):
            return Finding(FileLine(name), "link")
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Finding(FileLine(name), "unreadable", {"reason": Said("reason-folder")})
        if not stat.S_ISREG(status.st_mode):
            return Finding(FileLine(name), "unreadable", {"reason": Said("reason-special")})
        if status.st_size > limit:
            return too_large(name, status.st_size, limit)
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        return Finding(FileLine(name), "unreadable", {"reason": reason(error)})


def too_large(name: str, size: int, limit: int) -> Finding:
    """What is wrong with a file of more than `limit` bytes, which messages call `name`."""
    return Finding(FileLine(name), "too-large", {"limit": limit, "size": size})


def decoded(raw: bytes, name: str) -> str | Finding:
    """The text of a file, which messages call `name`: UTF-8, with or without the mark that Windows puts before it."""
    for begins, kind in _KINDS.items():
        if raw.startswith(begins):
            return Finding(FileLine(name), "not-text", {"kind": kind})
    if escape := _JIS.search(raw):  # the bytes of ISO-2022-JP are letters of UTF-8, and say something else
        return Finding(
            FileLine(name, raw.count(b"\n", 0, escape.start()) + 1), "not-utf8", {"byte": escape.start() + 1}
        )
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Finding(FileLine(name, line), "not-utf8", {"byte": error.start + 1})


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path is a link that ends outside the folder, in a folder, in itself or nowhere."""
    if not path.is_symlink() and not any(parent.is_symlink() for parent in _between(path, folder)):
        return False
    try:
        end = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before Python 3.13
        return True
    return not end.is_file() or not end.is_relative_to(folder.resolve())


def _between(path: Path, folder: Path) -> Iterator[Path]:
    """The folders from a path up to `folder`, without it."""
    for parent in path.parents:
        if parent == folder:
            return
        yield parent


def there(path: Path) -> bool:
    """Whether anything of this name is there, a link that leads nowhere too."""
    return os.path.lexists(path)


def items(folder: Path) -> list[Path]:
    """The YAML files in a folder, in order; none of a folder that is not there or may not be read.

    What an open file leaves beside it, and a copy of a file that is there, are none.
    """
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return []
    found = (name for name in names if name.endswith(".yml") and not name.startswith((".", *LOCKS)))
    return [folder / name for name in sorted(found) if original(name) in (name, "") or original(name) not in names]


def original(name: str) -> str:
    """The name without what Windows and a Mac add to the name of a copy; itself where it is none."""
    stem, dot, end = name.partition(".")
    return f"{_COPIED.sub('', stem)}{dot}{end}"


def is_litter(path: Path) -> bool:
    """Whether a system lays it into every folder that somebody opens, or into an archive."""
    return any(name.lower() in LITTER for name in path.parts)


def shut(folder: Path) -> bool:
    """Whether a file, a link or a locked folder stands in the place of a folder: what would be there is not known."""
    return there(folder) and (folder.is_symlink() or not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK))


def files_for_folders(data: Path, names: Iterable[str]) -> Iterator[Finding]:
    """Every file that stands where a plan has a folder of this name: what would be in there is not read."""
    for path in (data / name for name in names):
        if there(path) and not path.is_symlink() and not path.is_dir():
            yield Finding(FileLine(called(path, data)), "not-a-folder")


def closed_folders(folder: Path) -> Iterator[Finding]:
    """Every folder under one whose files nobody may list: a plan without them would look whole."""
    refused: list[OSError] = []
    for _ in os.walk(folder, onerror=refused.append):
        pass
    for error in refused:
        yield Finding(FileLine(called(Path(error.filename), folder)), "unreadable", {"reason": reason(error)})


def strange_links(folder: Path) -> Iterator[Finding]:
    """Every link under the folder that leads out of it; what begins with a dot is no part of a plan."""
    for path in entries(folder):
        if path.is_symlink() and leads_out(path, folder):
            yield Finding(FileLine(called(path, folder)), "link")


def entries(folder: Path) -> Iterator[Path]:
    """All files and links under the folder, in order; no link is followed.

    Names that begin with a dot are passed over, but for the folder WELL_KNOWN.
    """
    for root, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith(".") or Path(root, name) == folder / WELL_KNOWN)
        links = [name for name in names if Path(root, name).is_symlink()]
        yield from (Path(root, name) for name in sorted([*files, *links]) if not name.startswith("."))


def called(path: Path, folder: Path) -> str:
    """How messages call a file under a folder: data/plan.yml."""
    return path.relative_to(folder.parent).as_posix()


def fingerprint(*folders: Path) -> str:
    """A digest of every file under the folders, or of a file named itself: the same digest, the same plan.

    What is kept of frozen editions is passed over: the list of them has its digest, and each reading looks at it.
    """
    digest = hashlib.sha256()
    for folder in folders:
        kept = folder / EDITIONS if os.path.isfile(folder / f"{EDITIONS}.yml") else None  # noqa: PTH113 - False of a shut folder
        for path in [folder] if folder.is_file() else entries(folder):
            if kept in path.parents:
                continue
            digest.update(os.fsencode(path) + b"\0")
            try:
                status = path.stat()
                if stat.S_ISREG(status.st_mode):
                    digest.update(path.read_bytes())
            except OSError as error:  # an editor's lock, or a file that is gone between two looks
                digest.update(str(error.errno).encode())
    return digest.hexdigest()
