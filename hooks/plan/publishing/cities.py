"""Turns a folder of cities' plans into a folder of their sites, some at a time, each in a MkDocs process of its own.

    CITIES/<city>/data, docs  ──►  OUT/<city>               the site
                                   OUT/.work/<city>         its mkdocs.yml, and what need not be made again

One program builds them all: the configuration of each city inherits the program's and moves only its folders. A city
that fails stops nobody else and keeps the site that it had. The cities' own folders are only read.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plan.messages.sentences import both
from plan.publishing.manifest import MANIFEST

PROGRAM = Path(__file__).parents[3]
WORK = ".work"
#: After how long a build is given up.
LIMIT = 3600  # seconds
#: How many lines are shown of what a build says that failed for another reason than findings.
SHOWN = 20

BUILT, FAULTY, FAILED = both("city-built"), both("city-faulty"), both("city-failed")
_HEADINGS = tuple(map(both, ("head-city", "head-result", "head-pages", "head-seconds", "head-findings")))
_COUNT = re.compile(r"(\d+) fault\(s\) in the data")


@dataclass(frozen=True)
class Outcome:
    """What became of a city: its result, the pages its site now has, how long it took, and what is wrong."""

    city: str
    result: str
    pages: int
    seconds: float
    findings: int = 0
    said: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Its line in the summary."""
        return self.city, self.result, str(self.pages), f"{self.seconds:.1f}", str(self.findings)


def build_all(cities: Path, out: Path, jobs: int | None = None, only: Sequence[str] = ()) -> int:
    """Build every city, or `only` some, `jobs` at a time (as many as there are cores); 1 if any failed.

    Prints the findings of a city under its name as soon as it and those before it are done, then what became of each.
    """
    cities, out = cities.resolve(), out.resolve()
    try:
        folders = city_folders(cities, out)
    except OSError as error:
        print(both("cities-unreadable", error=error), file=sys.stderr)
        return 1
    strangers = set(only) - {folder.name for folder in folders}
    folders = [folder for folder in folders if not only or folder.name in only]
    if refusal := _refusal(folders, sorted(strangers), cities, out):
        print(refusal, file=sys.stderr)
        return 1
    outcomes = []
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as threads:
        for outcome in threads.map(lambda folder: build(folder, out), folders):
            outcomes.append(outcome)
            if outcome.said:
                print(f"■ {outcome.city}\n{outcome.said}", file=sys.stderr)
    print(summary(outcomes))
    return 0 if all(outcome.result == BUILT for outcome in outcomes) else 1


def city_folders(cities: Path, out: Path) -> list[Path]:
    """The folders of the cities, by name; hidden ones and the one that the sites go into are none."""
    return sorted(
        path for path in cities.iterdir() if path.is_dir() and not path.name.startswith(".") and path.resolve() != out
    )


def _refusal(folders: Sequence[Path], strangers: Sequence[str], cities: Path, out: Path) -> str:
    """Why nothing is built at all: no such city, or a site would take the place of what it is made from."""
    if strangers:
        return f"{cities}: {both('no-city')}: {', '.join(strangers)}"
    if not folders:
        return f"{cities}: {both('no-city')}"
    for folder in folders:
        site = out / folder.name
        if folder.is_relative_to(site) or PROGRAM.is_relative_to(site) or out.is_relative_to(folder):
            return f"{site}: {both('site-over-its-source')}"
    return ""


def build(folder: Path, out: Path) -> Outcome:
    """Build the site of one city. Whatever goes wrong is told in the outcome, never raised."""
    start, site = time.monotonic(), out / folder.name
    if site.exists() and not (site / MANIFEST).is_file():
        said = f"  {site}: {both('no-site-there')}"
        return Outcome(folder.name, FAILED, 0, 0.0, said=said)
    try:
        config = _configure(folder, out)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(config)]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
        result = subprocess.run(  # noqa: S603 - our own program
            command,
            cwd=config.parent,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=LIMIT,
            check=False,
        )
    except (OSError, yaml.YAMLError, subprocess.TimeoutExpired) as error:
        return Outcome(folder.name, FAILED, _pages(site), time.monotonic() - start, said=f"  {error}")
    seconds = time.monotonic() - start
    if result.returncode == 0:
        return Outcome(folder.name, BUILT, _pages(site), seconds)
    found = _COUNT.search(result.stdout)
    lines = [line for line in result.stdout.splitlines() if line.strip()]
    if found:
        count = int(found[1])
        begin = next(number for number, line in enumerate(lines) if _COUNT.search(line)) + 1
        return Outcome(folder.name, FAULTY, _pages(site), seconds, count, "\n".join(lines[begin : begin + count]))
    return Outcome(folder.name, FAILED, _pages(site), seconds, said="\n".join(f"  {line}" for line in lines[-SHOWN:]))


def _configure(folder: Path, out: Path) -> Path:
    """Write the city's configuration: the program's, with folders of its own."""
    program = PROGRAM / "mkdocs.yml"
    common: dict[str, Any] = yaml.safe_load(program.read_text(encoding="utf-8"))
    own = {
        "INHERIT": str(program),
        "docs_dir": str(folder / "docs"),
        "site_dir": str(out / folder.name),
        "hooks": [str(PROGRAM / name) for name in common["hooks"]],
        "theme": {"custom_dir": str(PROGRAM / common["theme"]["custom_dir"])},
        "watch": [],
    }
    path = out / WORK / folder.name / "mkdocs.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(own, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")  # JSON is YAML
    return path


def _pages(site: Path) -> int:
    return sum(1 for _ in site.rglob("*.html"))


# The summary --------------------------------------------------------------------


def summary(outcomes: Sequence[Outcome]) -> str:
    """A line for each city, and one for all of them."""
    rows = [_HEADINGS, *(outcome.cells for outcome in outcomes)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    built = sum(outcome.result == BUILT for outcome in outcomes)
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    lines.append(both("cities-built", count=len(outcomes), built=built))
    if built < len(outcomes):
        lines.append(both("other-sites-stay"))
    return "\n".join(lines)


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    """Words to the left, numbers to the right."""
    for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - _width(cell))
        yield cell + gap if number < 2 else gap + cell


def _width(words: str) -> int:
    """How many columns of a terminal words take: a Japanese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
