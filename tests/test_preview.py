"""`mkdocs serve`: an edit is seen, a fault is shown on the page, and the page comes back when it is mended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import copy_project

PATIENCE = 60  # seconds until a preview that does not answer counts as broken; never a measure of speed


class Preview:
    """A running preview of a project in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"],
                cwd=folder,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"},
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
        """Save a file with some words changed."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path)


@pytest.fixture
def preview(folder: Path) -> Iterator[Callable[[], Preview]]:
    """Starts previews of the copy, and stops them."""
    started: list[Preview] = []

    def start() -> Preview:
        started.append(Preview(folder))
        return started[-1]

    yield start
    for running in started:
        running.process.terminate()
        running.process.wait(timeout=30)


def test_an_edit_is_seen_and_a_fault_is_shown_until_it_is_mended(preview: Callable[[], Preview]) -> None:
    """One line of YAML changes the page; a fault shows its sentence on the last good page; mending takes it away."""
    running = preview()
    card, page = "data/projects/iseca.yml", "projects/iseca/"
    running.wait(page, lambda html: "26.4%" in html)
    running.edit(card, "value: 26.4", "value: 27.5")
    running.wait(page, lambda html: "27.5%" in html and "26.4%" not in html)
    running.edit(card, "value: 27.5", "value: たくさん")
    shown = running.wait(page, lambda html: 'class="findings"' in html)
    assert "indicators[0].target.value: 数値が必要です（実際: &#x27;たくさん&#x27;） / must be a number" in shown
    assert "27.5%" in shown
    running.edit(card, "value: たくさん", "value: 28.0")
    running.wait(page, lambda html: "28.0%" in html and 'class="findings"' not in html)


def test_a_preview_started_on_faulty_data_shows_them_and_recovers(folder: Path, preview: Callable[[], Preview]) -> None:
    """With no good plan yet, the home page is the list of faults; when they are mended the site is there."""
    card = folder / "data/projects/iseca.yml"
    good = card.read_text(encoding="utf-8")
    card.write_text(good.replace("measure: everyday-convenience", "measure: everyday-convenence"), encoding="utf-8")
    running = preview()
    shown = running.wait("", lambda html: 'class="findings"' in html)
    assert "「everyday-convenence」は施策（pillars.yml）にありません。「everyday-convenience」ではありませんか" in shown
    card.write_text(good, encoding="utf-8")
    running.wait("projects/iseca/", lambda html: "26.4%" in html and 'class="findings"' not in html)
