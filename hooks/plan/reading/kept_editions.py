"""Says what is kept of each frozen edition under `data/editions/<id>/`, and whether that is as it was.

data/editions/<id>/data, docs    the plan as it was, a plan like any other (`frozen`)
data/editions/<id>/site.zip      its site as it was published
data/editions/<id>/SHA256SUMS    all these files and what each holds, by whose own digest editions.yml knows them
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plan.messages.findings import DataField, FileLine, Finding
from plan.model import Editions, FrozenEdition, inventory
from plan.model.inventory import EDITIONS
from plan.reading.files import called, entries, read_file, shut, there
from plan.reading.folders import PlanFolders
from plan.reading.kept_site import KeptSite
from plan.reading.yaml_file import MAX_BYTES

_FILE = "editions.yml"
#: How many bytes a kept file has at most.
MAX_SITE = 1_000_000_000


def plan_files(folders: PlanFolders, beside: Iterable[Path]) -> Mapping[str, bytes]:
    """What a frozen edition keeps of a plan: its files by their names in the copy, `data/plan.yml`, and what they hold.

    It is all that the plan was read from, as it was when it was read, with what is published `beside` its chapters;
    nothing else that may lie in its folders, nor the addresses that were published, which are those of all editions.
    What the editions before it kept stays where it is.
    """
    found = {f"data/{path}": folders.files[folders.called(path)].raw for path in folders.here if path != _FILE}
    found |= {f"docs/{name.partition('/')[2]}": (prose.text or "").encode() for name, prose in folders.prose.items()}
    apart = [folders.data / name for name in inventory.APART]
    found |= {f"data/{path.name}": path.read_bytes() for path in apart if path.is_file()}
    found |= {f"docs/{path.relative_to(folders.docs).as_posix()}": path.read_bytes() for path in beside}
    return {name: content for name, content in sorted(found.items()) if "/." not in name}


@dataclass(frozen=True)
class FrozenCopy:
    """Where a frozen edition is kept."""

    folder: Path

    @property
    def data(self) -> Path:
        """Its data."""
        return self.folder / "data"

    @property
    def docs(self) -> Path:
        """Its prose."""
        return self.folder / "docs"

    @property
    def site(self) -> Path:
        """Its site as it was published."""
        return self.folder / "site.zip"

    @property
    def sums(self) -> Path:
        """The list of its files with the SHA-256 of each, as `sha256sum` writes it."""
        return self.folder / "SHA256SUMS"

    def files(self) -> Iterator[Path]:
        """The files of the copy but their list, in order."""
        return (path for path in entries(self.folder) if path != self.sums)

    def name(self, path: Path) -> str:
        """What the list calls a file."""
        return path.relative_to(self.folder).as_posix()


def sums_of(contents: Mapping[str, bytes]) -> bytes:
    """The list of some files by their names in a copy, with the SHA-256 of each."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(contents.items()))
    return "".join(lines).encode()


def copy_of(data: Path, id: str) -> FrozenCopy:
    """Where the frozen edition of an id is kept, under the data of the plan as it stands now."""
    return FrozenCopy(data / EDITIONS / id)


def copies_at_fault(data: Path, editions: Editions | None, *, known: bool) -> Iterator[Finding]:
    """Every frozen edition whose copy is not there or not as it was, and every folder of a copy without an entry.

    Which entries there are is `known` but where editions.yml could not be read.
    """
    entries = editions.editions if editions else ()
    for number, edition in enumerate(entries):
        yield from _at_fault(data, edition, number)
    home, ids = data / EDITIONS, {edition.id for edition in entries}
    if known and there(home) and not shut(home):
        for path in sorted(home.iterdir()):
            if path.name not in ids and not path.name.startswith("."):
                yield Finding(FileLine(called(path, data), 0), "edition-without-entry", {"found": path.name})


def _at_fault(data: Path, edition: FrozenEdition, number: int) -> Iterator[Finding]:
    copy, place = copy_of(data, edition.id), ("editions", number)
    parts = (copy.folder,) if not there(copy.folder) else (copy.data, copy.docs, copy.site, copy.sums)
    lacking = [path for path in parts if not there(path)]
    if lacking:
        names = ", ".join(called(path, data) for path in lacking)
        yield Finding(DataField(_FILE, (*place, "id")), "edition-copy-missing", {"found": names})
        return
    listed = read_file(copy.sums, called(copy.sums, data), MAX_BYTES, data)
    if isinstance(listed, Finding):
        yield listed
    elif hashlib.sha256(listed).hexdigest() != edition.digest:
        details = {"found": called(copy.sums, data)}
        yield Finding(DataField(_FILE, (*place, "digest")), "edition-copy-changed", details)
    else:
        yield from _changed_files(copy, listed.decode("ascii", "replace"), data)


def _changed_files(copy: FrozenCopy, listed: str, data: Path) -> Iterator[Finding]:
    known = {name: sum for sum, _, name in (line.partition("  ") for line in listed.splitlines())}
    found = {copy.name(path): path for path in copy.files()}
    for name in sorted(known.keys() | found.keys()):
        at = FileLine(called(copy.folder / name, data), 0)
        if name not in found:
            yield Finding(at, "edition-file-missing")
        elif name not in known:
            yield Finding(at, "edition-file-strange")
        else:
            content = read_file(found[name], at.file, MAX_SITE, data)
            if isinstance(content, Finding):
                yield content
            elif hashlib.sha256(content).hexdigest() != known[name]:
                yield Finding(at, "edition-file-changed")
            elif found[name] == copy.site and (fault := KeptSite(copy.site).fault):
                yield Finding(at, "edition-site-broken", {"reason": fault})
