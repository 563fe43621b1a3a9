"""The fonts that pictures and paper are lettered in, and what besides words and numbers decides how a drawing looks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

#: The folder of the fonts, with their licence.
FONTS = Path(__file__).with_name("fonts")


def face(weight: str) -> Path:
    """The font of pictures in a weight, `Regular` or `Bold`."""
    return FONTS / f"BIZUDPGothic-{weight}.ttf"


@cache
def program(modules: Sequence[str], packages: Sequence[str]) -> str:
    """A digest of modules of this room, of the packages that they draw with, and of all fonts, as 32 letters.

    What is kept between builds is named by it, so that a changed program draws anew.
    """
    digest = hashlib.sha256(fonts_digest().encode())
    for module in modules:
        digest.update(hashlib.sha256(Path(__file__).with_name(f"{module}.py").read_bytes()).digest())
    for package in packages:
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()[:32]


@cache
def fonts_digest() -> str:
    """A digest of all fonts."""
    digest = hashlib.sha256()
    for font in sorted(FONTS.glob("*.ttf")):
        digest.update(font.read_bytes())
    return digest.hexdigest()
