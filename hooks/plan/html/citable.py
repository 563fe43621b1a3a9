"""Finds what a comment can cite in the HTML of a chapter: paragraphs, lists, tables, pictures, blocks of data."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plan.html.footnotes import SECTION
from plan.html.prose import PLACEHOLDER, Prose
from plan.html.tokens import TAG, VOID, attributes, run, tokens

#: The attribute that holds a number, by which paper finds it; what the id of such a place begins with; the class of
#: the number as a page shows it.
NUMBER, ANCHOR, SHOWN = "data-number", "comment-", "comment-number"
#: The block that lists cards, each of which has a number of its own; its argument.
CARDS = "projects"
_KINDS = {"p": "text", "ul": "list", "ol": "list", "dl": "list", "table": "table", "figure": "picture"}


@dataclass(frozen=True)
class ChapterPlace:
    """What of a chapter a comment can cite: what it is, the id of the heading above it, its words."""

    kind: str
    """text, list, table, picture or block; `cards` for a list of cards, which has no number itself."""
    section: str
    words: str
    piece: int
    """In which piece of the chapter it stands; of a block after which."""
    begin: int = 0
    """Where it begins in its piece, and where it ends."""
    end: int = 0


def places(prose: Prose) -> tuple[ChapterPlace, ...]:
    """What of a chapter a comment can cite, in order; the footnotes belong to where they are marked."""
    found, section = list[ChapterPlace](), ""
    for number, (piece, block) in enumerate(zip(prose.pieces, (*prose.places, ""), strict=True)):
        for place in _elements(piece, number, section):
            section = place.section
            found += [place] if place.kind else []
        if asked := PLACEHOLDER.match(block):
            kind, words = "block", "{{ " + ": ".join(filter(None, asked.groups())) + " }}"
            if asked[1] == CARDS:
                kind, words = "cards", asked[2] or ""
            found.append(ChapterPlace(kind, section, words, number))
    return tuple(found)


def _elements(piece: str, number: int, section: str) -> Iterator[ChapterPlace]:
    """The elements of a piece that stand in no other; one without a kind is a heading, or has no words."""
    depth, at, begin, first = 0, 0, 0, ""
    for token in tokens(piece):
        tag, ends = TAG.match(token), at + len(token)
        if tag and tag[1]:
            depth -= 1
        elif tag and tag[2].lower() not in VOID and not token.endswith("/>"):
            if depth == 0:
                begin, first = at, token
            depth += 1
        if tag and depth == 0 and first:
            name, given, words = TAG.match(first)[2].lower(), attributes(first), _words(piece[begin:ends])  # type: ignore[index]
            if name in ("h1", "h2", "h3", "h4", "h5", "h6"):
                section = given.get("id", section)
                yield ChapterPlace("", section, "", number)
            elif words and SECTION not in given.get("class", "").split():
                yield ChapterPlace(_KINDS.get(name, "block"), section, words, number, begin, ends)
            first = ""
        at = ends


def _words(made: str) -> str:
    """The words of an element, those for whoever does not see a picture too."""
    alternatives = (attributes(token).get("alt", "") for token in tokens(made) if token.startswith("<img"))
    return " ".join(filter(None, (*alternatives, run(made))))


def with_numbers(piece: str, numbered: Iterable[tuple[ChapterPlace, str]], shown: Callable[[str], str]) -> str:
    """A piece of a chapter with numbers at its places; `shown` gives the HTML of one, or nothing."""
    for place, number in sorted(numbered, key=lambda found: -found[0].begin):
        made = piece[place.begin : place.end]
        piece = f"{piece[: place.begin]}{with_number(made, number, shown(number))}{piece[place.end :]}"
    return piece


def with_number(made: str, number: str, shown: str) -> str:
    """An element, or some, as the place of a number: a paragraph itself, anything else within a group. Where the number
    is not `shown`, links lead there all the same."""
    marks = f'id="{ANCHOR}{number}"' + (f' {NUMBER}="{html.escape(number)}"' if shown else "")
    first = tokens(made)[0] if made else ""
    if first.startswith("<p") and first[2:3] in (">", " ") and "id" not in attributes(first) and made.endswith("</p>"):
        return f"<p {marks}{first[2:]}{made[len(first) : -len('</p>')]}{shown}</p>"
    return f"<div {marks}>\n{made}\n{shown}</div>"


def numbered(blocks: Iterable[dict[str, Any]], given: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What an element with these attributes becomes as a tree: the first of its blocks with the number that it has."""
    for index, block in enumerate(blocks):
        yield block | {"number": given[NUMBER]} if index == 0 and NUMBER in given else block
