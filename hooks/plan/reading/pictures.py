"""Finds the pictures that chapters and cards show: the file of each, and what is wrong with how it is shown."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel

from plan.html.allowed import too_many
from plan.html.pictures import WrittenPicture
from plan.html.prose import UnreadableProseError, convert
from plan.messages.findings import FileLine, Finding, Location, Position, shown
from plan.messages.meant import meant
from plan.model import Project
from plan.reading.files import entries, leads_out
from plan.reading.folders import PlanFolders
from plan.reading.picture_files import KINDS, PictureFile, picture_file
from plan.reading.prose import page_uri
from plan.reading.sound_parts import SoundParts

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|webp|svg|gif|heic)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Pictured:
    """The pictures that are shown, by the address under docs/ at which their files are found; what is wrong."""

    files: Mapping[str, PictureFile]
    known: frozenset[str]
    """The files under docs/ that are shown as pictures, sound or not."""
    findings: Sequence[Finding]
    remarks: Sequence[Finding]


@dataclass(frozen=True)
class _Use:
    """A place that shows a picture: the address of its file under docs/, and how the place writes it."""

    at: Position
    target: str
    written: str


def target(chapter: str, address: str) -> str:
    """The address under docs/ of a picture, as a chapter in some folder writes it, in letters that are put together."""
    found = posixpath.normpath(posixpath.join(posixpath.dirname(chapter), unquote(address)))
    return unicodedata.normalize("NFC", found)


def pictured(
    folders: PlanFolders, texts: Mapping[str, str], records: Mapping[str, BaseModel], parts: Mapping[str, SoundParts]
) -> Pictured:
    """The pictures of the chapters `texts`, by their files under docs/, and of the cards, as far as they are sound."""
    findings: list[Finding] = []
    uses: list[_Use] = []
    for uri, text in texts.items():
        for picture in written_pictures(text):
            at = FileLine(f"{folders.docs.name}/{uri}", picture.line)
            findings.extend(_faults_of_words(picture, at))
            uses.append(_Use(at, target(uri, picture.file), picture.file))
    for path, record in (*records.items(), *((path, part.record) for path, part in parts.items())):
        for index, item in enumerate(record.pictures if isinstance(record, Project) else ()):
            field: Location = ("pictures", index, "file")
            field = parts[path].in_file(field) if path in parts else field
            place = folders.files[folders.called(path)].finding(field, "").at
            uses.append(_Use(place, target("", item.file), item.file))
            if found := next(filter(_FILE_NAME.match, item.alt.root.values() if item.alt else ()), ""):
                findings.append(Finding(place, "alt-is-file-name", {"found": shown(found)}))
    findings.extend(_differing(folders, texts))
    there = _there(folders.docs) if uses else {}
    files, faults = _files(folders, uses, there)
    known = frozenset(there[use.target].relative_to(folders.docs).as_posix() for use in uses if use.target in there)
    return Pictured(files, known, [*findings, *faults], list(_scaled(files.values(), folders.docs.name)))


def written_pictures(text: str) -> Sequence[WrittenPicture]:
    """The pictures of a chapter; none of one that cannot be converted, which is told otherwise."""
    if "![" not in text or too_many(text):
        return ()
    try:
        return convert(text).pictures
    except UnreadableProseError:
        return ()


def _faults_of_words(picture: WrittenPicture, at: FileLine) -> Iterator[Finding]:
    """What is wrong with the words of a picture: who does not see it must be told what it shows."""
    if picture.decorative:
        if picture.alt or picture.caption:
            yield Finding(at, "decorative-with-words")
    elif not picture.alt:
        yield Finding(at, "picture-without-alt")
    elif _FILE_NAME.match(picture.alt):
        yield Finding(at, "alt-is-file-name", {"found": shown(picture.alt)})


def _differing(folders: PlanFolders, texts: Mapping[str, str]) -> Iterator[Finding]:
    """Pictures are numbered alike in all languages, and each says in each language what it shows."""
    languages = folders.languages
    for page in folders.chapters:
        default = page_uri(page, languages.default, languages)
        if default not in texts:
            continue
        original, there = f"{folders.docs.name}/{default}", written_pictures(texts[default])
        for code in languages.others:
            uri = page_uri(page, code, languages)
            if uri in texts:
                here = written_pictures(texts[uri])
                yield from _differing_from(original, there, f"{folders.docs.name}/{uri}", here)


def _differing_from(
    original: str, there: Sequence[WrittenPicture], name: str, here: Sequence[WrittenPicture]
) -> Iterator[Finding]:
    """What of the pictures of a translation, `name`, differs from those of the original: one for each picture."""
    for picture in _without_peer(there, here):
        details = {"found": shown(picture.file), "there": f"{original}:{picture.line}"}
        yield Finding(FileLine(name), "picture-lacking", details)
    for picture in _without_peer(here, there):
        details = {"found": shown(picture.file), "there": original}
        yield Finding(FileLine(name, picture.line), "picture-only-here", details)
    for own, other in zip(here, there, strict=False) if len(here) == len(there) else ():
        if bool(own.caption) != bool(other.caption):
            rule = "caption-lacking" if other.caption else "caption-only-here"
            yield Finding(FileLine(name, own.line), rule, {"there": f"{original}:{other.line}"})
        if own.decorative != other.decorative and (own.decorative or own.alt) and (other.decorative or other.alt):
            rule = "decorative-only-here" if own.decorative else "decorative-lacking"
            yield Finding(FileLine(name, own.line), rule, {"there": f"{original}:{other.line}"})


def _without_peer(some: Sequence[WrittenPicture], others: Sequence[WrittenPicture]) -> Sequence[WrittenPicture]:
    """As many of some pictures as there are more of them: those of files that the others have not, else the last."""
    more = len(some) - len(others)
    files = {picture.file for picture in others}
    found = [picture for picture in some if picture.file not in files]
    return found[:more] if len(found) >= more > 0 else some[len(others) :]


def _there(docs: Path) -> Mapping[str, Path]:
    """The files under docs/ that may be pictures, by their addresses with letters put together, which a Mac parts."""
    paths = (path for path in entries(docs) if path.suffix.lower() in KINDS)
    return {unicodedata.normalize("NFC", path.relative_to(docs).as_posix()): path for path in paths}


def _files(
    folders: PlanFolders, uses: Sequence[_Use], there: Mapping[str, Path]
) -> tuple[Mapping[str, PictureFile], list[Finding]]:
    """The file of each picture, each looked at once, and what is wrong with it or with the way to it."""
    docs = folders.docs
    files: dict[str, PictureFile] = {}
    findings: list[Finding] = []
    looked: set[str] = set()
    for use in uses:
        uri = use.target
        path = there.get(uri)
        if path is None:
            findings.append(_not_there(use, there, docs.name))
        elif uri not in looked and not leads_out(path, docs):
            looked.add(uri)
            found = picture_file(path, path.relative_to(docs).as_posix(), docs.name)
            if isinstance(found, PictureFile):
                files[uri] = found
            else:
                findings.extend(found)
    return files, findings


def _not_there(use: _Use, there: Iterable[str], docs: str) -> Finding:
    parts = urlsplit(use.written) if "://" in use.written[:10] or use.written.startswith("//") else None
    if parts or use.target.startswith(("../", "/")):
        return Finding(use.at, "picture-from-elsewhere", {"found": shown(use.written)})
    if use.written and posixpath.splitext(use.target)[1].lower() not in KINDS:
        allowed = ", ".join(kind.removeprefix(".") for kind in KINDS)
        return Finding(use.at, "unpublished-kind", {"found": shown(use.written), "allowed": allowed})
    return Finding(use.at, "missing-picture", {"found": shown(use.written), **_near(use, there, docs)})


def _near(use: _Use, there: Iterable[str], docs: str) -> Mapping[str, str]:
    """The picture that is meant, by the whole way to it from the chapter, or from docs/ on a card; nothing for none."""
    folder = posixpath.dirname(use.at.file.removeprefix(f"{docs}/")) if use.at.file.startswith(f"{docs}/") else ""
    name, ways = posixpath.basename(use.target), {posixpath.relpath(uri, folder or "."): uri for uri in there}
    names = {posixpath.basename(uri): way for way, uri in ways.items()}
    same = next((way for other, way in names.items() if other.casefold() == name.casefold()), None)
    near = same or names.get(meant(name, names) or "")
    return {"meant": near} if near else {}


def _scaled(files: Iterable[PictureFile], folder: str) -> Iterator[Finding]:
    """What is published smaller than it was put there."""
    for file in files:
        if file.size != (file.width, file.height):
            was, now = f"{file.width}×{file.height}", "×".join(map(str, file.size))
            at = FileLine(f"{folder}/{file.uri}", 0)
            yield Finding(at, "scaled-picture", {"found": was, "size": now}, level="advice")
