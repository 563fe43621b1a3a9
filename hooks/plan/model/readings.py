"""data/readings.txt: how words with kanji are read, each seen by somebody who knows.

No program reads Japanese rightly by itself: 方, 何人 or the name of a place depend on the sentence and on the city. So
what a page shows above its kanji is what this file says, and where it says nothing, nothing is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator

from .types import Line, fault

#: Letters that a reading stands above, as a class of a regular expression; 〇 is a digit.
KANJI = "\u3005\u3006\u3400-\u9fff\uf900-\ufaff"
#: What no reading has, as such a class: kanji, and kana of half width.
NO_KANA = f"{KANJI}\uff61-\uff9f"
#: In what must stand before or after a word, these stand for any digit, and for any kanji.
ANY_DIGIT, ANY_KANJI = "#", "*"
_RUNS = re.compile(f"[{KANJI}]+")
_TO_HIRAGANA = {ord(kana): ord(kana) - 0x60 for kana in map(chr, range(0x30A1, 0x30F7))}


def _check_reading(value: str) -> str:
    if re.search(f"[{NO_KANA}]", value):
        raise fault("reading-in-kana", found=value)
    return value


#: How a name is read, in kana: what is sorted and found by it has neither kanji nor kana of half width.
Kana = Annotated[Line, AfterValidator(_check_reading)]


def runs(word: str) -> Iterator[tuple[int, int]]:
    """Where its runs of kanji begin and end."""
    return (match.span() for match in _RUNS.finditer(word))


def parts(word: str, reading: str) -> tuple[str, ...] | None:
    """The reading of each run of kanji in a word, found by the kana between them; None where it does not fit the word,
    or fits in two ways. 使い方, つかいかた: つか, かた."""
    if len(spaced := reading.split()) > 1:
        return tuple(spaced) if len(spaced) == len(_RUNS.findall(word)) else None
    found = {_parted(word, reading, kana) for kana in ("(.+?)", "(.+)")}
    return found.pop() if len(found) == 1 else None


def _parted(word: str, reading: str, kana: str) -> tuple[str, ...] | None:
    """The same where `kana` is what finds the reading of a run: as short, or as long, as it can be."""
    between = (re.escape(_plain(part)) for part in _RUNS.split(word))
    match = re.fullmatch(kana.join(between), _plain(reading))
    return tuple(reading[slice(*match.span(group + 1))] for group in range(len(match.groups()))) if match else None


def _plain(kana: str) -> str:
    return kana.translate(_TO_HIRAGANA)


@dataclass(frozen=True)
class WordReading:
    """How a word is read."""

    word: str
    """It begins with kanji."""
    kana: tuple[str, ...]
    """Of each run of kanji in it; none for a word that is left bare."""
    before: str = ""
    """What must stand before the word, if anything; # for a digit, * for kanji."""
    after: str = ""
    """What must stand after it."""

    @property
    def written(self) -> str:
        """The word with what must stand around it, as the file has it: （#）年."""
        return f"{self.before and f'（{self.before}）'}{self.word}{self.after and f'（{self.after}）'}"


@dataclass(frozen=True)
class Readings:
    """All that the file holds."""

    readings: tuple[WordReading, ...] = ()
    """Those that somebody has seen."""
    unseen: Mapping[str, int] = field(default_factory=dict)
    """The words of which a reading is only proposed, each with its line; no page shows it."""

    @cached_property
    def published(self) -> Mapping[str, str]:
        """Each word as the file has it, with the kana of its runs, parted by blanks; empty for one that is left
        bare."""
        return {reading.written: " ".join(reading.kana) for reading in self.readings}
