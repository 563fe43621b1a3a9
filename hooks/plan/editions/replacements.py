"""Finds the replacement that runs through a whole plan (人材 by 人財), which is told once and not at each place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plan.editions.compared_rows import ComparedRow
from plan.editions.phrases import Replaced

#: So often a phrase must have been replaced by another to be told once.
OFTEN = 5
#: A letter of a word; a replacement is told with the letters around it that stand at all its places.
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 20


@dataclass(frozen=True)
class Replacement:
    """A phrase, what has taken its place everywhere, and at how many places."""

    old: str
    new: str
    count: int


@dataclass(frozen=True)
class _Core:
    """What was replaced, without the letters that both phrases begin or end with."""

    old: str
    new: str
    before: str
    after: str


def replacements(rows: Iterable[ComparedRow]) -> tuple[Replacement, ...]:
    """The replacements of a plan, the most frequent first."""
    places: defaultdict[tuple[str, str], list[_Core]] = defaultdict(list)
    for row in rows:
        for change in row.changes:
            core = _core(change)
            if core:
                places[core.old, core.new].append(core)
    found = [_told(cores) for cores in places.values() if len(cores) >= OFTEN]
    return tuple(sorted(found, key=lambda one: (-one.count, one.old)))


def without(rows: Iterable[ComparedRow], everywhere: Sequence[Replacement]) -> Iterator[ComparedRow]:
    """The rows in which something else differs too."""
    left = [row for row in rows if not _only(row, everywhere)]
    told = {row.label for row in left if row.kind != "same"}
    return (row for row in left if row.label in told)


def _only(row: ComparedRow, everywhere: Sequence[Replacement]) -> bool:
    """Whether nothing differs but what is told for the whole plan."""
    cores = {(core.old, core.new) for one in everywhere if (core := _core(Replaced(one.old, one.new)))}
    told = {(core.old, core.new) if (core := _core(change)) else None for change in row.changes}
    return row.kind == "changed" and bool(told) and told <= cores


def _core(change: Replaced) -> _Core | None:
    """None for letters that were only put in or taken out, for figures, and for passages written anew."""
    old, new = change.old, change.new
    start = len(_begin((old, new)))
    end = len(_begin((old[start:][::-1], new[start:][::-1])))
    if not all(len(side) > start + end for side in (old, new)):  # an ending alone is nothing without its word
        start = 0
    core = old[start : len(old) - end], new[start : len(new) - end]
    if not all(core) or max(map(len, core)) > _LONGEST or not all(_LETTER.search(part) for part in core):
        return None
    return _Core(*core, old[:start], old[len(old) - end :])


def _told(cores: Sequence[_Core]) -> Replacement:
    before = _begin([core.before[::-1] for core in cores])[::-1]
    after = _begin([core.after for core in cores])
    return Replacement(before + cores[0].old + after, before + cores[0].new + after, len(cores))


def _begin(words: Sequence[str]) -> str:
    """The letters with which all of some words begin."""
    first, last = min(words), max(words)
    return first[: next((at for at, letter in enumerate(first) if letter != last[at]), len(first))]
