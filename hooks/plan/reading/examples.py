"""Finds what is still an example: 〇〇, as new plans and forms of offices have it where a city's own words will stand.

While the plan is a draft this is told, and stops nothing. An adopted plan with an example in it is not built, unless it
says that its own text has the mark (`examples: kept` in plan.yml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from plan.messages.findings import FileLine, Finding, Level, Location, shown
from plan.reading.folders import PlanFolders
from plan.reading.yaml_file import YamlFile

#: Two or more of the circles that are written for a name to come: the number 〇, and the signs ○ and ◯.
MARK = re.compile("[〇○◯]{2,}")
#: How much of the words around is told.
_AROUND = 16


def examples(folders: PlanFolders) -> Iterator[Finding]:
    """Each text of the data and each line of a chapter that is still an example."""
    level = _level(folders)
    if level is None:
        return
    for file in folders.files.values():
        if any(sign in file.raw.decode("utf-8", "ignore") for sign in "〇○◯"):
            for finding in _in_data(file, file.data, ()):
                yield replace(finding, level=level)
    for name, chapter in folders.prose.items():
        for number, line in enumerate(chapter.plain.split("\n") if chapter.finding is None else (), start=1):
            if match := MARK.search(line):
                yield Finding(FileLine(name, number), "still-an-example", _details(match), level)


def _level(folders: PlanFolders) -> Level | None:
    """Whether an example stops the build, or is none, by what plan.yml says, sound or not."""
    file = folders.file("plan.yml")
    details = file.data if file and isinstance(file.data, Mapping) else {}
    if details.get("examples") == "kept":
        return None
    edition = details.get("edition")
    return "error" if isinstance(edition, Mapping) and edition.get("status") == "adopted" else "advice"


def _in_data(file: YamlFile, value: object, location: Location) -> Iterator[Finding]:
    if isinstance(value, str):
        if match := MARK.search(value):
            yield file.finding(location, "still-an-example", **_details(match))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _in_data(file, inner, (*location, key))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _in_data(file, inner, (*location, number))


def _details(match: re.Match[str]) -> dict[str, object]:
    text, start, end = match.string, match.start(), match.end()
    return {"found": shown(text[max(0, start - _AROUND) : end + _AROUND])}
