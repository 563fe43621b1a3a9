"""Every text shows as text: on pages, in pictures, in data for machines, in the search and on paper."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import attacks
import printing
import pytest
from attacks import ATTACKS
from copies import ROOT
from hostile import Change, Folder
from outlines import Outline, check_page, check_texts, outline, squeezed
from pdf_files import open_pdf
from plan.drawing import charts, share_picture
from plan.model import colors
from plan.pages import sharing, site
from plan.paper import library
from plan.showing import statistics
from plan.showing.renderer import Renderer
from watched import counted, load

LOOKS = ROOT / "overrides/pages"
pytestmark = pytest.mark.usefixtures("tally")


class Attacked:
    """A plan of attacks in a folder, rendered, beside the same plan of harmless texts."""

    _twins: ClassVar[dict[tuple[str, ...], Mapping[str, Outline]]] = {}

    def __init__(self, folder: Folder, family: str, root: Path) -> None:
        hostile_texts = list(ATTACKS.values())
        self.attack = (
            (lambda number: hostile_texts[number % len(hostile_texts)])
            if family == "all"
            else (lambda _: ATTACKS[family])
        )
        self.marked = attacks.marked(folder.trees, self.attack)
        self.folder, self.kept = folder, root / "kept"
        self.renderer = self._rendered(self.marked)

    def twin(self) -> Mapping[str, Outline]:
        """The pages with harmless texts by their names: one such plan is the twin of all attacks of one shape."""
        marked = attacks.marked(self.folder.trees, lambda number: attacks.harmless(self.attack(number)))
        shape = tuple(marked.texts.values())
        if shape not in self._twins:
            pages = site.Site(self._rendered(marked), library.Library()).pages
            self._twins[shape] = {uri: outline(page.html) for uri, page in pages.items()}
        return self._twins[shape]

    def _rendered(self, marked: attacks.Marked) -> Renderer:
        try:
            marked.write(self.folder.root)
            loaded = load(self.folder)
            assert loaded.plan, "\n".join(map(str, loaded.findings[:20]))
            return Renderer(loaded.plan, loaded.chapters, LOOKS, self.kept)
        finally:
            self.folder.restore([Change(name, "write") for name in marked.trees])


@pytest.mark.parametrize("family", [*ATTACKS, "all"])
def test_every_text_shows_as_text_on_every_page(family: str, folders: Mapping[str, Folder], tmp_path: Path) -> None:
    """In pages, their heads, data for machines and the search index: no element, attribute or address more."""
    attacked = Attacked(folders["small"], family, tmp_path)
    texts = attacked.marked.texts
    built = site.Site(attacked.renderer, library.Library())
    twins = attacked.twin()
    pages = built.pages
    assert pages.keys() == twins.keys()
    seen: set[str] = set()
    for uri, page in pages.items():
        seen |= check_page(page.html, twins[uri], texts)
        shell = f'<title>{html.escape(page.title)}</title><meta content="{html.escape(page.description)}">'
        if page.machine:
            assert "<" not in page.machine
            said = " ".join(values(json.loads(page.machine)))
            check_texts(said, texts)
            shell += f'<script type="application/ld+json">{page.machine}</script>'
        assert [tag for tag, _ in outline(shell).elements if not tag.startswith("/")] == (
            ["title", "meta", "script"] if page.machine else ["title", "meta"]
        )
    assert len(seen) > 0.8 * len(texts), f"{len(seen)} of {len(texts)} texts are shown"
    check_index(built, texts, tmp_path)
    counted.setdefault("rendered", Counter())["texts"] += len(seen)


def values(tree: Any) -> Iterator[str]:
    """Every text in JSON."""
    if isinstance(tree, str):
        yield tree
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from values(item)


def check_index(built: site.Site, texts: Mapping[str, str], folder: Path) -> None:
    """The search index is JSON after its beginning, runs as a script that does nothing else, and holds the texts."""
    script = bytes(built.texts["assets/search.ja.js"]).decode()
    said = json.loads(script.removeprefix("window.planIndex=").removesuffix(";\n"))
    for text in values(said):
        check_texts(text, texts)
    (folder / "index.js").write_text(script, encoding="utf-8")
    code = (
        "const vm=require('vm'),fs=require('fs');const box={window:{}};"
        "vm.runInNewContext(fs.readFileSync(process.argv[1],'utf8'),box);"
        "console.log(JSON.stringify([Object.keys(box),Object.keys(box.window),box.window.planIndex]))"
    )
    node = Path(sys.executable).with_name("node")
    run = subprocess.run([node, "-e", code, folder / "index.js"], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == [["window"], ["planIndex"], said]


@pytest.mark.parametrize("attack", ["$x^2$", r"$\nonsense{$", "a\tb", "$$", r"\frac", "<svg/onload=alert(1)>"])
def test_charts_and_share_pictures_draw_what_is_written(
    attack: str, folders: Mapping[str, Folder], tmp_path: Path
) -> None:
    """No formula, no tab and no markup in the words of a picture is taken for more than words."""
    loaded = load(folders["invented"])
    assert loaded.plan
    renderer = Renderer(loaded.plan, loaded.chapters, LOOKS, tmp_path)
    drawing = renderer.figures["population", "ja"].drawing
    told = statistics.Drawing(**vars(drawing) | {"bases": tuple((id, attack) for id, _ in drawing.bases)})
    palette = colors.scheme(**loaded.plan.details.colors.model_dump(), dark=False)
    svg = charts.draw(told, palette, charts.VARIANTS[0]).decode()
    drawn = ElementTree.fromstring(svg)  # noqa: S314 - made by the program just now
    assert not any("onload" in name for element in drawn.iter() for name in element.attrib)
    lines = sharing.plan_lines(loaded.plan, renderer.speaker("ja")) | {"title": attack, "note": attack}
    assert share_picture.draw(lines, palette).startswith(b"\x89PNG")
    plain = attack.replace("\t", " ").replace("$", "S")
    if "$" in attack:  # as many outlines as letters: a formula would have others
        other = statistics.Drawing(**vars(drawing) | {"bases": tuple((id, plain) for id, _ in drawing.bases)})
        assert svg.count("<use") == charts.draw(other, palette, charts.VARIANTS[0]).decode().count("<use")


@pytest.mark.sweep
@pytest.mark.parametrize("family", [*ATTACKS, "all"] if "PLAN_MUTATIONS" in os.environ else ["typesetter"])
def test_every_text_shows_as_text_on_paper(family: str, folders: Mapping[str, Folder], tmp_path: Path) -> None:
    """The documents hold the attacks letter for letter; nothing was read, run or left out."""
    attacked = Attacked(folders["small"], family, tmp_path)
    library = printing.printed(attacked.renderer, "attacked")
    assert len(library.files) > 20
    whole: set[str] = set()
    for name, path in library.files.items():
        with open_pdf(path) as document:
            words = " ".join(page.get_text() for page in document)
        assert "root:x:0" not in words, name
        whole |= {
            mark for mark in re.findall(r"Q\d{5}Q", words) if squeezed(attacked.marked.texts[mark]) in squeezed(words)
        }
    written = attacked.marked.texts
    if family != "long":  # a word that is wider than the paper is cut off there
        assert len(whole) > 0.5 * len(written), f"{len(whole)} of {len(written)} texts are whole on paper"
