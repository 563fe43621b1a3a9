"""Reads data/readings.txt: one word a line with its reading, 市民 しみん.

`?` stands before a line that nobody has seen yet, `-` before a word that is left bare.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from plan.messages.findings import FileLine, Finding, plain
from plan.model.inventory import READINGS
from plan.model.readings import KANJI, Readings, WordReading, parts
from plan.reading.files import decoded, read_file, there
from plan.reading.yaml_file import MAX_BYTES

_AROUND = r"[^\s（）]{1,12}"
_LINE = re.compile(
    rf"(?:[?-] )?(?:（(?P<before>{_AROUND})）)?(?P<word>[{KANJI}][{KANJI}ぁ-ゖァ-ヺー]*)(?:（(?P<after>{_AROUND})）)?"
    r"(?: (?P<reading>[ぁ-ゖァ-ヺー]+(?: [ぁ-ゖァ-ヺー]+)*))?(?:\s+#.*)?"
)


def read_readings(data: Path) -> tuple[Readings, tuple[Finding, ...]]:
    """The readings under a folder of data, none without the file; and what is wrong with its lines."""
    path, name = data / READINGS, f"{data.name}/{READINGS}"
    if not there(path):  # nor where the folder may not be read, which is told itself
        return Readings(), ()
    raw = read_file(path, name, MAX_BYTES, data)
    text = raw if isinstance(raw, Finding) else decoded(raw, name)
    if isinstance(text, Finding):
        return Readings(), (text,)
    return _of_lines(text, name)


@lru_cache(maxsize=1)  # a preview reads the plan after each edit, and this file is the longest that seldom changes
def _of_lines(text: str, name: str) -> tuple[Readings, tuple[Finding, ...]]:
    found: dict[str, tuple[WordReading, int]] = {}
    unseen: dict[str, int] = {}
    findings: list[Finding] = []
    for line, said in enumerate(map(str.strip, text.split("\n")), 1):
        if not said or said.startswith("#"):
            continue
        made = _read(said)
        if isinstance(made, str):
            findings.append(Finding(FileLine(name, line), made, {"found": plain(said, 60)}))
        elif said.startswith("? "):
            unseen[made.written] = line
        elif made.written in found:
            twice = {"found": made.written, "first": f"{name}:{found[made.written][1]}"}
            findings.append(Finding(FileLine(name, line), "reading-twice", twice))
        else:
            found[made.written] = made, line
    return Readings(tuple(made for made, _ in found.values()), unseen), tuple(findings)


def _read(said: str) -> WordReading | str:
    """A line as it is meant, or the rule that it breaks."""
    match = _LINE.fullmatch(said)
    bare = said.startswith("- ")
    if match is None or bare == bool(match["reading"]):
        return "reading-line"
    kana = () if bare else parts(match["word"], match["reading"])
    if kana is None:
        return "reading-unfit"
    return WordReading(match["word"], kana, match["before"] or "", match["after"] or "")
