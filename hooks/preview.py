"""on_serve: the preview writes again only what an edit changed, and shows more than the site (plan.preview.serving)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Put the program's own way before MkDocs', which builds everything on every change."""
    from plan.preview.serving import serve  # no build loads what only a preview needs

    shapes = Path(config.config_file_path).parent, Path(config.theme.custom_dir), Path(config.docs_dir)
    serve(server, config.extra["plan"], shapes, (str(config.site_url), config.dev_addr.host), builder)
    return server
