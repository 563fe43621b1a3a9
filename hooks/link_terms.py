"""on_env: the first mention of a term on each page leads to the glossary, and each term back to its pages.

This runs when every page of the language has its HTML and none is written yet: only then is it known where
a term is used.
"""

from __future__ import annotations

import html
import re

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from plan.glossary import TermIndex, link_terms

GLOSSARY = "glossary"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Link the terms on all pages of the language, then list those pages under each term."""
    built = config.extra["plan_site"]
    if built is None:
        return env
    language = config.plugins["i18n"].current_language
    index = TermIndex(built.plan.glossary.terms, language)
    pages = [file.page for file in files.documentation_pages() if file.page and file.page.content]
    glossary = next(page for page in pages if page.file.norm_src_uri == f"{GLOSSARY}.md")
    uses: dict[str, list[Page]] = {}
    for page in pages:
        url = get_relative_url(glossary.url, page.url)
        page.content, terms = link_terms(page.content, index, url)
        for term in terms:
            if page is not glossary:
                uses.setdefault(term, []).append(page)
    glossary.content = re.sub(
        "<!-- uses: ([a-z0-9-]+) -->",
        lambda match: _used_on(uses.get(match[1], []), glossary, built.speaker(language)),
        glossary.content,
    )
    return env


def _used_on(pages: list[Page], glossary: Page, speak) -> str:
    if not pages:
        return f'<p class="meta">{speak.word("uses_none")}</p>'
    links = ", ".join(
        f'<a href="{html.escape(get_relative_url(page.url, glossary.url))}">{page.title}</a>' for page in pages
    )
    summary = f"{speak.word('used_on')} ({len(pages)})"
    return f'<details class="uses"><summary>{summary}</summary><p>{links}</p></details>'
