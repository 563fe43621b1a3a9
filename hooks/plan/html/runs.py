"""Parts a page into what stands in it by itself: pieces of text, whole elements, pictures with their words.

Each says what a reader sees of it, where it ends, and which elements it stands in, so that something can be put at it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plan.html.tokens import TAG, VOID, attributes

#: What part of a page says nothing of its own: readings, marks of doubt; or leads about it.
_SILENT = frozenset("rt rp script style template svg nav button select textarea noscript".split())
_SILENT_CLASSES = frozenset("contents part-link cite share own-mark doubt-mark".split())
#: Elements that part no words.
_WITHIN = frozenset("abbr bdi ins mark rb rp rt ruby wbr".split())
_WITHIN_CLASSES = frozenset(("term", "doubt-mark"))
#: Elements in which no link may stand.
_CLOSED = frozenset("a abbr label picture ruby summary".split())
_BLANKS = re.compile(r"[\s\u00ad\u200b]+")


def squeezed(text: str) -> str:
    """A text without what nobody sees of it: blanks, places where a line may break."""
    return _BLANKS.sub("", text)


@dataclass(frozen=True)
class PagePiece:
    """Something on a page that stands by itself."""

    text: str
    """What it says (`squeezed`)."""
    first: int
    last: int
    """The tokens of the page in which it begins and ends."""
    behind: int
    """The token before which something can be put that stands at its end."""
    within: tuple[int, ...]
    """The tokens that begin the elements around it, the outermost first."""


@dataclass
class _Opened:
    tag: str
    at: int
    silent: bool
    """Whether it says nothing of its own."""
    within: bool
    """Whether it parts no words."""
    texts: list[int] = field(default_factory=list)


class _Reading:
    """How far a page is read."""

    def __init__(self, parts: Sequence[str]) -> None:
        self._parts = parts
        self._open: list[_Opened] = []
        self._loose: list[int] = []  # the texts since the last tag that parts words
        self._chains: dict[int, tuple[_Opened, ...]] = {}  # the elements around each text
        self._ends: dict[int, int] = {}  # the token that ends an element, by the one that begins it
        self._found: list[tuple[str, int, int, tuple[_Opened, ...]]] = []

    def text(self, number: int) -> None:
        """A text: of each element around it, and of the piece that it belongs to."""
        if not any(one.silent for one in self._open) and squeezed(html.unescape(self._parts[number])):
            self._chains[number] = tuple(self._open)
            self._loose.append(number)
            for one in self._open:
                one.texts.append(number)

    def begin(self, tag: str, has: Mapping[str, str], number: int) -> None:
        """An element begins."""
        classes = set(has.get("class", "").split())
        silent = tag in _SILENT or bool(classes & _SILENT_CLASSES) or has.get("aria-hidden") == "true"
        within = tag in _WITHIN or bool(classes & _WITHIN_CLASSES)
        if not within:
            self.parted()
        if tag == "img" and has.get("alt") and not any(one.silent for one in self._open):
            self._chains[number] = tuple(self._open)
            self._found.append((squeezed(has["alt"]), number, number, tuple(self._open)))
        if tag not in VOID and not self._parts[number].endswith("/>"):
            self._open.append(_Opened(tag, number, silent, within))

    def close(self, tag: str, number: int) -> None:
        """An element ends, and with it what stands open within."""
        while any(one.tag == tag for one in self._open):
            last = self._open[-1]
            if not last.within:
                self.parted()
            self._open.pop()
            self._ends[last.at] = number
            if not last.within:
                self._note(last.texts, (*self._open, last))
            if last.tag == tag:
                return

    def parted(self) -> None:
        """What stood before a tag that parts words is a piece."""
        self._note(self._loose, tuple(one for one in self._open if not one.within))
        self._loose = []

    def _note(self, at: Sequence[int], around: tuple[_Opened, ...]) -> None:
        if at:
            said = squeezed(html.unescape("".join(self._parts[number] for number in at)))
            self._found.append((said, at[0], at[-1], around))

    def placed(self) -> Iterator[PagePiece]:
        """The pieces, in the order in which they end."""
        seen: set[tuple[int, int]] = set()
        for words, first, last, around in sorted(self._found, key=lambda one: (one[2], -one[1])):
            if (first, last) not in seen:
                seen.add((first, last))
                closed = next((one.at for one in self._chains[last] if one.tag in _CLOSED), None)
                behind = last if closed is None else self._ends.get(closed, last)
                yield PagePiece(words, first, last, behind + 1, tuple(one.at for one in around))


def pieces(parts: Sequence[str]) -> tuple[PagePiece, ...]:
    """The pieces of a page, whose tokens are given; no two of them begin and end with the same words."""
    reading = _Reading(parts)
    for number, part in enumerate(parts):
        tag = TAG.match(part)
        if tag is None:
            if not part.startswith("<!--"):
                reading.text(number)
        elif tag[1]:
            reading.close(tag[2].lower(), number)
        else:
            reading.begin(tag[2].lower(), attributes(part), number)
    reading.parted()
    return tuple(reading.placed())
