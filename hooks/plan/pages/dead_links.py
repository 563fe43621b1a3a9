"""Finds the links of finished pages that lead nowhere: to no page, no file, or no place on a page, or to two places."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote, urlsplit

from plan.html import links
from plan.messages.findings import FileLine, Finding, in_order, shown
from plan.messages.meant import meant
from plan.pages.kinds import is_chapter
from plan.pages.shown import ShownPage
from plan.reading.chapters import Chapter
from plan.showing.catalog import Catalog
from plan.showing.renderer import led

_LINK = re.compile(r"""\s(href|src|srcset|action)="([^"]*)\"""")
_ID = re.compile(r"""\sid="([^"]*)\"""")
#: Places that the frame gives to every page.
_FRAME = frozenset(("main",))
#: Files that a browser opens at a place: form.pdf#page=3.
_WITH_PLACES = ".pdf"


def dead_links(
    pages: Iterable[ShownPage],
    files: Collection[str],
    chapters: Iterable[Chapter],
    catalog: Catalog,
) -> tuple[Finding, ...]:
    """A finding for each link of the pages to what is not among them and not among the published files.

    It names the chapter that the page is made from, and each line where the address is written, else the template.
    There is one for each place, too, that is twice on the page of a chapter.
    What leads to where the site is published leads to one of the pages as well.
    """
    texts = {chapter.file: chapter.text for chapter in chapters}
    return in_order(_Links({page.address: page for page in pages}, files, catalog).faults(texts))


class _Links:
    def __init__(self, pages: dict[str, ShownPage], files: Collection[str], catalog: Catalog) -> None:
        self._pages, self._files, self._catalog = pages, files, catalog
        self._published = catalog.plan.details.url
        self._ids: dict[str, frozenset[str]] = {}
        self._led: dict[tuple[str, str], bool] = {}

    def faults(self, texts: Mapping[str, str]) -> Iterator[Finding]:
        for page in self._pages.values():
            for link in dict.fromkeys(_addresses(page.html)):
                if not self._leads(page, link) and (file := _file(page)):
                    yield from self._told(page, link, file, texts.get(file, ""))
            if is_chapter(page.page) and (file := _file(page)):
                yield from _ids_twice(page, file, texts.get(file, ""))

    def _told(self, page: ShownPage, link: str, file: str, text: str) -> Iterator[Finding]:
        """The findings of a dead link: one for each line where a chapter writes it, with what was meant."""
        written = [
            address for address in (links.addresses(text) if text else ()) if self._becomes(address, page) == link
        ]
        for address in written or [html.unescape(link)]:
            details = {"found": shown(address)}
            if text and (near := self._meant(page, address)):
                details["meant"] = near
            for line in links.lines_of(text, address):
                yield Finding(FileLine(file, line), "bad-link", details)

    def _becomes(self, address: str, page: ShownPage) -> str:
        """An address of a chapter as its page has it."""
        made = led(f' href="{html.escape(address)}"', page.name, page.language, self._catalog)
        return made.removeprefix(' href="').removesuffix('"')

    # Where a link leads ---------------------------------------------------------

    def _leads(self, page: ShownPage, link: str) -> bool:
        """Whether a link leads somewhere; the pages of a folder lead upwards by the same links."""
        if not link.startswith("../"):
            return self._found(page.address, link)
        key = posixpath.dirname(page.address.rstrip("/")), link
        if key not in self._led:
            self._led[key] = self._found(page.address, link)
        return self._led[key]

    def _found(self, address: str, link: str) -> bool:
        parts = urlsplit(html.unescape(link).removeprefix(self._published) or "./")
        if parts.scheme or parts.netloc:
            return True
        if html.unescape(link).startswith(self._published):
            address = ""
        path = posixpath.normpath(posixpath.join("/", address, unquote(parts.path)))[1:] if parts.path else address
        folder = path if not path or path.endswith("/") else f"{path}/"
        if folder in self._files:  # the first page of an older edition
            # A template that leads to a place of it has looked for the place.
            return not parts.fragment or (address in self._pages and not is_chapter(self._pages[address].page))
        if parts.path and not parts.path.endswith("/") and path in self._files:
            return not parts.fragment or path.lower().endswith(_WITH_PLACES)
        return folder in self._pages and (not parts.fragment or parts.fragment in self._places(folder))

    def _places(self, address: str) -> frozenset[str]:
        if address not in self._ids:
            found = map(html.unescape, _ID.findall(self._pages[address].html))
            self._ids[address] = frozenset(found) | _FRAME
        return self._ids[address]

    # What was meant ----------------------------------------------------------------

    def _meant(self, page: ShownPage, address: str) -> str | None:
        """The address of the page and the place that a chapter means, as it would write it; None if none is near."""
        path, _, anchor = address.removeprefix(self._published).partition("#")
        there = self._page_meant(page, path) if path else page
        if there is None:
            return self._file_meant(page, path)
        near = ""
        if anchor:
            places = self._places(there.address)
            near = anchor if anchor in places else meant(anchor, sorted(places - _FRAME)) or ""
        way = posixpath.relpath(f"{there.name}.md", posixpath.dirname(page.name)) if path else ""
        found = f"{way}#{near}" if near else way
        return found if found and found != address else None

    def _file_meant(self, page: ShownPage, path: str) -> str | None:
        """A file whose name has other capitals than the address, as the chapter would write it."""
        start = posixpath.dirname(page.name)
        sought = posixpath.normpath(posixpath.join(start, unquote(path))).casefold()
        found = next((name for name in sorted(self._files) if name.casefold() == sought), None)
        return quote(posixpath.relpath(found, start)) if found else None

    def _page_meant(self, page: ShownPage, path: str) -> ShownPage | None:
        names = {other.name: other for other in self._pages.values() if other.language == page.language}
        bare = re.sub(r"(?<=[^/])/index$", "", re.sub(r"\.(?:md|html)$", "", path.rstrip("/")))
        if bare.rpartition(".")[2] in self._catalog.plan.languages.codes:
            bare = bare.rpartition(".")[0]
        for start in (posixpath.dirname(page.name), page.name, ""):
            name = posixpath.normpath(posixpath.join(start, bare)).lstrip("./")
            for found in (name, f"{name}/index"):
                if found in names:
                    return names[found]
        ends: dict[str, Sequence[str]] = {}
        for name in names:
            key = posixpath.basename(name.removesuffix("/index"))
            ends[key] = (*ends.get(key, ()), name)
        near = meant(posixpath.basename(bare), ends)
        return names[ends[near][0]] if near and len(ends[near]) == 1 else None


def _addresses(made: str) -> Iterator[str]:
    """The addresses in some HTML; a picture may have several, one for each size."""
    for name, link in _LINK.findall(made):
        yield from (part.split()[0] for part in link.split(", ")) if name == "srcset" else (link,)


def _ids_twice(page: ShownPage, file: str, text: str) -> Iterator[Finding]:
    """The places of a chapter that one of its blocks has too: a link could lead to either."""
    seen: set[str] = set()
    for id in map(html.unescape, _ID.findall(page.html)):
        if id in seen:
            at = text.find(f"{{#{id}}}")
            line = text.count("\n", 0, at) + 1 if at >= 0 else 1
            yield Finding(FileLine(file, line), "id-of-a-block", {"found": shown(id)})
        seen.add(id)


def _file(page: ShownPage) -> str:
    """The file that one would mend; none for a page that shows a chapter of another language, which has its own."""
    if not is_chapter(page.page):
        return f"overrides/pages/{page.page.template}"
    return next((source.file for source in page.page.sources(page.language)), "")
