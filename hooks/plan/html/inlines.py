"""What words of a chapter may hold beyond what Python-Markdown knows: footnotes, bare addresses, a line's end.

A link is made of an address as it is written, and nothing is asked of anyone for it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from plan.html import addresses
from plan.html.blocks import Footnote
from plan.html.footnotes import BACK, MARK

#: What a backslash makes a letter, beside the letters for which Python-Markdown knows that.
ESCAPED = ("~", "=", "^", "|", ":", "<", "$", "&", "@", "!", "＃", "＊", "＿", "［", "｛", "｝", "＞", "｜", "・")


def add_inlines(md: Markdown, notes: Mapping[str, Footnote]) -> None:
    """Let a converter know them; `notes` are those that it will have found when it comes to the words."""
    md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, *ESCAPED]
    md.inlinePatterns.register(_NoteMark(r"\[\^([^\]\s]+)\]", md, notes), "note", 105)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "line-end", 185)
    md.inlinePatterns.register(_BareAddress(addresses.BARE, md), "bare-address", 95)
    md.treeprocessors.register(_Endnotes(md, notes), "endnotes", 15)


class _NoteMark(InlineProcessor):
    """The mark of a footnote; it gets its number when all marks are there."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, pattern: str, md: Markdown, notes: Mapping[str, Footnote]) -> None:
        super().__init__(pattern, md)
        self._notes = notes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self._notes:
            return None, None, None
        mark = Element("sup")
        SubElement(mark, "a", {"class": MARK, "href": f"#fn:{m[1]}"})
        return mark, m.start(0), m.end(0)


class _BareAddress(InlineProcessor):
    """An address as it stands in a text becomes a link; what ends a sentence is no part of it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        address = addresses.bare(m[0])
        href = "" if address.startswith("<") else addresses.href(address)
        if not href:
            return None, None, None
        link = Element("a", {"href": href})
        link.text = AtomicString(address)
        return link, m.start(0), m.start(0) + len(address)


class _Endnotes(Treeprocessor):
    """Numbers the marks as they stand in the text, and puts the footnotes in their order, each with its ways back."""

    def __init__(self, md: Markdown, notes: Mapping[str, Footnote]) -> None:
        super().__init__(md)
        self._notes = notes

    def run(self, root: Element) -> None:
        """Change the tree in its place."""
        numbers: dict[str, int] = {}
        times: Counter[str] = Counter()
        for mark in root.iter("sup"):
            link = mark[0] if len(mark) and mark[0].get("class") == MARK else None
            if link is None:
                continue
            name = str(link.get("href")).removeprefix("#fn:")
            link.text = AtomicString(str(numbers.setdefault(name, len(numbers) + 1)))
            times[name] += 1
            mark.set("id", _place(name, times[name]))
        if not self._notes:
            return
        order = sorted(self._notes, key=lambda name: numbers.get(name, len(numbers) + 1))
        items = [self._notes[name].element for name in order]
        root[-1][0][:] = items
        for item in items:
            name = item.get("id", "").removeprefix("fn:")
            _lead_back(item, [_place(name, number) for number in range(1, times[name] + 1)])


def _place(name: str, number: int) -> str:
    return f"fnref:{name}" if number == 1 else f"fnref{number}:{name}"


def _lead_back(item: Element, places: list[str]) -> None:
    """Put the ways back behind the last words of a footnote; their words come with the page's language."""
    last = item[-1]
    if last.tag != "p" or HTML_PLACEHOLDER_RE.fullmatch(last.text or ""):
        last = SubElement(item, "p")
    for number, place in enumerate(places, start=1):
        before = last[-1] if len(last) else None
        if before is None:
            last.text = f"{last.text or ''} "
        else:
            before.tail = f"{before.tail or ''} "
        link = SubElement(last, "a", {"class": BACK, "href": f"#{place}"})
        link.text = AtomicString(str(number))
