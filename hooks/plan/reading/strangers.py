"""Finds in the folders of a plan what nothing reads, or what may not be published: slips of a name, links, scripts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from plan.html import svg
from plan.messages.findings import FileLine, Finding, shown
from plan.model import inventory
from plan.model.types import bad_id, id_lengths
from plan.reading.files import (
    called,
    closed_folders,
    decoded,
    entries,
    files_for_folders,
    read_file,
    strange_links,
    there,
)
from plan.reading.folders import PlanFolders
from plan.reading.yaml_file import MAX_BYTES

#: How files of data end, and those that were meant to be some.
_DATA = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)


def strangers(folders: PlanFolders, before: Sequence[Finding]) -> Iterator[Finding]:
    """Files, links and folders that are no part of a plan; `before` are the findings of those that were read."""
    told = {finding.file for finding in before}
    for found in _unknown_files(folders):
        told.add(found.file)
        yield found
    yield from files_for_folders(folders.data, inventory.FOLDERS)
    for folder in (folders.data, folders.docs):
        links = [*strange_links(folder), *(closed_folders(folder) if folder.exists() else ())]
        yield from (finding for finding in links if finding.file not in told)
    yield from _ornament(folders.data)


def _unknown_files(folders: PlanFolders) -> Iterator[Finding]:
    """A file that nothing reads is most often a slip of the name."""
    there_are = {called(path, folders.data): path for path in entries(folders.data)}
    there_are |= {folders.called(path): folders.data / path for path in folders.here}
    for name, path in sorted(there_are.items()):
        if name in folders.gone:
            continue
        if not _DATA.search(path.name) or path.is_relative_to(folders.data / inventory.EDITIONS):
            continue
        if name in folders.files and path.parent != folders.data:
            if rule := bad_id(path.stem) or _taken(path):
                yield Finding(FileLine(name), rule, {"found": shown(path.stem, blanks=True), **id_lengths(path.stem)})
        elif name not in folders.files and (right := _right_name(path, folders)):
            yield Finding(FileLine(name), "file-name", {"found": path.name, "instead": right})
        elif name not in folders.files:
            patterns = (f"{folder}/<id>.yml" for folder in inventory.FOLDERS)
            known = ", ".join((*inventory.FILES, inventory.WORDS, *patterns))
            yield Finding(FileLine(name), "unknown-file", {"allowed": known})


def _right_name(path: Path, folders: PlanFolders) -> str | None:
    """The name that a file is meant to have: its end, which Windows often hides, is another, or its capitals are."""
    right = _DATA.sub(".yml", path.name).lower()
    if path.parent == folders.data:
        if right in (*inventory.FILES, inventory.WORDS) and right not in folders.here:
            return right
        needed = set(inventory.expected(folders.here)) - inventory.absent(folders.here) - set(folders.here)
        return next(iter(difflib.get_close_matches(right, needed, cutoff=0.85)), None)
    sound = path.parent.name in inventory.FOLDERS and not bad_id(right.removesuffix(".yml"))
    return right if sound and right not in (path.name, *(one.name for one in path.parent.iterdir())) else None


def _taken(path: Path) -> str | None:
    """A card's page and picture are called by its id, in folders where the list of cards and the plan have theirs."""
    return "taken-id" if path.parent.name == "projects" and path.stem in ("index", "plan") else None


def _ornament(data: Path) -> Iterator[Finding]:
    """The ornament is published as a picture that only draws."""
    path = data / inventory.ORNAMENT
    if not there(path):
        return
    raw = read_file(path, called(path, data), MAX_BYTES, data)
    if isinstance(raw, Finding):
        yield raw
        return
    text = decoded(raw, called(path, data))
    if isinstance(text, Finding):
        yield text
    elif faults := svg.picture_faults(text, called(path, data)):
        yield from faults
    else:
        yield from _words_in(text, called(path, data))


def _words_in(ornament: str, name: str) -> Iterator[Finding]:
    """It repeats, and says nothing to who hears a page; nor have documents a face for its words."""
    for line, words in dict(reversed(svg.said(ornament))).items():
        if words.strip():
            yield Finding(FileLine(name, line), "ornament-with-words", {"found": shown(words.strip())})
