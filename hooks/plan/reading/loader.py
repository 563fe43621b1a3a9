"""Turns the folders `data/` and `docs/` into a sound plan with its prose, or into every finding at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pydantic import BaseModel

from plan.messages.findings import DataField, FileLine, Finding, in_order, shown
from plan.model import Consultation, Editions, Family, Levels, Plan, inventory
from plan.model.types import Text
from plan.outline import registry
from plan.reading import chapters, lacking_letters, passages, words
from plan.reading.attachments import Attached, attached, without_misnamed
from plan.reading.chapter_links import dead_links
from plan.reading.comment_numbers import read_comment_numbers
from plan.reading.examples import examples
from plan.reading.files import shut
from plan.reading.folders import PlanFolders, read_folders
from plan.reading.follow_ons import without_follow_ons
from plan.reading.kept_editions import copies_at_fault
from plan.reading.misnamed import each_chapter_once, with_misnamed, without_lost
from plan.reading.picture_files import PictureFile
from plan.reading.pictures import Pictured, pictured
from plan.reading.readings import read_readings
from plan.reading.records import named, read_record
from plan.reading.renamed import each_id_once, with_renamed
from plan.reading.rules_run import of_rules, sound_parts_of
from plan.reading.sound_parts import SoundParts
from plan.reading.strangers import strangers
from plan.reading.undeclared import folded
from plan.reading.unfinished import unfinished
from plan.reading.yaml_file import YamlFile
from plan.rules import doubts
from plan.rules.consultation import cited_in_vain
from plan.rules.facts import Facts
from plan.rules.notes import untrue_notes


@dataclass(frozen=True)
class Loaded:
    """A plan with its prose if there is no finding, else the findings."""

    plan: Plan | None
    chapters: Mapping[str, chapters.Chapter]
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...] = ()
    """What the inspection has to say beside: advice, and what the city lets stand."""
    files: Mapping[str, YamlFile] = field(default_factory=dict)
    """The files under `data` as they were read, by name: the line of each value."""
    folders: PlanFolders | None = None
    """All that was read, sound or not."""
    records: Mapping[str, BaseModel] = field(default_factory=dict)
    """The records of the files that are sound by themselves, by their paths under `data`."""
    attachments: Mapping[str, Path] = field(default_factory=dict)
    """The files that are published beside the pages, by their addresses."""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    """The pictures of chapters and cards, by the addresses of their files under docs/."""
    but_links: Loaded | None = None
    """The plan all the same, where only links and files beside the chapters are wrong: its pages tell of more links."""

    @cached_property
    def manuscript(self) -> passages.Manuscript:
        """The texts with their translations, made of the same reading when they are first asked for."""
        if self.folders is None:
            raise LookupError("nothing was read")
        return passages.manuscript(self.folders)


def load_plan(data: Path, docs: Path, before: Loaded | None = None, kept: Path | None = None) -> Loaded:
    """Read and check everything under `data` and `docs`; nothing is rendered from half a plan.

    With what was loaded `before`, and what is `kept` in a folder (`yaml_kept`), only what has changed since is parsed;
    the rules between records all hold anew.
    """
    return checked(read_folders(data, docs, before.folders if before else None, kept), before)


def checked(folders: PlanFolders, before: Loaded | None = None) -> Loaded:
    """The plan of what was read, or everything that is wrong with it."""
    findings = [finding for file in folders.files.values() for finding in file.findings]
    findings.extend(lacking_letters.unprintable(folders))
    absent = frozenset() if folders.lacks_data else inventory.absent(folders.here)
    records, faults = _records(folders, before)
    findings.extend(faults)
    facts = Facts(records, folders.languages, folders.ids(), absent, folders.numbered_by, shut=folders.shut())
    levels = facts.one(Levels)
    site_words, wrong = words.load_words(
        folders.file(inventory.WORDS),
        folders.called(inventory.WORDS),
        folders.languages,
        levels.named(cards=bool(folders.ids()["projects"])) if levels else None,
    )
    prose, faults = chapters.read_chapters(folders, facts)
    findings.extend((*wrong, *faults))
    blocks = chapters.asked_for(prose, faults, folders)
    remarks: list[Finding] = []
    parts = sound_parts_of(facts, folders)
    for finding in of_rules(facts, parts, blocks):
        (findings if finding.level == "error" else remarks).append(_placed(finding, folders))
    findings.extend((*_taken_folders(folders, levels, facts.family_pages()), *_of_editions(folders, facts)))
    sections = passages.sections(folders)
    remarks.extend(_placed(finding, folders) for finding in untrue_notes(facts, sections, site_words))
    findings.extend(_placed(finding, folders) for finding in doubts.unmet(facts, sections))
    texts = {uri: chapter.text for uri, chapter in prose.items()}
    shown_pictures = pictured(folders, texts, records, parts)
    beside = _beside(folders, texts, shown_pictures, facts, parts)
    lists, wrong = _lists(facts, folders)
    findings.extend((*shown_pictures.findings, *unfinished(folders), *wrong))
    of_links = (*dead_links(folders, texts, facts), *beside.findings)
    remarks.extend((*shown_pictures.remarks, *beside.remarks))
    for finding in (*examples(folders), *strangers(folders, (*findings, *of_links))):
        (findings if finding.level == "error" else remarks).append(finding)
    named = without_misnamed((*findings, *of_links), folders)
    of_links = tuple(finding for finding in of_links if finding in named)
    if not folders.says_languages:  # plan.yml is to blame already, and no text or page for what it does not say
        findings = [finding for finding in findings if finding.rule not in ("unknown-language", "page-not-in-plan")]
    if findings:
        told = _told_once(findings, of_links, folders, levels)
        return Loaded(None, {}, told, folders=folders, records=records)
    plan = _plan(records, site_words, lists)
    loaded = Loaded(
        plan, prose, (), in_order(remarks), folders.files, folders, records, beside.files, shown_pictures.files
    )
    if of_links:
        return Loaded(None, {}, in_order(of_links), folders=folders, records=records, but_links=loaded)
    return loaded


def _told_once(
    findings: Iterable[Finding], of_links: Iterable[Finding], folders: PlanFolders, levels: Levels | None
) -> tuple[Finding, ...]:
    """The findings in order, each fault as one of them."""
    every = folded((*without_follow_ons(findings), *of_links), lambda many: _placed(many, folders))
    told = without_lost(each_chapter_once(with_misnamed(every, folders), folders), folders)
    return in_order(each_id_once(with_renamed(told, folders, levels)))


def _records(folders: PlanFolders, before: Loaded | None) -> tuple[Mapping[str, BaseModel], list[Finding]]:
    """The records of the files that could be read, and what is wrong with the others."""
    same = before.folders.files if before and before.folders and before.folders.languages == folders.languages else {}
    known = before.records if before else {}
    records: dict[str, BaseModel] = {}
    findings = []
    everything = tuple(file.data for file in folders.files.values())
    names = cache(lambda: dict(named(everything, folders.languages.default)))
    absent = inventory.absent(folders.here)
    for path in inventory.expected(folders.here):
        file, schema = folders.file(path), inventory.schema_of(path)
        if file is None and path not in absent and not shut(folders.data) and folders.data.is_dir():  # told themselves
            findings.append(Finding(FileLine(folders.called(path)), "missing-file"))
        elif file and path in known and same.get(file.name) is file:
            records[path] = known[path]
        elif file and schema and file.data is not None:
            record, faults = read_record(schema, file, folders.languages, {})
            if faults:  # only now it matters what has a name that stands where an id is asked
                record, faults = read_record(schema, file, folders.languages, names())
            findings.extend(faults)
            if record:
                records[path] = record
    return records, findings


def _lists(facts: Facts, folders: PlanFolders) -> tuple[dict[str, object], list[Finding]]:
    """What the files hold that are no YAML, by the fields of the plan; what is wrong with them, and with the numbers
    that opinions cite."""
    numbers, wrong = read_comment_numbers(folders.data)
    kana, misread = read_readings(folders.data)
    cited = (_placed(finding, folders) for finding in cited_in_vain(facts, numbers))
    return {"comment_numbers": numbers, "readings": kana}, [*wrong, *misread, *cited]


def _beside(
    folders: PlanFolders, texts: Mapping[str, str], pictures: Pictured, facts: Facts, parts: Mapping[str, SoundParts]
) -> Attached:
    """What of docs/ is published beside the chapters: files that these link to, and the materials of a consultation."""
    asked, name = facts.one(Consultation), "consultation.yml"
    materials = {
        material.file: _placed(Finding(DataField(name, ("materials", index, "file")), ""), folders).at
        for index, material in enumerate(asked.materials if asked else ())
        if material.file
    }
    cards = _known_pictures(folders, facts.records, parts)
    return attached(folders, texts, pictures.known, cards=cards, materials=materials)


def _known_pictures(folders: PlanFolders, records: Mapping[str, BaseModel], parts: Mapping[str, SoundParts]) -> bool:
    """Whether it is known which pictures all cards show."""
    faulty = (path for path in folders.here if path.startswith("projects/") and path not in records)
    return all(path in parts and not parts[path].may_hold(("pictures",)) for path in faulty)


def _placed(fault: Finding, folders: PlanFolders) -> Finding:
    """A fault on its line."""
    return folders.files[folders.called(fault.file)].placed(fault)


def _of_editions(folders: PlanFolders, facts: Facts) -> Iterator[Finding]:
    """What is wrong with what is kept of frozen editions."""
    editions = facts.one(Editions)
    known = editions is not None or "editions.yml" not in folders.here
    for finding in copies_at_fault(folders.data, editions, known=known):
        yield _placed(finding, folders) if isinstance(finding.at, DataField) else finding


def _taken_folders(folders: PlanFolders, levels: Levels | None, families: set[str]) -> Iterator[Finding]:
    """The folder of a part, or of the cards, may be no folder that the site has already; `families` have a page."""
    for index, part in enumerate(folders.parts):
        if part.id in registry.RESERVED or part.id in folders.languages.codes:
            taken = Finding(DataField("plan.yml", ("parts", index, "id")), "taken-id", {"found": shown(part.id)})
            yield _placed(taken, folders)
    if levels and levels.card and levels.card.address != registry.CARDS:
        address = levels.card.address
        if address in {*registry.RESERVED, *folders.languages.codes, *families, *(part.id for part in folders.parts)}:
            taken = Finding(DataField("levels.yml", ("card", "address")), "taken-id", {"found": shown(address)})
            yield _placed(taken, folders)


def _plan(records: Mapping[str, BaseModel], site_words: Mapping[str, Text], lists: Mapping[str, object]) -> Plan:
    fields = dict(lists)
    for name, file in inventory.FILES.items():
        fields[file.field] = records.get(name) or (file.schema() if file.empty else None)
    for folder in inventory.FOLDERS:
        items = {name: record for name, record in records.items() if name.startswith(f"{folder}/")}
        fields[folder] = MappingProxyType({PurePosixPath(name).stem: record for name, record in items.items()})
    families: Mapping[str, Family] = fields["families"]  # type: ignore[assignment]
    fields["families"] = MappingProxyType(dict(sorted(families.items(), key=lambda item: _family_place(*item))))
    return Plan(words=site_words, **fields)  # type: ignore[arg-type]


def _family_place(id: str, family: Family) -> tuple[bool, int, str]:
    """Where a family stands among the others: those without a place of their own come last, by their ids."""
    return family.order is None, family.order or 0, id
