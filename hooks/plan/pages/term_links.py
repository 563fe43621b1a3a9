"""Turns the HTML of a language's pages into pages whose terms lead to the glossary, and each term back to its pages."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

from plan.html.terms import TermIndex, link_terms
from plan.model.types import Languages
from plan.showing.localizer import Localizer
from plan.showing.renderer import relative_url

GLOSSARY = "glossary"
#: Under each term so many of its pages are named, and the search leads to the others: with thousands of cards the
#: glossary would be a page of megabytes.
NAMED = 40


class TermLinks:
    """The links between the pages of one language and its glossary; pages are known by their names."""

    def __init__(self, index: TermIndex, speak: Localizer, languages: Languages) -> None:
        self._index, self._speak, self._languages = index, speak, languages
        self._titles: dict[str, str] = {}
        self._terms: dict[str, tuple[str, ...]] = {}

    def link(self, page: str, title: str, content: str) -> str:
        """A page's HTML with its terms linked; `title` is its title as HTML."""
        content, terms = link_terms(content, self._index, self._url(page, GLOSSARY))
        self._titles[page] = title
        self._terms[page] = tuple(terms) if page != GLOSSARY else ()
        return content

    def entries(self, content: str) -> str:
        """The glossary's HTML with the pages that use each term under it, of all pages linked so far."""
        return re.sub("<!-- uses: ([a-z0-9-]+) -->", lambda match: self._used_on(match[1]), content)

    def uses(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """For each term the names and titles of the pages that use it, in the order in which they were linked."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for page, terms in self._terms.items():
            for term in terms:
                found[term] = (*found.get(term, ()), (page, self._titles[page]))
        return found

    def _url(self, origin: str, page: str) -> str:
        return relative_url(origin, self._speak.language, page, self._languages)

    def _used_on(self, term: str) -> str:
        pages = [page for page, terms in self._terms.items() if term in terms]
        if not pages:
            return f'<p class="meta">{self._speak.word("uses_none")}</p>'
        links = ", ".join(
            f'<a href="{html.escape(self._url(GLOSSARY, page))}">{self._titles[page]}</a>' for page in pages[:NAMED]
        )
        if len(pages) > NAMED:
            query = urlencode({"q": self._index.names[term]})
            more = self._speak.word("used_on_more", count=self._speak.number(len(pages) - NAMED))
            links += f' <a href="{html.escape(self._url(GLOSSARY, "search"))}?{query}">{more}</a>'
        summary = f"{self._speak.word('used_on')} ({len(pages)})"
        return f'<details class="uses"><summary>{summary}</summary><p>{links}</p></details>'
