"""Finds in the texts of data what is markup in a chapter alone: a page and a PDF print it as it is typed.

The rule itself, with how grave it is, stands in indicators.py: a city whose plan prints such signs may accept it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan.messages.findings import shown
from plan.model.types import Text
from plan.rules.facts import Facts
from plan.rules.unlikely import Unlikely

#: A number begins many a text that is printed so; lines with numbers within one paragraph would run on.
_MARKUP = re.compile(
    r"\*\*(?=[^\s*])[^*\n]+\*\*|~~(?=\S)[^~\n]+~~|\{\{[^{}\n]*\}\}|\[\^[^\[\]\s]+\]"
    r"|!?\[[^\[\]\n]*\]\((?:https?:|mailto:|[\w./#-]+\.\w|#)[^()\s]*\)"
    r"|^[ \t]*(?:[-*+] |#{1,6} )(?=\S).*|(?<=\S\n)[ \t]*\d{1,3}[.)] (?=\S).*|^[ \t]*\|.*\|[ \t]*$",
    re.MULTILINE,
)


def markup_in_text(facts: Facts) -> Iterator[Unlikely]:
    """A text of the data is plain: emphasis, lists, tables, links and notes are markup in a chapter alone."""
    owners = sorted(((file, place) for file, place, _ in facts.holders), key=lambda one: -len(one[1]))
    for file, values in facts.values.items():
        for place, _, value in values:
            texts = value if isinstance(value, tuple) else (value,)
            for number, text in enumerate(texts):
                found = next(_found(text), None) if isinstance(text, Text) else None
                if found:
                    whole = (*place, *((number,) if isinstance(value, tuple) else ()), found[0])
                    owner = next((at for of, at in owners if of == file and whole[: len(at)] == at), ())
                    yield Unlikely(file, owner, whole[len(owner) :], None, {"found": shown(found[1])})


def _found(text: Text) -> Iterator[tuple[str, str]]:
    """The first markup in each language of a text, with the language."""
    for language, words in text.root.items():
        if match := _MARKUP.search(words):
            yield language, match[0].strip()
