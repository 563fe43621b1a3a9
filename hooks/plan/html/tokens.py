"""Parts HTML into its tags and the text between them: the one tokenizer, for all that looks at HTML by itself.

It takes HTML as a browser does where every tag is closed by its `>`; what a browser would mend, `allowed` refuses.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

#: Elements that have no end (https://html.spec.whatwg.org/multipage/syntax.html#void-elements).
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

#: The name of an element at the beginning of its tag; the first group is `/` at its end.
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_TOKEN = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s([a-zA-Z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?(?=[\s/>])")


def tokens(text: str) -> Sequence[str]:
    """Comments, tags and the text between them, as they stand; together they are the HTML."""
    return _TOKEN.findall(text)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag with their values as they are read; empty for one without a value."""
    return {name.lower(): html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def words(text: str) -> str:
    """What HTML says, on one line; a tag parts words as a blank does."""
    return " ".join(html.unescape(" ".join(part for part in tokens(text) if part[0] != "<" or part == "<")).split())


def run(text: str) -> str:
    """The same where tags part nothing, as within a paragraph."""
    return " ".join(html.unescape("".join(part for part in tokens(text) if part[0] != "<" or part == "<")).split())
