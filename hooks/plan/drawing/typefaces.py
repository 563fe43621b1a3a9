"""The faces that pictures are lettered in: which font draws which letter, and letters that a picture can draw.

A picture says what a page says; where no face has a letter, as in what is never printed, it draws the mark that
printers set for a missing type.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path

from plan.letters import faces, setting

_MISSING = "〓"
#: Scripts whose letters change beside each other, take marks above and below, or run from the right.
_SHAPED = re.compile("[\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]")
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")


def families(words: str, own: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The families that draw some words, in the order in which they are asked for a letter.

    `own` are those of the language. Latin words of other languages are drawn whole in the face that has all of their
    letters, so that no word mixes two.
    """
    first = [face.name for face in faces.shipped() if face.covers and face.name != _usual_family() and _in(face, words)]
    return tuple(dict.fromkeys([*own, *first, _usual_family(), *(face.name for face in faces.shipped())]))


def files(words: str, weight: str, own: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """The fonts of `families` in a weight, `Regular` or `Bold`."""
    return tuple(faces.file(family, weight) for family in families(words, own))


def face(weight: str) -> Path:
    """The font of most pictures in a weight."""
    return faces.file(_usual_family(), weight)


def usual(words: str) -> bool:
    """Whether the face of most pictures draws some words by itself."""
    return _usual_letters().issuperset(words)


def shaped(words: str) -> bool:
    """Whether some words need more than one letter put after the other."""
    return _SHAPED.search(words) is not None


def from_the_right(words: str) -> bool:
    """Whether lines with some words begin at the right."""
    return _FROM_THE_RIGHT.search(words) is not None


def lettered(words: str, own: tuple[str, ...] = ()) -> str:
    """Words in letters that a picture can draw."""
    words = re.sub("[\t\r]", " ", words)  # for which no font has a letter
    if usual(words.replace("\n", "")):
        return words
    have = _known(own)
    drawn = setting.as_set(words, have)
    return "".join(char if char in have or setting.SILENT.match(char) else _MISSING for char in drawn)


def runs(words: str, own: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Words cut where the face changes: the family of each run, and its words without what has no shape by itself."""
    if not own and usual(words):
        return [(_usual_family(), words)]
    order = families(words, own)
    found = ((_family(char, order), char) for char in setting.SILENT.sub("", words))
    return [(family, "".join(char for _, char in run)) for family, run in groupby(found, lambda pair: pair[0])]


def _usual_family() -> str:
    return faces.shipped()[0].name


@cache
def _usual_letters() -> frozenset[str]:
    """The letters that the face of most pictures draws, without those that others draw better."""
    letters = faces.letters_of(_usual_family())
    others = [face for face in faces.shipped() if face.covers and face.name != _usual_family()]
    return frozenset(letter for letter in letters if not any(_in(face, letter) for face in others))


def _in(face: faces.Face, words: str) -> bool:
    return re.search(face.covers, words) is not None


@cache
def _known(own: tuple[str, ...]) -> frozenset[str]:
    return faces.known().union(*map(faces.letters_of, own))


@cache
def _family(char: str, order: tuple[str, ...]) -> str:
    return next((family for family in order if char in faces.letters_of(family)), _usual_family())
