"""Puts each table of a chapter into a frame that scrolls by itself where the table is wider than the page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from plan.html.tokens import words

_TABLE = re.compile(r"<table[^>]*>(?:(?!<table).)*?</table>", re.DOTALL)
_CELLS = re.compile(r"<t[hd](?:\s[^>]*)?>(.*?)</t[hd]>", re.DOTALL)


def scrolling(made: str, word: Callable[..., str]) -> str:
    """The HTML of a chapter; a frame is called by the first line of its table.

    `word` gives a word of the site as bare text.
    """

    def framed(table: re.Match[str]) -> str:
        first = _CELLS.findall(table[0].partition("</tr>")[0])
        label = html.escape(word("chapter_table", heads=" / ".join(filter(None, map(words, first)))))
        return f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">\n{table[0]}\n</div>'

    return _TABLE.sub(framed, made)
