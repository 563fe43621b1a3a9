"""Draws a line of a script whose letters change beside each other, take marks or run from the right, as shades of grey.

matplotlib brings with it what puts such letters together, the same on every machine; Pillow takes what the machine has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Shaped:
    """A line as a picture."""

    size: tuple[int, int]
    """Its width and height in pixels."""
    grey: bytes
    """A byte for each."""
    descent: float
    """How many pixels it reaches below the foot of its letters."""


@lru_cache(maxsize=256)
def shaped(words: str, fonts: Sequence[Path], size: int) -> Shaped:
    """A line in type of so many pixels, each letter by the first of the fonts that has it."""
    import numpy as np
    from matplotlib.font_manager import get_font

    font = get_font(list(fonts))
    font.set_size(size, 72)
    font.set_text(words)
    font.draw_glyphs_to_bitmap(antialiased=True)
    grey = np.asarray(font.get_image())
    down, across = grey.shape
    return Shaped((across, down), grey.tobytes(), font.get_descent() / 64)
