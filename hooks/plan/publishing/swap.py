"""Turns a folder that a site was built into, aside, into the published site, in one step that a reader cannot see.

A site is never half there: it is built beside the old one, and the two names change places in one system call where
the system has one (Linux, macOS), else in two renames. A build that fails or is killed leaves the old site untouched,
and its leftovers are cleared away by the next build. Two builds at once keep to folders of their own.

A link is followed. A folder that holds what is none of the site's files is never taken away, nor is anything in it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from plan.machine.removal import take_away
from plan.messages.sentences import both
from plan.publishing import manifest
from plan.publishing.in_place import put_in_place

_AT_FDCWD = -100 if sys.platform.startswith("linux") else -2
_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


#: How many foreign files are named; there may be thousands.
_NAMED = 3
#: What the system says of a folder that is mounted, or lies on another disk: it cannot change its name.
_FIXED = (errno.EBUSY, errno.EXDEV)


class ForeignFilesError(RuntimeError):
    """The place of the site holds what is none of its files; the message names it and says what to do."""


class Workplace:
    """A folder of its own for one build of the site at `site`, from `open` to `publish` or `abandon`.

    With `in_place` the folder of the site stays the same one, and what in it is not the site's stays, too.
    """

    def __init__(self, site: Path, *, in_place: bool = False) -> None:
        self.site = Path(os.path.realpath(site))
        self.folder = self.site
        self._in_place = in_place
        self._lock: FileLock | None = None

    def open(self) -> Path:
        """Clear away what killed builds left, and make the folder. Raises ForeignFilesError."""
        self._refuse_strangers()
        self.site.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(self.site)
        while self._lock is None:
            name = f"{_prefix(self.site)}{secrets.token_hex(6)}"
            lock = FileLock(self.site.with_name(name + ".lock"))
            try:
                lock.acquire(blocking=False)
            except Timeout:
                continue  # another build took it for a leftover before it was locked
            self._lock = lock
            self.folder = self.site.with_name(name)
        self.folder.mkdir()
        return self.folder

    def publish(self) -> None:
        """Let the folder and the site change places, and take the old site away. Raises ForeignFilesError, OSError."""
        self._refuse_strangers()
        if self._in_place:
            put_in_place(self.folder, self.site)
        else:
            self._exchange()
        self.abandon()

    def _exchange(self) -> None:
        try:
            _swap(self.folder, self.site)
        except OSError as error:
            if error.errno not in _FIXED:
                raise
            put_in_place(self.folder, self.site)

    def _refuse_strangers(self) -> None:
        if self._in_place or not self.site.exists():
            return
        found = manifest.strangers(self.site) if self.site.is_dir() else [self.site.name]
        if found:
            named = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
            raise ForeignFilesError(both("site-has-strangers", site=self.site, count=len(found), found=named))

    def abandon(self) -> None:
        """Take away the folder, whatever it holds now; the site stays."""
        if self._lock is None:
            return
        take_away(self.folder)
        _release(self._lock)
        self._lock = None


def _prefix(site: Path) -> str:
    return f".{site.name}.building-"


def _release(lock: FileLock) -> None:
    path = Path(lock.lock_file)
    if os.name == "posix":
        path.unlink(missing_ok=True)  # while it is still locked: nobody else can hold what has no name
        lock.release()
    else:
        lock.release()
        path.unlink(missing_ok=True)


def clear_leftovers(site: Path) -> None:
    """Take away the folders of builds that no longer run; one that runs holds its lock."""
    for path in site.parent.glob(f"{_prefix(site)}*.lock"):
        lock = FileLock(path)
        try:
            lock.acquire(blocking=False)
        except (Timeout, OSError):
            continue
        take_away(path.with_suffix(""))
        _release(lock)
    for path in site.parent.glob(f"{_prefix(site)}*"):
        if path.is_dir() and not path.with_name(path.name + ".lock").exists():
            take_away(path)


def _swap(aside: Path, site: Path) -> None:
    """Give each the other's name. Where there is no site yet, or no such call, rename."""
    if not site.exists():
        aside.replace(site)
        return
    if _exchange(aside, site):
        return
    old = aside.with_name(aside.name + "-old")  # its folder's prefix: the next build clears it away if this one dies
    site.replace(old)
    aside.replace(site)
    take_away(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        call = library.renameat2 if sys.platform.startswith("linux") else library.renameatx_np
    except (AttributeError, OSError, TypeError):
        return False
    return int(call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), ctypes.c_uint(_SWAP))) == 0
