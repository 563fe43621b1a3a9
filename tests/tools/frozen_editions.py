"""Freezes editions of plans for tests: the kept copy of each with a site of one page, and its entry in editions.yml."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from copies import copy_plan
from plan.reading.kept_editions import copy_of, sums_of


def freeze(folder: Path, edition: Path, site: Mapping[str, str] | None = None, **entry: Any) -> None:
    """Add the plan in the folder `edition` to the frozen editions of the one in `folder`, behind those that it has.

    Its site has `site` beside its first page: what some of its files hold, by their names.
    """
    copy = copy_of(folder / "data", entry["id"])
    copy_plan(copy.folder, edition, "editions", "editions.yml")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in {"index.html": "<!doctype html><title>—</title>", **(site or {})}.items():
            made.writestr(zipfile.ZipInfo(name), content)
    copy.site.write_bytes(packed.getvalue())
    sums = sums_of({copy.name(path): path.read_bytes() for path in copy.files()})
    copy.sums.write_bytes(sums)
    path = folder / "data/editions.yml"
    known = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {"editions": []}
    known["editions"].append({**entry, "digest": hashlib.sha256(sums).hexdigest()})
    path.write_text(yaml.safe_dump(known, allow_unicode=True, sort_keys=False), encoding="utf-8")
