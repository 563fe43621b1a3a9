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
from plan.html.pictures import WrittenPicture
from plan.html.slips import Slip, left_over, meant_otherwise, pasted_cells, within
from plan.html.tokens import tokens, words

#: A line that stands for a block made from the data: {{ name }} or {{ name: argument }}.
PLACEHOLDER = re.compile(r"^\{\{\s*([a-z-]+)(?:\s*:\s*([a-z0-9-]+))?\s*\}\}\s*$", re.MULTILINE)
#: What stands within a line for the number of a page that the plan prints: {{ page-of: vision.md#roadmap, 12 }} is the
#: page of that heading, which the plan calls 12. The address is written as a link of the chapter would write it.
PAGE_OF = re.compile(
    r"\{\{[ \t]*page-of[ \t]*:[ \t]*([\w./-]+\.md(?:#[\w-]+)?|#[\w-]+)[ \t]*,[ \t]*([0-9]{1,4})[ \t]*\}\}", re.ASCII
)
#: The class of the link that it becomes, by which paper knows it.
PAGE_LINK = "page-of"
_PLACE = re.compile(r"^\{\{[^\n]*\}\}[^\S\n]*$", re.MULTILINE)
_MARKED = re.compile(rf'<a class="{MARK}" href="#fn:([^"]*)"')
_PAGE_LINK = re.compile(rf'(<a class="{PAGE_LINK}" href="[^"]*">)([0-9]+)(?=</a>)')
_PAGE_WRITTEN = re.compile(rf'<a class="{PAGE_LINK}" href="([^"]*)">([0-9]+)</a>')
#: What is told of a whole line, whose braces or footnote would be right if its beginning were.
_WHOLE = ("hash-without-blank", "wide-blank", "wide-mark", "wide-note", "wide-indent", "heading-id")
_HEADING = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>', re.DOTALL)
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
    pictures: tuple[WrittenPicture, ...]
    """The pictures, in their order."""
    slips: tuple[Slip, ...]
    """What is no markup here, though it was meant to be."""


@lru_cache(maxsize=512)
def convert(text: str) -> Prose:
    """The prose of a chapter with its title; `text` has plain line ends. Raises UnreadableProseError.

    The number of a page is a link of the class PAGE_LINK to the place, and in it the bare number that the plan prints.
    """
    text, references = PAGE_OF.subn(rf'<a class="{PAGE_LINK}" href="\1">\2</a>', text)
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
    if len(_PAGE_LINK.findall(made)) < references:  # one stands in code, which would show it as it is written
        raise UnreadableProseError("{{ page-of")
    headings = _flat(converter.toc_tokens)[1 if title else 0 :]  # type: ignore[attr-defined]
    slips = tuple(
        sorted(
            {slip._replace(found=_as_written(slip.found)) for slip in meant_otherwise(_slips(text, made, blocks), text)}
        )
    )
    by_piece = _by_piece(headings, pieces)
    return Prose(title[0] if title else "", pieces, by_piece, places, tuple(blocks.pictures), slips)


def block(text: str) -> str:
    """The HTML of a part of a chapter by itself; nothing of it is kept. Raises UnreadableProseError."""
    try:
        return _converter()[0].convert(PAGE_OF.sub(r"\2", text))
    except Exception as error:  # as of a whole chapter
        raise UnreadableProseError(type(error).__name__) from error


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
    yield from pasted_cells(lines)
    told = {slip.line for slip in blocks.slips if slip.kind in _WHOLE}
    title = _TITLE.match(made)
    if (
        title
        and lines[0].text.startswith("# ")
        and words(title[0]) != " ".join(lines[0].text.removeprefix("# ").split())
    ):
        yield Slip(1, "title-markup", lines[0].text)
    yield from _wordless(made, blocks)
    named = set(map(html.unescape, _MARKED.findall(made)))
    for passage in blocks.passages:
        for slip in within(passage, blocks.notes, blocks.references):
            if slip.kind not in ("attributes", "note-undefined") or slip.line not in told:
                yield slip
    for name, note in blocks.notes.items():
        if name not in named and text.count(f"[^{name}]") == 1:  # where its mark may not stand, that is told
            yield Slip(note.line, "note-unnamed", lines[note.line - 1].text.strip())
    for name, line in blocks.references.items():
        if f"[{name}]" not in text.lower().replace(f"[{name}]:", ""):
            yield Slip(line.number, "lost-words", line.text.strip())
    for slip in left_over(_outside_code(made), lines, blocks.notes):
        closed = lines[slip.line - 1].text.count(slip.found[: 2 if slip.found[0] == "*" else 1]) > 1
        within_html = slip.kind == "unclosed" and slip.line in blocks.raw and closed
        yield slip._replace(kind="markup-in-html") if within_html else slip


def _wordless(made: str, blocks: Blocks) -> Iterator[Slip]:
    """The headings of which nothing would be read: they have no words, or blanks alone."""
    empty = {found[1] for found in _HEADING.finditer(made) if not words(found[2])}
    for line, element in blocks.headings[1 if _TITLE.match(made) else 0 :]:
        if element.get("id", "") in empty:
            yield Slip(line.number, "heading-without-words", line.text.strip())


def _as_written(text: str) -> str:
    """Words of a chapter with the numbers of pages as it writes them."""
    return _PAGE_WRITTEN.sub(r"{{ page-of: \1, \2 }}", text)


def _outside_code(made: str) -> str:
    """The words of some HTML but for those that are code."""
    said, depth = [], 0
    for part in tokens(made):
        if part.startswith(("<code", "</code")):
            depth += 1 if part[1] == "c" else -1
        elif part[0] != "<" and not depth:
            said.append(html.unescape(part))
    return "".join(said)


def with_page_numbers(text: str, words: str) -> str:
    """A chapter's Markdown as it is read: the number of each page that the plan prints in words, `{page}ページ`."""
    return PAGE_OF.sub(lambda match: words.replace("{page}", match[2]), text)


def linked_page_numbers(made: str, words: str) -> str:
    """The HTML of a chapter with the numbers of pages in words, `{page}ページ`, which are HTML."""
    return _PAGE_LINK.sub(lambda match: match[1] + words.replace("{page}", match[2]), made)


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
