"""Tells of the lines of a chapter which begin a block, which go on with one, and which an item of a list holds.

An item holds what stands two blanks or more to the right of its mark: people indent by two, three or four.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown import util

_BLOCKS = frozenset(util.BLOCK_LEVEL_ELEMENTS)
#: So far to the right of an item's mark begins what the item holds.
WITHIN = 2

ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,9})[.)])(?: +(?=\S)| *$)")
HEADING = re.compile(r" {0,3}(#{1,6}) +(?=\S)")
ID = re.compile(r"(?<! ) *\{#([A-Za-z0-9-]+)\}$")
RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
UNDERLINE = re.compile(r" {0,3}(={2,}|-{2,}) *$")
QUOTE = re.compile(r" {0,3}> ?")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]: *")
REFERENCE = re.compile(r" {0,3}\[([^\[\]]+)\]: *(\S.*)$")
ADDRESS = re.compile(r"<?((?:[a-z]+:|[#/.])[!-;=?-~]*|[\w./-]+(?:\.\w+|/)(?:#[\w-]*)?)>?(?: +[\"'(].*)? *$")
DEFINITION = re.compile(r" {0,3}:( +)(?=\S)")
#: A picture on a line of its own: its alternative text, what stands in the round brackets, whether it is decorative.
PICTURE = re.compile(
    r" {0,3}!\[((?:\\.|\[[^\[\]]*\](?!\()|[^\]\\])*)\]\(((?:\"[^\"]*\"|(?!\]\()[^\"])*)\)( *\{decorative\})? *$"
)
_HTML = re.compile(r" {0,3}<(?:(!--)|/?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]))")
_MARKS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
#: Words that are shown as they are typed.
CODE = re.compile(r"(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
#: What a bar does not part: what a backslash stands before, and code.
BAR = re.compile(r"(\\.|`+[^`]+`+)|\|")


class Line(NamedTuple):
    """A line of a chapter, or what of it stands within a list or the like, with its number in the chapter."""

    number: int
    text: str

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip()

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    def cut(self, count: int) -> Line:
        """The line without as many letters of its beginning."""
        return Line(self.number, self.text[count:])


def begins_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the head of a table: the next has as many marks as it has cells."""
    if at + 1 >= len(lines) or "|" not in lines[at].text or "-" not in lines[at + 1].text:
        return False
    marks = lines[at + 1].text
    return "|" in marks and bool(_MARKS.match(marks)) and len(cells(marks)) == len(cells(lines[at].text))


def cells(text: str) -> Sequence[str]:
    """The words of the cells of a row."""
    text = text.strip()
    parts, start = [], 0
    for bar in BAR.finditer(text):
        if not bar[1]:
            parts.append(text[start : bar.start()])
            start = bar.end()
    parts.append(text[start:])
    if len(parts) > 1 and not parts[0]:
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1]:
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def held(
    lines: Sequence[Line],
    at: int,
    end: int,
    column: int,
    ends: Callable[[Sequence[Line], int], bool],
    width: int = 0,
) -> tuple[int, list[Line]]:
    """The lines that an item holds whose mark ends at `end` of the line `at`, without what indents them; and the next.

    `column` is where its mark stands; `ends` tells whether a line that is not indented begins something else.
    """
    within = [lines[at].cut(end)]
    given, width = bool(width), width or (end if end - column <= 5 else column + 2)
    at += 1
    while at < len(lines):
        after = following(lines, at)
        if after == len(lines):
            break
        if lines[after].indent >= column + WITHIN:
            if not given:  # what is less indented than the words of the item is the measure for what is within it
                given, width = True, min(width, lines[after].indent)
            within += [line.cut(min(line.indent, width)) for line in lines[at : after + 1]]
            at = after + 1
        elif after == at and not ends(lines, at) and goes_on(within, lines, at):
            within.append(lines[at].cut(lines[at].indent))
            at += 1
        else:
            break
    return at, within


def follows(first: re.Match[str], mark: re.Match[str], count: int) -> bool:
    """Whether an item belongs to the list that began with `first`: by its kind, and by its number.

    All may have the number of the first; otherwise it is the one after that before it, or another list begins.
    """
    if first[3] is None or mark[3] is None:
        return first[3] == mark[3]
    return int(mark[3]) in (int(first[3]), int(first[3]) + count)


def is_item(lines: Sequence[Line], at: int) -> bool:
    """Whether a line begins as an item of a list does, whatever its number."""
    return ITEM.match(lines[at].text) is not None


def is_term(lines: Sequence[Line], at: int) -> bool:
    """Whether a definition of the line follows it."""
    return defines(lines, at + 1)


def goes_on(before_it: Sequence[Line], lines: Sequence[Line], at: int) -> bool:
    """Whether a line that is not indented goes on with the paragraph before it."""
    before = before_it[-1]
    closed = before.empty or RULE.match(before.text) or HEADING.match(before.text) or before.text.endswith("|")
    text = lines[at].text
    return not (closed or not text.strip() or begins(lines, at) or RULE.match(text) or DEFINITION.match(text))


def begins(lines: Sequence[Line], at: int) -> bool:
    """Whether a line begins a block of its own within a paragraph. A number does only where it is the first."""
    text = lines[at].text
    mark = ITEM.match(text)
    if mark and mark[0] != text and (mark[3] is None or int(mark[3]) == 1):
        return True
    patterns = (HEADING, QUOTE, FENCE, NOTE, PICTURE)
    if any(pattern.match(text) for pattern in patterns) or is_html(lines[at]):
        return True
    return bool(RULE.match(text) and not UNDERLINE.match(text)) or begins_table(lines, at)


def is_html(line: Line) -> bool:
    """Whether a line begins with a comment, or with an element that is a block."""
    found = _HTML.match(line.text)
    return found is not None and (found[1] is not None or found[2].lower() in _BLOCKS)


def end_of_html(lines: Sequence[Line], at: int) -> int:
    """The line after the element that a line begins with, or after the comment."""
    found = _HTML.match(lines[at].text)
    if found is None or found[1]:
        end = next((number for number in range(at, len(lines)) if "-->" in lines[number].text), len(lines) - 1)
        return end + 1
    tag = re.compile(rf"<(/?){found[2]}\b[^<>]*?(/?)>", re.IGNORECASE)
    depth = 0
    for number in range(at, len(lines)):
        for part in tag.finditer(lines[number].text):
            depth += -1 if part[1] else 0 if part[2] or found[2].lower() in ("hr", "br") else 1
        if depth <= 0:
            return number + 1
    return len(lines)


def following(lines: Sequence[Line], at: int) -> int:
    """The first line from `at` on that is not empty; how many lines there are if none is."""
    while at < len(lines) and lines[at].empty:
        at += 1
    return at


def defines(lines: Sequence[Line], at: int) -> bool:
    """Whether a definition stands at a line, or after one empty line."""
    after = following(lines, at)
    return after < len(lines) and after - at <= 1 and bool(DEFINITION.match(lines[after].text))
