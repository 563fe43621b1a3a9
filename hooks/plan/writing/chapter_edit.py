"""Turns the text of a chapter and new texts for some of its pieces into the new text; every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from plan.messages.likeness import alike
from plan.reading.passages import TITLE, Piece, shown, split

#: A line and how it ends.
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r)|([^\r\n]+)\Z")


def edited_chapter(text: str | None, original: str, pieces: Mapping[str, str]) -> str:
    """A chapter with new texts for some of its pieces, by their keys; None where there is no chapter yet.

    A piece that it lacks is put where the `original`, the chapter in the default language, has it.
    """
    pattern = split(original)
    found = list(split(text)) if text is not None else [_with(piece, "") for piece in pattern]
    line_end = "\r\n" if "\r\n" in (text or original) else "\n"
    keys = [piece.key for piece in pattern]
    for key in sorted(pieces, key=keys.index):
        at = next((number for number, piece in enumerate(found) if piece.key == key), None)
        if at is None:
            at = _place(keys, found, key)
            found.insert(at, Piece(key, 0, "", "", ""))
        is_new = not found[at].text
        found[at] = _with(found[at], pieces[key].replace("\n", line_end))
        if text is not None and is_new:
            _set_apart(found, at, line_end)
    return "".join(piece.whole for piece in found)


def retyped(text: str, new: str) -> str:
    """A chapter as a person has typed it anew: the lines before the first and after the last that differ keep their
    bytes, those between end as most lines of the chapter do.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    old = [(line or last, ends) for line, ends, last in _LINE.findall(text.removeprefix(mark))]
    lines = [(line, "\n") for line in new.split("\n")]
    if not lines[-1][0]:
        lines.pop()
    elif old and not old[-1][1]:
        lines[-1] = (lines[-1][0], "")  # a chapter whose last line never ended stays so
    sides = [[(line, bool(ends)) for line, ends in side] for side in (old, lines)]  # whichever way they end
    start = alike(*sides)
    end = alike(*(side[start:][::-1] for side in sides))
    between = [(line, line_end if ends else "") for line, ends in lines[start : len(lines) - end]]
    return mark + "".join(line + ends for line, ends in (*old[:start], *between, *old[len(old) - end :]))


def _with(piece: Piece, text: str) -> Piece:
    return Piece(piece.key, piece.line, piece.lead, text, piece.tail)


def _place(keys: Sequence[str], found: Sequence[Piece], key: str) -> int:
    """Where a piece goes: behind the last of those that the original has before it."""
    earlier = keys[: keys.index(key)]
    return max((at + 1 for at, piece in enumerate(found) if piece.key in earlier), default=0)


def _set_apart(found: list[Piece], at: int, line_end: str) -> None:
    """A blank line before and after a piece that is new; the chapter ends with one line end."""
    piece, last = found[at], at == len(found) - 1
    before = found[at - 1].whole if at else ""
    lead = "# " if piece.key == TITLE else "" if not before or shown(before).endswith("\n\n") else line_end
    if before and not before.endswith("\n"):
        lead += line_end
    found[at] = Piece(piece.key, piece.line, lead, piece.text, line_end if last else line_end * 2)
