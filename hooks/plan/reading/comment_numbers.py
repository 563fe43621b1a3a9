"""Reads data/comment-numbers.txt: one number a line, with what it was given to."""

from __future__ import annotations

import re
from pathlib import Path

from plan.messages.findings import FileLine, Finding, plain
from plan.model.comment_numbers import CommentNumbers, NumberedPlace
from plan.model.inventory import COMMENT_NUMBERS
from plan.reading.files import decoded, read_file, there
from plan.reading.yaml_file import MAX_BYTES

_LINE = re.compile(
    r"(?P<number>[1-9]\d{0,4}(?:-[1-9]\d{0,2})?) (?:"
    r"(?P<own>card|item) (?P<id>[a-z0-9-]+)"
    r"|(?P<kind>text|list|table|picture|block) (?P<where>[\w./-]+(?:#[\w-]+)?) (?P<digest>[0-9a-f]{8}) ?(?P<words>.*)"
    r")",
    re.ASCII,
)


def read_comment_numbers(data: Path) -> tuple[CommentNumbers, tuple[Finding, ...]]:
    """The numbers under a folder of data, none without the file; and what is wrong with its lines."""
    path, name = data / COMMENT_NUMBERS, f"{data.name}/{COMMENT_NUMBERS}"
    if not there(path):  # nor where the folder may not be read, which is told itself
        return CommentNumbers(), ()
    raw = read_file(path, name, MAX_BYTES, data)
    text = raw if isinstance(raw, Finding) else decoded(raw, name)
    if isinstance(text, Finding):
        return CommentNumbers(), (text,)
    found: dict[str, tuple[NumberedPlace, int]] = {}
    findings: list[Finding] = []
    for line, said in enumerate(map(str.strip, text.split("\n")), 1):
        match = _LINE.fullmatch(said)
        if match is None:
            if said and not said.startswith("#"):
                findings.append(Finding(FileLine(name, line), "comment-number-line", {"found": plain(said, 60)}))
            continue
        number = match["number"]
        if number in found:
            twice = {"found": number, "first": f"{name}:{found[number][1]}"}
            findings.append(Finding(FileLine(name, line), "duplicate-number", twice))
            continue
        place = (
            NumberedPlace(number, match["own"], match["id"])
            if match["own"]
            else NumberedPlace(number, match["kind"], match["where"], match["digest"], match["words"])
        )
        found[number] = place, line
    return CommentNumbers(tuple(place for place, _ in found.values())), tuple(findings)
