"""on_post_page, on_template_context, on_post_template: what a page gets last, and the templates that are no page.

A page in a language that always has readings gets them; each language has a 404 page, of which MkDocs keeps the last.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file
from plan.pages.sitemap import sitemap_pages


def on_post_page(output: str, *, page: object, config: MkDocsConfig) -> str:
    """Readings above the kanji of a page with its frame."""
    frames: Any = config.extra["plan"].frames
    return frames.readings.set_in(output) if frames else output


def on_template_context(context: dict[str, Any], *, template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """What stands around the 404 page; the pages of the sitemap, and its day."""
    run, files = config.extra["plan"], config.plugins["i18n"].i18n_files_per_language
    plan = run.site and run.site.plan
    updated = plan.details.edition.updated.isoformat() if plan else ""
    listed = (
        sitemap_pages(files.values(), str(config.site_url), plan) if template_name == "sitemap.xml" and plan else ()
    )
    return context | {"frame": run.frames and run.frames.of(None), "updated": updated, "listed": listed}


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page of another language into its own folder; an empty answer writes nothing."""
    i18n = config.plugins["i18n"]
    if template_name != "404.html":
        return output
    output = on_post_page(output, page=None, config=config)
    if i18n.current_language == i18n.default_language:
        return output
    write_file(output.encode(), str(Path(config.site_dir, i18n.current_language, "404.html")))
    return ""
