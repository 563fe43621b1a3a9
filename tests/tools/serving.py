"""The one place that serves: a site's files on a port of this machine, and the preview of a plan."""

from __future__ import annotations

import functools
import http.server
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import copies
from costs import WHOLE, needs

PATIENCE = 180  # seconds until a preview that does not answer counts as broken; never a measure of speed
#: A card of the real plan, as a file and as a page, that previews are tried with.
CARD, PAGE = "data/projects/iseca.yml", "projects/iseca/"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's site on a port of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@needs(WHOLE)
class Preview:
    """A running preview of a project in a folder, by `mkdocs serve`, or by another command in another environment."""

    def __init__(self, folder: Path, *command: str, environment: Mapping[str, str] = os.environ) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *(command or ("mkdocs", "serve")), "--dev-addr", f"127.0.0.1:{self.port}"],
                cwd=folder,
                env={**environment, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        """A page as the browser gets it; empty while it does not come."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5) as answer:
                return str(answer.read().decode("utf-8"))
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return ""

    def wait(self, path: str, right: Callable[[str], bool]) -> str:
        """The page once it is right."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            page = self.page(path)
            if page and right(page):
                return page
            time.sleep(0.2)
        raise AssertionError(f"{path} never came right; the preview says:\n{self.log.read_text()}")

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file with some words changed, in the first place that holds them."""
        copies.edit(self.folder / name, old, new, 1)

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self.process.terminate()
        self.process.wait(timeout=30)
