"""The preview as it is served: what a save changed is written again, and shown when it is there.

`Again` writes what an edit changed; the workbench stands before the pages and shows more than the site; the checks of
links, of paper and of what differs from the last edition run on beside it, and have the page loaded again.
"""

from __future__ import annotations

import gc
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from plan.help import editor
from plan.messages import disk, findings
from plan.messages.sentences import both
from plan.model import Plan
from plan.preview.changed_pages import Again
from plan.preview.differences import Differences
from plan.preview.guard import guarded
from plan.preview.layer import FORMS, Application, Workbench
from plan.preview.link_check import LinkCheck
from plan.preview.paper_check import PaperCheck
from plan.preview.vanishing_folders import observer
from plan.publishing.current import Desk
from plan.publishing.run import Run


def serve(
    server: Any, run: Run, shapes: tuple[Path, Path, Path], at: tuple[str, str], builder: Callable[..., None]
) -> None:
    """Put the quick way before the generator's own, which builds everything on every change, and the workbench before
    pages.

    `server` is MkDocs' own (1.6), which has no other way in; `shapes`: the folders of the plan, of the templates and of
    the chapters; `at`: the address of the site, and the host at which it is served.
    """
    if run.desk is None:
        raise LookupError("nothing was loaded")
    url, host = at

    def reloading(page: bytes) -> bytes:
        return bytes(server._inject_js_into_html(page, server._visible_epoch))

    again = Again(run, server.serve_request, url, reloading, shapes)
    workbench = Workbench(again, run.desk, reloading)
    workbench.links = LinkCheck(run.desk, lambda: _reload(server))
    workbench.paper = PaperCheck((run.desk.root, run.desk.docs, shapes[1] / "pages"), lambda: _reload(server))
    workbench.paper.begin(run.site)
    workbench.switch.differences = Differences(run.desk, lambda: _reload(server))
    if run.site:
        _bring_back_help(run.desk.data, run.site.plan)
    desk, links, paper = run.desk, workbench.links, workbench.paper
    server.builder = lambda: _rebuild(desk, again, builder, workbench, links, paper)
    server.set_app(guarded(_up_to_date(server, workbench, FORMS), host))
    for path in (watched := list(server._watched_paths)):
        server.unwatch(path)
    server.observer = observer(0.15)  # MkDocs looks every half second
    for path in watched:
        server.watch(path)
    gc.collect()
    gc.freeze()  # the program and the plan as it is now stay: Python would look through them at every edit


def _bring_back_help(data: Path, plan: Plan) -> None:
    """Make the files again that help editors, where the folder was replaced: a preview is an officer's own machine."""
    try:
        for path in editor.bring_back(data, plan):
            print(both("written", path=path))
    except OSError as error:  # a folder that may not be written; the inspection says what is missing
        print(disk.refused("write-refused", error))


def _reload(server: Any) -> None:
    """Have browsers load their page again, which says what has become known."""
    with server._rebuild_cond:
        server._want_rebuild = True
        server._rebuild_cond.notify_all()


def _up_to_date(server: Any, app: Application, at_once: tuple[str, ...]) -> Application:
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
