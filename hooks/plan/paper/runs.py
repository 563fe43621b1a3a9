"""Turns a text of the plan into the paragraphs of a sheet, its terms marked."""

from __future__ import annotations

from plan.html.terms import TermIndex
from plan.html.tree import Inline
from plan.model.types import Text, parted
from plan.showing.localizer import Localizer


def paragraphs(text: Text, seen: set[str], speak: Localizer, terms: TermIndex) -> list[list[Inline]]:
    """The paragraphs of a text, in a span of its language where that is another; `seen`: the terms marked before.

    As on a page, a blank line parts them, and a single line end does not.
    """
    words, language = speak.choose(text)
    found = [_runs(part.strip(), seen, terms) for part in parted(words)]
    lent = language != speak.language
    return [[{"k": "span", "style": "", "lang": language, "c": runs}] if lent else runs for runs in found]


def _runs(words: str, seen: set[str], terms: TermIndex) -> list[Inline]:
    """Words with the first mention of each term marked, and every mention that carries ※."""
    runs: list[Inline] = []
    done = 0
    for mention in terms.mentions(words):
        if mention.term in seen and not mention.marked:
            continue
        seen.add(mention.term)
        end = mention.end + mention.marked
        runs += [words[done : mention.start], {"k": "term", "id": mention.term, "c": [words[mention.start : end]]}]
        done = end
    return [run for run in [*runs, words[done:]] if run]
