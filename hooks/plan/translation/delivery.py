"""Turns the PO file that comes back from a translator into changes of the plan, or into every reason why it cannot be.

What comes back is taken whole or not at all: with one finding nothing is written. Not taken, and no finding, is what
the translator left open: an empty msgstr, or one that is still marked fuzzy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plan.messages.findings import Finding, PoEntry, in_order
from plan.reading.passages import Manuscript, Passage, split
from plan.translation.ledger import normal
from plan.translation.losses import losses
from plan.translation.po_file import Entry, read_po
from plan.writing.change import Change
from plan.writing.yaml_steps import value_at


@dataclass(frozen=True)
class Delivery:
    """What a PO file brings: changes of the plan, not to be written with one finding."""

    language: str
    changes: tuple[Change, ...]
    translated: tuple[Passage, ...]
    """The texts that the changes are about."""
    reviewed: tuple[Passage, ...]
    """Texts that came back as they stand, without the fuzzy mark: somebody has read them."""
    empty: int
    """How many entries have no translation yet."""
    left: tuple[Finding, ...]
    """New translations that are still marked fuzzy, and so are not taken."""
    unread: int
    """How many came back as they stand, still marked fuzzy."""
    findings: tuple[Finding, ...]
    """Why nothing may be written."""


def received(manuscript: Manuscript, raw: bytes, name: str) -> Delivery:
    """What the PO file brings to a plan; sentences about it call it `name`. Nothing is written."""
    file = read_po(raw, name)
    file = replace(file, language=_of_the_plan(file.language, manuscript.others))
    findings, unread = [*file.findings], 0
    if not findings and file.language not in manuscript.others:
        details = {"known": ", ".join(manuscript.others), "found": file.language or "-"}
        findings.append(Finding(PoEntry(name), "po-language", details))
    changes: list[tuple[Change, Passage]] = []
    reviewed: list[Passage] = []
    left: list[Finding] = []
    known = {passage.context: passage for passage in manuscript.passages}
    for entry in file.entries if file.language in manuscript.others else ():
        passage, at = known.get(entry.context), PoEntry(name, entry.line, entry.context)
        if passage is None or normal(entry.original) != normal(passage.default):
            findings.append(_of_another_plan(manuscript, passage, at))
            continue
        new, old = entry.translation.strip(), passage.translations.get(file.language)
        if not new:
            continue
        if new == (old or "").strip():
            unread += entry.fuzzy
            reviewed.extend([] if entry.fuzzy else [passage])
        elif entry.fuzzy:
            left.append(Finding(at, "po-fuzzy"))
        elif faults := list(losses(passage, old, new, at)):
            findings.extend(faults)
        else:
            changes.append((_change(manuscript, passage, file.language, new, at), passage))
    if halves := dict(_incomplete(manuscript, changes)):
        findings.extend(halves.values())
        changes = [(change, passage) for change, passage in changes if change.file not in halves]
    return Delivery(
        file.language,
        tuple(change for change, _ in changes),
        tuple(passage for _, passage in changes),
        tuple(reviewed),
        _empty(file.entries),
        tuple(left),
        unread,
        in_order(findings),
    )


def _of_the_plan(language: str, others: Sequence[str]) -> str:
    """The language of the plan that a header means: translators' tools write en_US where it asks for en."""
    plain = next((one for one in others if one.lower() == language.lower()), None)
    alone = [one for one in others if one.split("-")[0] == language.split("-")[0].lower()]
    return plain or (alone[0] if len(alone) == 1 and alone[0] == alone[0].split("-")[0] else language)


def _empty(entries: Sequence[Entry]) -> int:
    return sum(not entry.translation.strip() for entry in entries)


def _of_another_plan(manuscript: Manuscript, passage: Passage | None, at: PoEntry) -> Finding:
    """What is wrong with an entry whose text the plan has not, or not so."""
    if passage is None:
        return Finding(at, "po-unknown")
    file, line = passage.places[manuscript.default]
    return Finding(at, "po-other-original", {"place": f"{file}:{line}"})


def _change(manuscript: Manuscript, passage: Passage, language: str, new: str, at: PoEntry) -> Change:
    file = passage.places[language][0] if language in passage.places else passage.file
    old, name = passage.translations.get(language), f"{file}: {passage.field}"
    if file.endswith(".md"):
        return Change(file, passage.location, new, name, old, new, origin=at)
    original = value_at(manuscript.files[file].data, (*passage.location, manuscript.default))
    words = [line.strip() for line in new.split("\n") if line.strip()]
    data = words if isinstance(original, tuple) else new
    return Change(file, (*passage.location, language), data, name, old, new, origin=at)


def _incomplete(manuscript: Manuscript, changes: Sequence[tuple[Change, Passage]]) -> Iterator[tuple[str, Finding]]:
    """Chapters that get new pieces, but not all of them: half a chapter has other headings than its pair."""
    chapters = [(change, passage) for change, passage in changes if change.file.endswith(".md")]
    for file in dict.fromkeys(change.file for change, _ in chapters):
        here = [(change, passage) for change, passage in chapters if change.file == file]
        added = [(change, passage) for change, passage in here if change.before is None]
        if not added:
            continue
        first, passage = added[0]
        has = {piece.key for piece in split(manuscript.chapters.get(file, "")) if piece.text}
        has |= {str(change.location[0]) for change, _ in here}
        wanted = [piece.key for piece in split(manuscript.chapters[passage.file]) if piece.text]
        if lacking := ", ".join(key for key in wanted if key not in has):
            yield file, Finding(first.origin or PoEntry(file), "chapter-not-whole", {"lacking": lacking})
