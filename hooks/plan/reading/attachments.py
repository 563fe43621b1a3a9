"""Decides which files beside the chapters are published: those that a chapter links to, of kinds that run nowhere.

Whatever else lies in `docs/` is told: a draft, last year's document, a server's own settings. What systems and editors
lay there unasked is never published, and told where it stops nobody.
"""

from __future__ import annotations

import codecs
import os
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from plan.html import links
from plan.html.prose import convert
from plan.messages.disk import reason
from plan.messages.findings import FileLine, Finding, Position, shown
from plan.outline import registry
from plan.outline.reserved import SETTINGS
from plan.reading import picture_files
from plan.reading.chapter_links import local_addresses
from plan.reading.files import LITTER, LOCKS, WELL_KNOWN, entries, leads_out
from plan.reading.folders import PlanFolders
from plan.reading.well_known import well_known_faults

#: The kinds that are published, by the ends of their names, and how such a file begins. They are what residents fill
#: in and read: no archive, whose content nobody sees, and none that holds macros (xlsm, doc), which run where opened.
KINDS: Mapping[str, bytes] = {
    ".pdf": b"%PDF-",
    ".xlsx": b"PK\x03\x04",
    ".docx": b"PK\x03\x04",
    ".pptx": b"PK\x03\x04",
    ".csv": b"",
    ".txt": b"",
}
#: The part of an office file that says of what kind each of its parts is, and what it says of the main one.
_CONTENTS, _MAX_CONTENTS = "[Content_Types].xml", 1_000_000
_OFFICE: Mapping[str, bytes] = {
    ".xlsx": b"spreadsheetml.sheet.main+xml",
    ".docx": b"wordprocessingml.document.main+xml",
    ".pptx": b"presentationml.presentation.main+xml",
}
#: A larger file is no form, and is long in coming to a phone.
MAX_BYTES = 20_000_000
#: Files that a browser or a server would run, by the ends of their names.
_ACTIVE = tuple(
    ".html .htm .xhtml .xht .shtml .svgz .xml .xsl .js .mjs .cjs .css .wasm .php .asp .aspx .jsp .cgi".split()
)
#: The rules against files that nothing names.
_UNNAMED = frozenset(("unnamed-file", "unshown-picture"))


@dataclass(frozen=True)
class Attached:
    """The files that are published beside the pages, by their addresses, and what is wrong with the others."""

    files: Mapping[str, Path]
    findings: Sequence[Finding]
    remarks: Sequence[Finding]


def attached(
    folders: PlanFolders,
    texts: Mapping[str, str],
    pictures: Container[str],
    *,
    cards: bool,
    materials: Mapping[str, Position] = MappingProxyType({}),
) -> Attached:
    """What of `docs/` is published beside the chapters `texts`, by their files there; `pictures` is what is shown, and
    `materials` what a consultation names, with where it does.

    Nothing is said of files that nothing names while a chapter cannot be read, or not all `cards`, or the chapters are
    not known.
    """
    docs = folders.docs
    beside = {path.relative_to(docs).as_posix(): path for path in entries(docs) if path.suffix.lower() != ".md"}
    left_out = dict(_left_out(docs))
    beside = {uri: path for uri, path in beside.items() if not any(_within(uri, other) for other in left_out)}
    named = _named(texts, beside)
    whole = cards and bool(folders.parts) and all(file.finding is None for file in folders.prose.values())
    files: dict[str, Path] = {}
    findings = [found for found in left_out.values() if found.level == "error"]
    findings += _wrong_materials(materials, beside)
    for uri, path in beside.items():
        if leads_out(path, docs) or uri in folders.lost_parts or (uri in pictures and uri not in named):
            continue  # told with all other links; or looked at as a picture
        if _within(uri, WELL_KNOWN):
            told = list(well_known_faults(uri, path, docs.name))
            findings += told
            files |= {} if told else {uri: path}
            continue
        if found := _refused(uri, path, folders):
            findings.append(found)
        elif uri not in named and uri in materials:
            if path.suffix.lower() in KINDS:
                wrong = _wrong_inside(uri, path, docs.name)
                findings += [wrong] if wrong else []
                files |= {} if wrong else {uri: path}
        elif uri not in named:
            findings += [_unnamed(uri, docs.name)] if whole else []
        elif path.suffix.lower() in picture_files.KINDS:
            findings += _linked_pictures(named[uri], texts, docs.name)
        elif path.suffix.lower() not in KINDS:
            findings += _of_no_kind(named[uri], texts, docs.name)
        elif found := _wrong_inside(uri, path, docs.name):
            findings.append(found)
        else:
            files |= {target: path for target, _, _ in named[uri]}
    return Attached(files, findings, [found for found in left_out.values() if found.level != "error"])


