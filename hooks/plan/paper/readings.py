"""Sets readings above the kanji of a document in a language that always has them, as its pages have them.

The words stay in one piece: a reading is drawn above its word on the finished page, as a line or a band is, so that no
line stands further from the next, a link leads on, and a screen reader says every word once (look.typ).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from plan.html.ruby import Placed, ReadingIndex
from plan.html.tree import Inline, Node
from plan.model import Plan
from plan.model.languages import writing
from plan.paper.content import nodes

#: What of a document is no words that are set: names, addresses, settings, what is said instead of a picture.
_APART = frozenset(
    "address alt author colors comment directions href id images k label labels lang language number_runs numbers "
    "qr qr_alt region regions site src style svg target url uses".split()
)
#: The nodes within a line whose words are part of it.
_WORDS = frozenset("badge emph link small span strong sub sup term use".split())
#: Nodes that stand in a line and stay as they are; those of them, and others, over which its words go on.
_BESIDE, _NO_END = frozenset("break own-mark page ruby".split()), frozenset(("note", "own-mark"))
#: What parts words that are not of one line.
_END = "\n"


class PaperReadings:
    """The readings of a plan, as its documents in one language have them."""

    def __init__(self, plan: Plan, language: str) -> None:
        known = {code: writing(code, plan.languages) for code in plan.languages.codes}
        read = {code: how.tag for code, how in known.items() if how.ruby != "never"}
        self._languages = frozenset((*read, *read.values()))
        always = known[language].ruby == "always"
        self._index = ReadingIndex(plan.readings.readings) if always and plan.readings.readings else None

    def set_in(self, content: dict[str, Any]) -> dict[str, Any]:
        """The content of a document with its readings; it says so where it has any, its chapters' own too."""
        if self._index:
            content = self._within(content, self._index)
            return content | {"readings": True, "lends": True}
        has_own = any(node.get("k") == "ruby" for node in nodes(content["sheets"]))
        return content | {"readings": True} if has_own else content

    def _within(self, value: Any, index: ReadingIndex) -> Any:
        if isinstance(value, str):
            return _said({"lent": value}, index) if index.placed(value) else value
        if isinstance(value, list):
            return self._line(value, index) if any(map(_is_in_line, value)) else [self._within(i, index) for i in value]
        if not isinstance(value, dict) or not self._is_read(value):
            return value
        if "lent" in value:
            return _said(value, index)
        return {key: inner if key in _APART else self._inner(key, inner, index) for key, inner in value.items()}

    def _inner(self, key: str, value: Any, index: ReadingIndex) -> Any:
        line = key == "c" and isinstance(value, list) and any(isinstance(item, str) for item in value)
        return self._line(value, index) if line else self._within(value, index)

    def _is_read(self, node: Node) -> bool:
        """Whether a node is in the language of the document, or in another one of which there are readings."""
        return "lang" not in node or node["lang"] in self._languages

    def _line(self, line: Sequence[Inline], index: ReadingIndex) -> list[Any]:
        """The words of one line: what stands before and after a word in it decides how it is read."""
        return self._set(line, _Placing(index.placed("".join(self._words(line)))), index)

    def _words(self, line: Sequence[Inline]) -> Iterator[str]:
        """What a line says, letter for letter as `_set` counts them."""
        for item in line:
            if isinstance(item, str):
                yield item
            elif item["k"] in _WORDS and self._is_read(item):
                yield from self._words(item["c"])
            elif item["k"] not in _NO_END:
                yield _END

    def _set(self, line: Sequence[Inline], placing: _Placing, index: ReadingIndex) -> list[Any]:
        done: list[Any] = []
        for item in line:
            if isinstance(item, str):
                done += placing.parted(item)
            elif item["k"] in _WORDS and self._is_read(item):
                done.append(item | {"c": self._set(item["c"], placing, index)})
            else:
                placing.pass_over(0 if item["k"] in _NO_END else len(_END))
                done.append(item if item["k"] in _BESIDE else self._within(item, index))
        return done


class _Placing:
    """The readings of a line, given out as its words come."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._waiting, self._at = deque(placed), 0

    def pass_over(self, letters: int) -> None:
        """Go on behind what is no words."""
        self._at += letters

    def parted(self, words: str) -> Iterator[Inline]:
        """The next words, those that are read as nodes; one that goes on in another element stays bare."""
        start, done = self._at, 0
        self._at += len(words)
        while self._waiting and self._waiting[0].start < self._at:
            one = self._waiting.popleft()
            first, last = one.start - start, one.end - start
            if first < 0 or last > len(words):
                continue
            if words[done:first]:
                yield words[done:first]
            yield {"k": "ruby", "c": [words[first:last]], "reading": one.kana}
            done = last
        if words[done:]:
            yield words[done:]


def _is_in_line(item: Any) -> bool:
    return isinstance(item, dict) and item.get("k") in _WORDS | _BESIDE | _NO_END


def _said(words: Node, index: ReadingIndex) -> Node:
    """Words that stand by themselves, and how they are read: pieces, a word after its letters with its reading."""
    pieces = _Placing(index.placed(words["lent"])).parted(words["lent"])
    return words | {"read": [piece if isinstance(piece, str) else [*piece["c"], piece["reading"]] for piece in pieces]}
