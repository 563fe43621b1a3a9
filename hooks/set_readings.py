"""on_post_page, on_post_template: a page in a language that always has readings gets them when all else is in it."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority


def on_post_page(output: str, *, page: object, config: MkDocsConfig) -> str:
    """A page with its frame."""
    return _set(output, config)


@event_priority(50)  # before a language's own page for a wrong address is written
def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    """The page for a wrong address."""
    return _set(output, config) if template_name == "404.html" else output


def _set(output: str, config: MkDocsConfig) -> str:
    frames: Any = config.extra["plan"].frames
    return frames.readings.set_in(output) if frames else output
