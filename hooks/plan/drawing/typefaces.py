"""The faces that pictures are lettered in: words cut into runs of one face each, and letters that a picture can draw.

A picture draws what a page says too; where no face has a letter, as in what is never printed, it draws the mark that
printers set for a missing type.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import Path

from plan.letters import faces, setting

_MISSING = "〓"


def face(weight: str) -> Path:
    """The first face of pictures in a weight, `Regular` or `Bold`."""
    return faces.file(faces.in_pictures()[0], weight)


def files(weight: str) -> tuple[Path, ...]:
    """The fonts of pictures in a weight, in the order in which they are asked for a letter."""
    return tuple(faces.file(family, weight) for family in faces.in_pictures())


def usual(words: str) -> bool:
    """Whether the first face has all letters of some words."""
    return faces.letters_of(faces.in_pictures()[0]).issuperset(words)


def lettered(words: str) -> str:
    """Words in letters that a picture can draw."""
    words = words.replace("\t", " ")  # for which no font has a letter
    if usual(words.replace("\n", "")):
        return words
    return "".join(char if _drawn(char) else _MISSING for char in setting.as_set(words, faces.known()))


def runs(words: str) -> list[tuple[str, str]]:
    """Words cut where the face changes: the family of each run, and its words without what has no shape by itself."""
    if usual(words):
        return [(faces.in_pictures()[0], words)]
    families = ((_family(char), char) for char in setting.SILENT.sub("", words))
    return [(family, "".join(char for _, char in run)) for family, run in groupby(families, lambda pair: pair[0])]


def _drawn(char: str) -> bool:
    return char in faces.known() or bool(setting.SILENT.match(char))


@cache
def _family(char: str) -> str:
    return next(family for family in faces.in_pictures() if char in faces.letters_of(family))
