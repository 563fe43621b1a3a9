"""Tells of a chapter, or a part, whose file or folder has another name in one sentence that names both.

Without it each file that plan.yml asks for would be told as missing, and each that is there as not asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from plan.messages.findings import DataField, FileLine, Finding
from plan.messages.meant import near
from plan.messages.sentences import Said
from plan.model import inventory
from plan.reading.files import original, there
from plan.reading.folders import PlanFolders
from plan.reading.placeholders import PLACEHOLDERS
from plan.reading.rules_run import LISTS
from plan.reading.undeclared import FEW

#: What is said of a file that is not there, and of one that nothing asks for.
_LACKING = ("missing-chapter", "missing-translation")
_STRANGE = ("page-not-in-plan", "unnamed-file")
_CHAPTER = re.compile(r"(\.md)?(\.txt|\.markdown|\.mkd)?$")


def with_misnamed(findings: Iterable[Finding], folders: PlanFolders) -> list[Finding]:
    """The findings, those of one wrong name as one."""
    told = list(_without_taken(findings, folders))
    lacking = [finding.file for finding in told if finding.rule in _LACKING]
    strange = [finding.file for finding in told if finding.rule in _STRANGE]
    lost = [finding.file for finding in told if finding.rule == "missing-folder"]
    if not strange or not (lacking or lost):
        return told
    said: list[Finding] = []
    mended: set[str] = set()
    for found, which in (
        *_of_parts(lost, strange, folders),
        *_too_deep(lacking, strange),
        *_of_ends(lacking, strange, folders),
        *_of_chapters(lacking, strange, folders),
        *_of_letters(lacking, strange),
        *_of_others(lacking, strange, folders),
    ):
        if mended.isdisjoint(which):
            said.append(found)
            mended.update(which)
    rules = (*_LACKING, *_STRANGE, "missing-folder")
    return [*said, *(finding for finding in told if finding.rule not in rules or finding.file not in mended)]


def each_chapter_once(findings: Iterable[Finding], folders: PlanFolders) -> list[Finding]:
    """The findings, those of a chapter that is there in no language as one: its translations are to come with it."""
    told = list(findings)
    gone = set(_pages(one.file for one in told if one.rule == "missing-chapter")) - set(_pages(folders.prose))
    return [one for one in told if one.rule != "missing-translation" or gone.isdisjoint(_pages((one.file,)))]


def without_lost(findings: Iterable[Finding], folders: PlanFolders) -> list[Finding]:
    """The findings, those of ids or blocks whose folder or file of data is not there as one: it was taken away."""
    told = list(findings)
    for name in (*inventory.FOLDERS, *inventory.FILES):
        if there(folders.data / name):
            continue
        needing = [finding for finding in told if _needs(finding, name, folders)]
        at = FileLine(folders.called(name))
        if name in inventory.FOLDERS:
            if not any(finding.rule.startswith("unknown-reference") for finding in needing):
                continue
            lost = Finding(at, "missing-folder", {"name": name})
        else:
            if len(needing) <= FEW:
                continue
            first = min(needing, key=lambda one: (one.file, one.line))
            told = [one for one in told if one.rule != "levels-without-items" or name != "structure.yml"]
            lost = Finding(at, "missing-file-of-many", {"count": len(needing), "first": first.place()})
        told = [*(finding for finding in told if finding not in needing), lost]
    return told


def _needs(finding: Finding, name: str, folders: PlanFolders) -> bool:
    """Whether a finding is that something needs what a file, or the files of a folder, would hold."""
    if finding.rule == "placeholder-without-data":
        return finding.details["file"] in (name, f"{name}/")
    if finding.rule == "unknown-placeholder-argument":
        return PLACEHOLDERS[finding.field][0] == name
    if finding.rule == "doubtful-without-mark":
        path = f"{folders.called(name)}{'/' if name in inventory.FOLDERS else ':'}"
        return str(finding.details["found"]).strip("'").startswith(path)
    kind = finding.details.get("kind")
    known = isinstance(kind, Said) and name in (LISTS.get(kind.id), kind.id.removeprefix("among-"))
    return known and finding.rule == "unknown-reference"


def _without_taken(findings: Iterable[Finding], folders: PlanFolders) -> Iterator[Finding]:
    """The findings without the folder of a part whose id is to become another."""
    every = tuple(findings)
    taken = {finding.field for finding in every if finding.rule == "taken-id"}
    ids = [part.id for number, part in enumerate(folders.parts) if f"parts[{number}].id" in taken]
    lost = {f"{folders.docs.name}/{id}" for id in ids}
    known = {f"{folders.docs.name}/{part.id}" for part in folders.parts}
    for finding in every:
        follows = finding.rule == "missing-folder" and finding.file in lost
        follows |= bool(lost) and finding.rule in _STRANGE and str(PurePosixPath(finding.file).parent) not in known
        if not follows:
            yield finding


def _of_parts(
    lost: Collection[str], strange: Sequence[str], folders: PlanFolders
) -> Iterator[tuple[Finding, set[str]]]:
    """A part whose chapters stand in a folder that no part has."""
    docs = folders.docs.name
    for number, part in enumerate(folders.parts):
        file = f"{docs}/{part.id}"
        if file not in lost:
            continue
        homes: dict[str, set[str]] = {}
        for name in strange:
            path = PurePosixPath(name)
            if len(path.parts) == 3 and path.name.split(".")[0] in part.chapters:
                homes.setdefault(path.parts[1], set()).add(path.name.split(".")[0])
        home = max(homes, key=lambda one: len(homes[one]), default=None)
        if home is not None and 2 * len(homes[home]) >= len(part.chapters):
            details = {"file": file, "found": f"{docs}/{home}"}
            at = folders.files[folders.called("plan.yml")].placed(
                Finding(DataField("plan.yml", ("parts", number, "id")), "part-unlike-folder", details)
            )
            yield at, {file, *(name for name in strange if name.startswith(f"{docs}/{home}/"))}


def _too_deep(lacking: Sequence[str], strange: Sequence[str]) -> Iterator[tuple[Finding, set[str]]]:
    """Chapters that stand one folder deeper than their part: it was copied into itself."""
    deeper: dict[PurePosixPath, set[str]] = {}
    for name in strange:
        path = PurePosixPath(name)
        if len(path.parts) == 4:
            deeper.setdefault(path.parent, set()).add(name)
    for folder, names in deeper.items():
        above = {str(folder.parent / PurePosixPath(name).name) for name in names}
        if found := above & set(lacking):
            details = {"found": f"{folder}/", "instead": f"{folder.parent}/"}
            yield Finding(FileLine(str(folder)), "chapters-too-deep", details), {*names, *found}


def _of_ends(
    lacking: Sequence[str], strange: Sequence[str], folders: PlanFolders
) -> Iterator[tuple[Finding, set[str]]]:
    """A file that is called as asked but for its end, its capitals or what was added to it."""
    wanted = set(lacking)
    for name in strange:
        right = str(PurePosixPath(name).with_name(_plain_name(PurePosixPath(name).name, folders.languages.codes)))
        if right in wanted and right != name:
            wanted.discard(right)
            yield _named(name, right), {name, right}


def _of_chapters(
    lacking: Sequence[str], strange: Sequence[str], folders: PlanFolders
) -> Iterator[tuple[Finding, set[str]]]:
    """A chapter that is not there in any language, where one that nothing asks for is called nearly so."""
    here, wanted = _pages(strange), _pages(lacking)
    for number, part in enumerate(folders.parts):
        for index, chapter in enumerate(part.chapters):
            page = f"{folders.docs.name}/{part.id}/{chapter}"
            files = wanted.get(page, set())
            if len(files) < len(folders.languages.complete):
                continue
            beside = [other for other in here if other.rpartition("/")[0] == page.rpartition("/")[0]]
            if found := near(page, beside, cutoff=0.8):
                details = {"file": f"{page}.md", "found": f"{found}.md"}
                place = DataField("plan.yml", ("parts", number, "chapters", index))
                at = folders.files[folders.called("plan.yml")].placed(Finding(place, "chapter-unlike-file", details))
                yield at, {*files, *here[found]}


def _of_letters(lacking: Sequence[str], strange: Sequence[str]) -> Iterator[tuple[Finding, set[str]]]:
    """One file that is called nearly as asked, in the same folder and the same language."""
    for name in strange:
        path = PurePosixPath(name)
        beside = [one for one in lacking if PurePosixPath(one).parent == path.parent]
        beside = [one for one in beside if PurePosixPath(one).suffixes == path.suffixes]
        if right := near(name, beside, cutoff=0.85):
            yield _named(name, right), {name, right}


def _of_others(
    lacking: Sequence[str], strange: Sequence[str], folders: PlanFolders
) -> Iterator[tuple[Finding, set[str]]]:
    """Chapters that are not there in any language, where as many that nothing asks for are, called quite otherwise.

    They were renamed; which is which, only people know.
    """
    here, wanted = _pages(strange), _pages(lacking)
    for folder in dict.fromkeys(page.rpartition("/")[0] for page in wanted):
        gone = [page for page in wanted if page.rpartition("/")[0] == folder]
        gone = [page for page in gone if len(wanted[page]) >= len(folders.languages.complete)]
        new = [page for page in here if page.rpartition("/")[0] == folder]
        if len(gone) == len(new):
            found = ", ".join(f"{page}.md" for page in new)
            for page in gone:
                details = {"file": f"{page}.md", "found": found}
                yield Finding(FileLine(f"{page}.md"), "chapter-renamed", details), {*wanted[page], *here[new.pop()]}


def _named(name: str, right: str) -> Finding:
    details = {"found": PurePosixPath(name).name, "instead": PurePosixPath(right).name}
    return Finding(FileLine(name), "file-name", details)


def _pages(names: Iterable[str]) -> Mapping[str, set[str]]:
    """The files of each page, in whatever language: docs/plan/support.en.md is one of docs/plan/support."""
    pages: dict[str, set[str]] = {}
    for name in names:
        if name.endswith(".md"):
            path = PurePosixPath(name)
            pages.setdefault(str(path.with_name(path.name.split(".")[0])), set()).add(name)
    return pages


def _plain_name(name: str, codes: Collection[str]) -> str:
    """A name of a chapter as it is meant: its end, its capitals, the way in which it says its language."""
    name = _CHAPTER.sub(".md", original(unicodedata.normalize("NFKC", name)).lower(), count=1)
    return re.sub(rf"[-_ ]({'|'.join(map(re.escape, codes))})\.md$", r".\1.md", name)
