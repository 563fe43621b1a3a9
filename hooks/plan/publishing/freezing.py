"""Keeps the edition of a plan as it stands now: its data, its prose and its built site, in one write.

The site is taken as it was built, and only if it was built of these very data; the same plan gives the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plan import model
from plan.machine.progress_line import ProgressLine
from plan.messages.findings import Finding
from plan.messages.sentences import both
from plan.model.inventory import EDITIONS
from plan.publishing import manifest
from plan.reading.frozen import frozen_plan
from plan.reading.kept_editions import copy_of, sums_of
from plan.reading.kept_site import belongs
from plan.reading.loader import Loaded, checked
from plan.writing.yaml_edit import edited
from plan.writing.yaml_text import Style, block

_FILE = "editions.yml"
_SITE = "site.zip"
#: What every file in the kept site is dated: a zip file needs a day, and the same site must give the same bytes.
_DATED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Freezing:
    """An edition that is to be kept: its entry, and the files of its copy by their names in it."""

    entry: model.FrozenEdition
    contents: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """How many bytes are written."""
        return sum(map(len, self.contents.values()))


def is_frozen(data: Path, id: str, files: Mapping[str, bytes]) -> bool:
    """Whether what is kept of an edition is the plan of these files."""
    kept = [line for line in copy_of(data, id).sums.read_text("ascii").splitlines() if not line.endswith(f"  {_SITE}")]
    return sums_of(files).decode().splitlines() == kept


def site_of(site: Path, digest: str, progress: ProgressLine | None = None) -> bytes | None:
    """The built site as it is kept; None where it is not there whole, or was built of another plan."""
    try:
        if manifest.plan_of(site) != digest or any(manifest.differences(site)):
            return None
    except (OSError, ValueError):
        return None
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    told = (progress or ProgressLine(quiet=True)).over([*filter(belongs, names)], both("site-being-kept"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name in told:
            info = zipfile.ZipInfo(name, _DATED)
            info.create_system, info.external_attr = 3, 0o644 << 16  # on Windows the same bytes
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, (site / name).read_bytes(), compresslevel=9)
    return packed.getvalue()


def frozen(plan: model.Plan, files: Mapping[str, bytes], site: bytes, published: date | None = None) -> Freezing:
    """The edition of a plan as it stands now, ready to be kept.

    What plan.yml says of the edition goes into its entry; where nobody says the day of publication, it is that of its
    data, or of its decision.
    """
    contents = {**files, _SITE: site}
    sums = sums_of(contents)
    edition, number = plan.details.edition, plan.revision
    said = dict(edition)
    decided = edition.revised or edition.decided
    published = published or said.get("published") or max(edition.updated, decided or edition.updated)
    entry = model.FrozenEdition.model_construct(
        id=edition.id,
        status="revised" if number else edition.status,
        number=number,
        label=edition.label if edition.status == "draft" else None,
        days=model.EditionDays.model_construct(decided=decided, published=published, in_force=said.get("in_force")),
        reason=said.get("reason"),
        digest=hashlib.sha256(sums).hexdigest(),
    )
    return Freezing(entry, {**contents, "SHA256SUMS": sums})


def writes(loaded: Loaded, freezing: Freezing) -> Mapping[Path, tuple[bytes | None, bytes]]:
    """Every file that is written, with what it holds now and shall hold."""
    if loaded.folders is None:
        raise LookupError("nothing was read")
    data, there = loaded.folders.data, loaded.folders.file(_FILE)
    folder = copy_of(data, freezing.entry.id).folder
    before = loaded.plan.editions.editions if loaded.plan and loaded.plan.editions else ()
    listed = there.raw if there else None, _with_entry(there.raw if there else None, freezing.entry, len(before))
    return {**{folder / name: (None, content) for name, content in freezing.contents.items()}, data / _FILE: listed}


def faults(loaded: Loaded, freezing: Freezing) -> tuple[Finding, ...]:
    """What would be wrong with the list of editions; that the copy is not there yet is not."""
    if loaded.folders is None:
        raise LookupError("nothing was read")
    name = loaded.folders.called(_FILE)
    text = writes(loaded, freezing)[loaded.folders.data / _FILE][1]
    found = checked(loaded.folders.with_texts({name: text})).findings
    return tuple(finding for finding in found if finding.rule != "edition-copy-missing")


def unreadable(freezing: Freezing) -> tuple[Finding, ...]:
    """Why what is to be kept could not be read again as a plan; nothing where it can, as it must."""
    with tempfile.TemporaryDirectory() as folder:
        data, id = Path(folder) / "data", freezing.entry.id
        for name, content in freezing.contents.items():
            path = copy_of(data, id).folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return frozen_plan(data, id).findings


def _with_entry(old: bytes | None, entry: model.FrozenEdition, before: int) -> bytes:
    given = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    if old is None:
        head = f"# yaml-language-server: $schema=schema/{EDITIONS}.json\n"
        lines = block({EDITIONS: [given]}, Style(flow_mappings=True))[1]
        return (head + "".join(f"{line}\n" for line in lines)).encode()
    return edited(old.decode(), {(EDITIONS, before): given}).encode()
