"""Finds what of a plan only paper refuses, with its place: sets every document that was never set, and publishes none.

A process of its own runs this for a preview (`paper_check`): `python -m plan.preview.refusals ROOT DOCS LOOKS`.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from plan.drawing.pictures import Pictures
from plan.html.prose import PLACEHOLDER
from plan.html.tree import UnknownElementError
from plan.machine.workers import WorkerError, Workers
from plan.messages.findings import FileLine, Finding, in_order
from plan.paper import letters, library, typesetting
from plan.paper.all_documents import all_documents, decided
from plan.paper.document_names import document_names
from plan.paper.edition import Document
from plan.publishing.current import KEPT
from plan.reading import files, loader
from plan.reading.folders import pages
from plan.reading.loader import Loaded
from plan.showing.renderer import Renderer

#: What stands for a chart where only the words beside it are tried.
_NO_CHART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
#: So many letters of a block are looked for in its file.
_TELLING = 12

Node = Mapping[str, Any]


def refusals(root: Path, docs: Path, looks: Path) -> tuple[Finding, ...]:
    """What paper refuses of a sound plan; nothing of another, which is told otherwise."""
    data = docs.with_name("data")
    digest = files.fingerprint(data, docs, looks)
    loaded = loader.load_plan(data, docs)
    if loaded.plan is None:
        return ()
    renderer = Renderer(loaded.plan, loaded.chapters, looks, root / KEPT, loaded.pictures)
    try:
        failed = dict(_failed(renderer, digest))
    except UnknownElementError as error:
        file, _, reason = str(error).partition(": ")
        return (_finding(file, 1, "", reason),)
    found: dict[tuple[str, str], Finding] = {}  # what one document tells, the others of the language need not tell
    for (language, name), reason in failed.items():
        if (language, reason) not in found:
            file, line = _Narrowing(renderer, loaded, language, name, reason).found()
            found[language, reason] = _finding(file, line, library.published(language, name), reason)
    return in_order(found.values())


def _failed(renderer: Renderer, digest: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Each document that cannot be set, by its language and name, and why."""
    with Workers() as workers:
        pictures = Pictures(renderer.kept, workers)
        pictures.publish(renderer.pictures.all)
        renderer.draw_charts(pictures)
        if pictures.unreadable():
            return  # told with the pages
        documents = library.print_documents(renderer, pictures, digest)
        for language in renderer.plan.languages.printed:
            for name in document_names(renderer.plan, renderer.catalog):
                try:
                    documents.find(language, name)
                except (typesetting.TypesettingError, WorkerError) as error:
                    yield (language, name), _reason(str(error))
        if all(document.exception() is None for document in documents.waiting):
            documents.complete()


def _reason(said: str) -> str:
    """Why the typesetter refuses something, without the places in its own files."""
    return re.sub(r"^[^:]*\.pdf: (?:error: )?", "", said).split("\n")[0]


def _finding(file: str, line: int, document: str, reason: str) -> Finding:
    return Finding(FileLine(file, line), "not-on-paper", {"document": document or "PDF", "reason": reason}, "advice")


class _Narrowing:
    """Looks for the place in a document that cannot be set, by setting ever smaller parts of it alone."""

    def __init__(self, renderer: Renderer, loaded: Loaded, language: str, name: str, reason: str) -> None:
        self._loaded, self._renderer, self._language, self._reason = loaded, renderer, language, reason
        self._pages = frozenset(pages(loaded.folders.parts)) if loaded.folders else frozenset()
        documents: Iterable[Document] = all_documents(renderer, decided(renderer), language)
        self._content = next(document for document in documents if document.name == name).content

    def found(self) -> tuple[str, int]:
        """The file and the line; those of the plan's own record where nothing is found."""
        for sheet in self._content["sheets"]:
            place = self._in_chapter(sheet) if sheet["k"] == "chapter" else self._in_sheet(sheet)
            if place:
                return place
        return "data/plan.yml", 1

    def _in_chapter(self, sheet: Node) -> tuple[str, int] | None:
        if not self._refused([sheet]):
            return None
        page = str(sheet["label"]).removeprefix("page-")
        if page not in self._pages:  # made of an item of the plan's levels
            cards = (card for block in sheet["c"] if block["k"] == "cards" for card in block["c"])
            refused = (card for card in cards if self._refused([{**sheet, "c": [{"k": "cards", "c": [card]}]}]))
            return next(((_card_file(card), 1) for card in refused), ("data/structure.yml", 1))
        chapter = self._renderer.chapter(page, self._language)
        at = 0
        for block in sheet["c"]:
            words = _words(block)[:_TELLING]
            written = chapter.text.find(words, at) if words else -1
            at = max(at, written)
            if self._refused([{**sheet, "c": [block]}]):
                for card in block["c"] if block["k"] == "cards" else ():
                    if self._refused([{**sheet, "c": [{"k": "cards", "c": [card]}]}]):
                        return _card_file(card), 1
                if written < 0:  # made from the data
                    place = PLACEHOLDER.search(chapter.text, at)
                    at = place.start() if place else at
                return chapter.file, chapter.text.count("\n", 0, at) + 1
        return chapter.file, 1

    def _in_sheet(self, sheet: Node) -> tuple[str, int] | None:
        if sheet["k"] == "card" and self._refused([sheet]):
            return _card_file(sheet), 1
        for group in sheet["groups"] if sheet["k"] == "glossary" else ():
            for entry in group["entries"]:
                if self._refused([{**sheet, "groups": [{**group, "entries": [entry]}]}]):
                    return self._term(entry["id"])
        return None

    def _term(self, id: str) -> tuple[str, int]:
        name = "data/glossary.yml"
        file, terms = self._loaded.files[name], self._renderer.plan.glossary.terms
        return name, file.line(("terms", [term.id for term in terms].index(id)))

    def _refused(self, sheets: Sequence[Node]) -> bool:
        """Whether some sheets are refused for the same reason, behind the heading of a part."""
        part = {"k": "part", "title": "-", "uses": [], "label": "part-tried"}
        behind = [part, *sheets] if sheets[0]["k"] == "chapter" else list(sheets)
        images = {node["src"]: _NO_CHART for node in _nodes(behind) if node.get("k") in ("image", "figure")}
        content = {**self._content, "sheets": behind, "labels": [], "images": images}
        languages = self._renderer.plan.languages.printed
        tried = typesetting.refused(letters.written(content, languages), letters.folders(languages))
        return tried.find(self._reason) >= 0


def _card_file(sheet: Node) -> str:
    return f"data/projects/{str(sheet['card']['label']).removeprefix('card-')}.yml"


def _nodes(tree: Any) -> Iterator[Node]:
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _nodes(value)


def _words(block: Any) -> str:
    """The first words of a block."""
    if isinstance(block, str):
        return block.strip()
    parts = block.values() if isinstance(block, dict) and "k" in block else block if isinstance(block, list) else ()
    inner = (part for part in parts if isinstance(part, (list, dict)) or isinstance(block, list))
    return next(filter(None, map(_words, inner)), "")


def main(root: str, docs: str, looks: str) -> None:
    """Print as JSON what is refused, after giving way to everything else that runs on the machine."""
    if hasattr(os, "setpriority"):  # on Windows it is started with the lowest one
        os.setpriority(os.PRIO_PROCESS, 0, 19)
    threading.Thread(target=_end_with_input, daemon=True).start()
    found = refusals(Path(root), Path(docs), Path(looks))
    print(json.dumps([[finding.file, finding.line, dict(finding.details)] for finding in found]))


def _end_with_input() -> None:
    """End when nobody waits for the answer any more."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
