"""on_template_context, on_post_template: each language has a 404 page of its own; MkDocs alone keeps the last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file
from plan.model.languages import writing
from plan.model.types import Languages


def on_template_context(context: dict[str, Any], *, template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """What stands around the 404 page; the day of the sitemap, and how it names languages."""
    run = config.extra["plan"]
    updated = run.site.plan.details.edition.updated.isoformat() if run.site else ""
    languages = run.site.plan.languages if run.site else Languages((), ())
    tags = {code: writing(code, languages).tag for code in languages.codes}
    return context | {"frame": run.frames and run.frames.of(None), "updated": updated, "tags": tags}


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page of another language into its own folder; an empty answer writes nothing."""
    i18n = config.plugins["i18n"]
    if template_name != "404.html" or i18n.current_language == i18n.default_language:
        return output
    write_file(output.encode(), str(Path(config.site_dir, i18n.current_language, "404.html")))
    return ""
