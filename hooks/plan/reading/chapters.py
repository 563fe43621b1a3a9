"""Turns the chapters under `docs/` into titled Markdown with placeholders, or into findings.

A chapter is two files, `name.md` and `name.en.md`, with the same headings under the same ids.
A line `{{ name }}` or `{{ name: argument }}` stands for a block made from the data; `{{ page-of: place, number }}`
within a line for the number of a page that the plan prints.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plan import model
from plan.html import allowed
from plan.html.lines import CODE
from plan.html.prose import PAGE_OF, PLACEHOLDER
from plan.html.terms import TermIndex
from plan.messages.findings import HIDDEN, FileLine, Finding, of_hidden, shown
from plan.messages.meant import meant
from plan.messages.sentences import Said
from plan.model.types import Languages
from plan.outline import registry
from plan.reading.files import entries
from plan.reading.folders import PlanFolders, pages
from plan.reading.heading_pairs import PlacedHeading, differing
from plan.reading.placeholders import PLACEHOLDERS
from plan.reading.prose import page_uri as page_uri
from plan.rules.facts import Facts
from plan.rules.shown_nowhere import empty_blocks
from plan.rules.titles import LONGEST, too_long

_LOOSE = re.compile(r"\{\{|\}\}")
_PAGE_OF_BEGUN = re.compile(r"\{\{\s*page-of\b")
_PLACEHOLDER_WITHIN = re.compile(PLACEHOLDER.pattern.removeprefix("^").removesuffix(r"\s*$"))
_IN_LINKS = re.compile(r"\[|\]\(?|\{\{\s*page-of\b")
_HEADING = re.compile(r"(#{1,6})\s")
_HEADING_ID = re.compile(r"\{#([A-Za-z0-9-]+)\}$")
#: Braces that end a heading and hold no id; they are told as such.
_STRANGE_ID = re.compile(r"\{#[^{}]*\}\s*$")
_HTML_ID = re.compile(r"<[a-z][^<>]*?\sid=\"([^\"]+)\"")

#: As many faults of one chapter are told at once.
MAX_FAULTS = 100
_MANY = ("too-many-marks", "more-faults")


@dataclass(frozen=True)
class Chapter:
    """One chapter in one language: where it was read, its title, its Markdown after the title, and all of it."""

    file: str
    language: str
    title: str
    body: str
    text: str


def read_chapters(folders: PlanFolders, facts: Facts) -> tuple[Mapping[str, Chapter], list[Finding]]:
    """The chapters of a plan, keyed `part/chapter` + `.md` or `.<language>.md`, and what is wrong with them."""
    chapters: dict[str, Chapter] = {}
    findings: list[Finding] = []
    absent = {path for _, path in PLACEHOLDERS.values() if path in facts.absent}
    absent |= set() if facts.items["projects"] or "projects" in facts.shut else {"projects/"}
    arguments, empty = _arguments(facts), dict(empty_blocks(facts))
    languages, folder, listed = folders.languages, folders.docs.name, frozenset(pages(folders.parts))
    for page in folders.chapters:
        headings: dict[str, list[PlacedHeading]] = {}
        blocks: dict[str, dict[str, int]] = {}
        sound = named = True
        for language in languages.codes:
            uri = page_uri(page, language, languages)
            name = f"{folder}/{uri}"
            file = folders.prose.get(name)
            if file is None:
                if language in languages.complete and page in listed and page.split("/")[0] not in folders.lost_parts:
                    rule = "missing-chapter" if language == languages.default else "missing-translation"
                    findings.append(Finding(FileLine(name), rule))
                continue
            if file.finding:
                findings.append(file.finding)
                continue
            faults = _first(_each_once(_faults(file.plain, name, arguments, absent), file.plain), name)
            findings.extend((*faults, *_of_nothing(_blocks(file.plain), name, empty)))
            named = named and not any(map(_hides_a_heading, faults))
            headings[name] = [PlacedHeading(id, line) for line, id in _headings(file.plain) if id]
            blocks[name] = _blocks(file.plain)
            sound = sound and not any(map(_hides_a_block, faults))
            title, _, body = file.plain.partition("\n")
            chapters[uri] = Chapter(name, language, title.removeprefix("# ").strip(), body, file.plain)
        default = f"{folder}/{page_uri(page, languages.default, languages)}"
        if named:  # a heading whose id is still to be written is told there alone
            findings.extend(differing(headings, default))
        if sound:  # a block that is named wrongly in one language is told there alone
            findings.extend(_only_in_one(blocks, default))
    findings.extend(_strangers(folders))
    findings.extend(_unexplained(chapters, facts, folder))
    return chapters, findings


def _hides_a_heading(fault: Finding) -> bool:
    """Whether a heading is there, and not read as one: a fault of its own, or of a chapter without any words."""
    found = str(fault.details.get("found", ""))
    return fault.rule in ("heading-without-id", "duplicate-id", "empty-chapter") or "{#" in found or _is_conflict(fault)


def _hides_a_block(fault: Finding) -> bool:
    """Whether a chapter may ask for a block that is not read as one."""
    found = str(fault.details.get("found", ""))
    return (
        "placeholder" in fault.rule
        or fault.rule in (*_MANY, "empty-chapter")
        or "{" in found
        or "｛" in found
        or _is_conflict(fault)
    )


def _is_conflict(fault: Finding) -> bool:
    """Whether it tells of a mark that Git leaves where two people changed the same."""
    return fault.details.get("instead") == Said("instead-conflict")


def _each_once(faults: Iterable[Finding], text: str) -> Iterator[Finding]:
    """The faults, those of a place where two people's changes are not joined as one, for one of the texts goes; so
    those of a table that is none."""
    within: set[int] = set()
    begins = 0
    for number, line in enumerate(text.split("\n") if "<<<<<<<" in text else (), start=1):
        if line.startswith("<<<<<<<"):
            begins = number
        elif line.startswith(">>>>>>>") and begins:
            within.update(range(begins + 1, number + 1))
            begins = 0
    rows = -1
    for fault in faults:
        if fault.line in within:
            continue
        if fault.details.get("instead") == Said("instead-bars-without-table"):  # one table, however many rows it has
            rows, follows = fault.line, fault.line == rows + 1
            if follows:
                continue
        yield fault


def titles(chapters: Mapping[str, Chapter], parts: tuple[model.Part, ...], languages: Languages) -> dict[str, str]:
    """The title of each chapter in the plan's own language, by its page."""
    uris = {page: page_uri(page, languages.default, languages) for page in pages(parts)}
    return {page: chapters[uri].title for page, uri in uris.items() if uri in chapters}


