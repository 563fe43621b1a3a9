"""Finds the links of a chapter: their addresses as they are written, and the lines where each is written."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from plan.html.prose import PAGE_LINK, convert
from plan.html.tokens import attributes, tokens

#: What stands before an address in Markdown and in HTML, and what may come after it.
_BEFORE = r"(?:\]\(\s*<?|\]:\s*<?|<|href\s*=\s*[\"']?|page-of\s*:\s*)"
_AFTER = r"(?=[\s)>\"',]|$)"
_NOWHERE = re.compile(r"\]\(\s*(?:<>)?\s*\)|href\s*=\s*(?:\"\"|'')")
#: Links that a chapter writes: as such, or as the number of a page; not those of its footnotes.
_CLASSES = (None, PAGE_LINK)


def addresses(text: str) -> Sequence[str]:
    """The addresses of a chapter's links, each once, in their order: in notes, in tables, wherever they stand.

    Raises prose.UnreadableProseError.
    """
    prose = convert(text)
    tags = (part for piece in (prose.title, *prose.pieces) for part in tokens(piece) if part.startswith("<"))
    found = (attributes(tag) for tag in tags)
    return tuple(dict.fromkeys(tag["href"] for tag in found if "href" in tag and tag.get("class") in _CLASSES))


def lines_of(text: str, address: str) -> Sequence[int]:
    """The lines of a chapter where an address is written, by its number; the first of all where it stands nowhere."""
    if not address:
        found = _NOWHERE.finditer(text)
        return tuple(dict.fromkeys(text.count("\n", 0, match.start()) + 1 for match in found)) or (1,)
    spelt = {address, html.escape(address), html.escape(address, quote=False)}
    pattern = re.compile(f"{_BEFORE}(?:{'|'.join(map(re.escape, spelt))}){_AFTER}", re.MULTILINE)
    lines = [text.count("\n", 0, match.end()) + 1 for match in pattern.finditer(text)]
    if not lines and address in text:
        lines = [text.count("\n", 0, text.index(address)) + 1]
    return tuple(dict.fromkeys(lines)) or (1,)
