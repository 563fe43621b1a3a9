"""Finds what of a plan says that it is a draft: what has to change at adoption, or was forgotten then."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plan.messages.findings import FileLine, Finding
from plan.model import Plan
from plan.reading.loader import Loaded
from plan.reading.passages import Passage

#: What of data/plan.yml says so by itself, and is shown of a draft only.
_SHOWN_OF_DRAFTS = "Edition.label"
#: The frozen editions: what they say was so, and stays.
FROZEN = "data/editions.yml"
#: How many letters around the words are told.
_AROUND = 15


def adopted(plan: Plan) -> bool:
    """Whether the plan is a draft no more."""
    return plan.details.edition.status == "adopted"


def changes(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """What has to change in the edition when the plan is adopted; nothing once it is."""
    if adopted(plan):
        return
    file = loaded.files["data/plan.yml"]
    fields = ["status", *(["decided_note"] if plan.details.edition.decided_note else [])]
    for field in fields:
        at = FileLine("data/plan.yml", file.line(("edition", field)), f"edition.{field}")
        yield Finding(at, f"adoption-{field.replace('_', '-')}", {}, "advice")
    if plan.shown_notes:
        at = FileLine("data/plan.yml", file.line(("notes_pages",)), "notes_pages")
        yield Finding(at, "adoption-notes-pages", {}, "advice")


def texts(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """Every text of the data and the chapters, in each language, that says the word for a draft."""
    for passage in loaded.manuscript.passages:
        if passage.kind == _SHOWN_OF_DRAFTS or passage.file == FROZEN:
            continue
        for language, words in _texts(passage, plan.languages.default):
            mark = plan.words["draft_mark"].get(language)
            found = mark and said(mark, words, plan.details.title.get(language) or "")
            if not found:
                continue
            file, line = passage.places[language]
            at = FileLine(file, line, f"{passage.field}（{language}）")
            yield Finding(at, "says-draft", {"mark": mark, "words": found}, "advice")


def _texts(passage: Passage, default: str) -> Iterator[tuple[str, str]]:
    yield default, passage.default
    yield from passage.translations.items()


def said(mark: str, text: str, title: str) -> str:
    """The words around `mark` where a text says it as a word of its own, or after the name of the plan; else nothing.

    In a script without blanks a word of one ideograph is a part of many others (案 of 案内): it stands alone where no
    other ideograph is beside it, and after the end of the title (計画案).
    """
    if all(_is_ideograph(letter) for letter in mark):
        other = "\u3400-\u4dbf\u4e00-\u9fff\u3005"
        before = f"(?:(?<![{other}])|(?<={re.escape(title[-2:])}))"
        pattern = re.compile(f"{before}{re.escape(mark)}(?![{other}])")
    else:
        pattern = re.compile(rf"\b{re.escape(mark)}\b", re.IGNORECASE)
    match = pattern.search(text)
    if match is None:
        return ""
    return around(text, match.start(), match.end())


def around(text: str, start: int, end: int) -> str:
    """A part of a text with some letters before and after it."""
    start, end = max(0, start - _AROUND), end + _AROUND
    words = " ".join(text[start:end].split())
    return ("…" if start else "") + words + ("…" if end < len(text) else "")


def _is_ideograph(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK UNIFIED")
