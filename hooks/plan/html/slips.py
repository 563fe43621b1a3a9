"""Finds what people write in a chapter and would see as they typed it, or not at all, with the line of each.

Each is known elsewhere as markup, or by its full-width letters; `messages/sentences.yml` says what to write instead.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from plan.html import addresses
from plan.html.lines import Line
from plan.html.tokens import words

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
        ("wide-blank", r"(?:#{1,6}|[-*+>:]|\d{1,9}[.)])\u3000"),
        ("colon-without-blank", r":(?=[^\x00-\x7f\s])"),
        ("wide-note", r"［(?:注|註|脚注)?[\da-zA-Zａ-ｚ]{0,2}(?<=[^［])］\s*[：:]|\[\^[^\[\]\s]+\]："),
        ("wide-mark", r"＃|＞ ?\S|｜.*｜\s*$|：\s*\S|[＊－＋]\s"),
        ("hash-without-blank", r"#"),
        ("list-without-blank", r"[-*+](?=[\u3041-\u30fa\u4e00-\u9fff])(?!.*[-*+]\s*$)"),
        ("admonition", r"(?:!!!|\?\?\?\+?)\s*\w|\[!\w+\]"),
        ("container", r":::|={3} \""),
        ("abbreviation", r"\*\[[^\]]+\]:"),
        ("contents", r"\[toc\]\s*$|\[\[_?toc_?\]\]|\$\{toc\}"),
        ("contents", r"\[TOC\]\s*$|\[\[_?TOC_?\]\]"),
        ("bars-without-table", r"\|"),
    )
)
#: A mark that is none, as a full-width blank stands before it.
_WIDE_INDENT = re.compile(r" *\u3000\s*(?:[-*+>] |\d{1,9}[.)] |#{1,6} |\|.*\|)")
#: What git leaves where two people changed the same lines.
CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
#: Lines of one paragraph are set as one: what is meant for a line of its own needs an empty line, or markup.
_OWN_LINE = re.compile(
    r"[・●○■□◆◇▶]|[①-⑳㉑-㉟]|[-*+](?=[^\s\d*+-])|\d{1,2}[.)](?=[^\s\d])|[０-９]{1,2}[．.）)]|[（(](?:\d{1,2}|[０-９]{1,2}|[ア-ン])[）)]"
)
#: What begins lines that follow one another, each with its place: 1．, 2．; ア, イ. It is a list only where they do.
_RUN = re.compile(
    r"(?:(?P<number>\d{1,2})|(?P<letter>[a-zA-Zａ-ｚ])(?=[．、，.)）])|(?P<kana>[ア-ン])|(?P<kanji>[一二三四五六七八九十]))"
    r"[．、，,.)） \u3000]\s*(?=\S)"
)
_ORDERS = {"kana": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
           "kanji": "一二三四五六七八九十"}  # fmt: skip
#: Roman numerals, of ASCII and of one letter each.
_ROMAN = re.compile(r"(?:([ivx]{1,4})[.)]|([Ⅰ-Ⅻ])[．、.\s]) *(?=\S)")
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii".split()
#: Cells of a sheet, as they are pasted.
_CELLS = re.compile(r"\S\t+\S")
_DASH = re.compile(r"([–—―‐−])\s")
_NUMBER = re.compile(r"\d{1,9}[.)] +\S")
_BREAK = re.compile(r"(?:  |\\|<br ?/?>)$")
#: The mark of a footnote.
_MARKED = re.compile(r"\[\^[^\]\s]+\]")
#: What other programs read above a text: lines of names and values between lines of dashes.
_SETTINGS = re.compile(
    r"---[ \t]*\n(?:[ \t]*\n)*[\w-]+:.*\n(?:[ \t]*(?:[\w-]+:|-[ \t]|#).*\n|[ \t]*\n)*(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
#: A remark that other programs would not print.
_COMMENT = re.compile(r"\[(?://|#|comment)\]:")
_TASK = re.compile(r"\[[ xX\u3000]?\](?:\s|$)")


def in_lines(lines: Sequence[Line]) -> Iterator[Slip]:
    """The slips by which the lines of a paragraph begin."""
    for line, before in zip(lines, (None, *lines), strict=False):
        if line.number == 1:
            continue  # the title, which is told by itself
        text = line.text.strip()
        kind = next((kind for kind, pattern in _OPENING if pattern.match(text)), "")
        kind = kind or ("wide-indent" if _WIDE_INDENT.match(line.text) else "")
        if not kind and before and not _BREAK.search(before.text):
            own = _OWN_LINE.match(text) or _goes_on(before.text.strip(), text)
            kind = "number-in-paragraph" if _NUMBER.match(text) else "own-line" if own else ""
        if kind:
            yield Slip(line.number, kind, text)


def pasted_cells(lines: Sequence[Line]) -> Iterator[Slip]:
    """The first of lines that follow one another with tabs between their words; a tab becomes blanks in a text."""
    tabs = [bool(_CELLS.search(line.text)) for line in lines]
    for number, line in enumerate(lines[:-1]):
        if tabs[number] and tabs[number + 1] and not (number and tabs[number - 1]):
            yield Slip(line.number, "cells", line.text.strip())


def _goes_on(before: str, text: str) -> bool:
    """Whether a line goes on with a list that the line before it begins or goes on with, as no Markdown does."""
    dashes = _DASH.match(before), _DASH.match(text)
    if dashes[0] and dashes[1]:
        return dashes[0][1] == dashes[1][1]
    if (one := _roman(before)) and (two := _roman(text)) and two == one + 1:
        return True
    first, second = _RUN.match(before), _RUN.match(text)
    if not first or not second or first.lastgroup != second.lastgroup:
        return False
    return _place(second) == _place(first) + 1


def _roman(text: str) -> int:
    """The Roman numeral by which a line begins; 0 where it begins with none."""
    mark = _ROMAN.match(text)
    if mark is None:
        return 0
    return ord(mark[2]) - ord("Ⅰ") + 1 if mark[2] else _ROMANS.index(mark[1]) + 1 if mark[1] in _ROMANS else 0


def _place(begins: re.Match[str]) -> int:
    kind, mark = begins.lastgroup or "", begins[begins.lastgroup or 0]
    return int(mark) if kind == "number" else _ORDERS[kind].find(mark) if kind in _ORDERS else ord(mark)


def meant_otherwise(found: Iterable[Slip], text: str) -> Iterator[Slip]:
    """The slips by what the writer meant: settings above the title, or a remark for other editors, are told as such."""
    head = _SETTINGS.match(text)
    end = head[0].rstrip().count("\n") + 1 if head else 0
    if head:
        yield Slip(1, "front-matter", "---")
    for slip in found:
        if slip.line > end:
            yield slip._replace(kind="comment") if _COMMENT.match(slip.found) else slip


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

#: How the address of a link begins, but for the end of a file's name.
_TO = r"(?:https?:|mailto:|[\w./-]+\."
#: What is passed over, then each kind; the first that fits at a place is taken. `address` and `[^x]` are looked at.
_WITHIN = re.compile(
    r"(?P<linked_picture>\[!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\([^()\n]*\)[^\[\]\n]*\]\([^()\n]*\))|"
    r"(?P<link_in_link>\[[^\[\]\n]*"
    r"(?:\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])|<(?:https?://|mailto:|a\s(?!class))[^<>\n]*>)[^\[\]\n]*\](?=\(|\[[^^]))|"
    r"(?P<formula>\$\$|(?<![\w$\\])\$(?=[^\s$])(?=[ -#%-~]*[A-Za-z\\^_=])[ -#%-~]*[!-#%-~]\$(?!\w)"
    r"|(?<![\]\\])\\\((?=[^()\n]*\\\))[!-~][ -~]*?\\\)"
    r"|\\\[(?=[ -~]*?(?:[\^_=]|\\[A-Za-z])[ -~]*\\\])[ -~]*?\\\](?!\())|"
    r"(?P<link_without_words>(?<![\\!！\]])\[\s*\]\([^()\s][^()\n]*\)|<a\s[^<>]*href[^<>]*>\s*</a>)|"
    r"(?P<passed>\\.|``.*?``|`[^`]+`|<[^<>]*>|\{\{[^{}]*\}\}|\]\((?P<target>[^()]*(?:\([^()]*\)[^()]*)*)\))"
    r"|(?P<wide_note>［[\^＾][^［］\[\]\s]+[］\]]|\[[\^＾][^［］\[\]\s]+］|\[＾[^［］\[\]\s]+\])"
    r"|(?P<note_inline>\^\[[^\[\]\n]+\])"
    r"|\[\^(?P<note>[^\]\n]+)\]"
    rf"|(?P<address>{addresses.PAGE}|{addresses.NO_PAGE})(?P<after>{addresses.AFTER})"
    r"|(?P<picture>[!！]\[(?:[^\[\]]|\[[^\[\]]*\])*\](?:\([^)]*\)|\[[^\]]*\])|!\[\[[^\[\]]+\]\]"
    r"|!\[[^\[\]()\n]*\([^()\s]+\.[A-Za-z]{3,4}\))|(?P<wiki>\[\[[^\[\]]+\]\])"
    r"|(?P<linked>\[[^\[\]]+\]\[[^\[\]]*\])"
    r"|(?P<wide_link>\[[^\[\]]+\]\((?:https?:|mailto:|[\w./-]+\.md)[^（）()\s]*）"
    r"|(?:\[[^\[\]]+\](?:（|[ \u3000]+\()|［[^［］]+］[（(])"
    r"(?:https?:|mailto:|[\w./-]+\.md)[^（）()]*[）)])"
    rf"|(?P<broken_link>!?\[[^\[\]\n]+\]\(<?{_TO}\w{{2,4}}\b)[^()\s]*(?![^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))"
    rf"|\[[^\[\]()\n]+\({_TO}md)[^()\s]*\)(?![^\[\]\n]*\])|\([^()\n]+\)\[{_TO}md)[^\[\]\s]*\](?!\())"
    r"|(?P<note_open>\[\^\w+(?![^\[\]\n]*\]))"
    r"|(?P<underscores>(?<=[^\W\x00-\x7f])__(?=[^\s_])[^_\n]+__(?!_)|(?<![\w\\])__(?=[^\s_])[^_\n]+__(?=[^\W\x00-\x7f]))"
    r"|(?P<struck>~~(?=\S).+?~~|(?<![\d~])~~(?=[^\s~])[^~\n]+(?m:$))"
    r"|(?P<marked>==(?=[^\s=]).+?==|(?<![!-~])==(?=[^\s=])[^=\n]+(?m:$))|(?P<inserted>\+\+(?=[^\s+])[^+]+\+\+)"
    r"|(?P<raised>\^(?=[^\s^])[^\s^]+\^)|(?P<attributes>\{[:#.][^{}]*\})"
    r"|(?P<times>(?<=\d)\*[^\s*]+\*(?=\d))|(?P<lowered>(?<=[A-Za-z)])~[0-9A-Za-z+-]{1,6}~)"
    r"|(?P<wide_emphasis>(?<!＊)＊＊(?=[^\s＊])[^＊\n]+＊＊(?!＊)|(?<!＿)＿＿(?=[^\s＿])[^＿\n]+＿＿(?!＿))"
    r"|(?P<short_name>(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:]))|(?P<parted_braces>\{\s+\{[^{}\n]*\}\s*\})"
    r"|(?P<single_braces>(?m:^)\{[ \t]*[a-z][a-z-]*[ \t]*:[ \t]*[\w-]+[ \t]*\}(?m:$))"
    r"|(?P<wide_braces>｛｛.*?(?:｝｝|$)|｝｝)|(?P<template>\{[%#](?:[^\n{%#]|\{(?![%#])|[%#](?!\}))*[%#]\})"
)
_HTML_HEADING = re.compile(r"<(h[1-6])\b[^<>]*>(.*?)</\1>", re.IGNORECASE)
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
            yield Slip(lines[at].number, kind, match["target"] or match[0])


def _kind(match: re.Match[str], notes: Container[str], references: Container[str]) -> str:
    if match["note"]:
        return "" if match["note"] in notes else "note-undefined"
    if match["single_braces"]:
        return "wide-braces"
    if match["linked"]:
        words, name = _LINKED.findall(match["linked"])[0]
        return "" if (name or words).strip().lower() in references else "link-undefined"
    if match["address"]:
        return "" if addresses.ends(match["address"], match["after"]) else "address-without-end"
    if match["passed"]:
        if _IMG.match(match["passed"]):
            return "picture"
        return "link-title" if match["target"] and _TITLED.search(match["target"]) else ""
    if match["wiki"] and match["wiki"].startswith("!"):
        return "picture"
    return (match.lastgroup or "").replace("_", "-")


def in_alternative_text(line: Line, alt: str) -> Iterator[Slip]:
    """The mark of a footnote in words that are not seen, where nobody could follow it."""
    yield from (Slip(line.number, "note-in-alt", mark[0]) for mark in _MARKED.finditer(alt))


def in_a_note(lines: Iterable[Line]) -> Iterator[Slip]:
    """Footnotes within a footnote."""
    for line in lines:
        yield from (Slip(line.number, "note-in-note", mark[0]) for mark in _MARKED.finditer(line.text))


def in_html(line: Line) -> Iterator[Slip]:
    """Footnotes and pictures in HTML that a chapter brings itself, where they are none, and headings without words."""
    for match in _HTML_HEADING.finditer(line.text):
        if not words(match[2]):
            yield Slip(line.number, "heading-without-words", match[0])
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
