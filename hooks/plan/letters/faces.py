"""The faces that paper and pictures are set in: in which order, where their files lie, which letters each has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

#: The folder of the fonts, with their licences.
FONTS = Path(__file__).with_name("fonts")
_TABLE = Path(__file__).with_name("faces.yml")
_COVERED = Path(__file__).with_name("covered.txt")


@dataclass(frozen=True)
class Face:
    """A face as a text is set in it: its family's name, and which letters it sets, if not all that it has."""

    name: str
    covers: str = ""


@cache
def shipped() -> tuple[Face, ...]:
    """The faces of every plan, in the order in which they are asked for a letter."""
    return tuple(Face(**face) for face in _table()["shipped"])


def needed(letters: frozenset[str]) -> tuple[Face, ...]:
    """The faces that a text of these letters is set in, in order; of the others the typesetter need not be told."""
    found = []
    for face in shipped():
        sets = letters & letters_of(face.name)
        if face.covers:
            sets = frozenset(filter(re.compile(face.covers).match, sets))
        found += [face] if sets else []
        letters -= sets
    return tuple(found)


@cache
def in_pictures() -> tuple[str, ...]:
    """The families of pictures, in the order in which they are asked for a letter."""
    return tuple(dict.fromkeys([_table()["pictures"], *(face.name for face in shipped())]))


def file(family: str, weight: str) -> Path:
    """The font of a family in a weight, `Regular` or `Bold`; signs that have no bold are the same in both."""
    path = FONTS / f"{family.replace(' ', '')}-{weight}.ttf"
    return path if weight == "Regular" or path.is_file() else file(family, "Regular")


@cache
def letters_of(family: str) -> frozenset[str]:
    """The letters of a face, in every weight that it has."""
    return _covered()[family]


@cache
def known() -> frozenset[str]:
    """Every letter that some face has; blanks and line ends count as known."""
    return frozenset("\n\t\r").union(*(letters_of(face.name) for face in shipped()))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return table


@cache
def _covered() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for section in _COVERED.read_text(encoding="ascii").split("\n= ")[1:]:
        names, *ranges = section.splitlines()
        letters: set[str] = set()
        for line in ranges:
            first, last = line.split("-")
            letters.update(map(chr, range(int(first, 16), int(last, 16) + 1)))
        found |= dict.fromkeys(names.split(", "), frozenset(letters))
    return found
