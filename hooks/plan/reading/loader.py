"""Turns the folders `data/` and `docs/` into a sound plan with its prose, or into every finding at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plan import model
from plan.html import allowed
from plan.messages.findings import FileLine, Finding, Location, dotted, in_order, shown
from plan.messages.meant import meant
from plan.messages.sentences import SENTENCES
from plan.model import Plan, inventory, shape
from plan.model.types import Languages, Record, Text, bad_id
from plan.reading import chapters, words
from plan.reading.files import called, closed_folders, entries, items, read_file, strange_links, there
from plan.reading.yaml_file import MAX_BYTES, MAX_FAULTS, YamlFile, read_yaml
from plan.rules import consistency, indicators

#: Taken when plan.yml does not say, or not soundly, which languages the plan has.
ASSUMED = Languages(("ja", "en"), ("ja", "en"))

_TYPES = {
    "string_type": ("文字", "text"),
    "int_type": ("整数", "a whole number"),
    "bool_type": ("true（はい）か false（いいえ）", "true or false"),
    "tuple_type": ("「- 」で始まる一覧", "a list of lines that begin with '- '"),
    "dict_type": ("「項目: 値」の集まり", "a mapping of 'key: value'"),
    "model_type": ("「項目: 値」の集まり", "a mapping of 'key: value'"),
    "date_type": ("日付（2026-04-01）", "a date such as 2026-04-01"),
}


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


def load_plan(data: Path, docs: Path) -> Loaded:
    """Read and check everything under `data` and `docs`; nothing is rendered from half a plan."""
    files = {file.name: file for file in _read_files(data)}
    findings = [finding for file in files.values() for finding in file.findings if not _only_screen(data, finding)]
    declared = files[_name(data, "plan.yml")].data if _name(data, "plan.yml") in files else None
    languages = _declared_languages(declared)

    names = dict(_named(tuple(file.data for file in files.values())))
    records: dict[str, BaseModel] = {}
    here = [name.removeprefix(f"{data.name}/") for name in files]
    absent = inventory.absent(here)
    for path in inventory.expected(here):
        name, schema = _name(data, path), inventory.schema_of(path)
        if name not in files:
            if path not in absent:
                findings.append(Finding(FileLine(name), "missing-file"))
        elif schema and files[name].data is not None:
            record, faults = _record(schema, files[name], languages, names)
            findings.extend(faults)
            if record:
                records[path] = record
    site_words, faults = words.load_words(
        files.get(_name(data, inventory.WORDS)), _name(data, inventory.WORDS), languages
    )
    findings.extend(faults)
    ids = {folder: _ids(data, folder) for folder in inventory.FOLDERS}
    remarks: list[Finding] = []
    for finding in (*consistency.check(records, languages, ids, absent), *indicators.lint(records)):
        (findings if finding.level == "error" else remarks).append(files[_name(data, finding.file)].placed(finding))
    parts = _declared_parts(declared, languages)
    for index, part in enumerate(parts):
        if part.id in chapters.RESERVED or part.id in languages.codes:  # folders of the site already
            file = files[_name(data, "plan.yml")]
            findings.append(file.finding(("parts", index, "id"), "taken-id", found=shown(part.id)))
    prose, faults = chapters.read_chapters(docs, parts, languages, records, ids["series"], absent)
    findings.extend(faults)
    findings.extend(_unknown_files(data, files))
    findings.extend(_strange_links(data, docs, findings))
    findings.extend(_ornament(data))
    if languages is ASSUMED:  # plan.yml is to blame already, and no text or page for what it does not say
        findings = [finding for finding in findings if finding.rule not in ("unknown-language", "page-not-in-plan")]
    if findings:
        return Loaded(None, {}, in_order(findings))
    return Loaded(_plan(records, site_words), prose, (), in_order(remarks), files)


def _only_screen(data: Path, finding: Finding) -> bool:
    """A letter that only the paper edition's fonts lack does no harm in a file that is never printed."""
    file = inventory.FILES.get(finding.file.removeprefix(f"{data.name}/"))
    return finding.rule == "missing-letter" and file is not None and file.screen_only


def _name(data: Path, path: str) -> str:
    return f"{data.name}/{path}"


def _read_files(data: Path) -> Iterator[YamlFile]:
    for name in (*inventory.FILES, inventory.WORDS):
        if there(data / name):
            yield read_yaml(data / name, _name(data, name), data)
    for folder in inventory.FOLDERS:
        for path in items(data / folder):
            yield read_yaml(path, _name(data, f"{folder}/{path.name}"), data)


def _ids(data: Path, folder: str) -> set[str]:
    """The ids of the items in a folder, readable or not: a fault in a card is no fault of those who name it."""
    return {path.stem for path in items(data / folder)}


def _unknown_files(data: Path, files: Mapping[str, YamlFile]) -> Iterator[Finding]:
    """A file that nothing reads is most often a slip of the name."""
    for path in entries(data):
        name = called(path, data)
        if path.suffix.lower() not in (".yml", ".yaml"):
            continue
        if name in files and path.parent != data:
            if rule := bad_id(path.stem) or _taken(path):
                yield Finding(FileLine(name), rule, {"found": shown(path.stem)})
        elif name not in files:
            allowed = ", ".join(
                (*inventory.FILES, inventory.WORDS, *(f"{folder}/<id>.yml" for folder in inventory.FOLDERS))
            )
            yield Finding(FileLine(name), "unknown-file", {"allowed": allowed})


def _ornament(data: Path) -> Iterator[Finding]:
    """The ornament is published as it is, and a picture may hold a script."""
    path = data / inventory.ORNAMENT
    if not there(path):
        return
    raw = read_file(path, called(path, data), MAX_BYTES, data)
    if isinstance(raw, Finding):
        yield raw
        return
    yield from allowed.picture_faults(raw.decode("utf-8", "replace"), called(path, data))


