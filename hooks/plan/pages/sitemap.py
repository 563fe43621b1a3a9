"""What the sitemap says of a page: its address, and that of the same page in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from plan.model.languages import writing
from plan.model.types import Languages


@dataclass(frozen=True)
class SitemapPage:
    """A page as the sitemap lists it, its addresses as XML."""

    address: Markup
    languages: tuple[tuple[str, Markup], ...]
    """How search engines name each language that it has, and its address in it."""


def sitemap_page(address: str, others: Mapping[str, str], languages: Languages) -> SitemapPage:
    """A page by its whole address; `others`: that of the page in each language, by the language's code."""
    tagged = ((writing(code, languages).tag, escape(other)) for code, other in others.items())
    return SitemapPage(escape(address), tuple(tagged))
