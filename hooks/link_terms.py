"""on_env: the first mention of a term on each page leads to the glossary, and each term back to its pages.

This runs when every page of the language has its HTML and none is written yet: only then is it known where
a term is used.
"""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from plan.html.terms import TermIndex
from plan.pages.term_links import GLOSSARY, TermLinks


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Link the terms on all pages of the language, then list those pages under each term."""
    built = config.extra["plan_site"]
    if built is None:
        return env
    language = config.plugins["i18n"].current_language
    links = TermLinks(TermIndex(built.plan.glossary.terms, language), built.speaker(language), built.plan.languages)
    glossary = None
    for file in files.documentation_pages():
        if file.page and file.page.content:
            name = built.pages[file.src_uri].name
            file.page.content = links.link(name, str(file.page.title), file.page.content)
            glossary = file.page if name == GLOSSARY else glossary
    if glossary:
        glossary.content = links.entries(str(glossary.content))
    config.extra["plan_term_links"] = links
    return env
