"""The manifest of a site: what every file of it is, by SHA-256, and with what it was made."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from plan.messages.sentences import both

MANIFEST = "manifest.json"


def write_manifest(folder: Path, requirements: Path, plan: str) -> None:
    """Say in the folder what every file of it is, by SHA-256, with what it was made and of which `plan`, by digest."""
    content = {"made_with": made_with(requirements), "plan": plan, "files": digests(folder)}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file but the manifest, by its name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST
    }


def told_files(folder: Path) -> dict[str, str] | None:
    """What the manifest in a folder says that the site has: names, each with its SHA-256. None if there is none."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    files = said.get("files") if isinstance(said, dict) else None
    return {str(name): str(digest) for name, digest in files.items()} if isinstance(files, dict) else None


def strangers(folder: Path) -> list[str]:
    """The files in the place of a site that are none of a site of this program: all, where its manifest is missing."""
    known = told_files(folder) or {}
    found = names_in(folder) | ({MANIFEST} if (folder / MANIFEST).exists() else set())
    ours = known.keys() | {MANIFEST} if known else set()
    return sorted(found - ours)


def names_in(folder: Path) -> set[str]:
    """The names of all files in a folder but the manifest."""
    found = ((Path(root) / name).relative_to(folder) for root, _, names in os.walk(folder) for name in names)
    return {name.as_posix() for name in found} - {MANIFEST}


def made_with(requirements: Path) -> Mapping[str, str]:
    """The versions of Python and of each package that the requirements name, as they are at hand."""
    text = requirements.read_text(encoding="utf-8") if requirements.is_file() else ""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    return {"python": ".".join(map(str, sys.version_info[:3])), **{name: version(name) for name in names}}


def plan_of(folder: Path) -> str:
    """The digest of the plan that a site was built of. Raises OSError or ValueError if no manifest says it."""
    found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if not isinstance(found, dict) or not isinstance(found.get("plan"), str):
        raise ValueError(f"{folder / MANIFEST}: no plan")
    return str(found["plan"])


def differences(folder: Path) -> Iterator[str]:
    """What the files of a site and its manifest do not agree on: one name each, with what is wrong.

    Raises OSError or ValueError if there is no manifest that can be read.
    """
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    found = digests(folder)
    for name in sorted(told.keys() | found.keys()):
        if name not in found:
            yield f"{name}: {both('manifest-missing')}"
        elif name not in told:
            yield f"{name}: {both('manifest-stranger')}"
        elif told[name] != found[name]:
            yield f"{name}: {both('manifest-differs')}"
