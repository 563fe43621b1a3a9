"""Reads the chapters under `docs/` as they stand, each once: its text, or the finding why it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from plan.messages.findings import Finding
from plan.model.types import Languages
from plan.reading.files import decoded, entries, read_file, there, too_large

#: A chapter of more bytes is no chapter.
MAX_BYTES = 100_000


@dataclass(frozen=True)
class ProseFile:
    """One file of prose: its text, with its line ends and its byte order mark, or why it cannot be read."""

    name: str
    """How messages call it: docs/plan/introduction.en.md."""
    text: str | None
    finding: Finding | None = None

    @cached_property
    def plain(self) -> str:
        """The text with plain line ends, without a byte order mark."""
        return (self.text or "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def page_uri(page: str, language: str, languages: Languages) -> str:
    """The file of a page under docs/: `name.md` in the default language, `name.<language>.md` in others."""
    return f"{page}.md" if language == languages.default else f"{page}.{language}.md"


def read_prose(docs: Path, wanted: Iterable[str]) -> Mapping[str, ProseFile]:
    """Every chapter under `docs`, by its name; those `wanted`, by their names under `docs`, also through a link."""
    found = {path.relative_to(docs).as_posix() for path in entries(docs) if path.suffix == ".md"}
    found |= {uri for uri in wanted if there(docs / uri)}
    files = [_read(docs / uri, f"{docs.name}/{uri}", docs) for uri in sorted(found, key=PurePosixPath)]
    return {file.name: file for file in files}


def _read(path: Path, name: str, docs: Path) -> ProseFile:
    raw = read_file(path, name, MAX_BYTES, docs)
    return ProseFile(name, None, raw) if isinstance(raw, Finding) else prose_of(raw, name)


def prose_of(raw: bytes, name: str) -> ProseFile:
    """A file of prose with these bytes, which messages call `name`."""
    if len(raw) > MAX_BYTES:
        return ProseFile(name, None, too_large(name, len(raw), MAX_BYTES))
    text = decoded(raw, name)
    return ProseFile(name, None, text) if isinstance(text, Finding) else ProseFile(name, raw.decode("utf-8"))
