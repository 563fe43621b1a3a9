"""Finds the links of finished pages that lead nowhere: to no page, no file, or no place on a page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from plan.messages.findings import FileLine, Finding, in_order, shown
from plan.pages.kinds import is_chapter
from plan.pages.shown import ShownPage
from plan.reading.chapters import Chapter

_LINK = re.compile(r"""\s(?:href|src|srcset|action)="([^"]*)\"""")
_ID = re.compile(r"""\sid="([^"]*)\"""")
#: Places that the frame gives to every page.
_FRAME = frozenset(("main",))


def dead_links(pages: Iterable[ShownPage], files: Container[str], chapters: Iterable[Chapter]) -> tuple[Finding, ...]:
    """A finding for each link of the pages to what is not among them and not among the published files.

    It names the chapter that the page is made from, else its template.
    """
    texts = {chapter.file: chapter.text for chapter in chapters}
    return in_order(_Links({page.address: page for page in pages}, files).faults(texts))


class _Links:
    def __init__(self, pages: dict[str, ShownPage], files: Container[str]) -> None:
        self._pages, self._files = pages, files
        self._ids: dict[str, frozenset[str]] = {}
        self._led: dict[tuple[str, str], bool] = {}

    def faults(self, texts: Mapping[str, str]) -> Iterator[Finding]:
        for page in self._pages.values():
            for link in dict.fromkeys(_LINK.findall(page.html)):
                if not self._leads(page, link) and (file := _file(page)):
                    line = _line(texts.get(file, ""), link)
                    yield Finding(FileLine(file, line), "bad-link", {"found": shown(html.unescape(link))})

    def _leads(self, page: ShownPage, link: str) -> bool:
        """Whether a link leads somewhere; the pages of a folder lead upwards by the same links."""
        if not link.startswith("../"):
            return self._found(page.address, link)
        key = posixpath.dirname(page.address.rstrip("/")), link
        if key not in self._led:
            self._led[key] = self._found(page.address, link)
        return self._led[key]

    def _found(self, address: str, link: str) -> bool:
        parts = urlsplit(html.unescape(link))
        if parts.scheme or parts.netloc:
            return True
        path = posixpath.normpath(posixpath.join("/", address, unquote(parts.path)))[1:] if parts.path else address
        folder = path if not path or path.endswith("/") else f"{path}/"
        if parts.path and not parts.path.endswith("/") and path in self._files:
            return not parts.fragment
        return folder in self._pages and (not parts.fragment or parts.fragment in self._places(folder))

    def _places(self, address: str) -> frozenset[str]:
        if address not in self._ids:
            found = map(html.unescape, _ID.findall(self._pages[address].html))
            self._ids[address] = frozenset(found) | _FRAME
        return self._ids[address]


def _file(page: ShownPage) -> str:
    """The file that one would mend; none for a page that shows a chapter of another language, which has its own."""
    if not is_chapter(page.page):
        return f"overrides/pages/{page.page.template}"
    return next((source.file for source in page.page.sources(page.language)), "")


def _line(text: str, link: str) -> int:
    """The first line that holds the last word of the address; the first of all where it stands nowhere."""
    at = text.find(re.split(r"[/#]", html.unescape(link).rstrip("/"))[-1])
    return text.count("\n", 0, max(at, 0)) + 1
