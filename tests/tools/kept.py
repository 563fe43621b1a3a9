"""Keeps an edition of a plan by hand, with whatever site, as `plan freeze` keeps one that was built."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from plan.reading.frozen import files_of
from plan.reading.kept_editions import copy_of, sums_of
from plan.reading.loader import load_plan

#: The entry of a draft.
DRAFT = "status: draft\n    label: {ja: （案）, en: (Draft)}\n    days: {published: 2023-01-10}"


def zipped(site: Mapping[str, bytes]) -> bytes:
    """The files of a site as they are kept."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in site.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return packed.getvalue()


def keep(folder: Path, id: str, site: Mapping[str, bytes] | bytes, entry: str = DRAFT) -> None:
    """Keep the sound plan of a folder as an edition, and this site with it; its entry stands after all others."""
    packed = site if isinstance(site, bytes) else zipped(site)
    contents = {**files_of(load_plan(folder / "data", folder / "docs")), "site.zip": packed}
    sums = sums_of(contents)
    for name, content in {**contents, "SHA256SUMS": sums}.items():
        path = copy_of(folder / "data", id).folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    listed = folder / "data/editions.yml"
    before = listed.read_text(encoding="utf-8") if listed.is_file() else "editions:\n"
    digest = hashlib.sha256(sums).hexdigest()
    listed.write_text(f"{before}  - id: {id}\n    {entry}\n    digest: {digest}\n", encoding="utf-8")
