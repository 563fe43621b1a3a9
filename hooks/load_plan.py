"""on_config, on_env, on_build_error: `data/` and `docs/` become the plan and its pages, or the build stops.

A build with findings says all of them and stops before the old site is touched. `mkdocs serve` goes on with the last
good plan; what it shows instead is the work of preview.py.
"""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs_static_i18n.config import I18nPluginLanguage
from plan.html import content_security, tree
from plan.machine import workers
from plan.messages import findings
from plan.pages import site
from plan.paper import documents
from plan.publishing.current import KEPT, Desk


class _Kept:
    """What outlives one language's build: the command, and the desk with the last good site."""

    preview = False
    desk: Desk | None = None


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is the preview, which must not stop."""
    _Kept.preview = command == "serve"
    _Kept.desk = None


def _load(config: MkDocsConfig) -> MkDocsConfig:
    """Load once for all languages, then set what MkDocs and the theme need in the language now built."""
    if _Kept.desk is None:
        root, looks = Path(config.config_file_path).parent, Path(config.theme.custom_dir) / "pages"
        _Kept.desk = Desk(root, Path(config.docs_dir), looks, preview=_Kept.preview)
    desk = _Kept.desk
    try:
        desk.refresh()
    except (documents.TypesettingError, tree.UnknownElementError, workers.WorkerError) as error:
        raise PluginError(str(error)) from None
    if desk.findings and not _Kept.preview:
        raise PluginError(findings.report(desk.findings))
    config.extra["plan_desk"] = desk
    if desk.site is None:
        config.extra |= {"plan_site": None, "plan_words": {}, "language_root": ""}
        return config
    _describe(config, desk.site)
    return config


def _describe(config: MkDocsConfig, built: site.Site) -> None:
    """What the theme asks the configuration for, in the language that is built now."""
    details = built.plan.details
    i18n = config.plugins["i18n"]
    i18n.config.languages = [_language(item, item == details.languages[0]) for item in details.languages]
    speak = built.speaker(i18n.current_language or details.languages[0].code)
    label = speak.plain(details.edition.label) if details.edition.status == "draft" else ""
    title = speak.plain(details.title)
    config.site_name = html.escape(speak.beside(title, label))
    config.site_description = html.escape(speak.plain(details.summary))
    if not _Kept.preview:
        config.site_url = details.url
    office = speak.office(details, built.catalog.department(details.office))
    config.copyright = html.escape(speak.plain_word("kept_by_city", city=speak.plain(details.city.name), office=office))
    # MkDocs writes the day of the build into sitemap.xml.gz; the same plan must give the same bytes on any day.
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(documents.timestamp(built.plan)))
    config.extra["plan_site"] = built
    config.extra["plan_words"] = {key: str(speak.word(key)) for key in site.THEME_WORDS}
    config.extra["language_root"] = "" if speak.is_default else f"{speak.language}/"
    config.extra["policy"] = "" if _Kept.preview else content_security.PAGE
    config.extra["updated"] = details.edition.updated.isoformat()
    config.extra["draft"] = details.edition.status == "draft"


def _language(item: site.model.Language, default: bool) -> I18nPluginLanguage:
    language = I18nPluginLanguage()
    language.load_dict({"locale": item.code, "name": html.escape(item.name), "default": default})
    failed, _ = language.validate()
    if failed:
        raise PluginError(f"data/plan.yml: languages: {failed}")
    return language


@event_priority(-110)  # after static-i18n, which puts back the menu it first saw
def _set_menu(config: MkDocsConfig) -> MkDocsConfig:
    built = config.extra["plan_site"]
    if built:
        config.nav = built.navigation(config.plugins["i18n"].current_language)
    return config


on_config = CombinedEvent(_load, _set_menu)


def on_build_error(error: Exception) -> None:
    """Let nobody draw on for a build that failed."""
    if _Kept.desk and _Kept.desk.site:
        _Kept.desk.site.stop_pictures()


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the theme's compiled templates, by their content: compiling them is a quarter of a build."""
    folder = Path(config.config_file_path).parent / KEPT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env
