"""on_template_context, on_post_template: the sitemap; a 404 page for each language, of which MkDocs keeps the last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file
from plan.model.types import Languages
from plan.pages.sitemap import SitemapPage, sitemap_page


def on_template_context(context: dict[str, Any], *, template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """What stands around the 404 page; the pages of the sitemap, and its day."""
    run = config.extra["plan"]
    updated = run.site.plan.details.edition.updated.isoformat() if run.site else ""
    languages = run.site.plan.languages if run.site else Languages((), ())
    listed = _listed(config, languages) if template_name == "sitemap.xml" else ()
    return context | {"frame": run.frames and run.frames.of(None), "updated": updated, "listed": listed}


def _listed(config: MkDocsConfig, languages: Languages) -> Iterator[SitemapPage]:
    """The pages that search engines may list, in all languages."""
    for files in config.plugins["i18n"].i18n_files_per_language.values():
        for file in files:
            shown = getattr(file.page, "shown", None)
            if file.page and (shown is None or shown.page.indexed):
                others = {code: other.url.removeprefix("./") for code, other in file.alternates.items()}
                whole = {code: f"{config.site_url}{url}" for code, url in others.items()}
                yield sitemap_page(file.page.canonical_url, whole, languages)


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page of another language into its own folder; an empty answer writes nothing."""
    i18n = config.plugins["i18n"]
    if template_name != "404.html" or i18n.current_language == i18n.default_language:
        return output
    write_file(output.encode(), str(Path(config.site_dir, i18n.current_language, "404.html")))
    return ""
