"""on_serve: the preview writes again only what an edit changed (plan.preview.again), and shows more than the site."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from plan.messages import findings
from plan.preview.again import Again
from plan.preview.layer import Workbench
from plan.preview.paper_check import PaperCheck
from plan.publishing.current import Desk
from watchdog.observers.polling import PollingObserver


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Put the quick way before MkDocs' own, which builds everything on every change, and the workbench before pages."""
    run = config.extra["plan"]
    workbench = Workbench(
        server.serve_request, run.desk, lambda page: server._inject_js_into_html(page, server._visible_epoch)
    )
    shapes = Path(config.config_file_path).parent, Path(config.theme.custom_dir), Path(config.docs_dir)
    workbench.paper = paper = PaperCheck((run.desk.root, run.desk.docs, shapes[1] / "pages"), lambda: _reload(server))
    paper.begin(run.site)
    again = Again(run, Path(config.site_dir), str(config.site_url), shapes)
    server.builder = lambda: _rebuild(run.desk, again, builder, workbench, paper)
    server.set_app(workbench)
    for path in (watched := list(server._watched_paths)):
        server.unwatch(path)
    server.observer = PollingObserver(timeout=0.15)  # MkDocs looks every half second
    for path in watched:
        server.watch(path)
    return server


def _reload(server: LiveReloadServer) -> None:
    """Have browsers load their page again, which says what has become known."""
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()


def _rebuild(desk: Desk, again: Again, builder: Callable[..., None], workbench: Workbench, paper: PaperCheck) -> None:
    """Show what the files hold now; a fault shows itself, and the preview goes on."""
    paper.stop()
    workbench.problem = ""
    try:
        desk.refresh()
        if desk.findings:
            print(findings.report(desk.findings))
        else:
            again.update(builder)
            paper.begin(desk.site)
    except Exception as error:
        traceback.print_exc()
        workbench.problem = f"{type(error).__name__}: {error}"
