"""Turns a text into the letters that it is set in on paper and in pictures, and says which of them no face has.

On a page a text stands as it was written. Where letters are drawn, what a Mac takes apart is put together again, a
radical copied from a PDF becomes its ideograph, and a letter that no face has becomes its twin, if Unicode knows one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_RADICALS = Path(__file__).with_name("radicals.txt")
#: What shapes the letter before it or the place between two letters, and has no shape by itself: soft hyphen, joiners,
#: selectors of a variant. Where the face has no such variant, the letter is set as usual.
SILENT = re.compile("[\u00ad\u034f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Letters that Unicode holds to be the same as another, and that the faces draw otherwise: ideographs of names.
_OWN_SHAPE = re.compile("([\u2126\u212a\u212b\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
#: How Unicode says that one letter stands for others of the same meaning; not so ², ½ or ①, which mean more.
_SAME_MEANING = re.compile("(?!<(?:super|sub|fraction|circle)>)")


def as_set(text: str, have: frozenset[str]) -> str:
    """A text in the letters that it is set in, of those that the faces `have`; what has no twin stays as it is."""
    words = composed(text)
    if stands(words, frozenset(words), have):
        return words
    twins = _radicals(have)
    return "".join(twins.get(letter) or _twin(letter, have) for letter in words)


def stands(text: str, letters: frozenset[str], have: frozenset[str]) -> bool:
    """Whether a text, which is of these letters, is set letter by letter as it stands."""
    plain = have.issuperset(letters) and _radicals(have).keys().isdisjoint(letters)
    return plain and unicodedata.is_normalized("NFC", text)


def lacking(text: str, have: frozenset[str]) -> Iterator[str]:
    """The letters of a text that no face has, nor a twin of them, each once, in order."""
    if not have.issuperset(text):
        set_letters = dict.fromkeys(as_set(SILENT.sub("", text), have))
        yield from (letter for letter in set_letters if letter not in have)


def composed(text: str) -> str:
    """A text whose letters and marks are put together, as macOS takes them apart; a variant of a name stays itself."""
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _OWN_SHAPE.split(text)
    return "".join(part if index % 2 else unicodedata.normalize("NFC", part) for index, part in enumerate(parts))


def _twin(letter: str, have: frozenset[str]) -> str:
    """The letter, or those of the same meaning that the faces have where they do not have it."""
    if letter in have or not _SAME_MEANING.match(unicodedata.decomposition(letter)):
        return letter
    twin = unicodedata.normalize("NFKC", letter)
    return twin if have.issuperset(twin) else letter


@lru_cache(maxsize=8)
def _radicals(have: frozenset[str]) -> dict[str, str]:
    """The ideograph for each radical, of those that the faces have."""
    return {radical: ideograph for radical, ideograph in _all_radicals() if ideograph in have}


@cache
def _all_radicals() -> tuple[tuple[str, str], ...]:
    lines = _RADICALS.read_text(encoding="ascii").splitlines()
    pairs = (line.split() for line in lines if not line.startswith("#"))
    return tuple((chr(int(radical, 16)), chr(int(ideograph, 16))) for radical, ideograph in pairs)
