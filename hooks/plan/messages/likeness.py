"""Says what two writings have in common: whether they are one but for width and blanks, and how far both are alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from unicodedata import normalize


def squeezed(text: str) -> str:
    """A text without blanks and whatever the width of its letters."""
    return "".join(normalize("NFKC", text).split())


def alike(one: Iterable[object], other: Iterable[object]) -> int:
    """With how many of the same letters, lines or steps both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
