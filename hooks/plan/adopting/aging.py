"""Finds the words that a plan outlives: now, this fiscal year, planned, under consideration.

Which words these are each language says (`aging_words` among the site's words); a city may write its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan.adopting.drafts import around
from plan.messages.findings import FileLine, Finding
from plan.model import Plan
from plan.model.inventory import WORDS
from plan.reading.loader import Loaded
from plan.reading.passages import Passage

#: What parts the words of a language.
_BETWEEN = re.compile(r"[、,，;；]\s*")
#: A day or a year right before such a word dates it: （10月1日現在）.
_DATED = re.compile(r"[0-9０-９]\S{0,2}\Z")
#: Files whose words are no part of the plan's text, or tell of a day that stands beside them.
_NOT_THE_PLAN = tuple(
    f"/{name}" for name in ("notes.yml", WORDS, "sources.yml", "log.yml", "consultation.yml", "editions.yml")
)


def texts(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """Every text of the plan, in each language, that holds such a word, at each place, with the words around it."""
    patterns = {code: _pattern(plan.words["aging_words"].get(code) or "") for code in plan.languages.codes}
    for passage in loaded.manuscript.passages:
        if passage.file.endswith(_NOT_THE_PLAN):
            continue
        for language, words in _texts(passage, plan.languages.default):
            pattern = patterns[language]
            file, line = passage.places[language]
            for match in pattern.finditer(words) if pattern else ():
                if not _dated(words, match.start()):
                    below = words.count("\n", 0, match.start()) if file.endswith(".md") else 0
                    at = FileLine(file, line + below, f"{passage.field}（{language}）")
                    said = around(words, match.start(), match.end())
                    yield Finding(at, "says-what-ages", {"word": match[0], "words": said}, "advice")


def _texts(passage: Passage, default: str) -> Iterator[tuple[str, str]]:
    yield default, passage.default
    yield from passage.translations.items()


def _pattern(words: str) -> re.Pattern[str] | None:
    """Any of some words, the longest first; a word of letters with blanks between words only as a whole."""
    found = sorted(filter(None, _BETWEEN.split(words)), key=len, reverse=True)
    parts = [rf"\b{re.escape(word)}\b" if word[0].isascii() else re.escape(word) for word in found]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _dated(words: str, start: int) -> bool:
    return bool(_DATED.search(words[max(0, start - 3) : start]))
