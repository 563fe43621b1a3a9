"""A preview is for the machine and the page that it was opened from; it outlives its folders, and needs its port."""

from __future__ import annotations

import io
import shutil
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from copies import copy_plan
from plan.preview.guard import guarded, not_there
from plan.preview.vanishing_folders import observer
from test_workbench import Browser
from watchdog.events import FileSystemEvent, FileSystemEventHandler


def ask(host: str, **more: Any) -> tuple[str, dict[str, str], str]:
    """Status, headers and body that a guarded page of two words answers with."""
    said: list[Any] = []

    def page(environ: dict[str, Any], start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return [b"the draft"]

    environ = {"HTTP_HOST": host, "REQUEST_METHOD": "GET", "wsgi.input": io.BytesIO()} | more
    body = b"".join(guarded(page, "plan.lan")(environ, lambda *given: said.extend(given)))
    return said[0], dict(said[1]), body.decode()


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "192.0.2.7:80", "plan.lan:8000", "PLAN.LAN"]
)
def test_who_asks_by_its_own_name_is_answered(host: str) -> None:
    """By any number, too, and no other site's page may load what it gets."""
    status, headers, body = ask(host)
    assert (status, body) == ("200 OK", "the draft")
    assert headers == {
        "Content-Type": "text/html",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "frame-ancestors 'self'",
    }


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "localhost.evil", "[::1"]
)
def test_a_name_that_only_leads_here_is_refused(host: str) -> None:
    """In one sentence, without a word of the draft."""
    status, _, body = ask(host)
    assert status == "403 Forbidden"
    assert body == (
        f"プレビューは、この機械の 127.0.0.1 か localhost で見ます（実際: {host}） / "
        f"a preview is seen at 127.0.0.1 or localhost of this machine, not at {host}\n"
    )


def test_nothing_is_taken_from_another_site() -> None:
    """A form of the preview's own page is."""
    assert ask("localhost:8000", REQUEST_METHOD="POST", HTTP_ORIGIN="http://localhost:8000")[0] == "200 OK"
    for origin in ("http://localhost:9000", "https://evil.example", "http://[::1", "null"):
        status, _, body = ask("localhost:8000", REQUEST_METHOD="POST", HTTP_ORIGIN=origin)
        assert status == "403 Forbidden"
        assert body.endswith(f"nothing is taken by a preview from a page of another site, {origin}\n")


def test_a_port_that_is_taken_is_told_before_anything_is_built() -> None:
    """With another one to use."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert not_there("127.0.0.1", port) == (
            f"127.0.0.1:{port} ではプレビューを開けません（ほかのプログラムが使っています）。"
            f"前のプレビューを閉じるか、mkdocs serve -a 127.0.0.1:{port + 1} とします / "
            f"no preview can be shown at 127.0.0.1:{port} (another program uses it); "
            f"close the other one, or use mkdocs serve -a 127.0.0.1:{port + 1}"
        )
    assert not_there("127.0.0.1", port) == ""


def test_a_folder_that_goes_and_comes_back_is_still_watched(tmp_path: Path) -> None:
    """As where a branch is switched: that it went, that it came, and what is saved in it afterwards."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "plan.yml").write_text("1", encoding="utf-8")
    seen: list[FileSystemEvent] = []
    handler, watching = FileSystemEventHandler(), observer(0.05)
    handler.on_any_event = seen.append  # type: ignore[method-assign]
    watching.schedule(handler, str(folder), recursive=True)
    watching.start()

    def told(kind: str) -> bool:
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if any(event.event_type == kind and not event.is_directory for event in seen):
                seen.clear()
                return True
            time.sleep(0.02)
        return False

    try:
        shutil.move(folder, tmp_path / "away")
        assert told("deleted")
        shutil.move(tmp_path / "away", folder)
        assert told("created")
        (folder / "plan.yml").write_text("22", encoding="utf-8")
        assert told("modified")
    finally:
        watching.stop()
        watching.join()


def test_no_link_leads_to_another_file_of_the_machine(tmp_path: Path) -> None:
    """Nor a hidden file of the plan's folders: the source of a plan is what is read of it."""
    copy_plan(tmp_path)
    (tmp_path / "secret").write_text("token", encoding="utf-8")
    for name in ("data/.x.yml", "data/x.yml", "docs/x.md"):
        (tmp_path / name).symlink_to(tmp_path / "secret")
    (tmp_path / "data/.hidden.yml").write_text("token", encoding="utf-8")
    browser = Browser(tmp_path)
    known = {path.relative_to(tmp_path).as_posix() for path in browser.workbench._plan_files()}
    assert "data/plan.yml" in known
    assert not {"data/.x.yml", "data/x.yml", "docs/x.md", "data/.hidden.yml"} & known
