"""Reads built pages as the tests need them: their visible text, their links, their languages."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class Reader(HTMLParser):
    """Collects text, links, ids and pictures of one page; `within` limits the text to one element."""

    def __init__(self, within: str | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[tuple[str, str]] = []  # (language, words)
        self.attributes: list[tuple[str, str]] = []  # (language, words) of titles, labels and alternatives
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str]] = []
        self.head: list[tuple[str, dict[str, str]]] = []
        self._open: list[tuple[str, str, bool]] = []
        self._within = within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        language = found.get("lang", self._open[-1][1] if self._open else "")
        inside = (self._open[-1][2] if self._open else self._within is None) or tag == self._within
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in ("img", "script", "iframe") and "src" in found:
            self.loads.append(found["src"])
        if tag == "source":
            self.loads.append(found["srcset"])
        if tag == "img":
            self.images.append(found)
        if tag in ("link", "meta", "html"):
            self.head.append((tag, found))
            if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
                self.loads.append(found["href"])
        for name in ("title", "aria-label", "alt", "data-label", "data-definition", "placeholder"):
            if found.get(name):
                self.attributes.append((language, found[name]))
        if tag not in VOID:
            self._open.append((tag, language, inside and tag not in ("script", "style")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag in {name for name, _, _ in self._open}:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][2]:
            self.text.append((self._open[-1][1], data))


def read(path: Path, within: str | None = None) -> Reader:
    """A built page."""
    reader = Reader(within)
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def plain(words: str) -> str:
    """Words as they are compared: width and spaces do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def text_of(path: Path) -> str:
    """The text of a page's article, ready to compare; fiscal years as the plan writes them."""
    words = plain("".join(words for _, words in read(path, "article").text))
    return re.sub(r"(令和|平成)(\d+|元)年度\(\d{4}年度\)", r"\1\2年度", words)
