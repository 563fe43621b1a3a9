"""Turns what a page is made from into places in the plan's files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan.outline.page import Page, PageSource
from plan.reading.loader import Loaded


@dataclass(frozen=True)
class Origin:
    """A line of a file behind a page, and what stands there, in the words of the staff."""

    file: str
    line: int
    words: str


def places(page: Page, language: str, loaded: Loaded) -> list[Origin]:
    """Where a page comes from in a language: its own file first; what the plan has not is left out."""
    return [origin for source in page.sources(language) for origin in _origins(source, loaded)]


def _origins(source: PageSource, loaded: Loaded) -> Iterator[Origin]:
    if source.file.endswith("/"):
        yield from (Origin(file, 1, source.words) for file in loaded.files if file.startswith(source.file))
    elif source.file in loaded.files:
        lines = loaded.files[source.file].lines
        if not source.field or (source.field,) in lines:
            yield Origin(source.file, lines[source.field,] if source.field else 1, source.words)
    elif any(chapter.file == source.file for chapter in loaded.chapters.values()):
        yield Origin(source.file, 1, source.words)
