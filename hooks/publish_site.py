"""on_config, on_post_build: the site is built aside and takes the old one's place when it is whole."""

from __future__ import annotations

import gc
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler
from plan.publishing.current import KEPT


@event_priority(100)  # before anything asks where the site is to be
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: a folder beside the site, and a count of the warnings from now on."""
    run = config.extra["plan"]
    if not run.preview and run.workplace is None:
        config.site_dir = str(run.begin_aside(Path(config.site_dir), Path(config.config_file_path).parent / KEPT))
        run.warnings = CountHandler(level=logging.WARNING)
        for generator in ("mkdocs", "properdocs"):  # ProperDocs, run in MkDocs' place, warns under its own name
            logging.getLogger(generator).addHandler(run.warnings)
    return config


@event_priority(-200)  # after static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language, if nobody warned (of which MkDocs says so and fails): the new site takes its place."""
    run = config.extra["plan"]
    if run.workplace and not config.plugins["i18n"].building and not (config.strict and run.warnings.get_counts()):
        # where `mkdocs gh-deploy` then looks for what it is to send
        config.site_dir = str(run.publish(Path(__file__).parents[1] / "requirements.txt"))
        gc.freeze()  # the process ends: Python would look through all that was built once more
