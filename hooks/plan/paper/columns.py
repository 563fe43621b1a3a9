"""How wide the columns of the summary's table are: so that its rows together have as few lines as possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from plan.showing.names import width_of

#: The columns whose cells stay in one line, where they are not longer than so many letters.
_ONE_LINE, _ONE_LINE_MOST = frozenset(("number", "target_year")), 9.0
#: How many letters the table is wide without what is beside words, where letters fill a square and where they do not;
#: and what is beside the words of a column.
_ACROSS_WIDE, _ACROSS, _BESIDE = 55, 63, 0.8
#: How wide a letter is that fills a square, as `names.width_of` counts it, and another in the size of the words; how
#: much wider strong words are; how much of a line is lost where it ends between words.
_SQUARE, _NARROW, _STRONG, _LOST = 2, 0.56, 1.08, 1.12
#: So many rows are looked at, and how much lines that are not quite full count beside whole ones.
_LOOKED_AT, _FILLING = 48, 0.1
#: What a line does not end in: words, and a number with the sign after it; a head may, but for a few letters.
_PIECE = re.compile(r"[0-9][0-9,.]*\w?|[A-Za-zÀ-ɏ0-9,.’'()（）-]+")
_HEAD = 4.4


def column_widths(
    keys: Sequence[str], head: Sequence[str], rows: Sequence[Sequence[Any]], *, wide: bool
) -> list[float]:
    """The shares of the columns; `wide`: whether letters fill a square and a line ends between any two of them."""
    if not keys:
        return []  # a plan that lists nothing
    step = max(1, ceil(len(rows) / _LOOKED_AT))
    looked_at = [[_letters(cell) for cell in row] for row in rows[::step]]
    widths = [max([_least(row[at], key) for row in rows], default=0.0) for at, key in enumerate(keys)]
    widths = [max(2.0, width, min(_longest(name) * _STRONG, _HEAD)) for width, name in zip(widths, head, strict=True)]
    lost = 1.0 if wide else _LOST
    for _ in range(int((_ACROSS_WIDE if wide else _ACROSS) - sum(widths))):
        tried = [[*widths[:at], width + 1, *widths[at + 1 :]] for at, width in enumerate(widths)]
        widths = min(tried, key=lambda given: _height(looked_at, given, lost))
    return [round(width + _BESIDE, 1) for width in widths]


def _height(rows: Sequence[Sequence[float]], widths: Sequence[float], lost: float) -> float:
    """How many lines the rows have, and a little of how full they are."""
    shares = [[length * lost / width for length, width in zip(row, widths, strict=True)] for row in rows]
    return sum(ceil(max(row)) + _FILLING * sum(row) for row in shares)


def _least(words: Any, key: str) -> float:
    """What a cell needs at least: its longest word, or all of it where it stays in one line."""
    length = _letters(words)
    return length if key in _ONE_LINE and length <= _ONE_LINE_MOST else _longest(words)


def _longest(words: Any) -> float:
    return max(map(_letters, _PIECE.findall(words)), default=0.0) if isinstance(words, str) else 0.0


def _letters(words: Any) -> float:
    """How wide words are; what the site says itself has a mark and asks for no room."""
    return sum(map(_letter, words)) * _STRONG if isinstance(words, str) else 0.0


def _letter(letter: str) -> float:
    return 1.0 if width_of(letter) == _SQUARE else _NARROW
