"""The documents of a built site, opened and read.

pymupdf takes a second to load, and most tests open no document: it is loaded where one is opened.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pymupdf

LANGUAGES = ("ja", "en")
#: The kinds of links that lead to a page of the same document: pymupdf.LINK_GOTO and pymupdf.LINK_NAMED.
INNER_LINKS = (1, 4)


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
