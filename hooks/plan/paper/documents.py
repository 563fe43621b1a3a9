"""Turns the paper edition into a library of PDF files, on all cores, and makes nothing that is there already.

Every file is PDF/UA-1 and PDF/A-2a, and the same content gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plan.machine import whole_files
from plan.machine.workers import Workers
from plan.model import Plan
from plan.paper import typesetting
from plan.paper.edition import PaperEdition
from plan.paper.typesetting import TypesettingError, program
from plan.showing.renderer import Renderer

__all__ = ["Library", "Printed", "TypesettingError", "print_documents", "published", "timestamp"]


@dataclass(frozen=True)
class Printed:
    """A finished PDF: where it is, how many pages, how many bytes."""

    path: Path
    pages: int
    size: int


class Library:
    """All documents of a plan, by language and name; empty where none are made, as in a preview."""

    def __init__(self, paths: Mapping[tuple[str, str], Path] | None = None) -> None:
        self._printed = {
            key: Printed(path, int(path.stem.split("-")[1]), path.stat().st_size) for key, path in (paths or {}).items()
        }

    def find(self, language: str, name: str) -> Printed | None:
        """A document, if it was made."""
        return self._printed.get((language, name))

    @property
    def files(self) -> dict[str, bytes | Path]:
        """The documents by the name under which they are published."""
        return {published(language, name): document.path for (language, name), document in self._printed.items()}


def published(language: str, name: str) -> str:
    """The published name of a document, from the root of the site."""
    return f"pdf/{language}/{name}.pdf"


def print_documents(renderer: Renderer, digest: str) -> Library:
    """All documents of all languages; `digest` is that of the data, prose and templates behind them.

    Raises TypesettingError, page_tree.UnknownElementError or workers.WorkerError.
    """
    folder = renderer.kept / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    moment = timestamp(renderer.plan)
    key = hashlib.sha256(f"{digest}{moment}{program()}{_own_code()}".encode()).hexdigest()[:32]
    index = folder / f"{key}.json"
    paths = _from_index(index, folder)
    if paths is None:
        paths = _print(renderer, folder, moment)
        whole_files.write(index, json.dumps([[*name, path.name] for name, path in paths.items()]).encode())
    return Library(paths)


def timestamp(plan: Plan) -> int:
    """The moment written into the files: SOURCE_DATE_EPOCH, else the day on which the edition was last changed."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    day = plan.details.edition.updated
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _from_index(index: Path, folder: Path) -> dict[tuple[str, str], Path] | None:
    """The documents of an earlier build of the same content, if they are all still there."""
    try:
        entries = json.loads(index.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    paths = {(language, name): folder / file for language, name, file in entries}
    return paths if all(path.is_file() for path in paths.values()) else None


def _print(renderer: Renderer, folder: Path, moment: int) -> dict[tuple[str, str], Path]:
    """Set every document; the workers begin while the content of later ones is still being made."""
    waiting: dict[tuple[str, str], Future[Path]] = {}
    with Workers() as workers:
        for language in renderer.plan.languages.codes:
            for document in PaperEdition(renderer, language).documents():
                content = json.dumps(document.content, ensure_ascii=False, sort_keys=True)
                name = published(language, document.name)
                job = workers.submit(typesetting.set_document, folder, name, content, moment)
                waiting[language, document.name] = job
        return {key: future.result() for key, future in waiting.items()}


def _own_code() -> str:
    """A digest of the program: the same data set by another version is another document."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parents[1].rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
