"""Turns a folder of cities' plans into a folder of their sites, some at a time (plan.publishing.city builds one).

One program builds them all. A city that fails stops nobody else and keeps the site that it had; a city in which nothing
changed costs the reading of its files. On several machines each builds its share of one list (`Share`); what became of
each city is kept with it, and the table of all is made from that (plan.publishing.city_states).
"""

from __future__ import annotations

import itertools
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from plan.machine.bounded import Bounded
from plan.machine.progress_line import ProgressLine
from plan.messages.sentences import both
from plan.publishing import city_states
from plan.publishing.city import PROGRAM, STATES, UNCHANGED, Outcome, build, program_digest

#: After how long a build is given up, where nobody says otherwise.
LIMIT = 3600.0  # seconds
#: What a shell gives for a command that was ended by Ctrl+C.
_INTERRUPTED = 130

_HEADINGS = ("head-city", "head-result", "head-pages", "head-seconds", "head-findings")


@dataclass(frozen=True)
class Share:
    """One of several equal shares of the cities: the `number`th of `count`, from 1."""

    number: int = 1
    count: int = 1

    def of(self, folders: Sequence[Path]) -> list[Path]:
        """Every `count`th of the folders: neighbours in a list are often of one size."""
        return [*folders[self.number - 1 :: self.count]]


def build_all(
    cities: Path,
    out: Path,
    jobs: int | None = None,
    only: Sequence[str] = (),
    share: Share = Share(),
    limit: float = LIMIT,
    progress: ProgressLine | None = None,
) -> int:
    """Build every city, or `only` some, or a `share`, `jobs` at a time (as many as there are cores); 1 if any failed.

    Prints the findings of a city under its name as soon as it and those before it are done, then what became of each,
    and writes the table of all cities. A build that takes longer than `limit` seconds is given up.
    """
    cities, out = cities.resolve(), out.resolve()
    try:
        everywhere = city_folders(cities, out)
    except OSError as error:
        print(both("cities-unreadable", error=error), file=sys.stderr)
        return 1
    strangers = set(only) - {folder.name for folder in everywhere}
    folders = share.of([folder for folder in everywhere if not only or folder.name in only])
    if refusal := _refusal(everywhere, sorted(strangers), cities, out):
        print(refusal, file=sys.stderr)
        return 1
    bounded, outcomes, stopped = Bounded(limit), list[Outcome](), False
    progress = progress or ProgressLine(quiet=True)
    built = _builder(out, bounded, progress, len(folders))
    with ThreadPoolExecutor(jobs or os.cpu_count() or 1) as threads:
        try:
            for outcome in threads.map(built, folders):
                outcomes.append(outcome)
                if outcome.said:
                    with progress.aside():
                        print(f"■ {outcome.city}\n{outcome.said}", file=sys.stderr, flush=True)
        except KeyboardInterrupt:
            stopped = True
            threads.shutdown(wait=False, cancel_futures=True)
            bounded.end()
    progress.clear()
    print(summary(outcomes))
    city_states.write(out, [folder.name for folder in everywhere])
    if stopped:
        return _INTERRUPTED
    return 0 if all(outcome.sound for outcome in outcomes) else 1


def _builder(out: Path, bounded: Bounded, progress: ProgressLine, total: int) -> Callable[[Path], Outcome]:
    """What builds a city, and tells how many of all are done."""
    program, count = program_digest(), itertools.count(1)

    def built(folder: Path) -> Outcome:
        outcome = build(folder, out, bounded, program)
        progress.tell(both("cities-being-built"), next(count), total, folder.name)
        return outcome

    return built


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


# The summary --------------------------------------------------------------------


def summary(outcomes: Sequence[Outcome]) -> str:
    """A line for each city, and one for all of them."""
    rows = [tuple(map(both, _HEADINGS)), *map(_cells, outcomes)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    sound = sum(outcome.sound for outcome in outcomes)
    unchanged = sum(outcome.state == UNCHANGED for outcome in outcomes)
    lines = ["  ".join(_padded(row, widths)).rstrip() for row in rows]
    lines.append(both("cities-built", count=len(outcomes), built=sound))
    if unchanged:
        lines.append(both("cities-unchanged", count=unchanged))
    if sound < len(outcomes):
        lines.append(both("other-sites-stay"))
    return "\n".join(lines)


def _cells(outcome: Outcome) -> tuple[str, ...]:
    return (
        outcome.city,
        both(STATES[outcome.state]),
        str(outcome.pages),
        f"{outcome.seconds:.1f}",
        str(outcome.findings),
    )


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    """Words to the left, numbers to the right."""
    for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - _width(cell))
        yield cell + gap if number < 2 else gap + cell


def _width(words: str) -> int:
    """How many columns of a terminal words take: a Japanese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
