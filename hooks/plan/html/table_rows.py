"""Sets the lines of a Markdown table as rows and cells, each column as its line of marks aligns it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from plan.html.lines import BAR, Line, cells
from plan.html.slips import Slip

#: The first line of a table stands again on every page of paper, and a footnote on one.
_NOTE = re.compile(r"\[\^[^\]\s]+\]")


def put(parent: Element, lines: Sequence[Line]) -> Iterator[Slip]:
    """Put a table into an element; what of its lines would be lost is a slip."""
    classes = [_class(mark) for mark in cells(lines[1].text)]
    table = SubElement(parent, "table")
    _row(SubElement(table, "thead"), "th", cells(lines[0].text), classes)
    body = SubElement(table, "tbody")
    yield from (Slip(lines[0].number, "note-in-head", note) for note in _NOTE.findall(lines[0].text))
    for line in lines[2:]:
        found = cells(line.text)
        if "|" not in BAR.sub(lambda part: "" if part[1] else "|", line.text):
            yield Slip(line.number, "row-without-bars", line.text.strip())
        elif len(found) > len(classes):
            yield Slip(line.number, "row-too-long", line.text.strip())
        _row(body, "td", found, classes)
    if len(lines) == 2:
        _row(body, "td", (), classes)


def _class(mark: str) -> str:
    left, right = mark.startswith(":"), mark.endswith(":")
    return "align-center" if left and right else "align-end" if right else ""


def _row(parent: Element, tag: str, found: Sequence[str], classes: Sequence[str]) -> None:
    row = SubElement(parent, "tr")
    for number, name in enumerate(classes):
        cell = SubElement(row, tag, {"scope": "col"} if tag == "th" else {})
        if name:
            cell.set("class", name)
        cell.text = found[number] if number < len(found) else ""
