"""Puts what is said of some words of a chapter after the block that holds them; the words stay as they are."""

from __future__ import annotations

import html
from collections.abc import Container

from plan.html.tokens import TAG, VOID, attributes, tokens


def after_words(page: str, heads: Container[str], section: str, words: str, aside: str) -> str:
    """HTML with an aside after the first block of a section that holds some words; without these, at its end.

    `heads`: the ids of the headings at which sections begin. `words`: on one line; in markup they may be in parts. A
    block is an element that stands in no other: a whole list, a whole table.
    """
    parts = list(tokens(page))
    here, said, depth, end = "", "", 0, len(parts) - 1
    for place, token in enumerate(parts):
        tag = TAG.match(token)
        if tag is None:
            said += "" if token.startswith("<!--") else html.unescape(token)
            continue
        if tag[1]:
            depth -= 1
        elif tag[2].lower() not in VOID and not token.endswith("/>"):
            said = said if depth else ""
            depth += 1
            if attributes(token).get("id", "") in heads:
                here, said = attributes(token)["id"], ""
        if depth == 0 and here == section:
            end = place
            if words and words in " ".join(said.split()):
                break
    parts.insert(end + 1, f"\n{aside}")
    return "".join(parts)
