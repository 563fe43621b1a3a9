"""Sets readings above the kanji of a page: longest word first, and nothing where it is not sure.

`overrides/assets/readings.js` does the same in a browser, for a reader who asks for it; a test holds them together.

- Digits stay bare, and so does what counts behind them (1日, 2人), unless its reading is given for that: （#）年.
- A run of kanji that the words do not cover whole stays bare, or 大人気 would be read as 大人 and 気.
- One kanji is a word only by itself: 市 in 本市で is none. Hiragana behind it that is no particle is its ending.

A screen reader gets the kanji alone: most of them say a word and its reading one after the other
(https://github.com/w3c/html-aam/issues/352), and a voice that knows Japanese says a sentence of kanji better than
kana without accents (https://github.com/w3c/aria/issues/1620).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from plan.html.tokens import TAG, VOID, attributes, tokens
from plan.model.readings import ANY_DIGIT, ANY_KANJI, KANJI, WordReading, runs

#: Elements within a line: a word, and what stands before and after it, goes on through them.
INLINE = frozenset("a abbr b bdi bdo cite del dfn em i ins mark q s small span strong sub sup time u wbr".split())
#: What is never touched: no words, none that may hold markup, or words with readings of their own.
BARE = frozenset(
    "audio canvas code head iframe kbd math noscript object option pre rp rt ruby samp script select style svg "
    "template textarea title video".split()
)
#: Whatever has this attribute is not touched either.
LEFT_ALONE = "data-no-readings"
#: Hiragana that begins a particle, behind a word of one kanji.
_PARTICLES = "はがをにのでともやへ"

_KANJI = re.compile(f"[{KANJI}]")
_RUN = re.compile(f"[{KANJI}]+")
_DIGIT = re.compile("[0-9０-９]")
_HIRAGANA = re.compile("[ぁ-ゖ]")


@dataclass(frozen=True)
class Placed:
    """Where a reading stands in a text: above `text[start:end]`."""

    start: int
    end: int
    kana: str


class ReadingIndex:
    """All words whose reading is known, ready to be found in a text."""

    def __init__(self, readings: Iterable[WordReading]) -> None:
        self._by_first: dict[str, list[WordReading]] = {}
        for reading in readings:
            self._by_first.setdefault(reading.word[0], []).append(reading)
        for found in self._by_first.values():
            found.sort(key=lambda one: (-len(one.word), -len(one.before) - len(one.after)))

    def placed(self, text: str) -> list[Placed]:
        """The readings of a text without markup, in order."""
        return [
            Placed(at + start, at + end, kana)
            for at, reading in self.words(text)
            if reading and reading.kana
            for (start, end), kana in zip(runs(reading.word), reading.kana, strict=True)
        ]

    def words(self, text: str) -> Iterator[tuple[int, WordReading | None]]:
        """Its words with kanji, each with its place; None where a run of kanji that is not covered begins."""
        at = 0
        while run := _RUN.search(text, at):
            at = run.start()
            found: list[tuple[int, WordReading | None]] = []
            while at < run.end():
                word = self._word(text, at)
                if word:
                    found.append((at, word))
                    at += len(word.word)
                elif at == run.start() and at and _DIGIT.match(text[at - 1]):
                    at += 1
                else:
                    found, at = [(run.start(), None)], run.end()
            yield from found

    def _word(self, text: str, at: int) -> WordReading | None:
        for reading in self._by_first.get(text[at], ()):
            if text.startswith(reading.word, at) and _fits(reading, text, at, at + len(reading.word)):
                return reading
        return None


def _fits(reading: WordReading, text: str, start: int, end: int) -> bool:
    if reading.before or reading.after:
        before = text[max(0, start - len(reading.before)) : start]
        return _like(reading.before, before) and _like(reading.after, text[end : end + len(reading.after)])
    if len(reading.word) > 1:
        return True
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if _KANJI.match(before) or _DIGIT.match(before) or _KANJI.match(after):
        return False
    return not _HIRAGANA.match(after) or after in _PARTICLES


#: What a mark in `before` and `after` stands for.
_ANY = {ANY_DIGIT: _DIGIT, ANY_KANJI: _KANJI}


def _like(wanted: str, found: str) -> bool:
    return len(wanted) == len(found) and all(
        mark == char or (mark in _ANY and bool(_ANY[mark].match(char)))
        for mark, char in zip(wanted, found, strict=True)
    )


def with_readings(page: str, index: ReadingIndex, tags: Collection[str]) -> str:
    """Some HTML, a whole page or a part, with the readings of what is in one of the languages with these tags.

    What does not say its language is taken to be in one of them.
    """
    pieces = list(tokens(page))
    for line in _lines(pieces, tags):
        _set(pieces, line, index.placed("".join(pieces[place] for place in line)))
    return "".join(pieces)


def lines(page: str, tags: Collection[str]) -> Iterator[str]:
    """The words of each line of some HTML in which readings may be set."""
    pieces = tokens(page)
    return ("".join(pieces[place] for place in line) for line in _lines(pieces, tags))


@dataclass(frozen=True)
class _Open:
    """An element that is open: whether its language has readings, and whether it is left bare all the same."""

    name: str
    read: bool = True
    bare: bool = False


def _lines(pieces: Sequence[str], tags: Collection[str]) -> Iterator[list[int]]:
    """The places of the texts of each line. A comment, and a tag within a line, parts nothing."""
    line: list[int] = []
    around = [_Open("")]
    for place, piece in enumerate(pieces):
        tag = TAG.match(piece)
        name = tag[2].lower() if tag else ""
        apart = name not in INLINE if tag else piece[0] != "<" and (around[-1].bare or not around[-1].read)
        if apart and line:
            yield line
            line = []
        if tag is None:
            line += [place] if piece[0] != "<" and not apart else []
        elif tag[1]:
            _close(around, name)
        elif name not in VOID and not piece.endswith("/>"):
            around.append(_opened(piece, name, around[-1], tags))
    if line:
        yield line


def _opened(piece: str, name: str, within: _Open, tags: Collection[str]) -> _Open:
    read = attributes(piece)["lang"] in tags if " lang=" in piece else within.read
    return _Open(name, read, within.bare or name in BARE or LEFT_ALONE in piece)


def _close(around: list[_Open], name: str) -> None:
    for depth in range(len(around) - 1, 0, -1):
        if around[depth].name == name:
            del around[depth:]
            return


def _set(pieces: list[str], line: Sequence[int], placed: Sequence[Placed]) -> None:
    """Put the readings of a line into its texts; a word that goes on in another element stays bare."""
    start, waiting = 0, deque(placed)
    for place in line:
        text = pieces[place]
        end, done, out = start + len(text), 0, ""
        while waiting and waiting[0].start < end:
            one = waiting.popleft()
            if one.start >= start and one.end <= end:
                out += text[done : one.start - start] + _ruby(text[one.start - start : one.end - start], one.kana)
                done = one.end - start
        pieces[place] = out + text[done:]
        start = end


def _ruby(words: str, kana: str) -> str:
    return f'<ruby>{words}<rp>（</rp><rt aria-hidden="true">{kana}</rt><rp>）</rp></ruby>'
