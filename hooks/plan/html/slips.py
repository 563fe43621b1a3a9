"""Finds what people write in a chapter and would see as they typed it, or not at all, with the line of each.

Each is known elsewhere as markup, or by its full-width letters; `messages/sentences.yml` says what to write instead.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from plan.html.lines import Line

#: No more of one kind are looked for than are told of a chapter.
_MANY = 100


class Slip(NamedTuple):
    """A place where something is written that is no markup in a chapter: its line, its kind, its words."""

    line: int
    kind: str
    found: str


# Beginnings of lines ------------------------------------------------------------

#: What begins a line of a paragraph; where a kind stands twice, either.
_OPENING: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("wide-mark", r"＃|＞ ?\S|｜.*｜\s*$|：\s*\S|[＊－＋]\s|(?:#{1,6}|[-*+>]|\d{1,9}[.)])\u3000"),
        ("hash-without-blank", r"#"),
        ("admonition", r"(?:!!!|\?\?\?\+?)\s*\w|\[!\w+\]"),
        ("container", r":::|={3} \""),
        ("abbreviation", r"\*\[[^\]]+\]:"),
        ("contents", r"\[toc\]\s*$|\[\[_?toc_?\]\]|\$\{toc\}"),
        ("contents", r"\[TOC\]\s*$|\[\[_?TOC_?\]\]"),
        ("bars-without-table", r"\|"),
    )
)
#: What git leaves where two people changed the same lines.
CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
#: Lines of one paragraph are set as one: what is meant for a line of its own needs an empty line, or markup.
_OWN_LINE = re.compile(
    r"[・●○■□◆◇▶]|[①-⑳㉑-㉟]|[-*+](?=[^\s\d*+-])|\d{1,2}[.)](?=[^\s\d])|[０-９]{1,2}[．.）)]|[（(](?:\d{1,2}|[０-９]{1,2}|[ア-ン])[）)]"
)
_NUMBER = re.compile(r"\d{1,9}[.)] +\S")
_BREAK = re.compile(r"(?:  |\\|<br ?/?>)$")
#: The mark of a footnote.
_MARKED = re.compile(r"\[\^[^\]\s]+\]")
_TASK = re.compile(r"\[[ xX\u3000]?\](?:\s|$)")


def in_lines(lines: Sequence[Line]) -> Iterator[Slip]:
    """The slips by which the lines of a paragraph begin."""
    for line, before in zip(lines, (None, *lines), strict=False):
        if line.number == 1:
            continue  # the title, which is told by itself
        text = line.text.strip()
        kind = next((kind for kind, pattern in _OPENING if pattern.match(text)), "")
        if not kind and before and not _BREAK.search(before.text):
            kind = "number-in-paragraph" if _NUMBER.match(text) else "own-line" if _OWN_LINE.match(text) else ""
        if kind:
            yield Slip(line.number, kind, text)


def opens_definition(line: Line) -> bool:
    """Whether a line begins as a definition does, for which a term would stand before it."""
    return re.match(r" {0,3}: +\S", line.text) is not None


def in_an_item(line: Line) -> Iterator[Slip]:
    """The slip by which an item of a list begins, if there is one."""
    if _TASK.match(line.text.strip()):
        yield Slip(line.number, "task", line.text.strip())


def in_a_heading(line: Line, level: int, words: str, before: int) -> Iterator[Slip]:
    """What a heading may not be: a second title, too deep below the one before it, or one with a footnote."""
    if level == 1 and before:
        yield Slip(line.number, "second-title", line.text.strip())
    elif before and level > before + 1:
        yield Slip(line.number, "heading-level", line.text.strip())
    if _MARKED.search(words):
        yield Slip(line.number, "note-in-heading", line.text.strip())


# Within lines ---------------------------------------------------------------------

#: What is passed over, then each kind; the first that fits at a place is taken. `address` and `[^x]` are looked at.
_WITHIN = re.compile(
    r"(?P<linked_picture>\[!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\n]*\)[^\[\]\n]*\]\([^()\n]*\))|"
    r"(?P<link_in_link>\[[^\[\]\n]*"
    r"(?:\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|<(?:https?://|mailto:|a\s(?!class))[^<>\n]*>)[^\[\]\n]*\](?=\(|\[[^^]))|"
    r"(?P<passed>\\.|``.*?``|`[^`]+`|<[^<>]*>|\{\{[^{}]*\}\}|\]\((?P<target>[^()]*(?:\([^()]*\)[^()]*)*)\))"
    r"|\[\^(?P<note>[^\]\s]+)\]"
    r"|(?P<address>(?:https?://|mailto:)[!#-;=?-Z^_a-z~]+)(?P<after>[^\W\u3041-\u309f]?)"
    r"|(?P<picture>[!！]\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^)]*\)|\[[^\]]*\])|!\[\[[^\[\]]+\]\]"
    r"|!\[[^\[\]()\n]*\([^()\s]+\.[A-Za-z]{3,4}\))|(?P<wiki>\[\[[^\[\]]+\]\])"
    r"|(?P<linked>\[[^\[\]]+\]\[[^\[\]]*\])"
    r"|(?P<wide_link>(?:\[[^\[\]]+\](?:（|[ \u3000]+\()|［[^［］]+］[（(])"
    r"(?:https?:|mailto:|[\w./-]+\.md)[^（）()]*[）)])"
    r"|(?P<struck>~~(?=\S).+?~~)|(?P<marked>==(?=[^\s=]).+?==)|(?P<inserted>\+\+(?=[^\s+])[^+]+\+\+)"
    r"|(?P<raised>\^(?=[^\s^])[^\s^]+\^)|(?P<attributes>\{[:#.][^{}]*\})"
    r"|(?P<formula>\$\$)|(?P<wide_braces>｛｛.*?(?:｝｝|$)|｝｝)|(?P<template>\{[%#].*?[%#]\})"
)
#: A picture in HTML.
_IMG = re.compile(r"<img\b", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]+)\]\[([^\[\]]*)\]")
#: A title of a link would be on the site alone, and there for a mouse.
_TITLED = re.compile(r"\s[\"'].*[\"']\s*$")


def within(lines: Sequence[Line], notes: Container[str], references: Container[str]) -> Iterator[Slip]:
    """The slips in the words of a block, whose chapter has these footnotes and these addresses for links."""
    text = "\n".join(line.text for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    at = 0
    for match in _WITHIN.finditer(text):
        while match.start() >= starts[at + 1]:
            at += 1
        if kind := _kind(match, notes, references):
            yield Slip(lines[at].number, kind, " ".join((match["target"] or match[0]).split()))


def _kind(match: re.Match[str], notes: Container[str], references: Container[str]) -> str:
    if match["note"]:
        return "" if match["note"] in notes else "note-undefined"
    if match["linked"]:
        words, name = _LINKED.findall(match["linked"])[0]
        return "" if (name or words).strip().lower() in references else "link-undefined"
    if match["address"]:
        return "address-without-end" if match["after"] else ""
    if match["passed"]:
        if _IMG.match(match["passed"]):
            return "picture"
        return "link-title" if match["target"] and _TITLED.search(match["target"]) else ""
    return (match.lastgroup or "").replace("_", "-")


def in_alternative_text(line: Line, alt: str) -> Iterator[Slip]:
    """The mark of a footnote in words that are not seen, where nobody could follow it."""
    yield from (Slip(line.number, "note-in-alt", mark[0]) for mark in _MARKED.finditer(alt))


def in_a_note(lines: Iterable[Line]) -> Iterator[Slip]:
    """Footnotes within a footnote."""
    for line in lines:
        yield from (Slip(line.number, "note-in-note", mark[0]) for mark in _MARKED.finditer(line.text))


def in_html(line: Line) -> Iterator[Slip]:
    """Footnotes and pictures in HTML that a chapter brings itself, where they are none."""
    for match in _MARKED.finditer(line.text):
        yield Slip(line.number, "note-in-html", match[0])
    if _IMG.search(line.text):
        yield Slip(line.number, "picture", line.text.strip())


def left_over(said: str, lines: Sequence[Line], notes: Container[str]) -> Iterator[Slip]:
    """What marks emphasis, code or a footnote in words as they are printed: nothing ends it, or it may not be there."""
    for match in itertools.islice(
        re.finditer(r"(?P<mark>\*\*|`|\[\^(?P<note>[^\]\s]+)\])(?P<after>.{0,12})", said), _MANY
    ):
        if match["note"] and match["note"] not in notes:
            continue  # told already
        after = match["after"].strip()
        here = [line for line in lines if re.search(rf"(?<!\\){re.escape(match['mark'])}", line.text)]
        line = next((line for line in here if after in line.text), None)
        line = line or next((line for line in here if line.text.count(match["mark"]) % 2), None)
        if line:
            yield Slip(line.number, "note-in-link" if match["note"] else "unclosed", f"{match['mark']}{after}")
