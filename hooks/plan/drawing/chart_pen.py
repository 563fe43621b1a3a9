"""What a chart is drawn with: the fonts, and the colors by name, so that one drawing serves every color scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontEntry, FontProperties, fontManager, get_font

from plan.drawing import instances, typefaces
from plan.drawing.chart_colors import NAMES, tones
from plan.drawing.chart_data import TEXT, Drawing

_LEADING = 1.3  # from one line of words to the next, of the type's size; more where the face itself is higher
_COLOR = re.compile(rb'(?<=fill=")#[0-9a-f]{6}|(?<=stroke=")#[0-9a-f]{6}')


class Pen:
    """Fonts and colors of one chart. Each color is a stand-in for its name, one that nothing is drawn in."""

    def __init__(self, drawing: Drawing, narrow: bool, own: tuple[str, ...] = ()) -> None:
        """`own` are the faces of the language, which are asked before those of most pictures."""
        self.narrow, self._own = narrow, own
        self._letters = frozenset(repr(drawing)) if own else frozenset()
        names = [*NAMES, *tones(len(drawing.columns))]
        self.colors = {name: f"#{number:06x}" for number, name in enumerate(names, start=1)}
        files = {weight: typefaces.face(weight) for weight in ("Regular", "Bold")}
        self._fonts = {weight: (FontProperties(fname=file, size=TEXT), _height(file)) for weight, file in files.items()}
        own_height = max(map(_height, typefaces.files("", "Regular", own)[:1])) if own else 0.0
        self.line = TEXT * max(_LEADING, own_height)
        """CSS pixels from one line of words to the next."""

    def named(self, svg: bytes) -> bytes:
        """What was drawn with this pen, with the names of the colors in place of the stand-ins: `{ink}`."""
        names = {color.encode(): f"{{{name}}}".encode() for name, color in self.colors.items()}
        return _COLOR.sub(lambda found: names.get(found[0], found[0]), svg)

    def text(self, axes: Axes, x: float, y: float, words: str, *, bold: bool = False, **style: Any) -> None:
        """Words at a point of the axes' own coordinates."""
        style.setdefault("color", self.colors["ink"])
        words = typefaces.lettered(words, self._own)
        font, height = self._font("Bold" if bold else "Regular", words.replace("\n", ""))
        apart = self.line / TEXT / height  # matplotlib counts it in heights of the first face
        axes.text(x, y, words, fontproperties=font, linespacing=apart, parse_math=False, **style)

    def _font(self, weight: str, words: str) -> tuple[FontProperties, float]:
        """The face of most pictures, if it draws some words by itself; else all, each letter drawn by the first.

        With it, how high the first of them is.
        """
        if not self._own and typefaces.usual(words):
            return self._fonts[weight]
        fonts = instances.of_weight(typefaces.files(words, weight, self._own), weight, self._letters)
        return FontProperties(family=_named(fonts), size=TEXT), _height(fonts[0])

    def tones(self, count: int, headline: int) -> list[tuple[str, str]]:
        """A fill and the color of the words on it for each part; the headline part is the strongest."""
        found = [(self.colors[name], self.colors["ink"]) for name in tones(count)]
        found.insert(headline, (self.colors["link"], self.colors["surface"]))
        return found

    def clean(self, axes: Axes) -> None:
        """No frame, no ticks: the words beside the marks say all."""
        axes.set_xticks([])
        axes.set_yticks([])
        for side in axes.spines.values():
            side.set_visible(False)


@cache
def _height(font: Path) -> float:
    """How high a face is with all that it sets above and below its letters, of the type's size."""
    face = get_font(font)
    table = face.get_sfnt_table("OS/2")
    height = table["sTypoAscender"] - table["sTypoDescender"] if table else face.ascender - face.descender
    return height / face.units_per_EM


def _named(fonts: Iterable[Path]) -> list[str]:
    """Names by which matplotlib finds these very files, whatever fonts the machine has beside."""
    names = {f"plan: {font.name}": font for font in fonts}
    known = {entry.name for entry in fontManager.ttflist}
    fontManager.ttflist += [FontEntry(str(font), name=name) for name, font in names.items() if name not in known]
    return list(names)
