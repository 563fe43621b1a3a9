"""The one place that copies plans and the program, and that edits such a copy as a person or an accident would."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: The invented plan: three cards in three languages.
INVENTED = ROOT / "tests/plans/other-city"
#: The folders of a plan, and the folders and files of the program, which any city takes as they are.
PARTS = ("data", "docs")
#: What of a plan comes of its publication.
_PUBLISHED = ("addresses.txt", "editions.yml", "editions")
PROGRAM, SETTINGS = ("hooks", "overrides"), ("mkdocs.yml", "requirements.txt", "requirements.lock")


def data_files(plan: Path) -> list[Path]:
    """The YAML files of a plan as it stands, in order: what is kept of its frozen editions is none of them."""
    data = plan / "data"
    return sorted(path for path in data.rglob("*.yml") if data / "editions" not in path.parents)


def copy_plan(folder: Path, plan: Path = INVENTED, *without: str) -> Path:
    """A plan in a folder, made where it is not there yet, `without` files of some names; returns the folder.

    A copy has published nothing yet: it comes without the addresses and the frozen editions that its original has.
    """
    for name in PARTS:
        shutil.copytree(plan / name, folder / name, ignore=shutil.ignore_patterns(*_PUBLISHED, *without))
    return folder


def copy_published(folder: Path, plan: Path = ROOT) -> Path:
    """What a plan has published, beside a copy of it: its addresses and its frozen editions; returns the folder."""
    for name in _PUBLISHED:
        if (plan / "data" / name).is_dir():
            shutil.copytree(plan / "data" / name, folder / "data" / name)
        elif (plan / "data" / name).is_file():
            shutil.copy(plan / "data" / name, folder / "data" / name)
    return folder


def copy_program(folder: Path, program: Path = ROOT) -> Path:
    """The program, this one or another checkout, without a plan, in a folder; returns the folder.

    The bytecode that Python has kept of it goes with it: to compile the program takes a second of each build.
    """
    for name in PROGRAM:
        shutil.copytree(program / name, folder / name)
    for name in SETTINGS:
        shutil.copy(program / name, folder)
    return folder


def copy_city(folder: Path, plan: Path = INVENTED) -> Path:
    """The program with a plan, and nothing kept from before, in a folder; returns the folder."""
    return copy_plan(copy_program(folder), plan)


def copy_project(folder: Path) -> Path:
    """The whole project, with the charts and documents that were already made, in a folder; returns the folder."""
    copy_city(folder, ROOT)
    if (ROOT / ".cache").is_dir():
        shutil.copytree(ROOT / ".cache", folder / ".cache")
    return folder


def options(folder: Path) -> list[str]:
    """What names a plan on the command line."""
    return [word for name in PARTS for word in (f"--{name}", str(folder / name))]


def edit(path: Path, old: str, new: str, count: int = -1) -> None:
    """Save a file with some words changed: everywhere, or in so many of the places that hold them."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def change(case: Mapping[str, Any], folder: Path) -> None:
    """Make the changes of a case: each `find` stands exactly once in its file, or as often as its `times` says."""
    for item in case.get("edits", ()):
        text = (folder / item["file"]).read_text(encoding="utf-8")
        count = text.count(item["find"])
        assert count == item.get("times", 1), f"{item['file']} holds {item['find']!r} {count} times"
        edit(folder / item["file"], item["find"], item["replace"])
    for name in case.get("delete", ()):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, text in case.get("write", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, digits in case.get("bytes", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes.fromhex(digits))
    for name, target in case.get("link", {}).items():
        (folder / name).symlink_to(target)
