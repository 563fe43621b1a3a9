"""How wide words are, about, and on which lines they go, for pictures, which no typesetter sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import category

#: Marks that stand above or below the letter before them, and what has no shape by itself.
_NO_WIDTH = ("Mn", "Me", "Cf")
_WIDE = re.compile("[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]")
#: Ideographs and kana, which words are not parted by blanks between.
_UNPARTED = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]")


def width(words: str) -> float:
    """The width in ems: a full-width letter is as wide as the type is high, a Latin one a little more than half."""
    if words.isascii():
        return 0.6 * len(words)
    return sum(1 if _WIDE.match(char) else 0 if category(char) in _NO_WIDTH else 0.6 for char in words)


def folded(words: str, room: float, measure: Callable[[str], float] = width) -> list[str]:
    """Words on as many lines as they need for `measure` of each to be no more than `room`; by itself, in ems.

    Japanese breaks between any two letters, but no line begins with a closing mark; others between words, and within
    one that has no room.
    """
    parted = not _UNPARTED.search(words)
    gap = " " if parted else ""
    lines, line = [], ""
    for piece in _pieces(words, room, measure) if parted else _clusters(words):
        longer = f"{line}{gap}{piece}".strip() if parted else line + piece
        if line and piece not in "）」、。ー" and measure(longer) > room:
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line]


def _pieces(words: str, room: float, measure: Callable[[str], float]) -> Iterator[str]:
    """Words, and the parts of one that is longer than a line, as in Thai, which writes sentences without a blank."""
    for word in words.split(" "):
        while measure(word) > room and len(clusters := _clusters(word)) > 1 and not word.isascii():
            fits = next((n for n in range(1, len(clusters)) if measure("".join(clusters[: n + 1])) > room), 1)
            yield "".join(clusters[:fits])
            word = "".join(clusters[fits:])
        yield word


def _clusters(words: str) -> list[str]:
    """Letters with the marks that belong to them."""
    found: list[str] = []
    for char in words:
        if found and not char.isascii() and category(char) in (*_NO_WIDTH, "Mc"):
            found[-1] += char
        else:
            found.append(char)
    return found
