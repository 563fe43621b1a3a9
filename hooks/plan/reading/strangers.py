"""Finds in the folders of a plan what nothing reads, or what may not be published: slips of a name, links, scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from plan.html import svg
from plan.messages.findings import FileLine, Finding, shown
from plan.messages.meant import near
from plan.model import inventory
from plan.model.types import bad_id, id_lengths
from plan.reading import picture_files, what_to_write
from plan.reading.files import (
    LOCKS,
    called,
    closed_folders,
    decoded,
    entries,
    files_for_folders,
    is_litter,
    original,
    read_file,
    strange_links,
    there,
)
from plan.reading.folders import PlanFolders, misnamed_folders
from plan.reading.yaml_file import MAX_BYTES

#: How files of data end, and those that were meant to be some.
_DATA = re.compile(r"\.ya?ml(\.txt)?$", re.IGNORECASE)
#: As large as the lists may be that the program keeps.
MAX_LIST = 20_000_000
#: How a version ends that an editor, Git or a person keeps.
_SPARE = re.compile(r"(?:\.(?:bak|orig|old|tmp|swp)|~)+$", re.IGNORECASE)


def strangers(folders: PlanFolders, before: Sequence[Finding]) -> Iterator[Finding]:
    """Files, links and folders that are no part of a plan; `before` are the findings of those that were read."""
    told = {finding.file for finding in before}
    for found in _unknown_files(folders):
        told.add(found.file)
        yield found
    yield from files_for_folders(folders.data, inventory.FOLDERS)
    yield from files_for_folders(folders.docs, sorted(folders.lost_parts))
    for folder in (folders.data, folders.docs):
        if not folder.is_dir():
            lost = "not-a-folder" if folder.exists() else "missing-folder"
            yield Finding(FileLine(folder.name), lost, {"name": folder.name})
            continue
        links = [*strange_links(folder), *closed_folders(folder)]
        yield from (finding for finding in links if finding.file not in told)
    if folders.docs.is_dir():
        for part in sorted(folders.lost_parts):
            if not there(folders.docs / part):
                yield Finding(FileLine(called(folders.docs / part, folders.docs)), "missing-folder", {"name": part})
    yield from _unread_texts(folders.data)
    yield from _ornament(folders.data)


def _unknown_files(folders: PlanFolders) -> Iterator[Finding]:
    """A file that nothing reads is most often a slip of the name; what a system lays there is nobody's."""
    there_are = {called(path, folders.data): path for path in entries(folders.data)}
    there_are |= {folders.called(path): folders.data / path for path in folders.here}
    strange: dict[str, None] = {}
    for name, path in sorted(there_are.items()):
        within = path.relative_to(folders.data)
        if name in folders.gone or is_litter(within) or within.as_posix() in inventory.FOLDERS:
            continue
        if name in folders.files:
            yield from _wrong_id(name, path, folders.data)
        elif not inventory.is_known(within.as_posix()) or _is_passed_over(within):
            if path.name.startswith(LOCKS):
                yield Finding(FileLine(name), "open-in-office")
            elif (folder := _strange_folder(within)) is not None:
                strange.setdefault(folder)
            else:
                yield _stranger(name, path, folders)
    misnamed = misnamed_folders(folders.data)
    allowed = ", ".join(inventory.FOLDERS)
    for folder in strange:
        details = {"allowed": allowed, "meant": misnamed.get(folder)}
        yield Finding(FileLine(folders.called(folder)), "unknown-folder", details)


def _is_passed_over(within: Path) -> bool:
    """Whether a file is called as an item of a folder that was read, and was not read itself."""
    name = within.name
    return (
        len(within.parts) == 2
        and within.parts[0] in inventory.FOLDERS
        and (name.startswith(LOCKS) or original(name) != name)
    )


def _wrong_id(name: str, path: Path, data: Path) -> Iterator[Finding]:
    """An item's file is called by its id."""
    if path.parent != data and (rule := bad_id(path.stem) or _taken(path)):
        details = {
            "found": shown(path.stem, blanks=True),
            "meant": what_to_write.id_of(original(path.name).removesuffix(".yml")),
        }
        yield Finding(FileLine(name), rule, {**details, **id_lengths(path.stem)})


