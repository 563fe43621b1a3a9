"""What a page shows in its own part to everybody, before a script takes part: each run of text, in order."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
#: What is closed at first, or says its choices and not its text.
CLOSED = frozenset({"details", "noscript", "select", "script", "style", "svg", "template", "dialog"})


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        found = dict(attrs)
        inside = self._open[-1][1] if self._open else False
        said = tag not in CLOSED and "hidden" not in found and "aria-hidden" not in found and "aria-label" not in found
        # The part of the page and its own parts that scroll are named, and are read all the same.
        named = "aria-label" in found and found.get("role") == "region"
        self._open.append((tag, tag == "main" or (inside and (said or named))))

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag in {name for name, _ in self._open}:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and data.strip():
            self.texts.append(data)


def shown(page: Path) -> list[str]:
    """Each run of text of a page's own part."""
    reader = _Shown()
    reader.feed(page.read_text(encoding="utf-8"))
    return reader.texts
