"""The documents of a built site, opened and read."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pymupdf

LANGUAGES = ("ja", "en")


def found_in(site: Path) -> dict[str, Path]:
    """Every document of a site by its name, `ja/whole`."""
    paths = sorted(site.rglob("pdf/**/*.pdf"))
    return {path.relative_to(site / "pdf").with_suffix("").as_posix(): path for path in paths}


@functools.cache
def opened(path: Path) -> pymupdf.Document:
    """A document opened for reading its text."""
    return pymupdf.open(path)


def lines(document: pymupdf.Document) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Every line of every page: page number from 1, words, box."""
    for number, sheet in enumerate(document, start=1):
        for block in sheet.get_text("dict")["blocks"]:
            for line in block.get("lines", ()):
                words = "".join(span["text"] for span in line["spans"])
                if words.strip():
                    yield number, words, line["bbox"]
