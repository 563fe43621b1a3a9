"""The headings of a page: written in one way, and known as the page's contents without reading its HTML again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown.extensions.toc import slugify, unique
from markupsafe import Markup, escape

from plan.html.tokens import words

#: Words that begin in another language than the page.
_OTHER = re.compile(r'<span (lang="[^"]*"(?: dir="[^"]*")?) class="untranslated">')


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level from 1, its id, its words as HTML without any markup."""

    level: int
    id: str
    title: str
    language: str = ""
    """The attributes that say its language, as they stand in HTML; empty where it is that of the page."""


class Headings:
    """What a template calls to write a heading; it remembers all that were written, in order."""

    def __init__(self) -> None:
        self._found: list[Heading] = []

    def __iter__(self) -> Iterator[Heading]:
        return iter(self._found)

    def write(self, content: str, id: str = "", level: int = 2) -> Markup:
        """The heading as HTML; `content` is HTML. A heading without an id, a page's title, is called by its words."""
        title = words(content)
        id = id or unique(slugify(title, "-"), set())
        other = _OTHER.match(content)
        self._found.append(Heading(level, id, html.escape(title, quote=False), other[1] if other else ""))
        return Markup(f'<h{level} id="{escape(id)}">{content}</h{level}>')  # noqa: S704 - HTML already

    def add(self, found: Iterable[Heading]) -> None:
        """Headings that were written elsewhere and stand here."""
        self._found.extend(found)

    def settled(self, text: str) -> str:
        """The page's HTML, its title under another id than any other heading that was written after it."""
        title = next((heading for heading in self._found if heading.level == 1), None)
        taken = {heading.id for heading in self._found if heading is not title}
        if title is None or title.id not in taken:
            return text
        other = replace(title, id=unique(title.id, taken))
        self._found[self._found.index(title)] = other
        return str(text).replace(f'<h1 id="{escape(title.id)}">', f'<h1 id="{escape(other.id)}">', 1)


def contents(found: Sequence[Heading]) -> Sequence[Heading]:
    """The headings that a page's list of contents names: those right under its title, or the highest without one."""
    top = _highest(found)
    return (_highest(found[1:]) or top) if len(top) == 1 else top


def _highest(found: Sequence[Heading]) -> list[Heading]:
    """The headings that stand below none of those before them."""
    highest: list[Heading] = []
    for heading in found:
        if not highest or heading.level <= highest[-1].level:
            highest.append(heading)
    return highest
