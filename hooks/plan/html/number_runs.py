"""Keeps the order of telephone numbers and codes on pages whose lines run from the right: 0270-24-5111, 13-2."""

from __future__ import annotations

import re

from plan.html.tokens import TAG, tokens

#: Digits in groups that a browser and a typesetter would turn round among words that run to the left. What is one
#: number to them, 1,234.5 or 2023/4, is left alone. It is the typesetter's pattern too, which knows no look-around.
RUN = r"\+[0-9][0-9() -]*[0-9]|\(0[0-9]+\)[ -]?[0-9][0-9-]*[0-9]|[0-9]+(?:-[0-9]+|\([0-9]+\)[0-9]+)+"
_RUN = re.compile(RUN)
#: Elements whose text is no line of words, or keeps its order already.
_APART = frozenset("bdi option script style svg textarea title".split())


def in_order(text: str) -> str:
    """HTML in which each such run is isolated; HTML that was made so stays as it is."""
    if not _RUN.search(text):
        return text
    parts, within = [], 0
    for token in tokens(text):
        tag = TAG.match(token)
        if tag and tag[2] in _APART:
            within += -1 if tag[1] else 1
        plain = tag is None and token[0] != "<" and not within
        parts.append(_RUN.sub(r'<bdi dir="ltr">\g<0></bdi>', token) if plain else token)
    return "".join(parts)