def _taken(path: Path) -> str | None:
    """A card's page and picture are called by its id, in folders where the list of cards and the plan have theirs."""
    return "taken-id" if path.parent.name == "projects" and path.stem in ("index", "plan") else None


def _strange_links(data: Path, docs: Path, before: list[Finding]) -> Iterator[Finding]:
    """Links that nothing has tried to read, and that the site would follow all the same; folders that are closed."""
    told = {finding.file for finding in before}
    for folder in (data, docs):
        found = [*strange_links(folder), *(closed_folders(folder) if folder.exists() else ())]
        yield from (finding for finding in found if finding.file not in told)


def _declared_parts(data: object, languages: Languages) -> tuple[model.Part, ...]:
    """The parts as plan.yml lists them, if the list is sound; a fault elsewhere in the file hides none in a chapter."""
    entries = data.get("parts") if isinstance(data, Mapping) else None
    listed = entries if isinstance(entries, tuple) else ()
    try:
        return tuple(model.Part.model_validate(entry, context={"languages": languages}) for entry in listed)
    except ValidationError:
        return ()


def _declared_languages(data: object) -> Languages:
    """The languages as plan.yml lists them, if the list is sound; every text is checked by them."""
    entries = data.get("languages") if isinstance(data, Mapping) else None
    try:
        listed = tuple(map(model.Language.model_validate, entries if isinstance(entries, tuple) else ()))
    except ValidationError:
        return ASSUMED
    declared = model.languages_of(listed)
    return declared if set(ASSUMED.codes) <= set(declared.codes) else ASSUMED


def _named(data: object) -> Iterator[tuple[str, str]]:
    """The id of everything that has a name, by its Japanese name: people write the name where an id is asked."""
    if isinstance(data, Mapping):
        name = data.get("name") or data.get("title")
        if isinstance(data.get("id"), str) and isinstance(name, Mapping) and isinstance(name.get("ja"), str):
            yield name["ja"], data["id"]
        data = tuple(data.values())
    if isinstance(data, tuple):
        for item in data:
            yield from _named(item)


def _record(
    schema: type[Record], file: YamlFile, languages: Languages, names: Mapping[str, str]
) -> tuple[Record | None, list[Finding]]:
    """The record of a file, or its findings; `names` gives the id of what has a Japanese name."""
    try:
        return schema.model_validate(file.data, context={"languages": languages}), []
    except ValidationError as error:
        told = {item.field for item in file.findings}
        causes = list(_causes(error.errors(include_url=False), told))
        found = list(_once(_finding(schema, file, details, names) for details in causes[:MAX_FAULTS]))
        if len(causes) > MAX_FAULTS:
            found.append(file.finding((), "more-faults", limit=MAX_FAULTS))
        return None, found


def _causes(errors: list[ErrorDetails], told: Container[str]) -> Iterator[ErrorDetails]:
    """The errors without those that only follow from others.

    A list is not too short because its items are wrong; a value that was `told` already is not of a wrong type.
    """
    around = {error["loc"][:length] for error in errors for length in range(len(error["loc"]))}
    for error in errors:
        if dotted(error["loc"]) not in told and (error["type"] != "too_short" or error["loc"] not in around):
            yield error


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without a missing field that stands there under another name, as another finding says."""
    found = list(findings)
    there = {(item.field.rpartition(".")[0], item.details["meant"]) for item in found if item.rule == "unknown-field"}
    for item in found:
        within, _, name = item.field.rpartition(".")
        if item.rule != "missing-field" or (within, name) not in there:
            yield item


def _finding(schema: type[BaseModel], file: YamlFile, error: ErrorDetails, names: Mapping[str, str]) -> Finding:
    """One of pydantic's errors in our words, on its line."""
    location: Location = tuple(error["loc"])
    kind, context, found = error["type"], error.get("ctx") or {}, error["input"]
    if kind == "missing":
        return Finding(FileLine(file.name, file.line(location[:-1]), dotted(location)), "missing-field")
    if kind == "extra_forbidden":
        near = meant(str(location[-1]), shape.fields(schema, location[:-1]))
        return file.finding(location, "unknown-field", meant=near)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        near = meant(str(found), allowed.split(", "))
        return file.finding(location, "wrong-choice", allowed=allowed, found=shown(found), meant=near)
    if kind in ("too_short", "too_long"):
        limit = context.get("min_length", context.get("max_length"))
        rule = "too-few" if kind == "too_short" else "too-many"
        return file.finding(location, rule, limit=limit, size=context["actual_length"])
    if kind in _TYPES:
        expected_ja, expected_en = _TYPES[kind]
        return file.finding(
            location, "wrong-type", expected_ja=expected_ja, expected_en=expected_en, found=shown(found)
        )
    if kind in SENTENCES:
        details = {key: shown(value) if key == "found" else value for key, value in context.items()}
        if kind == "bad-id":
            details["meant"] = names.get(str(context["found"]))
        return file.finding(location, kind, **details)
    return file.finding(location, "invalid", problem=f"{error['msg']}: {shown(found)}")


def _plan(records: Mapping[str, BaseModel], site_words: Mapping[str, Text]) -> Plan:
    fields: dict[str, object] = {}
    for name, file in inventory.FILES.items():
        fields[file.field] = records.get(name) or (file.schema() if file.empty else None)
    for folder in inventory.FOLDERS:
        items = {name: record for name, record in records.items() if name.startswith(f"{folder}/")}
        fields[folder] = MappingProxyType({PurePosixPath(name).stem: record for name, record in items.items()})
    return Plan(words=site_words, **fields)  # type: ignore[arg-type]
