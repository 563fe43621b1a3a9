"""The faces that paper and pictures are set in: in which order, where their files lie, which letters each has.

Some are shipped; others come as packages, which are installed for the languages that a plan prints.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plan.machine.own_table import read_table

#: The folder of the fonts that are shipped, with their licences.
FONTS = Path(__file__).with_name("fonts")
_TABLE = Path(__file__).with_name("faces.yml")
_COVERED = Path(__file__).with_name("covered.txt")


@dataclass(frozen=True)
class Face:
    """A face as a text is set in it: its family's name, and which letters it sets, if not all that it has."""

    name: str
    covers: str = ""
    package: str = ""
    """The package on PyPI that brings it; empty where it is shipped."""
    folder: str = ""
    """Where its fonts lie in that package."""
    tall: bool = False
    """Whether marks above and below its letters ask for lines further apart."""


@dataclass(frozen=True)
class FacePackage:
    """A package that brings faces: its version, and the digest of its wheel."""

    name: str
    version: str
    sha256: str

    @property
    def requirement(self) -> str:
        """The package as pip asks for it, by name, version and digest."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


# In which order ---------------------------------------------------------------


@cache
def shipped() -> tuple[Face, ...]:
    """The faces of every plan, in the order in which they are asked for a letter."""
    return tuple(Face(**face) for face in _table()["shipped"])


def at_hand(code: str) -> tuple[str, ...]:
    """The families of a language's own faces, which pictures are drawn in."""
    return tuple(face.name for face in of_language(code))


@cache
def of_language(code: str) -> tuple[Face, ...]:
    """The faces of a language, which are asked before those of every plan; none for most."""
    parts = code.split("-")
    named = {face.name: face for face in (*_packaged().values(), *(Face(face.name) for face in shipped()))}
    for length in range(len(parts), 0, -1):
        if names := _table()["languages"].get("-".join(parts[:length])):
            return tuple(named[name] for name in names)
    return ()


def order(codes: Iterable[str]) -> tuple[Face, ...]:
    """The faces of a text in the first of some languages, in the order in which they are asked for a letter.

    Those of the others come last: a text may quote any language of the plan.
    """
    first, *others = codes
    found = [*of_language(first), *shipped(), *(face for code in others for face in of_language(code))]
    return tuple(dict.fromkeys(found))


def needed(letters: frozenset[str], faces: Iterable[Face]) -> tuple[Face, ...]:
    """Those of some faces that a text of these letters is set in; of others the typesetter need not be told."""
    found = []
    for face in faces:
        sets = letters & letters_of(face.name)
        if face.covers:
            sets = frozenset(filter(re.compile(face.covers).match, sets))
        found += [face] if sets else []
        letters -= sets
    return tuple(found)


# Which letters ------------------------------------------------------------------


def letters_of(family: str) -> frozenset[str]:
    """The letters of a face, in every weight that it has."""
    return _covered().get(family) or _read(family)


@cache
def known(codes: tuple[str, ...] = ()) -> frozenset[str]:
    """Every letter that some face of a plan has that prints these languages; line ends count as known."""
    own = (face for code in codes for face in of_language(code))
    return frozenset("\n\t\r").union(*(letters_of(face.name) for face in (*shipped(), *own)))


@cache
def _covered() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for section in _COVERED.read_text(encoding="ascii").split("\n= ")[1:]:
        names, *ranges = section.splitlines()
        letters: set[str] = set()
        for line in ranges:
            first, last = line.split("-")
            letters.update(map(chr, range(int(first, 16), int(last, 16) + 1)))
        found |= dict.fromkeys(names.split(", "), frozenset(letters))
    return found


@cache
def _read(family: str) -> frozenset[str]:
    """The letters of a face that a package brings."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(file(family, "Regular"), lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


# Where their files lie ------------------------------------------------------------


def file(family: str, weight: str) -> Path:
    """The font of a family in a weight, `Regular` or `Bold`; where one font holds all weights, or no bold, that one."""
    face = _packaged().get(family)
    folder = folder_of(face) if face else FONTS
    name = family.replace(" ", "")
    named = (folder / f"{name}-{weight}.ttf", folder / f"{name}-Regular.ttf")
    return next((path for path in named if path.is_file()), None) or next(folder.glob(f"{name}[[]*.ttf"))


@cache
def digests() -> Mapping[str, str]:
    """The SHA-256 of each font that is shipped, by the name of its file; they are large, and looked through once."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(FONTS.glob("*.ttf"))}


def package_of(family: str) -> str:
    """The package that brings a family; empty where it is shipped."""
    face = _packaged().get(family)
    return face.package if face else ""


def folder_of(face: Face) -> Path:
    """The folder of a face's fonts. Raises LookupError where its package is not installed."""
    found = _installed(face.package) if face.package else FONTS
    if found is None:
        raise LookupError(f"{face.package} is not installed")
    return found / face.folder if face.package else found


def missing(code: str) -> tuple[FacePackage, ...]:
    """The packages with the faces of a language that are not installed."""
    return tuple(package for package in packages([code]) if _installed(package.name) is None)


def in_package(package: str) -> tuple[Face, ...]:
    """The faces that a package brings."""
    return tuple(face for face in _packaged().values() if face.package == package)


def packages(codes: Iterable[str]) -> tuple[FacePackage, ...]:
    """The packages that bring the faces of some languages."""
    names = dict.fromkeys(face.package for code in codes for face in of_language(code) if face.package)
    return tuple(FacePackage(name, **_table()["packages"][name]) for name in names)


def _installed(package: str) -> Path | None:
    found = importlib.util.find_spec(package.replace("-", "_"))
    return Path(next(iter(found.submodule_search_locations))) if found and found.submodule_search_locations else None


@cache
def _packaged() -> Mapping[str, Face]:
    return {face["name"]: Face(**face) for face in _table()["packaged"]}


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_table(_TABLE)
    return table
