"""Turns the HTML of a page into what a search looks through: a line for each block of it, and where its sections begin.

What a result shows comes from one line: a sentence, an entry with its parts, a row with its cells. A figure in a row is
shown with the heads of the row and of its column: a line that begins with HEAD has the heads of a table, or nothing
where a table has none, and a cell that another one reaches over is BESIDE or ABOVE.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plan.html.tokens import TAG, VOID, attributes, tokens

#: What a browser's script takes for a blank, too; none of them stands in a text.
PART, CELL, HEAD, BESIDE, ABOVE = "\f", "\t", "\v", "\v", "\r"
#: What parts no words: the text goes on in it and behind it.
_WITHIN = frozenset("a abbr b bdi code em i q rb rp rt ruby strong sub sup wbr".split())
_BLOCKS = frozenset(
    "address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header li main ol p pre section summary table tbody tfoot thead ul".split()
)
#: The title, which is found by itself; the ways through a page, what can be taken away from it, and marks of doubts.
_LEFT_OUT = frozenset("button h1 nav script style template".split())
_LEFT_OUT_CLASSES = frozenset(("contents", "data-links", "doubt-mark", "kicker", "uses"))
#: The classes of words that stand by themselves in the line of an entry.
_APART = frozenset(("badge", "meta"))
#: Over how many columns and rows a cell reaches at most (https://html.spec.whatwg.org/multipage/tables.html).
_SPAN = 1000


@dataclass
class _Lines:
    """The lines of a page while it is read."""

    done: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """The words since the last mark."""
    cells: list[str] = field(default_factory=list)
    row: list[tuple[str, int, int]] | None = None
    """The cells of the row that stands open, each with how many columns and rows it takes."""
    reaching: dict[int, int] = field(default_factory=dict)
    """Over how many rows yet a cell of a row above reaches, by its column."""
    spans: list[bool] = field(default_factory=list)
    """The spans that stand open, and whether what is in each stands by itself."""
    head: bool = False
    headed: bool = False
    """Whether the table that stands open has said its heads, or that it has none."""

    def take(self) -> str:
        """The words said since the last mark, on one line."""
        words = " ".join("".join(self.said).split())
        self.said.clear()
        return words

    def end_cell(self) -> None:
        """The end of some words that stand beside others in a line."""
        if self.row is not None:
            self.said.append(" ")
        elif words := self.take():
            self.cells.append(words)

    def end(self) -> None:
        """The end of a line; within a row of a table, of which each is one, a blank."""
        self.end_cell()
        if self.row is None and self.cells:
            self.done.append(PART.join(self.cells))
            self.cells = []

    def end_row(self) -> None:
        """The end of a row: its cells, each in its column."""
        row, self.row = self.row or [], None
        line: list[str] = []
        reaching: dict[int, int] = {}
        for words, across, down in row:
            self._reached(line)
            if down > 1:
                reaching |= dict.fromkeys(range(len(line), len(line) + across), down - 1)
            line += [words, *[BESIDE] * (across - 1)]
        self._reached(line)
        self.reaching |= reaching
        if not self.head and not self.headed:
            self.done.append(HEAD)
        self.headed = True
        if line:
            self.done.append((HEAD if self.head else "") + (CELL.join(line) if len(row) > 1 else line[0] + CELL))

    def _reached(self, line: list[str]) -> None:
        while left := self.reaching.pop(len(line), 0):
            if left > 1:
                self.reaching[len(line)] = left - 1
            line.append(ABOVE)


def entry_line(parts: Iterable[str]) -> str:
    """The line of an entry, from words that stand beside each other in it."""
    return PART.join(" ".join(part.split()) for part in parts if part)


def text_of(said: Iterable[str]) -> str:
    """The text of a page that is made from its data: lines, or paragraphs of them."""
    found = (line.strip() for words in said for line in words.replace("※", "").split("\n"))
    return "\n".join(filter(None, found))


def lines(text: str, starts: Sequence[int]) -> tuple[list[str], list[int]]:
    """The lines of a page's HTML, and before which of them each of some places in it stands."""
    reader, places, at, left, waiting = _Lines(), [], 0, list(starts), list[str]()
    for token in tokens(text):
        if left and at >= left[0]:
            reader.end()
            places.append(len(reader.done))
            del left[0]
        at += len(token)
        tag = TAG.match(token)
        if waiting:
            _leave(waiting, tag)
        elif tag is None:
            if not token.startswith("<!--"):
                reader.said.append(html.unescape(token))
        else:
            _read(reader, waiting, tag[2].lower(), token, end=bool(tag[1]))
    reader.end()
    return reader.done, places + [len(reader.done)] * len(left)


def _leave(waiting: list[str], tag: re.Match[str] | None) -> None:
    """Go on in what is left out, until it ends."""
    if tag and tag[2].lower() == waiting[0]:
        if tag[1]:
            waiting.pop()
        else:
            waiting.append(waiting[0])


def _read(reader: _Lines, waiting: list[str], name: str, token: str, *, end: bool) -> None:
    given = {} if end else attributes(token)
    classes = given.get("class", "").split()
    if not end and name not in VOID and (name in _LEFT_OUT or not _LEFT_OUT_CLASSES.isdisjoint(classes)):
        if name not in _WITHIN:
            reader.end()
        waiting.append(name)
    elif name in ("td", "th"):
        if end and reader.row is not None:
            reader.row[-1] = (reader.take(), *reader.row[-1][1:])
        elif reader.row is not None:
            reader.take()
            reader.row.append(("", _span(given, "colspan"), _span(given, "rowspan")))
    elif name == "tr":
        if end:
            reader.end_row()
        else:
            reader.end()
            reader.row = []
    elif name in ("thead", "table"):
        reader.end()
        reader.head, reader.headed = name == "thead" and not end, reader.headed and name == "thead"
        reader.reaching.clear()
    elif name == "span":
        reader.said.append(" ")
        reader.spans += [] if end else [not _APART.isdisjoint(classes)]
        if (reader.spans.pop() if reader.spans else False) if end else reader.spans[-1]:
            reader.end_cell()
    elif (name == "dt" and end) or (name == "dd" and not end):
        reader.end_cell()
    elif name in _BLOCKS:
        reader.end()
    elif name not in _WITHIN:
        reader.said.append(" ")


def _span(given: dict[str, str], name: str) -> int:
    said = given.get(name, "")
    return min(_SPAN, int(said)) if said.isascii() and said.isdigit() and int(said) else 1