def _strange_folder(within: PurePosixPath | Path) -> str | None:
    """The folder, if any, by which a file lies where no plan has one."""
    parts = within.parts[:-1]
    if not parts or (parts[0] in inventory.FOLDERS and len(parts) == 1):
        return None
    return parts[0] if parts[0] not in inventory.FOLDERS else f"{parts[0]}/{parts[1]}"


def _stranger(name: str, path: Path, folders: PlanFolders) -> Finding:
    """What is said of a file that nothing reads."""
    in_root = path.parent == folders.data
    if right := _right_name(path, folders):
        return Finding(FileLine(name), "file-name", {"found": path.name, "instead": right})
    first = _SPARE.sub("", path.name)
    if first != path.name and there(path.with_name(first)):
        return Finding(FileLine(name), "left-over-file", {"original": first}, "advice")
    if first != path.name:
        return Finding(FileLine(name), "left-out-file", level="advice")
    first = _plain_name(path.name)
    if first != path.name and there(path.with_name(first)):
        return Finding(FileLine(name), "file-copied", {"original": first})
    stem, kind = path.stem.lower(), path.suffix.lower()
    if in_root and stem == PurePosixPath(inventory.ORNAMENT).stem and kind in picture_files.KINDS:
        return Finding(FileLine(name), "other-kind-of-ornament", {"found": path.name})
    if not _DATA.search(path.name):
        return Finding(FileLine(name), "unused-file")
    patterns = [f"{folder}/<id>.yml" for folder in inventory.FOLDERS if in_root or path.parent.name == folder]
    known = [*inventory.FILES, inventory.WORDS] if in_root else []
    lacking = [one for one in known if one not in folders.here]
    details = {"allowed": ", ".join((*known, *patterns)), "meant": near(f"{stem}.yml", lacking, cutoff=0.85)}
    return Finding(FileLine(name), "unknown-file", details)


def _plain_name(name: str) -> str:
    """A name of a file without what hides in it or was added to it: full-width letters, the mark of a copy, an end."""
    name = original(_SPARE.sub("", unicodedata.normalize("NFKC", name)))
    return _DATA.sub(".yml", name).lower()


def _right_name(path: Path, folders: PlanFolders) -> str | None:
    """The name that a file is meant to have: its end, which Windows often hides, is another, or its capitals are."""
    right = _plain_name(path.name)
    if path.parent == folders.data:
        single = (*inventory.FILES, inventory.WORDS, *inventory.APART, inventory.ADDRESSES)
        lacking = [name for name in single if not there(folders.data / name) or name.lower() == path.name.lower()]
        if right in lacking:
            return right
        if (text := re.sub(r"\.txt$", ".yml", right)) in lacking:
            return text
        needed = set(inventory.expected(folders.here)) - inventory.absent(folders.here) - set(folders.here)
        return near(right, sorted(needed), cutoff=0.85)
    sound = path.parent.name in inventory.FOLDERS and right.endswith(".yml") and not bad_id(right.removesuffix(".yml"))
    return right if sound and right not in (path.name, *(one.name for one in path.parent.iterdir())) else None


def _taken(path: Path) -> str | None:
    """A card's page and picture are called by its id, in folders where the list of cards and the plan have theirs."""
    return "taken-id" if path.parent.name == "projects" and path.stem in ("index", "plan") else None


def _unread_texts(data: Path) -> Iterator[Finding]:
    """What the program keeps as a list is a text, whoever reads it later."""
    for path in (data / name for name in (inventory.LEDGER, inventory.ADDRESSES)):
        raw = read_file(path, called(path, data), MAX_LIST, data) if there(path) else b""
        text = raw if isinstance(raw, Finding) else decoded(raw, called(path, data))
        if isinstance(text, Finding):
            yield text


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
    elif not svg.draws(text):
        yield Finding(FileLine(called(path, data)), "ornament-draws-nothing")
    else:
        yield from _words_in(text, called(path, data))


def _words_in(ornament: str, name: str) -> Iterator[Finding]:
    """It repeats, and says nothing to who hears a page; nor have documents a face for its words."""
    for line, words in dict(reversed(svg.said(ornament))).items():
        if words.strip():
            yield Finding(FileLine(name, line), "ornament-with-words", {"found": shown(words.strip())})