def _wrong_materials(materials: Mapping[str, Position], beside: Container[str]) -> Iterator[Finding]:
    """The materials of a consultation that are not there, or of a kind that is not published."""
    allowed = ", ".join(kind.removeprefix(".") for kind in KINDS)
    for uri, at in materials.items():
        if uri not in beside:
            yield Finding(at, "material-missing", {"found": shown(uri)})
        elif posixpath.splitext(uri)[1].lower() not in KINDS:
            yield Finding(at, "unpublished-kind", {"found": shown(uri), "allowed": allowed})


def _unnamed(uri: str, folder: str) -> Finding:
    at = FileLine(f"{folder}/{uri}", 0)
    name = posixpath.basename(uri)
    if posixpath.splitext(name)[1].lower() in picture_files.KINDS:
        return Finding(at, "unshown-picture", {"written": f"<{name}>" if " " in name else name})
    return Finding(at, "unnamed-file")


def without_misnamed(findings: Sequence[Finding], folders: PlanFolders) -> list[Finding]:
    """The findings, but for those of files that nothing names where a chapter or a card with a fault names them.

    That fault is to be mended first: to take the file away would make it worse.
    """
    told = [finding for finding in findings if finding.rule not in _UNNAMED]
    if len(told) == len(findings):
        return told
    files = {finding.file for finding in told}
    said = [file.plain for name, file in folders.prose.items() if name in files]
    said += [str(finding.details.get(word, "")) for finding in told for word in ("found", "meant")]
    names = unicodedata.normalize("NFC", unquote("\n".join(said))).casefold()
    return [
        finding
        for finding in findings
        if finding.rule not in _UNNAMED
        or unicodedata.normalize("NFC", posixpath.basename(finding.file)).casefold() not in names
    ]


#: The address under docs/ to which a link leads, the chapter in which it stands, and the link as it is written.
_Link = tuple[str, str, str]


def _named(texts: Mapping[str, str], beside: Mapping[str, Path]) -> Mapping[str, Sequence[_Link]]:
    """The links that lead to each file. A Mac may spell a name's letters apart, which a chapter has in one."""
    there = {unicodedata.normalize("NFC", uri): uri for uri in beside}
    found: dict[str, list[_Link]] = {}
    for chapter, text in texts.items():
        for address in local_addresses(text):
            path = unquote(address.partition("#")[0].partition("?")[0])
            target = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), path))
            if (uri := there.get(unicodedata.normalize("NFC", target))) is not None:
                found.setdefault(uri, []).append((target, chapter, address))
    return found


def _left_out(docs: Path) -> Iterator[tuple[str, Finding]]:
    """What is never published: hidden names, what systems lay there, and what an open office file leaves beside it."""
    for root, names, files in os.walk(docs):
        hidden = [name for name in (*names, *files) if name.startswith((".", *LOCKS)) or name.lower() in LITTER]
        hidden = [name for name in hidden if name != WELL_KNOWN or Path(root) != docs]
        names[:] = [name for name in names if name not in hidden]
        for name in sorted(hidden):
            uri = Path(root, name).relative_to(docs).as_posix()
            at = FileLine(f"{docs.name}/{uri}", 0)
            if name.startswith(LOCKS):
                yield uri, Finding(at, "open-in-office")
            elif name.lower() == ".htaccess":
                yield uri, Finding(FileLine(at.file), "active-file", {"found": shown(name)})
            else:
                yield uri, Finding(at, "left-out-file", level="advice")


