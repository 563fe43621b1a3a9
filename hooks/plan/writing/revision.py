"""Turns changes of a plan into new texts of its files, proved as a whole plan, and writes all of them or none.

Nothing is read from the disk again: the new texts are made of the bytes that the changes were made from, and proved in
memory. What somebody saved meanwhile differs from those bytes, and is not written over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plan.machine import all_or_none
from plan.messages.findings import FileLine, Finding, Location, Position
from plan.model import inventory, shape
from plan.reading.folders import PlanFolders
from plan.reading.loader import Loaded, checked
from plan.reading.passages import split
from plan.reading.prose import page_uri
from plan.writing import undoing
from plan.writing.change import Change, Moved
from plan.writing.chapter_edit import edited_chapter, retyped
from plan.writing.named_places import Names, lasting, narrowed, numbered, put
from plan.writing.yaml_edit import EditError, edited
from plan.writing.yaml_move import moved
from plan.writing.yaml_steps import copied
from plan.writing.yaml_text import Style, block

#: Where each value of the plan was written by a person: by its file, and its place there by what lasts.
Origins = Mapping[tuple[str, Location], Position]


@dataclass(frozen=True)
class Revision:
    """A plan with changes, not yet written."""

    folders: PlanFolders
    """What the folders will hold."""
    texts: Mapping[str, tuple[bytes | None, bytes | None]]
    """Each file that changes, by the name that findings give it: what it held, and what it shall hold (None: nothing
    any more)."""
    findings: tuple[Finding, ...]
    """What would be wrong with the plan and is not wrong with it now; with any, nothing is to be written."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that change."""
        return tuple(_path(self.folders, name) for name in self.texts)


def revise(
    loaded: Loaded,
    changes: Sequence[Change],
    origins: Origins | None = None,
    renamed: Mapping[str, str | None] | None = None,
) -> Revision:
    """The plan that was read, with these changes; `origins` tells of further values where they were written.

    `renamed` files have another name (None: they go) with their bytes; changes name them by the new one.
    """
    if loaded.folders is None:
        raise LookupError("nothing was read")
    folders, texts, findings = loaded.folders, dict[str, tuple[bytes | None, bytes | None]](), list[Finding]()
    for name, now in (renamed or {}).items():
        raw = _held(folders, name)
        texts |= {name: (raw, None), **({now: (None, raw)} if now else {})}
    folders = folders.with_texts({name: new for name, (_, new) in texts.items()}) if texts else folders
    by_file: dict[str, list[Change]] = {}
    for change in changes:
        by_file.setdefault(change.file, []).append(change)
    for file, these in by_file.items():
        old = _held(folders, file)
        try:
            new = _chapter(folders, file, these) if file.endswith(".md") else _data_file(folders, file, old, these)
        except (EditError, LookupError) as error:
            at = these[0].origin or FileLine(file)
            findings.append(Finding(at, "not-written", {"file": file, "error": str(error)}))
            continue
        if new.encode() != old:
            texts[file] = (texts[file][0] if file in texts else old, new.encode())
    revised = folders.with_texts({name: new for name, (_, new) in texts.items()})
    if texts:
        where = {(change.file, change.location): change.origin for change in changes if change.origin}
        findings += _proof(loaded, revised, texts, {**(origins or {}), **where})
    return Revision(revised, texts, tuple(findings))


def write(
    revision: Revision,
    further: Mapping[Path, tuple[bytes | None, bytes | None]] | None = None,
    told: Sequence[str] = (),
) -> None:
    """Write all files of a revision, and `further` files with what they held and shall hold, or none of them.

    What they held is kept, so that it can be put back (`undoing`), with what is `told` of the changes.

    Raises all_or_none.OvertakenError where a file is no longer what it was, OSError where one cannot be written.
    """
    texts = {_path(revision.folders, name): text for name, text in revision.texts.items()}
    contents = {**texts, **(further or {})}
    kept = undoing.keep(revision.folders.data, contents, told) if contents else None
    try:
        all_or_none.write_all(contents)
    except BaseException:
        if kept:
            kept.unlink(missing_ok=True)
        raise


