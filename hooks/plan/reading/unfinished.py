"""Finds translations that nobody wrote yet: a note to the translator in a text's place, or the original itself.

A text is the original where it is written in letters of the plan's own language that the other language has not, and
hardly in its own. Abbreviations in capitals are of no language: `DXを推進します。` is Japanese. Names in the original
stand in brackets, in quotes or marked with their language, and are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from plan.html.allowed import too_many
from plan.html.lines import DEFINITION, HEADING, ITEM, NOTE, PICTURE, QUOTE, Line
from plan.html.prose import UnreadableProseError, convert
from plan.messages.findings import FileLine, Finding, Location, shown
from plan.model import languages
from plan.model.types import Languages
from plan.reading.folders import PlanFolders
from plan.reading.passages import split
from plan.reading.prose import page_uri
from plan.reading.yaml_file import YamlFile

#: What people write where a translation is still to come. Only translations are asked: a plan may speak of them.
_TO_DO = re.compile(r"要翻訳|未訳|翻訳待ち|\b(?:TODO|FIXME|TBT)\b|\b[Tt]o be translated\b")
#: What one of them holds; looked for first, because that is fast.
_SIGNS = ("要翻訳", "未訳", "翻訳待ち", "TODO", "FIXME", "TBT", "o be translated")
#: What of a chapter is in no language: ids, blocks made from data, addresses, tags with what they mark as another's.
_UNSAID = re.compile(
    r"\{#[^{}]*\}|\{\{[^{}]*\}\}|(?<=\])\([^()]*\)|<(\w+)[^<>]*\slang=[^<>]*>.*?</\1>|<[^<>]*>", re.DOTALL
)
#: Where a name may stand as the original has it.
_NAMED = re.compile(r"\([^()]*\)|（[^（）]*）|「[^「」]*」|『[^『』]*』|《[^《》]*》|\"[^\"]*\"|“[^“”]*”|‘[^‘’]*’")
_WORD = re.compile(r"[^\W\d_]+")
#: So many letters of its own for each of the original's has a text that is translated.
_SHARE = 0.5


class _Scripts(NamedTuple):
    """Whose letters are whose: of the original alone, and of the other language; none of it: all that is not."""

    original: frozenset[str]
    own: frozenset[str]


def unfinished(folders: PlanFolders) -> Iterator[Finding]:
    """Texts in other languages than the plan's own that hold such a note, or are the original."""
    scripts = {code: _scripts(code, folders.languages) for code in folders.languages.others}
    for file in folders.files.values():
        yield from _in_data(file, file.data, (), scripts)
    for page in folders.chapters:
        for code, letters in scripts.items():
            name = f"{folders.docs.name}/{page_uri(page, code, folders.languages)}"
            if (chapter := folders.prose.get(name)) and chapter.finding is None:
                yield from _in_chapter(chapter.plain, name, letters)


def _scripts(code: str, plan: Languages) -> _Scripts:
    default = languages.writing(plan.default, plan).scripts
    own = frozenset(languages.writing(code, plan).scripts)
    return _Scripts(frozenset(default) - own, own)


def _in_data(file: YamlFile, value: object, location: Location, scripts: Mapping[str, _Scripts]) -> Iterator[Finding]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in_data(file, item, (*location, number), scripts)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            place = (*location, key)
            if not isinstance(item, str):
                yield from _in_data(file, item, place, scripts)
            elif key in scripts and _is_to_do(item):
                yield file.finding(place, "to-be-translated", found=shown(item))
            elif key in scripts and not item.isascii():
                words = _UNSAID.sub("", item)
                if left := next((line for line in words.split("\n") if _is_original(line, scripts[key])), ""):
                    yield file.finding(place, "not-translated", found=shown(left.strip()))


def _in_chapter(text: str, name: str, scripts: _Scripts) -> Iterator[Finding]:
    """A title or a section in whole, else its paragraphs, items, rows and pictures; a note at its own line."""
    said = [] if text.isascii() else list(_said(text))
    left = [(line, words) for line, words in said if _is_original(_UNSAID.sub("", words), scripts)]
    for piece in split(text) if left else ():
        lines = range(piece.line, piece.line + piece.text.count("\n") + 1)
        here = [part for part in left if part[0] in lines]
        if here and len(here) == sum(line in lines for line, _ in said):
            here = [(piece.line, piece.text)]
        for line, words in here:
            yield Finding(FileLine(name, line), "not-translated", {"found": shown(words)})
    for number, written in enumerate(text.split("\n"), start=1):
        if _is_to_do(written):
            yield Finding(FileLine(name, number), "to-be-translated", {"found": shown(written)})


def _said(text: str) -> Iterator[tuple[int, str]]:
    """The words of each paragraph, item, row and heading of a chapter, and of each picture, with the first line."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    parts: list[Line] = []
    for line in (*lines, Line(0, "")):
        row = line.text.lstrip().startswith("|")
        begins = row or line.empty or any(mark.match(line.text.lstrip()) for mark in _BEGINNINGS)
        if begins and parts:
            yield parts[0].number, _joined(parts)
            parts = []
        if not line.empty and not PICTURE.match(line.text):
            parts.append(line)
    try:
        found = () if too_many(text) else convert(text).pictures
    except UnreadableProseError:
        return  # told already
    for picture in found:
        yield from ((picture.line, words) for words in (picture.alt, picture.caption) if words)


#: What begins a part of a chapter that is read by itself.
_BEGINNINGS = (ITEM, HEADING, NOTE, QUOTE, DEFINITION, PICTURE)


def _joined(lines: Sequence[Line]) -> str:
    return " ".join(line.text.strip() for line in lines)


def _is_to_do(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) and bool(_TO_DO.search(text))


def _is_original(text: str, scripts: _Scripts) -> bool:
    """Whether a text is left as the original has it."""
    if text.isascii() or not scripts.original:
        return False
    bare = _NAMED.sub(" ", text)
    kept = bare if _WORD.search(bare) else text  # all of it may stand in brackets
    original = sum(_script(letter) in scripts.original for letter in kept)
    return original > 0 and sum(map(len, _own_words(text, scripts))) * _SHARE < original


def _own_words(text: str, scripts: _Scripts) -> Iterator[str]:
    """The letters of a text's words in the other language; abbreviations in capitals are of none."""
    for word in _WORD.findall(text):
        letters = "".join(letter for letter in word if _is_own(_script(letter), scripts))
        if not letters.isupper():
            yield letters


def _is_own(script: str, scripts: _Scripts) -> bool:
    return script in scripts.own if scripts.own else script not in scripts.original


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    """The script of a letter, by which Unicode begins its name; full-width letters are those that they stand for."""
    name = unicodedata.name(unicodedata.normalize("NFKC", letter)[0], "")
    return name.replace("-", " ").partition(" ")[0].lower()