def asked_for(
    chapters: Mapping[str, Chapter], faults: Iterable[Finding], folders: PlanFolders
) -> frozenset[tuple[str, str]] | None:
    """The blocks that the chapters ask for, each with its argument or nothing; None while a fault may hide one."""
    if any(map(_hides_a_block, faults)):
        return None
    uris = [page_uri(page, folders.languages.default, folders.languages) for page in folders.chapters]
    there = [uri for uri in uris if f"{folders.docs.name}/{uri}" in folders.prose]
    if not uris or folders.lacks_chapters or any(uri not in chapters for uri in there):
        return None
    lines = (line for uri in there for line in chapters[uri].text.split("\n"))
    return frozenset((match[1], match[2] or "") for line in lines if (match := PLACEHOLDER.match(line)))


def _first(faults: Iterable[Finding], name: str) -> list[Finding]:
    """As many of a chapter's faults as are told at once."""
    found = list(itertools.islice(faults, MAX_FAULTS + 1))
    if len(found) <= MAX_FAULTS:
        return found
    return [*found[:MAX_FAULTS], Finding(FileLine(name), "more-faults", {"limit": MAX_FAULTS})]


def _headings(text: str) -> Iterator[tuple[int, str | None]]:
    """Line and id of each heading but the title."""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _HEADING.match(line)
        if match and len(match[1]) > 1:
            named = _HEADING_ID.search(line.rstrip())
            yield number, named and named[1]


