"""Proposes readings of words, by SudachiPy: what people then look through, and never what a page shows.

It reads digits one by one, 方 always as ほう, 何人 as なんにん, and knows no place of a city: every line wants eyes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from plan.html.ruby import ReadingIndex
from plan.model.readings import KANJI, parts

_ONE = re.compile(f"[{KANJI}]")
_WHOLE = re.compile(f"[{KANJI}]+")
_LEADING = re.compile(f"[^{KANJI}]*")
_KANA = re.compile("[ぁ-ゖー]+")
_WORD = re.compile(f"[{KANJI}][{KANJI}ぁ-ゖァ-ヺー]*")
_HIRAGANA = {ord(kana): ord(kana) - 0x60 for kana in map(chr, range(0x30A1, 0x30F7))}
#: How much of a sentence is shown around a word.
_AROUND = 10


@dataclass(frozen=True)
class Token:
    """A word as the analyser sees it."""

    start: int
    words: str
    kana: str
    leads: bool
    """Whether it is the beginning of a longer word: 再, 各."""

    @property
    def end(self) -> int:
        """Where it ends in its line."""
        return self.start + len(self.words)


#: What parts a line into its words.
Analyser = Callable[[str], Iterable[Token]]


def analyser() -> Analyser:
    """SudachiPy, in its shortest units. Raises ModuleNotFoundError where it is not installed."""
    sudachi: Any = import_module("sudachipy")  # with its dictionary of 193 MB, and for this alone
    tokenizer = sudachi.Dictionary().tokenizer(mode=sudachi.SplitMode.A)

    def analysed(line: str) -> Iterator[Token]:
        for one in tokenizer.tokenize(line):
            kana = one.reading_form().translate(_HIRAGANA)
            yield Token(one.begin(), one.surface(), kana, one.part_of_speech()[0] == "接頭辞")

    return analysed


def proposals(lines: Iterable[str], index: ReadingIndex, analyse: Analyser) -> Mapping[str, Mapping[str, str]]:
    """For each word with kanji that the index does not know, its readings, each with a place where it is so read."""
    found: dict[str, dict[str, str]] = {}
    for line in lines:
        if not any(word is None for _, word in index.words(line)):
            continue
        bare = [at for at, word in index.words(line) if word is None]
        for unit in _units(list(analyse(line))):
            run = next((at for at in bare if at <= unit.start < _run_end(line, at)), None)
            if (
                run is not None
                and _WORD.fullmatch(unit.words)
                and _KANA.fullmatch(unit.kana)
                and parts(unit.words, unit.kana)
            ):
                around = line[max(0, unit.start - _AROUND) : unit.end + _AROUND].strip()
                found.setdefault(unit.words, {}).setdefault(unit.kana, around)
    return found


def _run_end(line: str, at: int) -> int:
    match = _WHOLE.match(line, at)
    return match.end() if match else at


def _units(tokens: list[Token]) -> Iterator[Token]:
    """The words of a line that begin with kanji: one kanji belongs to the word beside it in the same run."""
    waiting: Token | None = None
    for token in map(_from_kanji, tokens):
        if waiting is None:
            waiting = token
        elif token and token.start == waiting.end and _joined(waiting, token):
            waiting = Token(waiting.start, waiting.words + token.words, waiting.kana + token.kana, leads=False)
        else:
            yield waiting
            waiting = token
    if waiting:
        yield waiting


def _from_kanji(token: Token) -> Token | None:
    """A word from its first kanji on; None for one without any."""
    before = _LEADING.match(token.words)
    start = before.end() if before else 0
    if start == len(token.words):
        return None
    return Token(token.start + start, token.words[start:], token.kana[start:], token.leads)


def _joined(one: Token, other: Token) -> bool:
    if not _WHOLE.fullmatch(one.words):
        return False
    return one.leads or len(one.words) == 1 or bool(len(other.words) == 1 and _ONE.match(other.words))
