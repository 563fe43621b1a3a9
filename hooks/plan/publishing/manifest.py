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
        return _files(folder)
    except (OSError, ValueError):
        return None


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
    plan = _said(folder).get("plan")
    if not isinstance(plan, str):
        raise _broken(folder)
    return plan


def differences(folder: Path) -> Iterator[str]:
    """What the files of a site and its manifest do not agree on: one name each, with what is wrong.

    Raises OSError or ValueError if there is no manifest that can be read.
    """
    told = _files(folder)
    found = digests(folder)
    for name in sorted(told.keys() | found.keys()):
        if name not in found:
            yield f"{name}: {both('manifest-missing')}"
        elif name not in told:
            yield f"{name}: {both('manifest-stranger')}"
        elif told[name] != found[name]:
            yield f"{name}: {both('manifest-differs')}"


def _said(folder: Path) -> Mapping[str, object]:
    """What stands in the manifest of a folder, which anybody may have changed. Raises OSError or ValueError."""
    path = folder / MANIFEST
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise _broken(folder)
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (RecursionError, ValueError) as error:  # lists in lists without an end, no JSON, no UTF-8
        raise _broken(folder) from error
    if not isinstance(said, dict):
        raise _broken(folder)
    return said


def _files(folder: Path) -> dict[str, str]:
    """The files that the manifest of a folder names. Raises OSError or ValueError."""
    files = _said(folder).get("files")
    if not isinstance(files, dict) or not all(isinstance(digest, str) for digest in files.values()):
        raise _broken(folder)
    return files


def _broken(folder: Path) -> ValueError:
    return ValueError(both("manifest-broken", path=folder / MANIFEST))
