"""on_config, on_post_build, on_build_error: the site is built aside and takes the old one's place when it is whole."""

from __future__ import annotations

import atexit
import logging
from pathlib import Path
from typing import Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import CountHandler
from plan.machine import whole_files
from plan.messages import sentences
from plan.publishing import swap
from plan.publishing.current import KEPT


class _Run:
    """What outlives one language's build: where the site is made, and the warnings so far."""

    workplace: swap.Workplace | None = None
    building = False
    warnings = CountHandler()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """The preview has a folder of its own already."""
    _Run.building = command != "serve"
    _Run.workplace = None
    _Run.warnings = CountHandler()
    _Run.warnings.setLevel(logging.WARNING)
    if _Run.building:
        for generator in ("mkdocs", "properdocs"):  # ProperDocs, run in MkDocs' place, warns under its own name
            logging.getLogger(generator).addHandler(_Run.warnings)


@event_priority(100)  # before anything asks where the site is to be
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the first language: a folder beside the site."""
    if _Run.building and _Run.workplace is None:
        _Run.workplace = swap.Workplace(Path(config.site_dir))
        atexit.register(_Run.workplace.abandon)
        config.site_dir = str(_Run.workplace.open())
        whole_files.clear_half_files(Path(config.config_file_path).parent / KEPT)
    return config


@event_priority(-200)  # after static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language, if nobody warned: the new site takes the old one's place."""
    if _Run.workplace is None or config.plugins["i18n"].building:
        return
    if config.strict and _Run.warnings.get_counts():
        return  # MkDocs says so and fails
    swap.write_manifest(_Run.workplace.folder, Path(__file__).parents[1] / "requirements.txt")
    _Run.workplace.publish()


def on_build_error(error: Exception) -> None:
    """Leave the old site, and nothing of the new one; a disk that refused is told without a traceback."""
    if _Run.workplace is None:
        return
    _Run.workplace.abandon()
    if isinstance(error, OSError):
        logging.getLogger("mkdocs.hooks").debug("A file or a disk refused", exc_info=error)  # mkdocs build --verbose
        raise PluginError(f"{swap.explained(error)}\n{sentences.both('site-stays')}") from None
