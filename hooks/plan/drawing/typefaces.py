"""The fonts that pictures and paper are lettered in."""

from __future__ import annotations

from pathlib import Path

#: The folder of the fonts, with their licence.
FONTS = Path(__file__).with_name("fonts")


def face(weight: str) -> Path:
    """The font of pictures in a weight, `Regular` or `Bold`."""
    return FONTS / f"BIZUDPGothic-{weight}.ttf"
