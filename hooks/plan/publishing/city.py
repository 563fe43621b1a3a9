"""Turns one city's plan into its site, in a MkDocs process of its own, or leaves the site that nothing has changed.

    CITIES/<city>/data, docs  ──►  OUT/<city>               the site
                                   OUT/.work/<city>         its mkdocs.yml, what need not be made again, outcome.json

A city's folder is only read. Whatever goes wrong is told in the outcome, never raised.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from filelock import FileLock, Timeout

from plan.machine import whole_files
from plan.machine.bounded import Bounded
from plan.messages.sentences import both
from plan.publishing.manifest import MANIFEST, made_with, names_in, told_files

PROGRAM = Path(__file__).parents[3]
WORK = ".work"
#: What a plan is made from, in the folder of its city.
SOURCES = ("data", "docs")
#: How many lines are shown of what a build says that failed for another reason than findings.
SHOWN = 20
BUILT, UNCHANGED, FAULTY, FAILED = "built", "unchanged", "faulty", "failed"
#: What may have become of a city, as outcome.json has it, each with its sentence.
STATES = {BUILT: "city-built", UNCHANGED: "city-unchanged", FAULTY: "city-faulty", FAILED: "city-failed"}
#: What the program is, beside what is installed; __pycache__ is none of it.
_PROGRAM = ("hooks", "overrides", "mkdocs.yml", "requirements.txt", "requirements.lock")
#: What of the environment decides what a build makes.
_ASKED = ("SOURCE_DATE_EPOCH",)
_COUNT = re.compile(r"(\d+) fault\(s\) in the data")


@dataclass(frozen=True)
class Outcome:
    """What became of a city: its state, the pages its site now has, how long it took, and what is wrong."""

    city: str
    state: str
    pages: int
    seconds: float
    findings: int = 0
    said: str = ""
    ended: str = ""
    """When, in UTC as ISO 8601 has it."""
    sources: str = ""
    """The digest of the folders and of the program that the site was built from; of a site that was not built empty."""
    manifest: str = ""
    """The digest of the manifest of the site that was built."""

    @property
    def sound(self) -> bool:
        """Whether the site is that of the plan as it stands."""
        return self.state in (BUILT, UNCHANGED)


def build(folder: Path, out: Path, bounded: Bounded, program: str) -> Outcome:
    """Build the site of a city, unless it is what `program` (a digest) makes of the folder already."""
    start, site = time.monotonic(), out / folder.name
    work = out / WORK / folder.name
    try:
        work.mkdir(parents=True, exist_ok=True)
        with FileLock(work / "lock", blocking=False):
            outcome = _built(folder, site, work, bounded, program)
            ended = datetime.now(UTC).isoformat(timespec="seconds")
            outcome = replace(outcome, seconds=round(time.monotonic() - start, 1), ended=ended)
            _keep(outcome, work)
    except Timeout:
        return Outcome(folder.name, FAILED, _pages(site), 0.0, said=f"  {site}: {both('city-being-built')}")
    except OSError as error:
        return Outcome(folder.name, FAILED, _pages(site), time.monotonic() - start, said=f"  {error}")
    return outcome


def _built(folder: Path, site: Path, work: Path, bounded: Bounded, program: str) -> Outcome:
    name = folder.name
    if site.exists() and not (site / MANIFEST).is_file():
        return Outcome(name, FAILED, 0, 0.0, said=f"  {site}: {both('no-site-there')}")
    for source in SOURCES:
        if not (folder / source).resolve().is_relative_to(folder.resolve()):
            return Outcome(name, FAILED, _pages(site), 0.0, said=f"  {folder / source}: {both('city-leads-outside')}")
    sources = digest_of([folder / source for source in SOURCES], program)
    before = told(work)
    if before and before.sources == sources and before.manifest == _manifest(site) and _whole(site):
        return Outcome(name, UNCHANGED, _pages(site), 0.0, sources=sources, manifest=before.manifest)
    return _from_build(folder, site, work, bounded, sources)


def _from_build(folder: Path, site: Path, work: Path, bounded: Bounded, sources: str) -> Outcome:
    name = folder.name
    try:
        config = _configure(folder, site, work)
    except yaml.YAMLError as error:
        return Outcome(name, FAILED, _pages(site), 0.0, said=f"  {error}")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(config)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    ended = bounded.run(command, work, environment)
    if ended.code == 0:
        return Outcome(name, BUILT, _pages(site), 0.0, sources=sources, manifest=_manifest(site))
    lines = [line for line in ended.said.splitlines() if line.strip()]
    if found := _COUNT.search(ended.said):
        count = int(found[1])
        begin = next(number for number, line in enumerate(lines) if _COUNT.search(line)) + 1
        return Outcome(name, FAULTY, _pages(site), 0.0, count, "\n".join(lines[begin : begin + count]))
    if ended.code is None:
        lines.append(both("city-out-of-time", seconds=f"{bounded.limit:g}"))
    return Outcome(name, FAILED, _pages(site), 0.0, said="\n".join(f"  {line}" for line in lines[-SHOWN:]))


def _configure(folder: Path, site: Path, work: Path) -> Path:
    """Write the city's configuration: the program's, with folders of its own."""
    program = PROGRAM / "mkdocs.yml"
    common: dict[str, Any] = yaml.safe_load(program.read_text(encoding="utf-8"))
    own = {
        "INHERIT": str(program),
        "docs_dir": str(folder / "docs"),
        "site_dir": str(site),
        "hooks": [str(PROGRAM / name) for name in common["hooks"]],
        "theme": {"custom_dir": str(PROGRAM / common["theme"]["custom_dir"])},
        "watch": [],
    }
    path = work / "mkdocs.yml"
    whole_files.write(path, (json.dumps(own, ensure_ascii=False, indent=1) + "\n").encode())  # JSON is YAML
    return path


# What a site was built from -----------------------------------------------------


def program_digest() -> str:
    """The digest of the program, of the versions that it works with, and of what its environment asks for."""
    asked = [os.environ.get(name, "") for name in _ASKED]
    said = json.dumps([*made_with(PROGRAM / "requirements.lock").items(), asked])
    return digest_of([PROGRAM / name for name in _PROGRAM], said)


def digest_of(places: Iterable[Path], beside: str) -> str:
    """The digest of all files in folders, with their names, and of some words beside them."""
    found = hashlib.sha256(beside.encode())
    for place in places:
        for path in _files(place):
            name = path.relative_to(place.parent).as_posix()
            found.update(f"\0{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for root, folders, names in os.walk(place):
        folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
        yield from (path for name in sorted(names) if (path := Path(root, name)).is_file())


def _manifest(site: Path) -> str:
    path = site / MANIFEST
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _whole(site: Path) -> bool:
    """Whether the site has the files that its manifest names, and no other; what is in them `plan verify` compares."""
    return (told_files(site) or {}).keys() == names_in(site)


# What became of it --------------------------------------------------------------


def _keep(outcome: Outcome, work: Path) -> None:
    """What a failed build says is kept with what the last good one was built from: a plan put back is unchanged."""
    if not outcome.sound and (before := told(work)):
        outcome = replace(outcome, sources=before.sources, manifest=before.manifest)
    content = json.dumps(asdict(outcome), ensure_ascii=False, indent=1)
    whole_files.write(work / "outcome.json", (content + "\n").encode())


def told(work: Path) -> Outcome | None:
    """What became of a city the last time; None of one that was never built, or whose file was changed."""
    try:
        outcome = Outcome(**json.loads((work / "outcome.json").read_text(encoding="utf-8")))
    except (OSError, RecursionError, ValueError, TypeError):
        return None
    right = (isinstance(value, type(getattr(_NOTHING, name))) for name, value in asdict(outcome).items())
    return outcome if outcome.state in STATES and all(right) else None


_NOTHING = Outcome("", FAILED, 0, 0.0)


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))