def _ids_of_html(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Line and id of each element that a chapter writes as HTML, with an id."""
    for number, line in enumerate(lines, start=1):
        for match in _HTML_ID.finditer(CODE.sub("", line)):
            yield number, match[1]


def _faults(text: str, name: str, arguments: Mapping[str, set[str]], absent: Container[str]) -> Iterator[Finding]:
    if not text.strip():
        yield Finding(FileLine(name), "empty-chapter")
        return
    if not re.match(r"# \S", text):
        yield Finding(FileLine(name), "no-title")
    if allowed.too_many(text):
        yield from allowed.chapter_faults(text, name)
        return
    lines = text.split("\n")
    for line, content in enumerate(lines, start=1):
        if len(content) > LONGEST and (match := _HEADING.match(content)):
            words = _STRANGE_ID.sub("", content[match.end() :]).strip()
            if len(words) > LONGEST:
                yield Finding(FileLine(name, line), "title-too-long", too_long(words))
    for line, heading in _headings(text):
        if not heading and not _STRANGE_ID.search(lines[line - 1]):
            yield Finding(FileLine(name, line), "heading-without-id")
    seen: dict[str, int] = {}
    for line, id in sorted([*_headings(text), *_ids_of_html(lines)], key=lambda found: found[0]):
        if id and id in seen:
            yield Finding(FileLine(name, line), "duplicate-id", {"found": id, "first": f"{name}:{seen[id]}"})
        elif id:
            seen[id] = line
    yield from allowed.chapter_faults(text, name)
    yield from _hidden_letters(text, name)
    yield from _placeholder_faults(text, name, arguments, absent)


def _placeholder_faults(
    text: str, name: str, arguments: Mapping[str, set[str]], absent: Container[str]
) -> Iterator[Finding]:
    """What asks for no block that there is, or twice for one, or for the page of a place as is not understood."""
    seen: dict[str, int] = {}
    for line, content in enumerate(text.split("\n"), start=1):
        if PAGE_OF.search(content) and (_HEADING.match(content) or _names_a_page_in_a_link(content)):
            yield Finding(FileLine(name, line), "page-of-within")
        content = PAGE_OF.sub("", content)
        if not _LOOSE.search(content):
            continue
        if _PAGE_OF_BEGUN.search(content):
            yield Finding(FileLine(name, line), "page-of-unlike", {"found": shown(content.strip())})
            continue
        match = PLACEHOLDER.match(content)
        if match is None and any(part[1] in PLACEHOLDERS for part in _PLACEHOLDER_WITHIN.finditer(content)):
            yield Finding(FileLine(name, line), "placeholder-within", {"found": shown(content.strip())})
            continue
        first = seen.setdefault("".join(content.split()), line)
        if match and first != line:
            again = {"found": shown(content.strip()), "first": f"{name}:{first}"}
            yield Finding(FileLine(name, line), "placeholder-twice", again)
        found = content.strip() if match is None else match[1]
        if match is None or match[1] not in PLACEHOLDERS:
            details = {"found": found, "allowed": ", ".join(PLACEHOLDERS), "meant": meant(found, PLACEHOLDERS)}
            yield Finding(FileLine(name, line), "unknown-placeholder", details)
        elif not _argument_fits(match[1], match[2], arguments):
            yield _strange_argument(FileLine(name, line, match[1]), match[2], arguments)
        elif PLACEHOLDERS[match[1]][1] in absent:
            yield Finding(
                FileLine(name, line, match[1]), "placeholder-without-data", {"file": PLACEHOLDERS[match[1]][1]}
            )


def _strange_argument(at: FileLine, argument: str | None, arguments: Mapping[str, set[str]]) -> Finding:
    """What is wrong with the argument of the placeholder that stands `at` a place, or with there being none."""
    kind, _ = PLACEHOLDERS[at.field]
    known = sorted(arguments.get(kind or "", ()))
    allowed = ", ".join(known) or "－"
    if argument is None:
        return Finding(at, "placeholder-argument", {"allowed": allowed})
    if kind is None:
        return Finding(at, "placeholder-alone", {"found": argument, "name": at.field})
    details = {"name": at.field, "found": argument, "meant": meant(argument, known)}
    return Finding(
        at,
        "unknown-placeholder-argument",
        {**details, "allowed": allowed if len(allowed) <= 200 else f"{allowed[:199]}…"},
    )


def _hidden_letters(text: str, name: str) -> Iterator[Finding]:
    """Letters that nobody sees, also where they are written as `&zwj;`."""
    for line, content in enumerate(text.split("\n"), start=1):
        if hidden := HIDDEN.search(html.unescape(content) if "&" in content else content):
            yield Finding(FileLine(name, line), *of_hidden(hidden[0]))


def _names_a_page_in_a_link(line: str) -> bool:
    """Whether the words of a link hold the number of a page, which is a link itself; looks at each letter once."""
    opened = held = False
    for mark in _IN_LINKS.findall(line):
        if mark == "](" and held:
            return True
        if mark[0] == "{":
            held = opened
        else:
            opened, held = mark == "[", False
    return False


def _argument_fits(name: str, argument: str | None, arguments: Mapping[str, set[str]]) -> bool:
    kind, _ = PLACEHOLDERS[name]
    if kind is None or (name == "projects" and argument is None):
        return argument is None
    return kind not in arguments or argument in arguments[kind]


def _arguments(facts: Facts) -> dict[str, set[str]]:
    arguments = {kind: facts.items[kind] for kind in ("families", "series") if kind not in facts.shut}
    if (kinds := facts.numbering_items()) is not None:
        arguments["kind"] = kinds
    if structure := facts.one(model.Structure):
        arguments["item"] = {path[-1].id for path in structure.paths()}
    return arguments


def _blocks(text: str) -> dict[str, int]:
    """The blocks that a chapter asks for, as they are written without blanks, with the line of each."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if (match := PLACEHOLDER.match(line)) and match[1] in PLACEHOLDERS:
            found.setdefault(": ".join(filter(None, (match[1], match[2]))), number)
    return found


def _of_nothing(blocks: Mapping[str, int], name: str, empty: Mapping[str, str]) -> Iterator[Finding]:
    """The blocks for which the data hold nothing: the heading above one would stand over nothing."""
    for block, line in blocks.items():
        if block in empty:
            yield Finding(FileLine(name, line, block), "placeholder-of-nothing", {"shows": Said(empty[block])})


def _only_in_one(blocks: Mapping[str, Mapping[str, int]], default: str) -> Iterator[Finding]:
    """A block that readers of one language would see, and those of another would not."""
    first = blocks.get(default)
    for name, found in blocks.items() if first is not None else ():
        for block, line in (first or {}).items():
            if block not in found:
                details = {"found": f"{{{{ {block} }}}}", "there": f"{default}:{line}"}
                yield Finding(FileLine(name), "placeholder-lacking", details)
        for block, line in found.items():
            if block not in (first or {}):
                yield Finding(
                    FileLine(name, line), "placeholder-only-here", {"found": f"{{{{ {block} }}}}", "there": default}
                )


def _strangers(folders: PlanFolders) -> Iterator[Finding]:
    docs, languages = folders.docs, folders.languages
    known = {page_uri(page, language, languages) for page in pages(folders.parts) for language in languages.codes}
    if not known:
        return
    for path in entries(docs):
        uri = path.relative_to(docs).as_posix()
        if path.suffix.lower() == ".md" and uri not in known:
            rule = "reserved-page" if uri.split("/")[0].split(".")[0] in registry.RESERVED else "page-not-in-plan"
            yield Finding(FileLine(f"{docs.name}/{uri}"), rule)


def _unexplained(chapters: Mapping[str, Chapter], facts: Facts, folder: str) -> Iterator[Finding]:
    """A word marked ※ has a glossary entry, or a note on the source says why not."""
    glossary = facts.one(model.Glossary)
    notes = model.Notes() if "notes.yml" in facts.absent else facts.one(model.Notes)
    if glossary is None or notes is None:
        return
    language = facts.languages.default
    index = TermIndex(glossary.terms, language)
    recorded = "\n".join(place.says.get(language) or "" for note in notes.notes for place in note.places)
    for uri, chapter in chapters.items():
        if chapter.language != language:
            continue
        for number, line in enumerate(chapter.body.split("\n"), start=2):
            for word in index.unexplained_marks(line):
                if f"{word}※" not in recorded:
                    yield Finding(
                        FileLine(f"{folder}/{uri}", number), "unexplained-mark", {"found": shown(word).strip("'")}
                    )
