"""Turns a chapter's Markdown into HTML: the one converter, with the one list of what Markdown may do here.

The check of chapters, the site, paper and search all take what is made here, and a text is converted once.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import markdown

from plan.html.blocks import Blocks
from plan.html.footnotes import MARK
from plan.html.headings import Heading
from plan.html.inlines import add_inlines
from plan.html.lines import Line
from plan.html.slips import Slip, left_over, within
from plan.html.tokens import tokens, words

#: A line that stands for a block made from the data: {{ name }} or {{ name: argument }}.
PLACEHOLDER = re.compile(r"^\{\{\s*([a-z-]+)(?:\s*:\s*([a-z0-9-]+))?\s*\}\}\s*$", re.MULTILINE)
_PLACE = re.compile(r"^\{\{[^\n]*\}\}[ \t]*$", re.MULTILINE)
_MARKED = re.compile(rf'<a class="{MARK}" href="#fn:([^"]*)"')
_TITLE = re.compile(r"\s*<h1[^>]*>.*?</h1>\n*", re.DOTALL)


class UnreadableProseError(ValueError):
    """A text over which the converter stumbled."""


@dataclass(frozen=True)
class Prose:
    """A chapter as HTML, in pieces, with a place for a block after each but the last."""

    title: str
    """The heading of the chapter, as the chapter writes it; a page heads itself."""
    pieces: tuple[str, ...]
    """The HTML after the title."""
    headings: tuple[tuple[Heading, ...], ...]
    """The headings of each piece."""
    places: tuple[str, ...]
    """The lines that ask for the blocks."""
    slips: tuple[Slip, ...]
    """What is no markup here, though it was meant to be."""


@lru_cache(maxsize=512)
def convert(text: str) -> Prose:
    """The prose of a chapter with its title; `text` has plain line ends. Raises UnreadableProseError."""
    # What stands for a block must be nothing that a chapter can hold: it names the digest of the chapter.
    mark = f"<!-- {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()} -->"
    converter, blocks = _converter()
    try:
        made = converter.convert(_PLACE.sub(mark, text))
    except Exception as error:  # whatever a text makes a parser stumble over, it is the text that is to be mended
        raise UnreadableProseError(type(error).__name__) from error
    title = _TITLE.match(made)
    pieces = tuple((made[title.end() :] if title else made).split(mark))
    places = tuple(_PLACE.findall(text))
    if len(pieces) != len(places) + 1:
        raise UnreadableProseError("{{")
    headings = _flat(converter.toc_tokens)[1 if title else 0 :]  # type: ignore[attr-defined]
    slips = tuple(sorted({*_slips(text, made, blocks)}))
    return Prose(title[0] if title else "", pieces, _by_piece(headings, pieces), places, slips)


def _converter() -> tuple[markdown.Markdown, Blocks]:
    """What makes HTML of Markdown: Python-Markdown, with blocks, footnotes and bare addresses of this program.

    Whatever is added here is looked at by `allowed` and set by `tree`, or it is refused there.
    """
    converter = markdown.Markdown(extensions=["toc"], extension_configs={"toc": {"marker": ""}})
    converter.preprocessors.deregister("html_block")
    blocks = Blocks(converter)
    converter.parser = blocks
    add_inlines(converter, blocks.notes)
    return converter, blocks


def _slips(text: str, made: str, blocks: Blocks) -> Iterator[Slip]:
    """All that is no markup, of blocks, within their words, and what nothing ends or names."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    yield from blocks.slips
    title = _TITLE.match(made)
    if (
        title
        and lines[0].text.startswith("# ")
        and words(title[0]) != " ".join(lines[0].text.removeprefix("# ").split())
    ):
        yield Slip(1, "title-markup", lines[0].text)
    named = set(map(html.unescape, _MARKED.findall(made)))
    for passage in blocks.passages:
        yield from within(passage, blocks.notes, blocks.references)
    for name, note in blocks.notes.items():
        if name not in named and text.count(f"[^{name}]") == 1:  # where its mark may not stand, that is told
            yield Slip(note.line, "note-unnamed", lines[note.line - 1].text.strip())
    for name, line in blocks.references.items():
        if f"[{name}]" not in text.lower().replace(f"[{name}]:", ""):
            yield Slip(line.number, "lost-words", line.text.strip())
    yield from left_over(_outside_code(made), lines, blocks.notes)


def _outside_code(made: str) -> str:
    """The words of some HTML but for those that are code."""
    said, depth = [], 0
    for part in tokens(made):
        if part.startswith(("<code", "</code")):
            depth += 1 if part[1] == "c" else -1
        elif part[0] != "<" and not depth:
            said.append(html.unescape(part))
    return "".join(said)


def _flat(found: Sequence[dict[str, object]]) -> list[Heading]:
    """The headings as Python-Markdown lists them, each with those below it."""
    headings = []
    for token in found:
        headings.append(Heading(int(str(token["level"])), str(token["id"]), str(token["name"]).strip()))
        headings += _flat(token["children"])  # type: ignore[arg-type]
    return headings


def _by_piece(headings: Sequence[Heading], pieces: Sequence[str]) -> tuple[tuple[Heading, ...], ...]:
    """The headings of each piece; they stand in the pieces in their order."""
    found: list[tuple[Heading, ...]] = []
    rest = list(headings)
    for piece in pieces:
        here = []
        while rest and f' id="{rest[0].id}"' in piece:
            here.append(rest.pop(0))
        found.append(tuple(here))
    return tuple(found)
