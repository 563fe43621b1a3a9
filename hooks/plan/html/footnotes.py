"""Knows the footnotes of a page's HTML: gives them the words of its language, and tells a search what they say.

A mark in the text leads to its footnote at the end of the page, and this leads back; paper has them at the page's foot.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

#: Classes of the section of footnotes, of a mark in the text, and of the link that leads back to it.
SECTION, MARK, BACK = "footnotes", "footnote-mark", "footnote-back"

_SECTION = re.compile(rf'<section class="{SECTION}"[^>]*>(.*?)</section>', re.DOTALL)
_MARK = re.compile(rf'<sup id="[^"]*"><a class="{MARK}" href="#([^"]*)"[^>]*>([0-9]+)</a></sup>')
_BACK = re.compile(rf'<a class="{BACK}" href="([^"]*)"[^>]*>([^<]*)</a>')
_ITEM = re.compile(r'<li id="(fn:[^"]*)">(.*?)(?=<li id="fn:|\Z)', re.DOTALL)


def labelled(made: str, word: Callable[..., str]) -> str:
    """The HTML of a chapter whose footnotes speak a language; `word` gives a word of the site as bare text."""

    def words(key: str, **slots: str) -> str:
        return html.escape(word(key, **slots))

    def back(match: re.Match[str]) -> str:
        said = words("footnote_back") if match[2] == "1" else words("footnote_back_again", number=match[2])
        return f'<a class="{BACK}" href="{match[1]}">{said}</a>'

    if f'class="{MARK}"' not in made and f'class="{SECTION}"' not in made:
        return made
    made = made.replace(
        f'<section class="{SECTION}">', f'<section class="{SECTION}" aria-label="{words("footnotes")}">'
    )
    made = re.sub(
        rf'(<a class="{MARK}" href="[^"]*")>([0-9]+)(?=</a>)',
        lambda match: f'{match[1]} aria-label="{words("footnote", number=match[2])}">{match[2]}',
        made,
    )
    return _BACK.sub(back, made)


def unmarked(made: str) -> str:
    """HTML without the marks of footnotes."""
    return _MARK.sub("", made)


def folded(made: str) -> str:
    """HTML in which each footnote stands where it is first marked: a search finds it in its section."""
    section = _SECTION.search(made)
    if section is None:
        return made
    said = {item[1]: _BACK.sub("", item[2]) for item in _ITEM.finditer(section[1])}
    made = made[: section.start()] + made[section.end() :]
    return _MARK.sub(lambda match: said.pop(match[1], ""), made)
