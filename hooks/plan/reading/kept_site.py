"""Reads the site that is kept of a frozen edition, as it was published: one zip file, which may come from anyone."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from plan.messages.sentences import Said
from plan.model.editions import EDITIONS
from plan.model.language_codes import exists
from plan.outline.reserved import AT_ROOT, SETTINGS

#: What speaks of the whole site at its address, or of how it is served: an edition at another address has none of it.
_OF_THE_WHOLE = frozenset((*SETTINGS, *AT_ROOT)) - {"index.html", "sbom.cdx.json"}
#: A kept site holds at most so many files, and so many bytes.
_FILES, _BYTES = 100_000, 4_000_000_000
#: What zipfile raises of a file that is broken, packed in a way it does not know (NotImplementedError), or locked.
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError)
_PAGE = "index.html"


def belongs(name: str) -> bool:
    """Whether a file of a site is one of the edition's own, and stays with it at another address.

    A page for a wrong address, what servers obey and what begins with a dot are the whole site's; the pages of its
    editions are those of the site as it is now.
    """
    *folders, last = PurePosixPath(name).parts
    hidden = any(part.startswith(".") for part in (*folders, last))
    place = folders[1:2] if folders and exists(folders[0]) else folders[:1]  # each language has a folder but the first
    return not hidden and last.lower() not in _OF_THE_WHOLE and place != [EDITIONS]


class KeptSite:
    """The files of a kept site, each by its name from the root of the site."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def fault(self) -> Said | None:
        """Why the file holds no site; None where it does."""
        try:
            with zipfile.ZipFile(self.path) as packed:
                found = packed.infolist()
        except (OSError, *_BROKEN):
            return Said("kept-site-broken")
        if len(found) > _FILES or sum(info.file_size for info in found) > _BYTES:
            return Said("kept-site-large")
        strange = next((info.filename for info in found if _is_strange(info)), None)
        if strange is not None:
            return Said("kept-site-strange", {"found": strange})
        return None if _PAGE in self.sizes else Said("kept-site-broken")

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """Every file with its size in bytes."""
        with zipfile.ZipFile(self.path) as packed:
            return {info.filename: info.file_size for info in packed.infolist() if belongs(info.filename)}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of its pages and files from its root; home is empty."""
        return frozenset(name.removesuffix(_PAGE) if PurePosixPath(name).name == _PAGE else name for name in self.sizes)

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The folders that have no page of their own, each with a slash at its end."""
        folders = {f"{folder}/" for name in self.sizes for folder in map(str, PurePosixPath(name).parents[:-1])}
        return tuple(sorted(folder for folder in folders if f"{folder}{_PAGE}" not in self.sizes))

    def read(self, *names: str) -> Mapping[str, bytes]:
        """Some of its files, or all. Raises OSError where the file of the site is broken.

        They are unpacked at every build: 500 files of 20 MB take 0.06 s, and looking at what was kept of them no less.
        """
        try:
            with zipfile.ZipFile(self.path) as packed:
                return {name: packed.read(name) for name in names or self.sizes}
        except _BROKEN as error:
            raise OSError(f"{self.path}: {error}") from None


def _is_strange(info: zipfile.ZipInfo) -> bool:
    """Whether a file would lie outside its folder, be a link or a folder, or needs a password."""
    parts = info.filename.split("/")
    outside = "" in parts or ".." in parts or "." in parts or any(letter in info.filename for letter in '\\:*?"<>|\0')
    return outside or stat.S_ISLNK(info.external_attr >> 16) or bool(info.flag_bits & 1)
