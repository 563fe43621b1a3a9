"""on_startup, on_config, on_env, on_build_error: `data/` and `docs/` become the plan and its pages, or the build stops.

A build with findings stops before the old site is touched; a preview goes on. `config.extra["plan"]` is the run of all.
"""

from __future__ import annotations

import html
import logging
import os
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs_static_i18n.config import I18nPluginLanguage
from plan.help import editor
from plan.html.tree import UnknownElementError
from plan.machine.memory import lacking
from plan.machine.progress_line import ProgressLine
from plan.machine.workers import WorkerError
from plan.messages import findings
from plan.messages.sentences import both
from plan.model import Language
from plan.outline.page import PageError
from plan.paper import library
from plan.publishing.current import KEPT, Desk
from plan.publishing.run import Run
from plan.showing.compiling import StoredTemplates
from plan.showing.names import plan_name


class _Started:
    """The run, from the start of the command on; MkDocs makes a new configuration for each build of a preview."""

    run = Run(preview=False)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Begin a run; a preview must not stop."""
    _Started.run = Run(preview=command == "serve")


@event_priority(110)  # before any hook asks for the run
def _begin(config: MkDocsConfig) -> MkDocsConfig:
    config.extra["plan"] = _Started.run
    return config


def _load(config: MkDocsConfig) -> MkDocsConfig:
    """Load once for all languages, then set what MkDocs needs in the language that is built now."""
    run = config.extra["plan"]
    first = run.desk is None
    if run.desk is None:
        if run.preview:
            _refuse_without_place(*config.dev_addr)
        root, looks = Path(config.config_file_path).parent, Path(config.theme.custom_dir) / "pages"
        told = ProgressLine(quiet=run.preview or not logging.getLogger("mkdocs").isEnabledFor(logging.INFO))
        run.desk = Desk(root, Path(config.docs_dir), looks, preview=run.preview, progress=told)
    try:
        run.desk.refresh()
        run.desk.complete()  # every page is built now
    except library.TypesettingError as error:
        raise PluginError(library.explained(error)) from None
    except (WorkerError, MemoryError) as error:
        raise PluginError(both("little-memory", called=str(error) or "MemoryError")) from None
    except (PageError, UnknownElementError) as error:
        raise PluginError(str(error)) from None
    if run.desk.findings and not run.preview:
        raise PluginError(findings.report(run.desk.findings))
    for point in (*run.desk.notices, *editor.lacking(run.desk.data)) if first and run.desk.loaded else ():
        logging.getLogger("mkdocs.hooks").info(str(point))
    config.theme.dirs = [config.theme.custom_dir]  # no page asks for any of Material's 14,500 templates and files
    config.nav = ["index.md"]  # the menu is made by the program (plan.pages.menu)
    if run.site:
        details, i18n = run.site.plan.details, config.plugins["i18n"]
        i18n.config.languages = [_language(item, item == details.languages[0]) for item in details.languages]
        language = i18n.current_language or details.languages[0].code
        config.site_name = html.escape(plan_name(run.site.plan, run.site.speaker(language)))
        config.site_url = (run.preview and config.site_url) or details.url  # a preview is seen where it is served
        run.frames = run.site.frames(language, config.site_url, preview=run.preview)
        # MkDocs writes the day of the build into sitemap.xml.gz; the same plan must give the same bytes on any day.
        os.environ["SOURCE_DATE_EPOCH"] = str(library.timestamp(run.site.plan))  # one set to nothing counts as none
    return config


on_config = CombinedEvent(_begin, _load)


def _refuse_without_place(host: str, port: int) -> None:
    from plan.preview.guard import not_there  # no build loads what only a preview needs

    if said := not_there(host, port):
        raise PluginError(said)


def _language(item: Language, default: bool) -> I18nPluginLanguage:
    language = I18nPluginLanguage()
    language.load_dict({"locale": item.code, "name": html.escape(item.name), "default": default})
    failed, _ = language.validate()
    if failed:
        raise PluginError(f"data/plan.yml: languages: {failed}")
    return language


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep compiled templates, by their content: compiling them is a quarter of a build."""
    folder = Path(config.config_file_path).parent / KEPT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = StoredTemplates(str(folder))
    run = config.extra["plan"]
    run.templates, run.last = env, run.pages + len(files.documentation_pages())
    return env


def on_build_error(error: Exception) -> None:
    """Leave the old site and nothing of the new; a refusing disk is told without a traceback."""
    told = _Started.run.fail(error)
    if lacking(error):
        told = both("little-memory", called=type(error).__name__)
    if told:
        logging.getLogger("mkdocs.hooks").debug("A file or a disk refused", exc_info=error)  # mkdocs build --verbose
        raise PluginError(told) from None
