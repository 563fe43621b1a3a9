"""The text edition: the whole plan as one plain text in one language, from the pages themselves.

Chapters first, in the plan's order, then the pages made from its data, then the cards and items. What only leads to
other pages is left out, and what the site says is marked as it is on the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from plan.drawing import digests
from plan.html.plain_text import text_lines
from plan.html.tree import page_tree
from plan.model import Plan
from plan.pages.kinds import is_chapter
from plan.pages.shown import ShownPage
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name

#: The page with the milestones of the plan, among much that cards say too.
_ROADMAP = "roadmap"
#: From here on a page of a card tells of former editions, and of other cards.
_OTHERS = re.compile(r'(?:<div class="part-heading">\s*)?<h2[^>]* id="changes"|<nav[^>]* class="neighbors"')
#: Among the facts of a card: which others are related to it, and what of it can be taken away. The ways from a term to
#: the pages that use it. A link to a document. What the lines of a drawing stand for.
_AWAY = re.compile(
    r'<div id="(?:related|download)"><dt>.*?</dd></div>|<details class="uses">.*?</details>|<a class="pdf".*?</a>'
    r'|<ul class="way-keys">.*?</ul>',
    re.DOTALL,
)
#: What only a screen needs: drawings, and what is set by a browser.
_DRAWN = re.compile(r"<(svg|form|template|dialog|select|label)\b(?:(?!<\1\b).)*?</\1>|<input\b[^>]*>", re.DOTALL)
#: A drawing that says in words what it shows.
_SAID = re.compile(r'<svg\b[^>]* role="img" aria-label="([^"]*)"[^>]*>')


def in_text(page: ShownPage) -> bool:
    """Whether a page has words of the plan that no other page has: the roadmap has its milestones."""
    told = page.page
    return told.of_plan and told.search is not None and (not told.search.only_lead or told.name == _ROADMAP)


@cache
def made_by() -> str:
    """What decides how the text edition is made of its pages, beside all that pages are made by."""
    return digests.digest([Path(__file__)], [])


def text_edition(plan: Plan, pages: Sequence[ShownPage], speak: Localizer) -> bytes:
    """The text of some pages of one language: UTF-8, with a byte order mark, so that old editors read it right."""
    return ("\n".join(_lines(plan, pages, speak)).rstrip() + "\n").encode("utf-8-sig")


def _lines(plan: Plan, pages: Sequence[ShownPage], speak: Localizer) -> Iterator[str]:
    own = speak.plain_word("own_words_mark")
    yield f"# {plan_name(plan, speak)}"
    yield ""
    yield speak.plain(plan.details.city.name)
    yield plan.details.url
    yield speak.own_word("data_day", day=plan.details.edition.updated).plain
    yield speak.own_word("text_marks", own=own).plain
    yield ""
    parts = {part.id: part for part in plan.details.parts}
    for page in pages:
        part = parts.pop(page.name.partition("/")[0], None) if is_chapter(page.page) else None
        if part:
            yield f"# {speak.plain(part.title)}"
            yield ""
        yield from _page(page, own)


def undrawn(html: str) -> str:
    """A page without what only a screen needs, drawings within drawings too; a drawing with words leaves its words."""
    html, found = _SAID.sub(r"<p>\1</p>\g<0>", _AWAY.sub("", html)), 1
    while found:
        html, found = _DRAWN.subn("", html)
    return html


def _page(page: ShownPage, own: str) -> Iterator[str]:
    cut = _OTHERS.search(page.html)
    blocks = page_tree(undrawn(page.html[: cut.start()] if cut else page.html), page.name)
    titled = [number for number, block in enumerate(blocks) if block["k"] == "heading" and block["level"] == 1]
    if not titled:
        yield f"## {page.title}"
        yield ""
    yield from text_lines(blocks[titled[0] if titled else 0 :], own=own, down=1)