def _path(folders: PlanFolders, name: str) -> Path:
    folder, _, rest = name.partition("/")
    return (folders.data if folder == folders.data.name else folders.docs) / rest


def _held(folders: PlanFolders, name: str) -> bytes | None:
    """The bytes that a file was read from; None where there is no file."""
    if name in folders.files:
        return folders.files[name].raw
    text = folders.prose[name].text if name in folders.prose else None
    return None if text is None else text.encode()


# ---------------------------------------------------------------- new texts


def _data_file(folders: PlanFolders, name: str, old: bytes | None, changes: Sequence[Change]) -> str:
    schema = inventory.schema_of(name.removeprefix(f"{folders.data.name}/"))
    before = folders.files[name].data if name in folders.files else {}
    after: Any = copied(before)
    names = Names()
    if old is not None and (moves := [change for change in changes if isinstance(change.new, Moved)]):
        return _with_moves(old.decode(), before, moves)
    for change in changes:
        new = copied(change.new)
        if change.location:
            put(after, change.location, new, item=bool(change.parts), names=names)
        else:
            after = new
    after = shape.ordered(schema, after)
    if old is None:
        return "".join(f"{line}\n" for line in block(after, Style())[1])

    def order(location: Location) -> Sequence[str]:
        return (shape.fields(schema, location) if schema else ()) or folders.languages.codes

    return edited(old.decode(), narrowed(before, after, [change.location for change in changes]), order)


def _with_moves(text: str, data: object, moves: Sequence[Change]) -> str:
    """The text of a file in which items stand elsewhere in their lists; these changes stand alone."""
    for change in moves:
        if isinstance(change.new, Moved):
            text = moved(text, numbered(data, change.location), change.new.by)
    return text


def _chapter(folders: PlanFolders, name: str, changes: Sequence[Change]) -> str:
    uri, languages = name.removeprefix(f"{folders.docs.name}/"), folders.languages
    suffix = next((f".{code}.md" for code in languages.others if name.endswith(f".{code}.md")), ".md")
    original = f"{folders.docs.name}/{page_uri(uri.removesuffix(suffix), languages.default, languages)}"
    there, pattern = folders.prose.get(name), folders.prose[original].text or ""
    if whole := [change for change in changes if not change.location]:
        return retyped(there.text or "" if there else "", str(whole[-1].new))
    pieces = {str(change.location[0]): str(change.new) for change in changes}
    return edited_chapter(there.text if there else None, pattern, pieces)


# ---------------------------------------------------------------- the plan as it would be


def _proof(loaded: Loaded, revised: PlanFolders, changed: Iterable[str], origins: Origins) -> Iterable[Finding]:
    """The faults that the changes would bring into the plan, each with its origin.

    Of a plan that has faults now, others may come to light in files that nobody changed: they were there.
    """
    before = {_told(finding) for finding in loaded.findings}
    for finding in checked(revised, loaded).findings:
        if _told(finding) not in before and (loaded.plan is not None or finding.file in changed):
            yield replace(finding, origin=_origin(finding, revised, origins))


def _told(finding: Finding) -> tuple[str, str, str]:
    """A finding but for its line, which changes with what stands before it."""
    return finding.file, finding.field, finding.english


def _origin(finding: Finding, revised: PlanFolders, origins: Origins) -> Position | None:
    """Where a person wrote what a finding is about; of one about more than a value, the first that is known of it."""
    location = finding.at.location if isinstance(finding.at, FileLine) else ()
    if finding.file in revised.files:
        location = lasting(revised.files[finding.file].data, location)
    elif text := revised.prose[finding.file].text if finding.file in revised.prose else None:
        above = [piece.key for piece in split(text) if piece.line <= finding.line]
        location = tuple(above[-1:])
    missing = [(code,) for code in str(finding.details.get("languages", "")).split(", ") if code]
    for length in range(len(location), -1, -1):
        for inner in (*missing, ("value",), ("from",), ()):
            if found := origins.get((finding.file, location[:length] + inner)):
                return found
    return next((at for (file, _), at in origins.items() if file == finding.file), None)
