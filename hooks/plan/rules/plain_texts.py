"""Tells of the marks of a chapter's markup in the texts of `data/`, which are printed as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan.messages.findings import DataField, Finding, shown
from plan.model.types import Text
from plan.rules.facts import Facts

#: What a chapter turns into something: emphasis, struck words, a link, a footnote, a block, a heading, a row.
_MARKS = re.compile(
    r"\*\*(?=\S)[^*\n]+\*\*|~~(?=\S)[^~\n]+~~|!?\[[^\[\]\n]+\]\((?:https?:|mailto:|[\w./-]+\.\w{2,4})[^()\s]*\)"
    r"|\[\^[^\[\]\s]+\]|\{\{[^{}\n]*\}\}|^#{1,6} +\S.*$|^\|.*\|$",
    re.MULTILINE,
)
#: A line of a list; one alone may be a dash or a number of its own.
_ITEMS = re.compile(r"^(?:[-*+]|[0-9]+\.) +\S.*(?:\n+(?:[-*+]|[0-9]+\.) +\S.*)+", re.MULTILINE)


def markup_in_texts(facts: Facts) -> Iterator[Finding]:
    """A text holds no marks that only a chapter turns into something: they would be printed."""
    for file, values in facts.values.items():
        for place, _, value in values:
            for language, words in value.root.items() if isinstance(value, Text) else ():
                if found := _MARKS.search(words) or _ITEMS.search(words):
                    at = DataField(file, (*place, language))
                    yield Finding(at, "markup-in-text", {"found": shown(found[0])}, level="advice")
