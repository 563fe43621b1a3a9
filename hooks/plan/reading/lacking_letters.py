"""Finds in what is printed the letters that no face has: each with the words around it, and what to write instead.

On a page every letter stands as it was written; what is never printed may hold any.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from plan.letters import faces, setting
from plan.letters.faces import FacePackage
from plan.messages.findings import HIDDEN, FileLine, Finding, Location
from plan.messages.sentences import Said
from plan.model import inventory
from plan.model.languages import fallback_order
from plan.model.types import Languages
from plan.reading.folders import PlanFolders
from plan.reading.prose import page_uri
from plan.reading.yaml_file import MAX_FAULTS, YamlFile

#: How many letters on each side are told.
_AROUND = 10
#: The blocks of ideographs, with the planes that hold nothing else.
_IDEOGRAPHS = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def unprintable(folders: PlanFolders) -> Iterator[Finding]:
    """Every text of `data` and line of a chapter with a letter that paper cannot show; languages without faces."""
    languages = folders.languages
    lacking = {code: packages for code in languages.printed if (packages := faces.missing(code))}
    yield from _without_faces(folders, lacking)
    ready = tuple(code for code in languages.printed if code not in lacking)
    read = {code for printed in ready for code in fallback_order(printed, languages)} - lacking.keys()
    have = faces.known(ready)
    for file in folders.files.values():
        if _shows_all(file, have):
            continue
        found = (
            file.finding(location, "missing-letter", **details)
            for location, text in _printed_texts(file, folders)
            if not have.issuperset(text) and _language(location, languages) in read
            if (details := _details(text, have))
        )
        yield from _first(found, file.name)
    for page, code in itertools.product(folders.chapters, languages.codes):
        name = f"{folders.docs.name}/{page_uri(page, code, languages)}"
        prose = folders.prose.get(name)
        if prose and code in read and ("&" in prose.plain or not have.issuperset(prose.plain)):
            lines = enumerate(map(html.unescape, prose.plain.split("\n")), start=1)  # &hearts; is a letter, too
            said = ((line, _details(text, have)) for line, text in lines)
            yield from _first(
                (Finding(FileLine(name, line), "missing-letter", details) for line, details in said if details), name
            )


def _shows_all(file: YamlFile, have: frozenset[str]) -> bool:
    """Whether paper shows every letter of a file, so that nobody needs to look at its texts one by one.

    An escape, which begins with a backslash, may stand for any letter.
    """
    return b"\\" not in file.raw and have.issuperset(file.raw.decode(errors="replace"))


def _without_faces(folders: PlanFolders, lacking: Mapping[str, tuple[FacePackage, ...]]) -> Iterator[Finding]:
    file = folders.file("plan.yml")
    for code, found in lacking.items():
        index = folders.languages.codes.index(code)
        packages = " ".join(f"{package.name}=={package.version}" for package in found)
        if file:
            yield file.finding(("languages", index, "code"), "missing-face", language=code, packages=packages)


def _printed_texts(file: YamlFile, folders: PlanFolders) -> Iterator[tuple[Location, str]]:
    """The texts of a file with their places, but for what is only on the site."""
    known = inventory.FILES.get(file.name.removeprefix(f"{folders.data.name}/"))
    unprinted = known.screen_fields if known else ()
    printed = known.printed if known and known.screen_only else None
    if not isinstance(file.data, Mapping):
        return
    for location, text in _texts(file.data, ()):
        if location[0] not in unprinted and (printed is None or not printed.isdisjoint(location)):
            yield location, text


def _language(location: Location, languages: Languages) -> str:
    """The language of a text, by the key that it stands under; what has none is in that of the plan."""
    return next((str(step) for step in reversed(location) if step in languages.codes), languages.default)


def _texts(data: object, location: Location) -> Iterator[tuple[Location, str]]:
    """Every text within some data, with its place."""
    if isinstance(data, str):
        yield location, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, (*location, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _texts(value, (*location, index))


def _details(text: str, have: frozenset[str]) -> Mapping[str, object]:
    """What a finding says of a text: its letters without a face, the words around the first, what to write instead."""
    text = HIDDEN.sub("", text)  # which is another fault
    letters = list(setting.lacking(text, have))
    if not letters:
        return {}
    codes = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters)
    return {"letters": codes, "around": _around(text, letters[0]), "instead": Said(_instead(letters[0]))}


def _around(text: str, letter: str) -> str:
    """A letter among its words, on one line."""
    words = " ".join(setting.composed(text).split())
    at = max(words.find(letter), 0)
    first, last = max(0, at - _AROUND), at + _AROUND + 1
    return f"{'…' if first else ''}{words[first:last]}{'…' if words[last:] else ''}"


def _instead(letter: str) -> str:
    """What is written in place of a letter, depending on what it is."""
    if _IDEOGRAPHS.match(letter):
        return "instead-of-ideograph"
    return "instead-of-script" if unicodedata.category(letter)[0] in "LM" else "instead-of-sign"


def _first(found: Iterator[Finding], name: str) -> Iterator[Finding]:
    """As many as are told of one file at once."""
    yield from itertools.islice(found, MAX_FAULTS)
    if more := next(found, None):
        yield Finding(FileLine(name, more.line), "more-faults", {"limit": MAX_FAULTS})
