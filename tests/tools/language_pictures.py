"""Photographs the invented plan in many languages: `python tests/tools/language_pictures.py FOLDER [CODE...]`.

A site of all of them is built, with a handful of real words of each (`tongues.py`); of every language, or of those that
are named, a browser shows each of `PAGES` in every one of `WIDTHS`, by day and by night. Whoever changes how pages look
sees here what becomes of lines that run to the left, of tall letters and of words that are lent.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import tongues
from browser import launch
from building import build
from copies import copy_program
from playwright.sync_api import sync_playwright
from serving import served

PAGES = {
    "home": "",
    "list": "projects/",
    "card": "projects/one-counter/",
    "chapter": "plan/overview/",
    "roadmap": "roadmap/",
    "glossary": "glossary/",
    "search": "search/?q=a",
}
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


def photograph(site: Path, folder: Path, codes: Sequence[str]) -> int:
    """Keep pictures of a site's pages in some languages in a folder; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(site) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            for scheme in SCHEMES:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                for code in codes:
                    for name, path in PAGES.items():
                        page.goto(f"{address}{code}/{path}")
                        page.wait_for_load_state("networkidle")
                        page.screenshot(path=folder / f"{code}-{name}-{width}-{scheme}.png", full_page=True)
                context.close()
        browser.close()
    return len(codes) * len(PAGES) * len(WIDTHS) * len(SCHEMES)


def main(arguments: Sequence[str]) -> None:
    """Build the site in all languages, and photograph it in those that are named."""
    folder, codes = Path(arguments[0]), arguments[1:] or list(tongues.WORDS)
    with tempfile.TemporaryDirectory() as scratch:
        plan = tongues.plan_in(copy_program(Path(scratch)), tongues.WORDS, tongues.WORDS)
        print(f"{photograph(build(plan), folder, codes)} pictures in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
