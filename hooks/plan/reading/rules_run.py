"""Runs the rules between records, on the sound parts of faulty files too: whatever is wrong is told in one run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import BaseModel

from plan.messages.findings import DataField, Finding
from plan.model import Project, inventory
from plan.reading.folders import PlanFolders
from plan.reading.sound_parts import SoundParts, sound_parts
from plan.rules import consistency, indicators
from plan.rules.facts import Facts
from plan.rules.one_fault import told_once
from plan.rules.shown_nowhere import Blocks, shown_nowhere

#: The rules by which one file is blamed for what another holds: they are sure of a faulty one as far as it is sound.
_NAMING = frozenset(("unknown-reference", "unknown-step", "mark-outside-scale", "year-outside-roadmap", "duplicate-id"))
_OF_IDS = frozenset(("unknown-reference", "unknown-step"))
_YEARS = "year-outside-roadmap"


def sound_parts_of(facts: Facts, folders: PlanFolders) -> Mapping[str, SoundParts]:
    """What is sound of the files that could be read but are no records."""
    found: dict[str, SoundParts | None] = {}
    for path in folders.here:
        file, schema = folders.files[folders.called(path)], inventory.schema_of(path)
        if path not in facts.records and schema is not None and file.data is not None:
            found[path] = sound_parts(schema, file.data, folders.languages)
    return {path: parts for path, parts in found.items() if parts}


def of_rules(facts: Facts, parts: Mapping[str, SoundParts], blocks: Blocks | None) -> Iterator[Finding]:
    """What the rules find, also in the sound `parts` of faulty files; nothing is said of what a fault hides.

    Nothing names what stands within a card, so that the sound parts of cards are as good as whole ones. Of other files
    they are asked for their own faults, and whether they hold what others name.
    """
    cards = {path: part for path, part in parts.items() if isinstance(part.record, Project)}
    told = list(_told(facts, cards, blocks))
    yield from told
    if len(cards) == len(parts):
        return
    known = {_key(finding) for finding in told}
    gone = frozenset().union(*(part.gone for path, part in parts.items() if path not in cards))
    nameless = any(part.nameless for path, part in parts.items() if path not in cards)
    years_unknown = "roadmap.yml" in parts and bool(parts["roadmap.yml"].unknown)
    for finding in _told(facts, parts, blocks):
        naming = finding.rule in _NAMING or (finding.file in parts and finding.file not in cards)
        naming = naming and not (finding.rule == _YEARS and years_unknown)
        naming = naming and not (nameless and finding.rule in _OF_IDS)
        said = {str(detail).strip("'") for detail in finding.details.values()}
        if naming and said.isdisjoint(gone) and _key(finding) not in known:
            yield finding


def _told(facts: Facts, parts: Mapping[str, SoundParts], blocks: Blocks | None) -> Iterator[Finding]:
    """What the rules find in what is sound of faulty files too, at its place in the file."""
    records: dict[str, BaseModel] = {path: part.record for path, part in parts.items()}
    whole = replace(facts, records={**facts.records, **records})
    unshown = shown_nowhere(whole, blocks) if blocks is not None else ()
    for finding in told_once((*consistency.check(whole), *indicators.lint(whole), *unshown)):
        yield from parts[finding.file].told((finding,)) if finding.file in parts else (finding,)


def _key(finding: Finding) -> tuple[object, ...]:
    at = finding.at
    return finding.file, at.location if isinstance(at, DataField) else at, finding.rule
