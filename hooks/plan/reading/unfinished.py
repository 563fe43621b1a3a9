"""Finds translations that nobody wrote yet: a note to the translator in a text's place, or the original itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from plan.messages.findings import FileLine, Finding, Location, shown
from plan.model import languages
from plan.reading.folders import PlanFolders, pages
from plan.reading.passages import split
from plan.reading.prose import page_uri
from plan.reading.yaml_file import YamlFile

#: What people write where a translation is still to come. Only translations are asked: a plan may speak of them.
_TO_DO = re.compile(r"要翻訳|未訳|翻訳待ち|\b(?:TODO|FIXME|TBT)\b|\b[Tt]o be translated\b")
#: What one of them holds; looked for first, because that is fast.
_SIGNS = ("要翻訳", "未訳", "翻訳待ち", "TODO", "FIXME", "TBT", "o be translated")
_SQUARE = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
#: What of a chapter is in no language: ids, blocks made from data, addresses, tags.
_UNSAID = re.compile(r"\{#[^{}]*\}|\{\{[^{}]*\}\}|(?<=\])\([^()]*\)|<[^<>]*>")
_OTHER = re.compile(rf"(?!{_SQUARE.pattern})[^\W\d_]")


def unfinished(folders: PlanFolders) -> Iterator[Finding]:
    """Texts in other languages than the plan's own that hold such a note, or no letter of their language."""
    codes = {code: languages.writing(code, folders.languages).wide for code in folders.languages.others}
    for file in folders.files.values():
        yield from _in_data(file, file.data, (), codes)
    for page in pages(folders.parts):
        for code, wide in codes.items():
            name = f"{folders.docs.name}/{page_uri(page, code, folders.languages)}"
            if (chapter := folders.prose.get(name)) and chapter.finding is None:
                yield from _in_chapter(chapter.plain, name, wide)


def _in_data(file: YamlFile, value: object, location: Location, codes: Mapping[str, bool]) -> Iterator[Finding]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _in_data(file, item, (*location, number), codes)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            place = (*location, key)
            if not isinstance(item, str):
                yield from _in_data(file, item, place, codes)
            elif key in codes and (rule := _fault(item, codes[key])):
                yield file.finding(place, rule, found=shown(item))


def _in_chapter(text: str, name: str, wide: bool) -> Iterator[Finding]:
    """A title or a section in whole, for a chapter may quote the original; a note at its own line."""
    for piece in split(text):
        words = _UNSAID.sub("", piece.text)
        if _fault(words, wide) == "not-translated":
            yield Finding(FileLine(name, piece.line), "not-translated", {"found": shown(piece.text)})
    for number, line in enumerate(text.split("\n"), start=1):
        if _fault(line, wide=True):
            yield Finding(FileLine(name, number), "to-be-translated", {"found": shown(line)})


def _fault(text: str, wide: bool) -> str:
    """The rule that a text in another language breaks; `wide` if its letters fill squares, as the original's may."""
    if any(sign in text for sign in _SIGNS) and _TO_DO.search(text):
        return "to-be-translated"
    if wide or text.isascii():
        return ""
    return "not-translated" if _SQUARE.search(text) and not _OTHER.search(text) else ""
