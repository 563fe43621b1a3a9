"""Turns the files of a plan into its passages: each text with its translations, where it stands and what it is.

A passage is a `Text` of a record under `data/`, the spellings of a term (`aliases`), a word of a city's own
`data/words.yml`, or a piece of a chapter under `docs/`: its title, what stands before the first heading (the
opening), and each section with its heading. The files need not make a sound plan: a text that still lacks its
translation is what is looked for. Each passage has two names: its field, as findings say it (`indicators[0].name`),
and its context, which stays when others are put before it (`data/projects/x.yml: indicators[uses].name`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from plan.messages.findings import Finding, Location, dotted
from plan.model import inventory, shape
from plan.model.types import Languages, Text
from plan.reading import words
from plan.reading.folders import PlanFolders, pages, read_folders
from plan.reading.prose import page_uri
from plan.reading.yaml_file import YamlFile

#: What the pieces of a chapter are called; a section is called by its heading's id: `#period`.
TITLE, OPENING = "title", "opening"
#: A heading within a chapter; its id is what makes it the head of a section.
HEADING = re.compile(r"^(#{2,6})[ \t]+.*\{#([A-Za-z0-9-]+)\}[ \t\r]*$", re.MULTILINE)
_BLANK_LINES = re.compile(r"(?:[ \t\r]*\n)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text in the default language, with its translations."""

    file: str
    """The file of the default text: data/projects/x.yml, docs/plan/introduction.md."""
    location: Location
    """Its place in the file: ('indicators', 0, 'name'), ('#period',)."""
    context: str
    """Its lasting name in the whole plan."""
    kind: str
    """The record and its key that it fills: Indicator.name; empty for a word of the site and a piece of a chapter."""
    default: str
    """The text in the default language."""
    translations: Mapping[str, str]
    """The text in other languages."""
    places: Mapping[str, tuple[str, int]]
    """For each language in which it is wanted, the default first: where its text stands, or would stand."""

    @property
    def field(self) -> str:
        """Its place as findings say it."""
        return dotted(self.location)


@dataclass(frozen=True)
class Manuscript:
    """What the files of a plan hold, sound or not."""

    data: Path
    docs: Path
    languages: Languages
    files: Mapping[str, YamlFile]
    """The files under `data`, by the name that findings give them: data/plan.yml."""
    chapters: Mapping[str, str]
    """The chapters in all languages, by name, their line ends as they are: docs/plan/introduction.en.md."""
    passages: tuple[Passage, ...]
    """In the order of files and lines."""
    findings: tuple[Finding, ...]
    """Why some files could not be read; their passages are not among the passages."""

    @property
    def default(self) -> str:
        """The default language."""
        return self.languages.default

    @property
    def others(self) -> tuple[str, ...]:
        """The languages that the plan is translated into."""
        return self.languages.others


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a chapter's text; all pieces, each lead + text + tail, make the chapter byte for byte."""

    key: str
    line: int
    lead: str
    text: str
    tail: str

    @property
    def whole(self) -> str:
        """The piece with the blank around its text."""
        return self.lead + self.text + self.tail


def read_manuscript(data: Path, docs: Path) -> Manuscript:
    """All passages of a plan."""
    return manuscript(read_folders(data, docs))


def manuscript(folders: PlanFolders) -> Manuscript:
    """All passages of what was read."""
    findings = [finding for file in folders.files.values() if file.data is None for finding in file.findings]
    findings += [file.finding for file in folders.prose.values() if file.finding]
    chapters = {name: file.text for name, file in folders.prose.items() if file.text is not None}
    languages = folders.languages
    found = [*_in_files(folders), *_in_chapters(chapters, languages)]
    return Manuscript(folders.data, folders.docs, languages, folders.files, chapters, tuple(found), tuple(findings))


# ---------------------------------------------------------------- data


def _in_files(folders: PlanFolders) -> Iterator[Passage]:
    languages = folders.languages
    for path, file in zip(folders.here, folders.files.values(), strict=True):
        schema = inventory.schema_of(path)
        if path == inventory.WORDS:
            yield from _in_words(file, languages)
        elif schema:
            yield from _in_record(file, schema, file.data, (), "", languages)


def _in_record(
    file: YamlFile, schema: type[BaseModel], value: object, location: Location, name: str, languages: Languages
) -> Iterator[Passage]:
    """The passages of a record that is read but not checked: what has another shape is passed over."""
    if not isinstance(value, Mapping):
        return
    for key, found in value.items():
        field = shape.shapes(schema).get(key)
        if field is None or (field.holds is None and not field.by_language):
            continue
        for place, called, item in _items(found, (*location, key), f"{name}.{key}" if name else key):
            if field.holds is None or issubclass(field.holds, Text):
                yield from _text(file, f"{schema.__name__}.{key}", item, place, called, languages)
            else:
                yield from _in_record(file, field.holds, item, place, called, languages)


def _items(value: object, location: Location, name: str) -> Iterator[tuple[Location, str, object]]:
    """A value, or the items of a list: place, lasting name, value. Items are called by their ids, if they have one."""
    if not isinstance(value, tuple):
        yield location, name, value
        return
    seen: set[object] = set()
    for number, item in enumerate(value):
        identity = item.get("id") if isinstance(item, Mapping) else None
        lasting = isinstance(identity, str) and identity not in seen
        seen.add(identity)
        yield (*location, number), f"{name}[{identity if lasting else number}]", item


