"""Draws what other sites show of a page that somebody shares, once for each content.

Pillow draws it, which is there with the charts' matplotlib, in half the time and without loading matplotlib.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from plan.drawing import instances, lettering, shaping, share_ornament, typefaces
from plan.drawing.shaping import Shaped
from plan.letters import faces
from plan.model.vision import PHRASE_MARK

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)  # pixels, as the services that show it ask for
_MARGIN = 72
_STRIP = 210  # pixels of the ornament's strip
_GAP = 48  # pixels between words and the strip
_LINE = 1.35  # ems from one line to the next
_ASCENT = 0.86  # ems from the top of a line to the foot of its letters
# Pixels, and the most lines at which that size is taken: over a figure, and where there is none.
_TITLE = ((61, 2), (53, 2), (61, 3), (53, 3), (44, 4), (38, 5))
_LARGE = ((80, 2), (66, 3), (61, 3), (53, 4), (44, 5), (38, 6))
_ORPHAN = 3  # letters that the last line of a title has at least: 業 alone is no line
_ACCENT = (96, 6)  # pixels of the bar between the plan's name and the title
_FIGURE = 55  # pixels; a long figure is set smaller, never cut
#: Shades from the ground to the color of the words, and as many to the color of the figure: a third of the bytes of
#: full color. The ground lies between the two, so that no edge of a letter takes a shade of the other color.
_SHADES = 15


def draw(
    lines: Mapping[str, str], palette: Mapping[str, str], own: tuple[str, ...] = (), ornament: bytes = b""
) -> bytes:
    """The PNG bytes for `lines` (city, plan, title, after, note): the same lines, the same bytes.

    `own` are the faces of their language; `phrases` among the lines is the title with ／ where it may break, and
    `ornament` the SVG that runs along the edge where lines end.
    """
    from PIL import Image, ImageDraw

    picture = Image.new("L", SIZE, _SHADES)
    pen = ImageDraw.Draw(picture)
    lines = {name: typefaces.lettered(words, own) for name, words in lines.items()}
    from_the_right = typefaces.from_the_right(lines["title"])
    room = SIZE[0] - 2 * _MARGIN - (_STRIP + _GAP - _MARGIN if ornament else 0)
    letters = _Letters(own, frozenset("…").union(*lines.values()), from_the_right, room)
    small = _Type("Regular", 28, letters)
    _say(pen, 49, lines["plan"], _Type("Regular", 31, letters), 1)
    edge = SIZE[0] - _MARGIN - _ACCENT[0] if from_the_right else _MARGIN
    pen.rectangle((edge, 99, edge + _ACCENT[0] - 1, 99 + _ACCENT[1] - 1), fill=0)
    title, kind = _fitting(lines, letters)
    for index, line in enumerate(title):
        _write(pen, 124 + index * round(_LINE * kind.size), line, kind)
    _write(pen, 383, lines["after"], _figure_type(lines["after"], letters), ink=0)
    top = 455
    for line in lines["note"].split("\n"):
        top = _say(pen, top, line, small, 2)
    _say(pen, 588, lines["city"], small, 1)
    if not ornament:
        return _png(picture.tobytes(), _shades(palette))
    beside = share_ornament.strip(ornament, (_STRIP, SIZE[1]), palette["brand"])
    first = 2 * _SHADES + 1
    woven = Image.frombytes("L", beside.size, bytes(first + number for number in beside.pixels))
    picture.paste(woven, (0 if from_the_right else SIZE[0] - _STRIP, 0))
    return _png(picture.tobytes(), [*_shades(palette), *beside.colors])


def _png(shades: bytes, palette: Sequence[int]) -> bytes:
    """The file of a picture of one byte a pixel.

    Compressed by Python's own zlib, as are the Excel files and the archives of the site: Pillow brings another library
    on each system (zlib here, zlib-ng on Windows), and the same pixels would be other bytes.
    """
    lines = (b"\0" + shades[start : start + SIZE[0]] for start in range(0, len(shades), SIZE[0]))
    head = struct.pack(">IIBBBBB", *SIZE, 8, 3, 0, 0, 0)  # eight bits a pixel, which number a color
    parts = (b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(b"".join(lines), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


@dataclass(frozen=True)
class _Letters:
    """What is to be lettered."""

    own: tuple[str, ...]
    """The faces of its language."""
    all: frozenset[str]
    """All letters of the picture."""
    from_the_right: bool
    """Whether its lines begin at the right."""
    room: int
    """How many pixels a line has."""


@dataclass(frozen=True)
class _Type:
    """A weight and a size of type; each letter is drawn by the first face that has it."""

    weight: str
    size: int
    letters: _Letters

    def runs(self, words: str) -> list[tuple[FreeTypeFont, str]]:
        """Words cut into runs of one font each."""
        return [(_font(family, self.weight, self.size), run) for family, run in typefaces.runs(words, self.letters.own)]

    def shaped(self, words: str) -> Shaped:
        """Words of a script whose letters are put together."""
        fonts = typefaces.files(words, self.weight, self.letters.own)
        fonts = instances.of_weight(fonts, self.weight, self.letters.all)
        return shaping.shaped(words, fonts, self.size)

    def length(self, words: str) -> float:
        """How many pixels words take."""
        if typefaces.shaped(words):
            return self.shaped(words).size[0]
        return sum(font.getlength(run) for font, run in self.runs(words))


def _say(pen: ImageDraw, top: int, words: str, kind: _Type, most: int) -> int:
    """Words from a height of the picture downwards, on at most so many lines; the height below them."""
    lines = _folded(words, kind)
    for index, line in enumerate(lines[:most]):
        _write(pen, top, line + ("…" if index == most - 1 and len(lines) > most else ""), kind)
        top += round(_LINE * kind.size)
    return top


def _write(pen: ImageDraw, top: int, line: str, kind: _Type, ink: int = 2 * _SHADES) -> None:
    foot = top + round(_ASCENT * kind.size)
    across = SIZE[0] - _MARGIN - kind.length(line) if kind.letters.from_the_right else _MARGIN
    if typefaces.shaped(line):
        from PIL import Image

        drawn = kind.shaped(line)
        grey = Image.frombytes("L", drawn.size, drawn.grey)
        pen.bitmap((round(across), foot + round(drawn.descent) - drawn.size[1]), grey, fill=ink)
        return
    for font, words in kind.runs(line):
        pen.text((across, foot), words, fill=ink, font=font, anchor="ls")
        across += font.getlength(words)


def _folded(words: str, kind: _Type) -> list[str]:
    """Words on as many lines as they need in the picture: as in charts, but never wider than there is room."""

    def width(line: str) -> float:
        return max(lettering.width(line) * kind.size, kind.length(line))

    return [line for part in words.split("\n") for line in lettering.folded(part, kind.letters.room, width)]


def _fitting(lines: Mapping[str, str], letters: _Letters) -> tuple[list[str], _Type]:
    """The lines of the title and their type: the largest at which it has its whole length, else the smallest."""
    for size, most in _TITLE if lines["after"] else _LARGE:
        kind = _Type("Bold", size, letters)
        title = _in_phrases(lines.get("phrases", ""), kind) or _folded(lines["title"], kind)
        if len(title) <= most and len(title[-1]) >= min(_ORPHAN, len(title[0])):
            return title, kind
    if len(title) <= most:
        return title, kind
    return [*title[: most - 1], f"{title[most - 1]}…"], kind


def _in_phrases(phrases: str, kind: _Type) -> list[str]:
    """Phrases on as few lines as hold them whole; none where one is longer than a line."""
    lines: list[str] = []
    for phrase in phrases.split(PHRASE_MARK):
        if kind.length(phrase.strip()) > kind.letters.room:
            return []
        if lines and kind.length((lines[-1] + phrase).strip()) <= kind.letters.room:
            lines[-1] += phrase
        else:
            lines.append(phrase)
    return [line.strip() for line in lines if line.strip()]


def _figure_type(figure: str, letters: _Letters) -> _Type:
    """The type in which a figure has room in one line."""
    kind = _Type("Bold", _FIGURE, letters)
    length = kind.length(figure)
    return kind if length <= letters.room else _Type("Bold", int(_FIGURE * letters.room / length), letters)


@cache
def _font(family: str, weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The other layout is there or not as the machine has it, and the same words must give the same bytes everywhere.
    path = faces.file(family, weight)
    font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    if "[" in path.name:  # all weights in one
        font.set_variation_by_name(weight)
    return font


def _shades(palette: Mapping[str, str]) -> list[int]:
    """Red, green and blue of each shade: from the figure's color over the ground to that of the words."""
    figure, ground, words = (_rgb(palette[name]) for name in ("highlight", "brand", "on-brand"))
    down = [_between(figure, ground, step / _SHADES) for step in range(_SHADES)]
    up = [_between(ground, words, step / _SHADES) for step in range(_SHADES + 1)]
    return [value for shade in (*down, *up) for value in shade]


def _between(one: tuple[int, ...], other: tuple[int, ...], share: float) -> tuple[int, ...]:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color.removeprefix("#")))
