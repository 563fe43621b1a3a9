"""The workbench of a preview shows texts and faults as texts, and reads nothing outside the plan."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import attacks
import hostile
import pytest
from attacks import ATTACKS
from copies import ROOT
from hostile import Change, Folder
from outlines import Outline, check_texts, outline, squeezed
from plan.preview.layer import Workbench
from plan.publishing.current import Desk
from watched import PATIENCE, stop

LOOKS = ROOT / "overrides/pages"


def asked(layer: Workbench, path: str) -> str:
    """The page that the workbench answers with."""
    said: list[str] = []
    body = layer(
        {"PATH_INFO": path.encode("utf-8", "surrogateescape").decode("latin-1")}, lambda status, *_: said.append(status)
    )
    return b"".join(body).decode("utf-8")


#: What the pages of the workbench are made of.
WORKBENCH = frozenset(
    "! html head meta title style body header nav a main h1 h2 h3 p br span ul li div pre b details summary".split()
)


def check_workbench(html: str) -> Outline:
    """No element and no attribute that the workbench's own pages have not."""
    page = outline(html)
    tags = {tag.removeprefix("/") for tag, _ in page.elements}
    names = {name for tag, found in page.elements for name in found if tag != "!"}
    assert tags <= WORKBENCH, tags - WORKBENCH
    assert names <= set("lang charset name content aria-label href class id".split()), names
    assert all(not address.lower().startswith("javascript:") for address in page.addresses)
    return page


@pytest.fixture
def layer(folders: Mapping[str, Folder], tmp_path: Path) -> Iterator[tuple[Workbench, Desk, Folder]]:
    """The workbench of a preview of the small plan; its folder is put right afterwards."""
    folder = folders["small"]
    desk = Desk(folder.root, folder.root / "docs", LOOKS, preview=True)
    yield Workbench(lambda environ, start: [b"<p>the site</p>"], desk, lambda page: page), desk, folder
    folder.restore([Change(name, "write") for name in folder.sound])


def test_the_workbench_shows_texts_as_texts(layer: tuple[Workbench, Desk, Folder]) -> None:
    """The inspection and the sources of a plan full of attacks: each text as it was written, and nothing runs."""
    pages, desk, folder = layer
    hostile_texts = list(ATTACKS.values())
    marked = attacks.marked(folder.trees, lambda number: hostile_texts[number % len(hostile_texts)])
    marked.write(folder.root)
    desk.refresh()
    desk.complete()
    assert desk.site, "\n".join(map(str, desk.findings[:20]))
    inspection = check_workbench(asked(pages, "/-/check/"))
    assert check_texts(" ".join(inspection.words), marked.texts)
    for name in marked.trees:
        source = check_workbench(asked(pages, f"/-/source/{name}/"))
        assert (
            squeezed((folder.root / name).read_text(encoding="utf-8"))[:3000]
            in re.sub(r"", "", squeezed("".join(word for word in source.words)))
            or len(source.words) > 3
        )


def test_the_workbench_shows_faults_as_texts(layer: tuple[Workbench, Desk, Folder]) -> None:
    """Names of fields and of files, and the lines around a fault: each as it was written, and nothing runs."""
    pages, desk, folder = layer
    key = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    tree = {key: "</pre><svg/onload=alert(1)>", **folder.trees["data/vision.yml"]}
    folder.change(Change("data/vision.yml", "write", hostile.written(tree)))
    strange = [
        Change("data/projects/<b onclick=x>\u202e.yml", "write", b"x: 1"),
        Change("data/projects/\udcff'\".yml", "write", b""),
    ]
    try:
        for change in strange:
            folder.change(change)
        desk.refresh()
        desk.complete()
        page = check_workbench(asked(pages, "/"))
        said = squeezed(" ".join(page.words))
        assert squeezed(key) in said and squeezed("</pre><svg/onload=alert(1)>") in said
        assert "data/projects/<bonclick=x>" in said
        for path in (
            "/-/source/data/vision.yml/",
            "/-/source/data/projects/\udcff'\".yml/",
            f"/-/source/{key}/",
            "/-/check/",
        ):
            check_workbench(asked(pages, path))
    finally:
        folder.restore(strange)


def test_the_workbench_reads_no_pipe_and_nothing_outside(layer: tuple[Workbench, Desk, Folder]) -> None:
    """A pipe or a link in the place of a file is a fault that is shown, and not read."""
    pages, desk, folder = layer
    strange = [
        Change("data/projects/pipe.yml", "fifo"),
        Change("data/projects/secret.yml", "link", "OUTSIDE/secret.yml"),
        Change("docs/plan/secret.md", "link", "OUTSIDE/secret.md"),
    ]
    try:
        for change in strange:
            folder.change(change)
        before = signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        try:
            desk.refresh()
            desk.complete()
            shown = [asked(pages, path) for path in ("/", *(f"/-/source/{change.file}/" for change in strange))]
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
    finally:
        folder.restore(strange)
    assert {finding.file for finding in desk.findings} == {change.file for change in strange}
    assert not any("secret: outside" in page or "secret-outside" in page for page in shown)
