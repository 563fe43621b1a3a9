"""on_nav, on_env, on_serve: the preview makes again only what an edit changed, and shows more than the public site.

MkDocs (1.6) builds everything on every change. What a language's build leaves behind is kept here, so that the next
edit renders the pages whose Markdown it changed, with the same functions; a change of anything else builds anew.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from plan.messages import findings
from plan.pages.site import Site
from plan.preview.layer import Workbench
from plan.publishing.current import Desk
from plan.reading import files
from watchdog.observers.polling import PollingObserver

#: Seconds between two looks at the files; MkDocs looks every half second.
LOOK = 0.15


@dataclass
class _Language:
    """What the build of one language leaves behind."""

    config: MkDocsConfig
    nav: Navigation
    files: Files
    env: Environment

    @cached_property
    def pages(self) -> Mapping[str, Any]:
        """The pages by their file's name."""
        return {file.src_uri: file.page for file in self.files.documentation_pages() if file.page}


class _Built:
    """What the last build left: each language, the site that was shown, the digest of everything but the plan."""

    nav: Navigation | None = None
    languages: ClassVar[dict[str, _Language]] = {}
    site: Site | None = None
    program = ""


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the menu of the language that is built now."""
    _Built.nav = nav
    return nav


@event_priority(-200)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Remember what this language's pages are written with; the next language changes the configuration."""
    built = config.extra["plan_site"]
    if built is not _Built.site:
        _Built.languages = {}
    _Built.site = built
    if built is not None and _Built.nav is not None:
        kept = copy(config)
        kept.extra = copy(config.extra)
        language = config.plugins["i18n"].current_language
        _Built.languages[language] = _Language(kept, _Built.nav, files, env)
    return env


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Put the quick way before MkDocs' own, and the workbench before its pages."""
    desk: Desk = config.extra["plan_desk"]
    workbench = Workbench(
        server.serve_request, desk, lambda page: server._inject_js_into_html(page, server._visible_epoch)
    )
    _Built.program = _program(config)
    server.builder = lambda: _rebuild(desk, config, builder, workbench)
    server.set_app(workbench)
    _watch_closely(server)
    return server


def _watch_closely(server: LiveReloadServer) -> None:
    watched = list(server._watched_paths)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=LOOK)
    for path in watched:
        server.watch(path)


def _program(config: MkDocsConfig) -> str:
    """A digest of all that shapes the site but the plan and its page templates."""
    root = Path(config.config_file_path).parent
    looks = [path for path in Path(config.theme.custom_dir).iterdir() if path.name != "pages"]
    other = [path for path in Path(config.docs_dir).rglob("*") if path.is_file() and path.suffix != ".md"]
    return files.fingerprint(root / "mkdocs.yml", root / "hooks", root / "data/ornament.svg", *looks, *other)


def _rebuild(desk: Desk, config: MkDocsConfig, builder: Callable[..., None], workbench: Workbench) -> None:
    """Show what the files hold now; a fault shows itself, and the preview goes on."""
    workbench.problem = ""
    try:
        program = _program(config)
        desk.refresh()
        if desk.findings:
            print(findings.report(desk.findings))
        elif program != _Built.program or not _quick(desk):
            builder()
        _Built.program = program
    except Exception as error:
        traceback.print_exc()
        workbench.problem = f"{type(error).__name__}: {error}"


def _quick(desk: Desk) -> bool:
    """Write the pages and files that differ from what is shown; False if only a whole build can show the change."""
    new, old = desk.site, _Built.site
    if new is None or old is None or not _alike(new, old):
        return False
    for uri, content in new.files.items():
        if content != old.files.get(uri):
            target = Path(next(iter(_Built.languages.values())).config.site_dir, uri)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    for language, state in _Built.languages.items():
        changed = [uri for uri, page in new.pages.items() if page.language == language and page != old.pages[uri]]
        _show(changed, language, state, new)
    _Built.site = new
    return True


def _alike(new: Site, old: Site) -> bool:
    """Whether the two differ in nothing but what stands on their pages."""
    return (
        new.pages.keys() == old.pages.keys()
        and new.files.keys() == old.files.keys()
        and new.plan.details == old.plan.details
        and new.plan.words == old.plan.words
        and new.plan.glossary == old.plan.glossary
        and all(new.navigation(code) == old.navigation(code) for code in new.plan.languages.codes)
    )


def _show(changed: list[str], language: str, state: _Language, site: Site) -> None:
    """Render and write pages of one language."""
    state.config.plugins["i18n"].current_language = language
    for uri in changed:
        page = state.pages[uri]
        page.made = site.pages[uri]
        page.read_source(state.config)
        page.render(state.config, state.files)
        _write(page, state)


def _write(page: Page, state: _Language) -> None:
    page.active = True
    context: Any = get_context(state.nav, state.files.documentation_pages(), state.config, page)
    context = state.config.plugins.on_page_context(context, page=page, config=state.config, nav=state.nav)
    output = state.env.get_template("main.html").render(context)
    page.active = False
    write_file(output.encode("utf-8", errors="xmlcharrefreplace"), str(page.file.abs_dest_path))
