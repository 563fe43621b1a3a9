"""Says of each paragraph, heading, item and cell of a chapter what a page shows of it, and on which line it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plan.html.prose import UnreadableProseError, block
from plan.html.runs import pieces, squeezed
from plan.html.tokens import tokens

#: A line that begins what stands by itself: a heading, an item, a row of a table.
_BY_ITSELF = re.compile(r"\s*(#{1,6}\s+|(?:[-*+]|\d{1,3}[.)])\s+|\|)")
#: What heads the line of a table: no words.
_RULE = re.compile(r"[\s|:-]*")
#: A line that stands for a block of data, or begins what is no text of the page's own place.
_NO_TEXT = re.compile(r"\s*(\{\{|\[\^[^\]]*\]:|```|~~~|!\[)")
#: What marks a word as one of the glossary, which pages do without.
_TERM = "※"


def unmarked(text: str) -> str:
    """A text without what a page leaves out of a chapter's."""
    return text.replace(_TERM, "")


def lines_of(text: str) -> Mapping[str, tuple[int, ...]]:
    """The lines of a chapter by what a page shows of them (`squeezed`, `unmarked`)."""
    found: dict[str, dict[int, None]] = {}
    for number, written in _blocks(text):
        for said in _said(written):
            found.setdefault(said, {})[number] = None
    return {said: tuple(numbers) for said, numbers in found.items()}


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """What stands by itself, each with its first line."""
    begun, lines = 0, list[str]()
    for number, line in enumerate((*text.split("\n"), ""), 1):
        alone = _BY_ITSELF.match(line)
        if lines and (not line.strip() or alone or _NO_TEXT.match(line)):
            yield begun, "\n".join(lines)
            lines = []
        if alone or _NO_TEXT.match(line):
            if alone and not _RULE.fullmatch(line):
                yield number, line.strip()
        elif line.strip():
            begun, lines = (begun, [*lines, line]) if lines else (number, [line])


def _said(written: str) -> Iterator[str]:
    """What a page shows of a block; of a row of a table what stands in each cell."""
    cells = written.strip("|").split("|") if written.startswith("|") else [written]
    for cell in cells:
        try:
            made = block(cell.strip())
        except UnreadableProseError:
            continue
        for piece in pieces(tokens(made)):
            if said := unmarked(squeezed(piece.text)):
                yield said
