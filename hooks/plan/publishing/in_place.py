"""Puts a site into a folder that must stay the same folder: what a container or another disk shows of the web root.

Such a folder cannot change its name with another: whoever shows it would go on showing the old one, by now empty. So
its files change one by one, each whole: those that are new or changed first, those that are gone last. A reader may for
a moment see a new page with an old picture, and never half a file. What is not the site's stays.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from plan.publishing.manifest import MANIFEST, digests, told_files

#: How the name of a file ends that is being put in its place.
_ASIDE = ".being-put"


def put_in_place(made: Path, site: Path) -> None:
    """Let a site hold what was made aside, file by file; the manifest last. Raises OSError."""
    new, before = digests(made), told_files(site) or {}
    site.mkdir(parents=True, exist_ok=True)
    for left in site.rglob(f".*{_ASIDE}"):  # by a build that was killed
        left.unlink(missing_ok=True)
    for name in sorted(new, key=_after_what_it_shows):
        if _digest_of(site, name, before) != new[name]:
            _put(made / name, site / name)
    _put(made / MANIFEST, site / MANIFEST)
    for name in sorted(before.keys() - new.keys()):
        (site / name).unlink(missing_ok=True)
        _without_empty(site / name, site)


def _after_what_it_shows(name: str) -> tuple[bool, str]:
    """Pages come after the pictures, scripts and styles that they show."""
    return name.endswith(".html"), name


def _digest_of(site: Path, name: str, before: dict[str, str]) -> str | None:
    """What a file of the site is, where it is there; only those that the old manifest knows can stay as they are."""
    return before.get(name) if (site / name).is_file() else None


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}{_ASIDE}")
    shutil.copyfile(source, aside)
    aside.replace(target)


def _without_empty(gone: Path, site: Path) -> None:
    """Take away the folders in which nothing is left."""
    for folder in gone.parents:
        if folder == site or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()
