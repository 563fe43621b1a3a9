"""What besides words and numbers decides how something drawn looks, as a digest: a changed program draws anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plan.letters import faces
from plan.letters.faces import FONTS


@cache
def drawn_by(modules: Sequence[str], packages: Sequence[str]) -> str:
    """The digest of modules of this room, of the packages that they draw with, and of all that letters are set in."""
    return digest([Path(__file__).with_name(f"{module}.py") for module in modules], packages)


def digest(files: Iterable[Path], packages: Iterable[str]) -> str:
    """The digest of program files, of the packages' versions, and of all that letters are set in, as 32 letters."""
    found = hashlib.sha256(_letters())
    for path in files:
        found.update(hashlib.sha256(path.read_bytes()).digest())
    for package in packages:
        found.update(f"{package} {_version(package)}\n".encode())
    return found.hexdigest()[:32]


def versions(families: Iterable[str]) -> list[tuple[str, str]]:
    """Families of faces, each with the version of the package that brings it; empty where it is shipped."""
    brought = {family: faces.package_of(family) for family in families}
    return [(family, _version(package) if package else "") for family, package in brought.items()]


@cache
def _version(package: str) -> str:
    """The version of a package; several digests ask for the same."""
    return version(package)


@cache
def _letters() -> bytes:
    """The digest of the fonts, and of what decides which of them sets which letter."""
    found = hashlib.sha256(repr(faces.digests()).encode())
    room = FONTS.parent
    for path in (*sorted(room.glob("*.py")), *sorted(room.glob("*.[yt]*"))):
        found.update(path.read_bytes())
    return found.digest()
