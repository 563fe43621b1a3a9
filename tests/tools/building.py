"""The one place that builds a site as its user would, and that looks at what a build left: its files, byte for byte."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from costs import WHOLE, needs

ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
#: A strict build, and one of every page without documents and share pictures; each runs in the folder of a plan.
BUILD = needs(WHOLE)([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"])
QUICK = needs(WHOLE)([sys.executable, str(Path(__file__).with_name("quick_build.py")), ".", "site"])


@needs(WHOLE)
def mkdocs(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a folder as its user would; returns what it printed."""
    command = [sys.executable, "-m", "mkdocs", *arguments]
    environment = ENVIRONMENT | {"PYTHONWARNINGS": "default"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@needs(WHOLE)
def build(folder: Path, *arguments: str) -> Path:
    """Build the site of a folder strictly; returns where it lies, unless another place is given."""
    result = mkdocs(folder, "build", "--strict", *arguments)
    assert result.returncode == 0, result.stderr[-3000:]
    return folder / "site"


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder by its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def unlike(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """The names under which the two hold different things, or only one holds anything."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def leftovers(folder: Path) -> list[str]:
    """What builds have left beside the site."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".site."))


class Reader(threading.Thread):
    """Reads files of a site again and again; every answer must be a file of one of the sites that it knows."""

    def __init__(self, site: Path, known: list[dict[str, str]]) -> None:
        super().__init__(daemon=True)
        self.site, self.known = site, known
        self.reads, self.faults, self.done = 0, list[str](), False

    def run(self) -> None:
        """Read until `done`."""
        names = sorted(set.intersection(*(set(tree) for tree in self.known)))
        chance = random.Random(1)
        while not self.done:
            name = chance.choice(names)
            try:
                digest = hashlib.sha256((self.site / name).read_bytes()).hexdigest()
            except OSError as error:
                self.faults.append(f"{name}: {error}")
                continue
            self.reads += 1
            time.sleep(0.0002)  # a reader that never rests takes a core from what it watches
            if all(tree[name] != digest for tree in self.known):
                self.faults.append(f"{name}: half written")
