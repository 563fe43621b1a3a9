"""What besides words and numbers decides how something drawn looks, as a digest: a changed program draws anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from plan.drawing.typefaces import FONTS


@cache
def drawn_by(modules: Sequence[str], packages: Sequence[str]) -> str:
    """The digest of modules of this room, of the packages that they draw with, and of all fonts."""
    return digest([Path(__file__).with_name(f"{module}.py") for module in modules], packages)


def digest(files: Iterable[Path], packages: Iterable[str]) -> str:
    """The digest of program files, of the packages' versions, and of all fonts, as 32 letters."""
    found = hashlib.sha256(_fonts())
    for path in files:
        found.update(hashlib.sha256(path.read_bytes()).digest())
    for package in packages:
        found.update(f"{package} {version(package)}\n".encode())
    return found.hexdigest()[:32]


@cache
def _fonts() -> bytes:
    found = hashlib.sha256()
    for font in sorted(FONTS.glob("*.ttf")):
        found.update(font.read_bytes())
    return found.digest()
