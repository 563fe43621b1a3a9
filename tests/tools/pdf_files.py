"""The documents of a built site, opened and read.

pymupdf takes a second to load, and most tests open no document: it is loaded where one is opened.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pymupdf

LANGUAGES = ("ja", "en")
#: The kinds of links that lead to a page of the same document: pymupdf.LINK_GOTO and pymupdf.LINK_NAMED.
INNER_LINKS = (1, 4)
#: What the head and the foot of a page take, in points, and how full a page is at least.
HEAD, FOOT, LEAST = 60, 57, 0.12


def found_in(site: Path) -> dict[str, Path]:
    """Every document of a site by its name, `ja/whole`."""
    paths = sorted(site.rglob("pdf/**/*.pdf"))
    return {path.relative_to(site / "pdf").with_suffix("").as_posix(): path for path in paths}


def open_pdf(path: Path | None = None, *, stream: bytes | None = None) -> pymupdf.Document:
    """A document, from its file or its bytes."""
    import pymupdf

    return pymupdf.open(path, stream)


def rectangle(left: float, top: float, right: float, foot: float) -> pymupdf.Rect:
    """A part of a page."""
    import pymupdf

    return pymupdf.Rect(left, top, right, foot)


@functools.cache
def opened(path: Path) -> pymupdf.Document:
    """A document opened for reading its text."""
    return open_pdf(path)


def lines(document: pymupdf.Document) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Every line of every page: page number from 1, words, box."""
    for number, sheet in enumerate(document, start=1):
        for block in sheet.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                words = "".join(span["text"] for span in line["spans"])
                if words.strip():
                    yield number, words, line["bbox"]


def filled(document: pymupdf.Document) -> list[float]:
    """How much of each page is filled, to the lowest line or picture between its head and its foot."""
    found = []
    for sheet in document:
        top, foot = HEAD, sheet.rect.height - FOOT
        parts = sheet.get_text("dict")["blocks"]
        boxes = [line["bbox"] for part in parts for line in part.get("lines", ()) if not _blank(line)]
        boxes += [part["bbox"] for part in parts if part["type"] == 1]
        lowest = max((box[3] for box in boxes if box[1] >= top and box[3] <= foot), default=top)
        found.append((lowest - top) / (foot - top))
    return found


def nearly_empty(name: str, document: pymupdf.Document) -> list[str]:
    """The pages of a document on which a few lines stand alone; the second of a summary may, and a cover does."""
    return [
        f"{name} p. {number}: {share:.0%}"
        for number, share in enumerate(filled(document), start=1)
        if share < LEAST
        and document.page_count > 1
        and "summary" not in name
        and (number > 1 or "departments/" in name)
    ]


def _blank(line: Mapping[str, Any]) -> bool:
    return not "".join(span["text"] for span in line["spans"]).strip()
