"""The one folding of words: what a search takes for the same, for the pages, the synonyms and what a reader types.

The table stands in folding.yml and variants.txt. Python folds by it, and the index of each language carries what of it
that language's words need, by which overrides/assets/search.js folds in the same way; a test compares the two over all
words. Width, case, kana, accents, old forms of letters and marks between words do not count; a number is one word,
with its point and without what parts its thousands.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from plan.machine.own_table import read_table
from plan.model import Writing

_HERE = Path(__file__)
#: What parts lines and their parts: no word reaches over it.
BREAKS = "\n\t\f\v\r"
#: Forms of an ideograph are no letters of their own.
_FORMS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Katakana and the hiragana of the same sound; the small ones and the large.
_KATAKANA = {chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)}
_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))
#: Letters of words that blanks part: Latin and Cyrillic.
_PARTED = ((0x0, 0x24F), (0x400, 0x52F), (0x1E00, 0x1EFF))


class Folded(NamedTuple):
    """A text as it is compared."""

    joined: str
    """Without any blanks, for scripts that do not part their words; an end of a line is one."""
    spaced: str
    """Words between blanks, for those that do; a blank parts scripts and numbers from what follows, too."""


class Folding:
    """How the words of a language are folded; `words` is all that its pages say, which tells what need be known."""

    def __init__(self, writing: Writing, words: str) -> None:
        table = _table()
        self._thousands = unicodedata.normalize("NFKC", writing.thousands)
        have = set(unicodedata.normalize("NFKC", words).lower())
        pairs = _pairs(table["pairs"]) | (_pairs(table["strokes"]) if have & set(table["strokes"][::2]) else {})
        for letter, others in _variants():
            if have.intersection(letter + others):
                pairs.update(dict.fromkeys(others, letter))
        self._rows = pairs
        self._marks = table["marks"]
        self._silent = {chr(code) for first, last in table["silent"] for code in range(first, last + 1)}
        self._pairs = {**{kana: _SMALL.get(large, large) for kana, large in _KATAKANA.items()}, **_SMALL, **pairs}
        self._known: dict[str, str] = {}

    def script(self) -> dict[str, Any]:
        """What the browser needs to fold likewise, and to read a query."""
        table = _table()
        return {
            "marks": self._marks,
            "silent": table["silent"],
            "pairs": "".join(key + letter for key, letter in self._rows.items()),
            "thousands": self._thousands,
            "powers": table["powers"],
            "digits": table["digits"],
            "tenth": table["tenth"],
            "endings": table["endings"],
            "particles": table["particles"],
            "defining": table["defining"],
            "asking": list(dict.fromkeys(" ".join(table["asking"]).split())),
            "roman": roman(),
        }

    def fold(self, text: str) -> Folded:
        """A text as it is compared."""
        narrow = _FORMS.sub("", unicodedata.normalize("NFKC", text)).lower()
        joined: list[str] = []
        spaced = [" "]
        gap, kind = False, ""
        run = total = 0  # digits since a mark within a number, and in all of it
        for place, code in enumerate(narrow):
            if total and code in f".,{self._thousands}" and (part := self._in_number(narrow, place, run)) is not None:
                joined.append(part)
                spaced.append(part)
                run = 0
                continue
            letter = "%" if code == "%" and total else self._letter(code)
            if letter == " ":
                gap, run, total = len(spaced) > 1, 0, 0
                if code in BREAKS and joined and joined[-1] != "\n":
                    joined.append("\n")
            elif letter:
                now = "d" if "0" <= letter <= "9" else "p" if letter == "%" or _parted(letter) else "w"
                apart = kind != now and ("w" in (kind, now) or total > 1 or letter == "%")
                if len(spaced) > 1 and (gap or apart):
                    spaced.append(" ")
                run, total = (run + 1, total + 1) if now == "d" else (0, 0)
                gap, kind = False, now
                joined.append(letter)
                spaced.append(letter)
        return Folded("".join(joined), "".join(spaced) + " ")

    def _in_number(self, narrow: str, place: int, run: int) -> str | None:
        """What a mark between digits is: a point, nothing between thousands; None where it is no part of a number."""
        after = re.match(r"\d+", narrow[place + 1 : place + 5], re.ASCII)
        if not after:
            return None
        if narrow[place] == self._thousands and len(after[0]) == 3 and run <= 3:
            return ""
        return "." if narrow[place] in ".," else None

    def _letter(self, code: str) -> str:
        """What a letter is found as: a blank for a mark, empty for nothing."""
        found = self._known.get(code)
        if found is None:
            found = self._known[code] = self._found_as(code)
        return found

    def _found_as(self, code: str) -> str:
        if ord(code) > 0xFFFF:  # two units in a browser, which knows neither
            return code
        bare = "".join(letter for letter in unicodedata.normalize("NFD", code) if letter not in self._silent)
        letter = unicodedata.normalize("NFC", bare)
        letter = self._pairs.get(letter, letter)
        if letter and (letter in self._marks or letter.isspace()):
            return " "
        return code if len(letter) > 1 else letter


def _parted(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _PARTED)


def _pairs(written: str) -> dict[str, str]:
    return dict(zip(written[::2], written[1::2], strict=True))


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_table(_HERE.with_name("folding.yml"))
    return table


@cache
def _variants() -> tuple[tuple[str, str], ...]:
    """Letters, and those that are found as each."""
    lines = _HERE.with_name("variants.txt").read_text(encoding="utf-8").splitlines()
    return tuple((line[0], line[2:]) for line in lines if not line.startswith("#"))


@cache
def roman() -> dict[str, str]:
    """Each syllable of Japanese in Roman letters, and its kana."""
    table = _table()
    found: dict[str, str] = {
        consonant + vowel: kana
        for consonant, row in table["roman"].items()
        for vowel, kana in zip("aiueo", row, strict=True)
        if kana != "-"
    }
    for consonant, kana in table["roman_small"].items():
        found |= {consonant + vowel: kana + small for vowel, small in zip("auo", "ゃゅょ", strict=True)}
    found |= table["roman_more"]
    return found
