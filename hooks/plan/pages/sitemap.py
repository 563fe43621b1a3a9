"""What the sitemap says of each page: its address, and that of the same page in each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from plan.model.languages import writing
from plan.model.types import Languages
from plan.model.whole_plan import Plan


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


def sitemap_pages(built: Iterable[Iterable[Any]], home: str, plan: Plan) -> Iterator[SitemapPage]:
    """The pages that search engines may list; `built`: the generator's files of each language, `home`: the site's."""
    for file in (file for files in built for file in files):
        shown = getattr(file.page, "shown", None)
        if file.page and (shown is None or shown.page.indexed):
            others = {code: home + other.url.removeprefix("./") for code, other in file.alternates.items()}
            yield sitemap_page(file.page.canonical_url, others, plan.languages)
