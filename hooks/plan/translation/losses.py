"""Finds what a translation has lost of its original: headings and their ids, placeholders, marks; or brought unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plan.messages.findings import HIDDEN, Finding, PoEntry, of_hidden
from plan.reading.passages import TITLE, Passage

_HEADING_LINE = re.compile(r"^(#{1,6})[ \t]+.*?(?:\{#([A-Za-z0-9-]+)\})?[ \t]*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}")
#: The letters that `yaml_file` refuses as well: controls, other line ends, zero-width and bidirectional marks.
_HIDDEN = re.compile(f"\r|{HIDDEN.pattern}")
_MARK = "※"


def losses(passage: Passage, old: str | None, new: str, at: PoEntry) -> Iterator[Finding]:
    """What is wrong with a new translation in itself, whatever the plan says; `old` is the one that stands there."""
    if hidden := _HIDDEN.findall(new):
        yield Finding(at, *of_hidden(*hidden))
    if passage.file.endswith(".md") and passage.location == (TITLE,):
        if "\n" in new:
            yield Finding(at, "title-of-lines")
    elif passage.file.endswith(".md"):
        yield from _in_a_section(passage.default, old or "", new, at)


def _in_a_section(original: str, old: str, new: str, at: PoEntry) -> Iterator[Finding]:
    expected, found = _heads(original), _heads(new)
    if found == expected and expected and not new.startswith("#"):
        yield Finding(at, "section-without-heading")
    elif found != expected:
        yield Finding(at, "other-headings", {"expected": _listed(expected), "found": _listed(found)})
    expected, found = _placeholders(original), _placeholders(new)
    if found != expected:
        yield Finding(at, "other-placeholders", {"expected": _listed(expected), "found": _listed(found)})
    # A language need not mark the words of the glossary; but a mark that stood there must not get lost.
    marks = min(old.count(_MARK), original.count(_MARK))
    if new.count(_MARK) < marks:
        yield Finding(at, "marks-lost", {"expected": marks, "found": new.count(_MARK)})


def _heads(text: str) -> list[str]:
    return [f"{match[1]} {{#{match[2]}}}" if match[2] else match[1] for match in _HEADING_LINE.finditer(text)]


def _placeholders(text: str) -> list[str]:
    return ["".join(found.split()) for found in _PLACEHOLDER.findall(text)]


def _listed(found: Sequence[str]) -> str:
    return ", ".join(found) or "-"
