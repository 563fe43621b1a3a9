"""A whole site in which every text is an attack: the same pages as of harmless texts, and nothing runs in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import attacks
import pytest
from attacks import ATTACKS
from building import build
from copies import copy_program
from hostile import Folder
from outlines import check_page, outline
from playwright.sync_api import Browser
from serving import served


@pytest.fixture(scope="module")
def attacked_sites(
    folders: Mapping[str, Folder], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Mapping[str, str]]:
    """The sites of the small plan with every attack in it, and with harmless texts, built strictly."""
    folder, hostile_texts = folders["small"], list(ATTACKS.values())
    found = []
    texts: Mapping[str, str] = {}
    for change in (lambda text: text, attacks.harmless):
        root = tmp_path_factory.mktemp("attacked")
        copy_program(root)
        for name, content in folder.sound.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        marked = attacks.marked(
            folder.trees, lambda number, change=change: change(hostile_texts[number % len(hostile_texts)])
        )
        marked.write(root)
        before = {path for path in root.rglob("*") if "site" not in path.parts and ".cache" not in path.parts}
        build(root)
        after = {
            path
            for path in root.rglob("*")
            if not {"site", ".cache", "__pycache__"} & set(path.relative_to(root).parts)
        }
        assert after <= before, after - before
        found.append(root / "site")
        texts = texts or marked.texts
    return found[0], found[1], texts


@pytest.mark.sweep
def test_every_page_of_the_site_is_that_of_harmless_texts(attacked_sites: tuple[Path, Path, Mapping[str, str]]) -> None:
    """Menus, titles, descriptions and all: the same elements, attributes and addresses, and the texts as texts."""
    attacked, twin, texts = attacked_sites
    pages = {path.relative_to(attacked) for path in attacked.rglob("*.html")}
    assert pages == {path.relative_to(twin) for path in twin.rglob("*.html")} and len(pages) > 40
    for name in sorted(pages):
        harmless = outline((twin / name).read_text(encoding="utf-8"))
        check_page((attacked / name).read_text(encoding="utf-8"), harmless, texts)


def test_nothing_runs_in_a_browser(attacked_sites: tuple[Path, Path, Mapping[str, str]], browser: Browser) -> None:
    """With JavaScript on: no dialog, no request to elsewhere, no error in the console, and search finds the texts."""
    noticed: list[str] = []
    with served(attacked_sites[0]) as address, browser.new_context() as context:
        page = context.new_page()
        page.on("dialog", lambda dialog: (noticed.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                noticed.append(request.url)
                if not request.url.startswith(address) and not request.url.startswith("data:")
                else None
            ),
        )
        page.on(
            "console",
            lambda message: noticed.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: noticed.append(str(error)))
        html = sorted(path.relative_to(attacked_sites[0]).as_posix() for path in attacked_sites[0].rglob("*.html"))
        for name in html:
            page.goto(address + name)
        page.goto(address + "search/?q=%24%26")
        assert "$&" in page.locator("#results-said").inner_text()
        page.goto(address + "en/search/?q=counter")
        assert "<script>alert(1)</script>" in page.locator("#results").inner_text()
        assert page.locator("#results script, #results img").count() == 0
    assert noticed == []
