"""Leaves out what is only wrong because of a slip that is told: who mends the slip has mended that too."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from pathlib import PurePosixPath

from plan.messages.findings import FileLine, Finding
from plan.reading.records import CUT, SPELT
from plan.reading.undeclared import FEW

#: What says that a number is asked, not how this one is to be written.
_NO_NUMBER = ("not-a-number", "figure-of-words", "figure-of-words-or-reason")
#: Findings of a file that nothing reads, as it is not called as it should be.
_UNREAD = ("unknown-file", "file-name")
_CLOSES = re.compile(r"'</([a-z]+)>'", re.IGNORECASE)


def without_follow_ons(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that follow from another of them."""
    found = list(findings)
    values, files, chapters = _Values(found), _Files(found), _Chapters(found)
    return _pasted_once(
        [item for item in found if not (values.explain(item) or files.explain(item) or chapters.explain(item))]
    )


class _Values:
    """What of a value is told, at its place."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self._places = {(item.file, item.field) for item in found}
        fields = [item for item in found if item.field]
        self._asked = {(item.file, item.field) for item in fields if item.rule not in (*SPELT, *_NO_NUMBER)}
        self._said = {(item.file, item.field) for item in fields if item.rule not in CUT}
        self._spelt = {(item.file, item.field) for item in found if item.rule in SPELT}
        self._moved = {
            (item.file, ".".join(filter(None, (str(item.details["around"]), str(item.details["field"])))))
            for item in found
            if item.rule == "too-far-in"
        }

    def explain(self, item: Finding) -> bool:
        """Whether a finding only follows from another one of the same value."""
        place = (item.file, item.field)
        if item.rule in CUT:
            return place in self._said
        if item.rule in SPELT:
            return place in self._asked
        if item.rule in _NO_NUMBER:
            return place in self._spelt
        if item.rule == "gist-not-in-content":
            return (item.file, f"content.{item.field.rpartition('.')[2]}") in self._places
        return place in self._moved


class _Files:
    """Which files are not read because of their names, and which list holds an id twice."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self._stems = {PurePosixPath(item.file).name.split(".")[0] for item in found if item.rule in _UNREAD}
        named = [item for item in found if item.rule == "file-name"]
        self._there = {str(PurePosixPath(item.file).with_name(str(item.details["instead"]))) for item in named}
        twice = (item for item in found if item.rule == "duplicate-id")
        self._twice = any(PurePosixPath(item.file).name == "structure.yml" for item in twice)

    def explain(self, item: Finding) -> bool:
        """Whether a finding is only that a thing is not there, whose file or id has another name."""
        if item.rule == "missing-file" and item.file in self._there:
            return True
        if item.rule == "unknown-placeholder-argument" and self._twice and item.field in ("items", "item-text"):
            return True
        return _names_one(item, self._stems)


class _Chapters:
    """What is told of the lines of chapters."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self._opened = _opened(found)
        marks = (item for item in found if item.rule == "no-markup")
        self._slipped = {(item.file, item.line, str(item.details["found"]).strip("'")) for item in marks}
        refused = (item for item in found if item.rule == "not-in-chapters")
        self._refused = {(item.file, item.line, item.details["found"]) for item in refused}

    def explain(self, item: Finding) -> bool:
        """Whether the same words of a line are told already."""
        if item.rule == "no-markup" and (item.file, item.line, item.details["found"]) in self._refused:
            return True
        if item.rule == "unknown-placeholder" and (item.file, item.line, item.details["found"]) in self._slipped:
            return True
        closes = _CLOSES.match(str(item.details.get("found", "")))
        return bool(closes and (item.file, item.line, closes[1]) in self._opened)


def _pasted_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of keys that stand twice because more than FEW were pasted again as one."""
    found = list(findings)
    again: dict[tuple[str, str], list[Finding]] = {}
    for item in found:
        if item.rule == "duplicate-key":
            again.setdefault((item.file, item.field.rpartition(".")[0]), []).append(item)
    for every in again.values():
        if len(every) > FEW:
            keys = ", ".join(item.field.rpartition(".")[2] for item in every)
            details = {"count": len(every), "found": keys if len(keys) <= 80 else f"{keys[:79]}…"}
            first = Finding(FileLine(every[0].file, every[0].line), "duplicate-keys", details)
            found = [item for item in found if item not in every] + [first]
    return found


def _names_one(item: Finding, stems: Container[str]) -> bool:
    """Whether a finding only says that a thing is not there, whose file is not read."""
    found = str(item.details.get("found", ""))
    if item.rule in ("unknown-reference", "unknown-placeholder-argument"):
        return found in stems
    place = re.search(r"(?:^|[/'])(?:projects|series|families)/([a-z0-9-]+)\.(?:yml|md)\b", found)
    return item.rule in ("doubtful-without-mark", "bad-link") and place is not None and place[1] in stems


def _opened(findings: Sequence[Finding]) -> set[tuple[str, int, str]]:
    """The elements of HTML that a chapter opens and may not, by the file and the line."""
    found = ((item, re.match(r"'<([a-z]+)\b", str(item.details.get("found", "")), re.IGNORECASE)) for item in findings)
    return {(item.file, item.line, opens[1]) for item, opens in found if opens}
