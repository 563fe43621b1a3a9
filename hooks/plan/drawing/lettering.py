"""How wide words are, about, and on which lines they go, for pictures, which no typesetter sets."""

from __future__ import annotations

from collections.abc import Callable


def width(words: str) -> float:
    """The width in ems: a full-width letter is as wide as the type is high, a Latin one a little more than half."""
    return sum(1 if ord(char) > 0x2E7F else 0.6 for char in words)


def folded(words: str, room: float, measure: Callable[[str], float] = width) -> list[str]:
    """Words on as many lines as they need for `measure` of each to be no more than `room`; by itself, in ems.

    Japanese breaks between any two letters, but no line begins with a closing mark; English between words.
    """
    lines, line = [], ""
    for piece in words.split(" ") if words.isascii() else words:
        longer = f"{line} {piece}".strip() if words.isascii() else line + piece
        if line and piece not in "）」、。ー" and measure(longer) > room:
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line]
