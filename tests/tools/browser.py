"""Finds a Chromium for the tests, and with `--install` brings one where there is none.

Debian and Ubuntu: their package. Elsewhere, or without the right to install packages: playwright's own download.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from costs import BROWSER, needs
from playwright.sync_api import Browser, Playwright, sync_playwright

#: No sandbox for root in a container; and no word to anyone outside.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SYSTEM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def system_browser() -> str | None:
    """The path of a browser that is installed on this machine."""
    return next((found for name in SYSTEM if (found := shutil.which(name))), None)


def own_browser() -> str | None:
    """The path of a browser that playwright downloaded."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


@needs(BROWSER)
def launch(playwright: Playwright) -> Browser:
    """A headless browser; the tests fail, and do not skip, where there is none."""
    return playwright.chromium.launch(executable_path=system_browser(), args=list(FLAGS))


def install() -> None:
    """Bring a browser if there is none."""
    if system_browser() or own_browser():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False)
        subprocess.run(["apt-get", "install", "-qy", "--no-install-recommends", "chromium"], check=False)
    if not system_browser():
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=True)


if __name__ == "__main__" and "--install" in sys.argv:
    install()
