"""Turns the letters of a text into those that no font of the paper edition and of the charts has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("letters.txt")


@cache
def known() -> frozenset[str]:
    """Every letter that all fonts have; blanks and line ends count as known."""
    letters = {"\n", "\t", "\r"}
    for line in _FILE.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            first, last = line.split("-")
            letters.update(map(chr, range(int(first, 16), int(last, 16) + 1)))
    return frozenset(letters)


def unknown(text: str) -> Iterator[str]:
    """The letters of a text that no font has, each once, in order, as `x (U+0078)`."""
    if known().issuperset(text):
        return
    for letter in dict.fromkeys(text):
        if letter not in known():
            yield f"{letter} (U+{ord(letter):04X})"
