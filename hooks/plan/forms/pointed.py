"""Finds on a page of the preview the values of the plan that stand there by themselves, each with its field.

Only a piece of the page that says the whole of a value leads to its field. What several values look like leads to all
of them, but for those whose record is not named as near to it as another's: in a row of a table, an item of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plan.forms.chapter_lines import lines_of, unmarked
from plan.forms.displayed import Displayed, ShownValue
from plan.html.runs import PagePiece, pieces
from plan.html.tokens import attributes
from plan.messages.findings import Location

#: Shorter words of a file that a page is not made of are those of many things.
_TELLING = 4
#: What is only known as a value where its record is named beside it.
_COMMON = frozenset(("number",))
#: What stands before a value in one piece with it: 取組方針：, 1., ルール1.
_LEAD = re.compile(r"(?:[^:：]{1,24}[:：]|[^\d:：]{0,8}\d{1,3}[.．]?)(?=[^\d])")
#: A name with a number behind it: 標準事業3.
_NUMBERED = re.compile(r"(\D{2,24})\d{1,3}")
#: From one year to another.
_RANGE, _TWO = re.compile("[～–]"), 2
#: From so many records on, nothing is named beside any of them.
_FEW = 4
#: The file of notes on the source, which quotes what stands elsewhere.
_QUOTES = "notes.yml"
#: What more values than these look like is told apart nowhere.
_MANY = 30


@dataclass(frozen=True)
class Pointed:
    """A piece of a page, and the values that it may be."""

    number: int
    """Which piece of the page it is."""
    piece: PagePiece
    values: tuple[ShownValue, ...]


def _parts(text: str) -> Iterator[str]:
    """What a short piece is made of, where it is no value: a lead and a value, a name and a number, two years."""
    if len(parts := _RANGE.split(text)) == _TWO:
        yield from parts
    if lead := _LEAD.match(text):
        yield text[lead.end() :]
    if numbered := _NUMBERED.fullmatch(text):
        yield numbered[1]


_Owner = tuple[str, Location]


class Pointer:
    """Points from the pieces of one page to values; by its tokens; `sources` are the files that it is made of,
    `chapter` the name and the text of the one that is prose."""

    def __init__(
        self, parts: Sequence[str], sources: Sequence[str], displayed: Displayed, chapter: tuple[str, str] = ("", "")
    ) -> None:
        self._chapter, self._lines = chapter[0], lines_of(chapter[1])
        self._parts, self._pieces, self._displayed = parts, pieces(parts), displayed
        self._own = frozenset(sources)
        apart = f"{next(iter(displayed.files), '').partition('/')[0]}/{_QUOTES}"
        self._others = [file for file in displayed.files if file not in self._own and file != apart]
        self._sources = [file for file in displayed.files if file in self._own]
        self._named = self._namings()

    def found(self) -> Iterator[Pointed]:
        """The pieces that are values, in the order of the page."""
        for number, piece in enumerate(self._pieces):
            values = self._of(piece, self._sources, near=False)
            if not values and piece.text not in self._displayed.words:
                values = self._of(piece, self._others, near=True)
            values = self._line(piece) or values
            if values:
                yield Pointed(number, piece, values)

    def _line(self, piece: PagePiece) -> tuple[ShownValue, ...]:
        """The line of the chapter that the page is made of, where one says just that."""
        lines = self._lines.get(unmarked(piece.text), ())
        if len(lines) > _MANY:
            return ()
        called = ((str(line), f"{self._chapter} {line}行目") for line in lines)
        return tuple(ShownValue(self._chapter, line, name, "", "line", ((),)) for line, name in called)

    def _hits(self, text: str, files: Iterable[str]) -> list[ShownValue]:
        return [value for file in files for value in self._displayed.of(file).get(text, ())]

    def _of(self, piece: PagePiece, files: Sequence[str], *, near: bool) -> tuple[ShownValue, ...]:
        """The values that a piece is, or is made of, which stand in some files; `near`: it must be told whose."""
        if whole := self._chosen(piece, self._hits(piece.text, files), near=near):
            return whole
        found: dict[ShownValue, None] = {}
        for text in _parts(piece.text):
            hits = [hit for hit in self._hits(text, files) if hit.kind not in ("words", "number")]
            found.update(dict.fromkeys(self._chosen(piece, hits, near=near)))
        return tuple(found) if len(found) <= _MANY else ()

    def _chosen(self, piece: PagePiece, hits: Sequence[ShownValue], *, near: bool) -> tuple[ShownValue, ...]:
        if by_record := self._nearest(piece, hits):
            return tuple(by_record)
        far = [hit for hit in hits if hit.kind not in _COMMON]
        if near:
            far = [hit for hit in far if hit.kind == "text" and len(piece.text) >= _TELLING]
        return tuple(far) if len(far) <= _MANY else ()

    def _namings(self) -> Mapping[int, frozenset[_Owner]]:
        """For each element of the page, by the token that begins it, the records that are named in it."""
        found: dict[int, set[_Owner]] = {}
        for piece in self._pieces:
            for value in self._hits(piece.text, self._displayed.files):
                if value.names:
                    for element in piece.within:
                        found.setdefault(element, set()).add(value.owner)
            for element in piece.within:
                if id := attributes(self._parts[element]).get("id", ""):
                    owners = self._displayed.ids().get(id, frozenset())
                    for outer in (*piece.within[: piece.within.index(element)], element):
                        found.setdefault(outer, set()).update(owners)
        return {element: frozenset(owners) for element, owners in found.items()}

    def _nearest(self, piece: PagePiece, hits: Sequence[ShownValue]) -> Sequence[ShownValue]:
        """Those of which most records are named in the innermost element around that names any; none where none is."""
        for element in reversed(piece.within):
            named = self._named.get(element, frozenset())
            counted = [sum((hit.file, owner) in named for owner in hit.owners) for hit in hits]
            if not any(counted):
                continue
            kept = [hit for hit, count in zip(hits, counted, strict=True) if count == max(counted)]
            return kept if len({hit.owner for hit in kept}) <= _FEW else ()
        return ()
