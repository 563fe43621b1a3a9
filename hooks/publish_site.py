"""on_config, on_post_build: the site is built aside and takes the old one's place when it is whole."""

from __future__ import annotations

import atexit
import gc
import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler
from plan.machine import whole_files
from plan.publishing import manifest, swap
from plan.publishing.current import KEPT


@event_priority(100)  # before anything asks where the site is to be
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: a folder beside the site, and a count of the warnings from now on."""
    run = config.extra["plan"]
    if not run.preview and run.workplace is None:
        run.workplace = swap.Workplace(Path(config.site_dir))
        atexit.register(run.workplace.abandon)
        config.site_dir = str(run.workplace.open())
        whole_files.clear_half_files(Path(config.config_file_path).parent / KEPT)
        run.warnings = CountHandler()
        run.warnings.setLevel(logging.WARNING)
        for generator in ("mkdocs", "properdocs"):  # ProperDocs, run in MkDocs' place, warns under its own name
            logging.getLogger(generator).addHandler(run.warnings)
    return config


@event_priority(-200)  # after static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language, if nobody warned: the new site takes the old one's place."""
    run = config.extra["plan"]
    if run.workplace is None or config.plugins["i18n"].building:
        return
    if config.strict and run.warnings.get_counts():
        return  # MkDocs says so and fails
    manifest.write_manifest(run.workplace.folder, Path(__file__).parents[1] / "requirements.txt", run.desk.plan_digest)
    run.workplace.publish()
    config.site_dir = str(run.workplace.site)  # where `mkdocs gh-deploy` then looks for what it is to send
    gc.freeze()  # the process ends: Python would look through all that was built once more
