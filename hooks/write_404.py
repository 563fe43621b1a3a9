"""on_post_template: each language keeps a 404 page of its own; MkDocs alone would keep only the last one's."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

TEMPLATE = "404.html"


def on_template_context(context: dict[str, Any], *, template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The language switch of the 404 page leads to the home pages, not to those of the page built last."""
    i18n = config.plugins["i18n"]
    if i18n.extra_alternate:
        config.extra.alternate = deepcopy(i18n.extra_alternate)  # static-i18n (1.3) sets the attribute, not the key
    return context


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Write the 404 page of another language into its own folder; an empty answer writes nothing."""
    i18n = config.plugins["i18n"]
    if template_name != TEMPLATE or i18n.current_language == i18n.default_language:
        return output
    write_file(output.encode(), str(Path(config.site_dir, i18n.current_language, TEMPLATE)))
    return ""