def _text(
    file: YamlFile, kind: str, value: object, location: Location, name: str, languages: Languages
) -> Iterator[Passage]:
    if not isinstance(value, Mapping):
        return
    texts = {code: text for code in languages.codes if (text := _words_of(value.get(code))) is not None}
    default = texts.pop(languages.default, None)
    if default is None:
        return
    # One language may have spellings that another has not: they are a pair only where both have some.
    wanted = languages.codes if not _is_list(value) else (languages.default, *texts)
    places = {code: (file.name, file.line((*location, code))) for code in wanted}
    yield Passage(file.name, location, f"{file.name}: {name}", kind, default, texts, places)


def _is_list(value: Mapping[str, object]) -> bool:
    return any(isinstance(text, tuple) for text in value.values())


def _words_of(value: object) -> str | None:
    """A text that is not blank; a list of spellings as one text, a spelling a line."""
    if isinstance(value, tuple):
        value = "\n".join(str(word) for word in value)
    return value if isinstance(value, str) and value.strip() else None


def _in_words(file: YamlFile, languages: Languages) -> Iterator[Passage]:
    """The words that a city changes; a pair counts where either half is the city's, the other may be the program's."""
    own = words.own_words().data
    if not isinstance(own, Mapping) or not isinstance(file.data, Mapping):
        return
    default = languages.default
    for key, change in file.data.items():
        if not isinstance(change, Mapping) or key not in own:
            continue
        merged = {code: text for code, text in {**own[key], **change}.items() if _words_of(text)}
        wanted = [code for code in languages.codes if default in change or code in change or code == default]
        if default in merged:
            texts = {code: merged[code] for code in wanted[1:] if code in merged}
            places = {code: (file.name, file.line((key, code))) for code in wanted}
            yield Passage(file.name, (key,), f"{file.name}: {key}", "", merged[default], texts, places)


# ---------------------------------------------------------------- chapters


def _in_chapters(chapters: Mapping[str, str], languages: Languages) -> Iterator[Passage]:
    default, others = languages.default, languages.others
    for name, text in chapters.items():
        page = name.removesuffix(".md")
        if "." in page.rsplit("/", 1)[-1]:
            continue  # the chapter in another language
        names = {code: page_uri(page, code, languages) for code in others}
        pieces = {code: _by_key(chapters[names[code]]) if names[code] in chapters else {} for code in others}
        for piece in split(text):
            if not piece.text:
                continue
            found = {code: pieces[code][piece.key] for code in others if piece.key in pieces[code]}
            texts = {code: shown(other.text) for code, other in found.items() if other.text}
            places = {code: (names[code], found[code].line if code in found else 1) for code in others}
            context = f"{name}{piece.key}" if piece.key.startswith("#") else f"{name}: {piece.key}"
            places = {default: (name, piece.line)} | places
            yield Passage(name, (piece.key,), context, "", shown(piece.text), texts, places)


def shown(text: str) -> str:
    """A piece's text with plain line ends."""
    return text.replace("\r\n", "\n")


def _by_key(text: str) -> dict[str, Piece]:
    return {piece.key: piece for piece in split(text)}


def sections(folders: PlanFolders) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The pieces of each chapter by the name of its default file, by key and language: the text of each."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    languages, folder = folders.languages, folders.docs.name
    for page in pages(folders.parts):
        pieces = found.setdefault(f"{folder}/{page_uri(page, languages.default, languages)}", {})
        for language in languages.codes:
            file = folders.prose.get(f"{folder}/{page_uri(page, language, languages)}")
            for piece in split(file.plain) if file else ():
                pieces.setdefault(piece.key, {})[language] = piece.text
    return found


def split(text: str) -> tuple[Piece, ...]:
    """The pieces of a chapter, in order: its title, its opening, its sections."""
    pieces = []
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    title = re.match(r"# +(.*?)[ \t\r]*(?:\n|\Z)", text[len(mark) :])
    start = 0
    if title:
        start = len(mark) + title.end()
        lead = text[: len(mark) + title.start(1)]
        pieces.append(Piece(TITLE, 1, lead, title[1], text[len(lead) + len(title[1]) : start]))
    heads = list(HEADING.finditer(text, start))
    starts = [head.start() for head in heads]
    keys = [OPENING]
    met: Counter[str] = Counter()
    for head in heads:  # an id that stands twice is a fault, and yet no piece may be lost
        keys.append(f"#{head[2]}" + "~" * met[head[2]])
        met[head[2]] += 1
    for key, begin, end in zip(keys, [start, *starts], [*starts, len(text)], strict=True):
        pieces.append(_piece(key, text, begin, end))
    return tuple(pieces)


def _piece(key: str, text: str, start: int, end: int) -> Piece:
    lead = _BLANK_LINES.match(text, start, end)
    begin = lead.end() if lead else start
    body = text[begin:end].rstrip()
    line = text.count("\n", 0, begin) + 1
    return Piece(key, line, text[start:begin], body, text[begin + len(body) : end])
