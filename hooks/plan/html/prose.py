"""Turns a chapter's Markdown into HTML: the one converter, with the one list of what Markdown may do here.

The check of chapters, the site, paper and search all take what is made here, and a text is converted once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import markdown

from plan.html.headings import Heading

#: Ids of headings, code between fences, Markdown within HTML, tables, and the list of headings. No more: whatever is
#: added here is looked at by `allowed` and set by `tree`, or it is refused there.
EXTENSIONS = ("attr_list", "fenced_code", "md_in_html", "tables", "toc")
#: A line that stands for a block made from the data: {{ name }} or {{ name: argument }}.
PLACEHOLDER = re.compile(r"^\{\{\s*([a-z-]+)(?:\s*:\s*([a-z0-9-]+))?\s*\}\}\s*$", re.MULTILINE)
_PLACE = re.compile(r"^\{\{[^\n]*\}\}[ \t]*$", re.MULTILINE)
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


@lru_cache(maxsize=512)
def convert(text: str) -> Prose:
    """The prose of a chapter with its title; `text` has plain line ends. Raises UnreadableProseError."""
    # What stands for a block must be nothing that a chapter can hold: it names the digest of the chapter.
    mark = f"<!-- {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()} -->"
    converter = markdown.Markdown(extensions=list(EXTENSIONS))
    try:
        made = converter.convert(_PLACE.sub(f"\n{mark}\n", text))
    except Exception as error:  # whatever a text makes a parser stumble over, it is the text that is to be mended
        raise UnreadableProseError(type(error).__name__) from error
    title = _TITLE.match(made)
    pieces = tuple((made[title.end() :] if title else made).split(mark))
    places = tuple(_PLACE.findall(text))
    if len(pieces) != len(places) + 1:
        raise UnreadableProseError("{{")
    headings = _flat(converter.toc_tokens)[1 if title else 0 :]  # type: ignore[attr-defined]
    return Prose(title[0] if title else "", pieces, _by_piece(headings, pieces), places)


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
