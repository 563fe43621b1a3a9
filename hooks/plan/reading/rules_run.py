"""Runs the rules between records, on the sound parts of faulty files too: whatever is wrong is told in one run."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from pydantic import BaseModel

from plan.messages.findings import DataField, Finding, Location
from plan.messages.sentences import Said
from plan.model import PlanDetails, Project, inventory
from plan.reading.folders import PlanFolders
from plan.reading.sound_parts import SoundParts, sound_parts
from plan.rules import consistency, indicators
from plan.rules.facts import Facts
from plan.rules.one_fault import told_once
from plan.rules.shown_nowhere import Blocks, shown_nowhere

#: The rules by which one file is blamed for what another holds: they are sure of a faulty one as far as it is sound.
#: Each stands with the parts of files, if any, of which a fault hides what it looks at.
_NAMING: Mapping[str, Sequence[tuple[str, Location]]] = {
    "unknown-reference": (),
    "unknown-step": (),
    "mark-outside-scale": (),
    "duplicate-id": (),
    "listed-twice": (),
    "year-outside-roadmap": (("roadmap.yml", ("years", "from")), ("roadmap.yml", ("years", "to"))),
    "target-outside-period": (("plan.yml", ("period", "first")), ("plan.yml", ("period", "last"))),
    "year-not-begun": (("plan.yml", ("edition", "updated")),),
    "shown-nowhere": (("plan.yml", ("numbered_by",)), ("plan.yml", ("statistics",))),
}
#: The file that lists each kind of thing.
LISTS = {
    "among-items": "structure.yml",
    "among-departments": "departments.yml",
    "among-sources": "sources.yml",
    "among-scales": "scales.yml",
    "among-verdict-rules": "verdicts.yml",
}
_OF_IDS = frozenset(("unknown-reference", "unknown-step"))


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
    plan = parts.get("plan.yml")
    told = list(_told(facts, cards, plan, blocks))
    if len(cards) < len(parts):
        told += _of_faulty_files(facts, parts, cards, told, blocks)
    yield from told_once(told)


def _of_faulty_files(
    facts: Facts,
    parts: Mapping[str, SoundParts],
    cards: Container[str],
    told: Sequence[Finding],
    blocks: Blocks | None,
) -> Iterator[Finding]:
    """What is found beside what is `told` already once the sound parts of all files are known, not of `cards` alone."""
    known = {_key(finding) for finding in told}
    gone = frozenset().union(*(part.gone for path, part in parts.items() if path not in cards))
    nameless = {path for path, part in parts.items() if path not in cards and part.nameless}
    hidden = {
        rule
        for rule, places in _NAMING.items()
        for file, field in places
        if file in parts and parts[file].may_hold(field)
    }
    for finding in _told(facts, parts, parts.get("plan.yml"), blocks):
        naming = finding.rule in _NAMING or (finding.file in parts and finding.file not in cards)
        naming = naming and finding.rule not in hidden
        naming = naming and not (finding.rule in _OF_IDS and (nameless - _others(finding)))
        said = {str(detail).strip("'") for key, detail in finding.details.items() if key != "meant"}
        if naming and said.isdisjoint(gone) and _key(finding) not in known:
            yield finding


def _others(finding: Finding) -> Set[str]:
    """The files whose lists do not hold what a finding says is in none."""
    kind = finding.details.get("kind")
    file = LISTS.get(kind.id) if isinstance(kind, Said) else None
    return set(LISTS.values()) - {file} if file else set()


def _told(
    facts: Facts, parts: Mapping[str, SoundParts], plan: SoundParts | None, blocks: Blocks | None
) -> Iterator[Finding]:
    """What the rules find in what is sound of faulty files too, at its place in the file; `plan`: of plan.yml."""
    records: dict[str, BaseModel] = {**facts.records, **{path: part.record for path, part in parts.items()}}
    whole = replace(facts, records={path: records[path] for path in inventory.ordered(records)})
    for finding in (*consistency.check(whole), *_remarks(whole, plan), *shown_nowhere(whole, blocks)):
        yield from parts[finding.file].told((finding,)) if finding.file in parts else (finding,)


def _remarks(facts: Facts, plan: SoundParts | None) -> Iterator[Finding]:
    """What may be accepted, without what a faulty plan.yml, of which `plan` is sound, may mean to accept."""
    details = facts.one(PlanDetails) or (plan.record if plan else None)
    accepted = details.accepted if isinstance(details, PlanDetails) else ()
    meant = plan.gone if plan else frozenset()
    yield from (finding for finding in indicators.lint(facts, accepted) if finding.rule not in meant)


def _key(finding: Finding) -> tuple[object, ...]:
    at = finding.at
    return finding.file, at.location if isinstance(at, DataField) else at, finding.rule
