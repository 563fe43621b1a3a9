"""Compares the headings of a chapter in its languages: each that differs is told once, at its own line.

Anchors are shared by all languages, so that the switch and a link keep their place. Where all the other languages
differ in the same way, the heading is told in the plan's own one: there it was put in, taken out, moved or renamed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plan.messages.findings import FileLine, Finding


class PlacedHeading(NamedTuple):
    """A heading by its id, and the line it stands on."""

    id: str
    line: int


_Headings = Sequence[PlacedHeading]


@dataclass
class _Differences:
    """What the other languages have in place of the headings of the plan's own, by the names of their files."""

    renamed: dict[PlacedHeading, dict[str, PlacedHeading]] = field(default_factory=dict)
    lacking: dict[PlacedHeading, list[str]] = field(default_factory=dict)
    more: dict[str, list[PlacedHeading]] = field(default_factory=dict)
    moved: dict[str, tuple[PlacedHeading, PlacedHeading]] = field(default_factory=dict)
    """The first heading that stands elsewhere, with that of the plan's own language in its place."""


def differing(chapters: Mapping[str, _Headings], default: str) -> Iterator[Finding]:
    """What differs of the headings of the files of a chapter; `default` is the one in the plan's own language."""
    first = chapters.get(default)
    others = {name: found for name, found in chapters.items() if name != default}
    if first is None or all(_ids(found) == _ids(first) for found in others.values()):
        return
    found = _compared(first, others)
    yield from _renamed(found, default, len(others))
    for heading, names in found.lacking.items():
        if len(names) == len(others):
            yield _only_here(default, heading, names)
        else:
            there = f"{default}:{heading.line}"
            for name in names:
                at = FileLine(name, _line_above(heading, first, others[name]))
                yield Finding(at, "heading-lacking", {"found": heading.id, "there": there})
    for name, headings in found.more.items():
        yield from (_only_here(name, heading, [default]) for heading in headings)
    yield from _moved(found, default, len(others))


def _compared(first: _Headings, others: Mapping[str, _Headings]) -> _Differences:
    differences = _Differences()
    own = set(_ids(first))
    for name, headings in others.items():
        theirs = set(_ids(headings))
        matcher = difflib.SequenceMatcher(None, _ids(first), _ids(headings), autojunk=False)
        for _, start, end, start_there, end_there in matcher.get_opcodes():
            here = [heading for heading in first[start:end] if heading.id not in theirs]
            more = [heading for heading in headings[start_there:end_there] if heading.id not in own]
            if len(here) == len(more):
                for heading, other in zip(here, more, strict=True):
                    differences.renamed.setdefault(heading, {})[name] = other
            else:
                for heading in here:
                    differences.lacking.setdefault(heading, []).append(name)
                differences.more.setdefault(name, []).extend(more)
        if own == theirs:
            pairs = ((there, here) for there, here in zip(headings, first, strict=False) if there.id != here.id)
            if pair := next(pairs, None):
                differences.moved[name] = pair
    return differences


def _renamed(found: _Differences, default: str, others: int) -> Iterator[Finding]:
    for heading, there in found.renamed.items():
        names = {other.id for other in there.values()}
        if len(there) == others and len(names) == 1:
            name, other = next(iter(there.items()))
            yield _differs(default, heading, name, other)
        else:
            yield from (_differs(name, other, default, heading) for name, other in there.items())


def _differs(name: str, heading: PlacedHeading, there: str, other: PlacedHeading) -> Finding:
    details = {"found": heading.id, "there": f"{there}:{other.line}", "other": other.id}
    return Finding(FileLine(name, heading.line), "heading-id-differs", details)


def _only_here(name: str, heading: PlacedHeading, files: Sequence[str]) -> Finding:
    details = {"found": heading.id, "files": ", ".join(files)}
    return Finding(FileLine(name, heading.line), "heading-only-here", details)


def _moved(found: _Differences, default: str, others: int) -> Iterator[Finding]:
    firsts = {(there.id, here.id) for there, here in found.moved.values()}
    own = len(found.moved) == others and len(firsts) == 1
    for name, (there, here) in found.moved.items():
        at, expected = (FileLine(default, here.line), f"{name}:{there.line}") if own else (
            FileLine(name, there.line), f"{default}:{here.line}"
        )  # fmt: skip
        found_id, other = (here.id, there.id) if own else (there.id, here.id)
        yield Finding(at, "heading-moved", {"found": found_id, "there": expected, "other": other})
        if own:
            return


def _line_above(heading: PlacedHeading, first: _Headings, headings: _Headings) -> int:
    """The line of the heading in another language behind which one is to be written: else that of the title."""
    lines = {other.id: other.line for other in headings}
    above = [lines[other.id] for other in first[: first.index(heading)] if other.id in lines]
    return above[-1] if above else 1


def _ids(headings: _Headings) -> list[str]:
    return [heading.id for heading in headings]