def _within(uri: str, other: str) -> bool:
    return uri == other or uri.startswith(f"{other}/")


def _refused(uri: str, path: Path, folders: PlanFolders) -> Finding | None:
    """Why a file may be published under no circumstances: it would run, or take the place of what the program makes."""
    name = f"{folders.docs.name}/{uri}"
    if path.name.lower() in SETTINGS:
        return Finding(FileLine(name, 0), "reserved-file", {"found": shown(path.name)})
    if path.name.lower().endswith(_ACTIVE):
        return Finding(FileLine(name), "active-file", {"found": shown(path.name)})
    first = uri.split("/")[0]
    codes = {code.lower() for code in folders.languages.codes}
    if first.lower() in registry.RESERVED or first.lower() in codes:
        return Finding(FileLine(name, 0), "reserved-file", {"found": shown(first)})
    return None


def _linked_pictures(named: Sequence[_Link], texts: Mapping[str, str], folder: str) -> Iterator[Finding]:
    """A link to a picture, which is shown instead; not where the line is told already, or shows it."""
    for chapter, address in dict.fromkeys((chapter, address) for _, chapter, address in named):
        prose = convert(texts[chapter])
        known = {picture.line for picture in prose.pictures} | {slip.line for slip in prose.slips}
        for line in links.lines_of(texts[chapter], address):
            if line not in known:
                at = FileLine(f"{folder}/{chapter}", line)
                written = f"<{unquote(address)}>" if " " in unquote(address) else unquote(address)
                yield Finding(at, "link-to-picture", {"found": shown(unquote(address)), "written": written})


def _of_no_kind(named: Sequence[_Link], texts: Mapping[str, str], folder: str) -> Iterator[Finding]:
    """A link to a file of a kind that is not published."""
    allowed = ", ".join(kind.removeprefix(".") for kind in KINDS)
    for _, chapter, address in named:
        for line in links.lines_of(texts[chapter], address):
            details = {"found": shown(unquote(address)), "allowed": allowed}
            yield Finding(FileLine(f"{folder}/{chapter}", line), "unpublished-kind", details)


def _office_fault(path: Path, kind: str) -> str:
    """The rule that an office file breaks: it holds something else than its name says, or macros."""
    try:
        with zipfile.ZipFile(path) as parts, parts.open(_CONTENTS) as contents:
            names = [name.lower() for name in parts.namelist()]
            said = contents.read(_MAX_CONTENTS)
    except Exception:  # whatever a file that is none makes the reader of archives stumble over
        return "other-kind-inside"
    if b"macroEnabled" in said or any(name.endswith("vbaproject.bin") for name in names):
        return "macros-inside"
    return "" if _OFFICE[kind] in said else "other-kind-inside"


def _text_fault(begins: bytes) -> str:
    """The rule that a text breaks: it is no text, or a page."""
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ""  # as Excel writes one
    page = re.match(rb"\s*<[a-z!?]", begins.removeprefix(codecs.BOM_UTF8), re.IGNORECASE)
    return "other-kind-inside" if page or b"\0" in begins else ""


def _wrong_inside(uri: str, path: Path, folder: str) -> Finding | None:
    """What is wrong with a file that is linked to: its size, or another kind within than its name says."""
    at = FileLine(f"{folder}/{uri}", 0)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(1024)
    except OSError as error:
        return Finding(at, "unreadable", {"reason": reason(error)})
    if size > MAX_BYTES:
        return Finding(at, "too-large", {"limit": MAX_BYTES, "size": size})
    kind = path.suffix.lower()
    rule = "" if begins.startswith(KINDS[kind]) else "other-kind-inside"
    if not rule:
        rule = _office_fault(path, kind) if kind in _OFFICE else "" if KINDS[kind] else _text_fault(begins)
    return Finding(at, rule, {"kind": kind.removeprefix(".")}) if rule else None
