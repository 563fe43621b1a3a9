"""Turns the terms that a language's pages name into what the glossary says of each: the pages that use it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from plan.model import Glossary
from plan.model.types import Languages
from plan.showing.addresses import relative_url
from plan.showing.localizer import Localizer
from plan.showing.renderer import GLOSSARY

#: Under each term so many of its pages are named, and the search leads to the others: with thousands of cards the
#: glossary would be a page of megabytes.
NAMED = 40
#: Where the glossary has the pages under a term, and what it says where there are none.
_PLACE = re.compile("<!-- uses: ([a-z0-9-]+) -->(.*?)<!-- end -->", re.DOTALL)


class Uses:
    """The pages of one language under each term that they name.

    `pages` gives for the name of each page its title as HTML and the ids of the terms that its words name, in the order
    of the lists.
    """

    def __init__(
        self, pages: Mapping[str, tuple[str, Sequence[str]]], glossary: Glossary, speak: Localizer, languages: Languages
    ) -> None:
        self._speak, self._languages = speak, languages
        self._titles = {page: title for page, (title, _) in pages.items()}
        self._names = {term.id: term.name.get(speak.language) or "" for term in glossary.terms}
        self._used: dict[str, list[str]] = {}
        for page, (_, terms) in pages.items():
            for term in terms:
                self._used.setdefault(term, []).append(page)

    def entries(self, content: str) -> str:
        """The glossary's HTML with the pages that use each term under it; what stands there is for a term without."""
        return _PLACE.sub(lambda match: self._used_on(match[1]) or match[2], content)

    def _url(self, page: str) -> str:
        return html.escape(relative_url(GLOSSARY, self._speak.language, page, self._languages))

    def _used_on(self, term: str) -> str:
        pages = self._used.get(term, ())
        if not pages:
            return ""
        links = ", ".join(f'<a href="{self._url(page)}">{self._titles[page]}</a>' for page in pages[:NAMED])
        if len(pages) > NAMED:
            query = urlencode({"q": self._names[term]})
            more = self._speak.word("used_on_more", count=self._speak.number(len(pages) - NAMED))
            links += f' <a href="{self._url("search")}?{query}">{more}</a>'
        summary = f"{self._speak.word('used_on')} ({len(pages)})"
        return f'<details class="uses"><summary>{summary}</summary><p>{links}</p></details>'
