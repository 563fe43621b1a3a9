"""on_serve: the preview writes only what an edit changed (plan.preview.changed_pages); it shows more than the site."""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from plan.help import editor
from plan.messages import disk, findings
from plan.messages.sentences import both
from plan.model import Plan
from plan.publishing.current import Desk

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from plan.preview.changed_pages import Again
    from plan.preview.layer import Application, Workbench
    from plan.preview.link_check import LinkCheck
    from plan.preview.paper_check import PaperCheck


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Put the quick way before MkDocs' own, which builds everything on every change, and the workbench before pages."""
    from plan.preview.changed_pages import Again  # no build loads what only a preview needs
    from plan.preview.differences import Differences
    from plan.preview.guard import guarded
    from plan.preview.layer import FORMS, Workbench
    from plan.preview.link_check import LinkCheck
    from plan.preview.paper_check import PaperCheck
    from plan.preview.vanishing_folders import observer

    run = config.extra["plan"]
    shapes = Path(config.config_file_path).parent, Path(config.theme.custom_dir), Path(config.docs_dir)

    def reloading(page: bytes) -> bytes:
        return bytes(server._inject_js_into_html(page, server._visible_epoch))

    again = Again(run, server.serve_request, str(config.site_url), reloading, shapes)
    workbench = Workbench(again, run.desk, reloading)
    workbench.links = LinkCheck(run.desk, lambda: _reload(server))
    workbench.paper = PaperCheck((run.desk.root, run.desk.docs, shapes[1] / "pages"), lambda: _reload(server))
    workbench.paper.begin(run.site)
    workbench.switch.differences = Differences(run.desk, lambda: _reload(server))
    if run.site:
        _bring_back_help(run.desk.data, run.site.plan)
    server.builder = lambda: _rebuild(run.desk, again, builder, workbench, workbench.links, workbench.paper)
    server.set_app(guarded(_up_to_date(server, workbench, FORMS), config.dev_addr.host))
    for path in (watched := list(server._watched_paths)):
        server.unwatch(path)
    server.observer = observer(0.15)  # MkDocs looks every half second
    for path in watched:
        server.watch(path)
    gc.collect()
    gc.freeze()  # the program and the plan as it is now stay: Python would look through them at every edit
    return server


def _bring_back_help(data: Path, plan: Plan) -> None:
    """Make the files again that help editors, where the folder was replaced: a preview is an officer's own machine."""
    try:
        for path in editor.bring_back(data, plan):
            print(both("written", path=path))
    except OSError as error:  # a folder that may not be written; the inspection says what is missing
        print(disk.refused("write-refused", error))


def _reload(server: LiveReloadServer) -> None:
    """Have browsers load their page again, which says what has become known."""
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()


def _up_to_date(server: LiveReloadServer, app: Application, at_once: tuple[str, ...]) -> Application:
    """Answers when what was saved is shown, as MkDocs' own does; addresses that begin so answer `at_once`."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with server._epoch_cond:
            if not environ["PATH_INFO"].startswith(at_once):
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
        return app(environ, start)

    return answer


def _rebuild(
    desk: Desk,
    again: Again,
    builder: Callable[..., None],
    workbench: Workbench,
    links: LinkCheck,
    paper: PaperCheck,
) -> None:
    """Show what the files hold now; a fault shows itself, and the preview goes on."""
    links.stop()
    paper.stop()
    workbench.problem = ""
    if not desk.root.is_dir():  # with the program: what it does not hold in its memory cannot be made
        print(both("preview-moved", folder=desk.root))
        return
    gc.disable()  # somebody waits for the page: rubbish is looked for when it is made
    try:
        desk.refresh()
        if not desk.findings:
            again.update(builder)
        if desk.findings:
            print(findings.report(desk.findings))
        else:
            paper.begin(desk.site)
        links.begin()
    except OSError as error:
        workbench.problem = disk.explained(error)
        print(workbench.problem)
    except Exception as error:
        traceback.print_exc()
        workbench.problem = f"{type(error).__name__}: {error}"
    finally:
        gc.enable()
