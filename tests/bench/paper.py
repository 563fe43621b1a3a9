"""How long the paper edition takes, beside the site's own build and beside Typst on a plain document as long.

    PYTHONPATH=hooks:tests/tools python tests/bench/paper.py [--runs 3]

Every document is set from nothing in each run, and the whole plan and the plain document each in a process of its
own, since the typesetter remembers what it has set. The plain document has the words of the whole plan under as many
headings, with contents, page numbers, as many tables and the same pictures, all in Typst's own style, and about as
many pages.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import contenders
import printing
import typst
from copies import ROOT
from plan.paper import typesetting
from plan.reading import loader
from plan.showing import renderer

FONTS = ROOT / "hooks/plan/letters/fonts"
PLAIN = """
#let data = json(bytes(sys.inputs.document))
#set document(title: data.title)
#set page(paper: "a4", margin: 21mm, footer: context counter(page).display("1 / 1", both: true))
#set text(font: "BIZ UDGothic", size: 10.5pt, lang: "ja", fallback: false)
#set par(leading: 0.95em)
#outline(title: none)
#for (number, group) in data.groups.enumerate() {
  heading(group.first())
  for line in group.slice(1) { par(line) }
  if calc.rem(number, data.every) == 0 {
    table(columns: 3, table.header([a], [b], [c]), ..group.slice(1).map(line => (line, [1], [2])).flatten())
  }
  if number < data.pictures.len() { image(bytes(data.pictures.at(number)), format: "svg", height: 2cm, alt: "picture") }
}
"""


def words(tree: Any) -> list[str]:
    """All words of a document's content, a line for each."""
    if isinstance(tree, str):
        return [tree] if len(tree) > 1 and not tree.startswith("<svg") else []
    values = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return [line for value in values for line in words(value)]


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of the content."""
    if isinstance(tree, dict):
        yield tree
    for value in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []:
        yield from nodes(value)


def count(tree: Any, kind: str) -> int:
    """How many nodes of a kind the content holds."""
    return sum(node.get("k") == kind for node in nodes(tree))


def compiled(source: bytes | Path, root: Path, content: str) -> tuple[float, int]:
    """Seconds and pages of one document, set by a typesetter that has set nothing before."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(source, root=root, font_paths=fonts)
    start = time.perf_counter()
    pdf = compiler.compile(sys_inputs={"document": content}, pdf_standards=typesetting.STANDARDS, timestamp=0)
    taken = time.perf_counter() - start
    return taken, len(re.findall(rb"/Type\s*/Page\b", pdf if isinstance(pdf, bytes) else b""))


def measure(kind: str, file: Path) -> tuple[float, int]:
    """`compiled` in a process of its own."""
    command = [sys.executable, __file__, "--measure", kind, str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    taken, pages = result.stdout.split()
    return float(taken), int(pages)


def plain_content(content: dict[str, Any], lines: int) -> dict[str, Any]:
    """A plain document of some lines: as many headings and tables as the real one."""
    text = (words(content["sheets"]) * 4)[:lines]
    headings = count(content["sheets"], "heading") + 8 * count(content["sheets"], "card")
    size = max(2, len(text) // headings)
    groups = [text[start : start + size] for start in range(0, len(text), size)]
    tables = count(content["sheets"], "table")
    pictures = [*content["images"].values(), *(node["qr"] for node in nodes(content["sheets"]) if "qr" in node)]
    return {"title": "plain", "groups": groups, "every": max(1, len(groups) // max(1, tables)), "pictures": pictures}


def printed(rendered: renderer.Renderer, charts: Path, kept: Path) -> tuple[float, int]:
    """Seconds for all documents, set from nothing but the charts, and how many they are."""
    rendered.kept = kept
    shutil.copytree(charts, kept / "charts")
    start = time.perf_counter()
    library = printing.printed(rendered, kept.name)
    return time.perf_counter() - start, len(library.files)


def whole_and_plain(rendered: renderer.Renderer, file: Path) -> tuple[float, float, int, int]:
    """Seconds of the whole plan and of a plain document of about as many pages, and the pages of each."""
    content = printing.whole_content(rendered, "ja")
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    whole, pages = measure("whole", file)
    lines = len(words(content["sheets"]))
    for _ in range(4):
        file.write_text(json.dumps(plain_content(content, lines), ensure_ascii=False), encoding="utf-8")
        plain, found = measure("plain", file)
        if abs(found - pages) <= 1:
            break
        lines = round(lines * pages / found)
    return whole, plain, pages, found


def tables_and_words(rendered: renderer.Renderer, file: Path) -> tuple[float, float]:
    """Seconds of all tables of the whole plan, and of the same words without a table.

    What is done for each word of a table, to find how wide its columns are, tells here: a pattern made anew for each
    made a first build take 16 seconds in place of 6, and this ratio many times what it is.
    """
    content = printing.whole_content(rendered, "en")
    tables = [node for node in nodes(content["sheets"]) if node.get("k") == "table"]
    cells = [block for table in tables for row in table["head"] + table["body"] for cell in row for block in cell["c"]]
    taken = []
    for blocks in (tables, cells):
        chapter = {"k": "chapter", "title": "words", "label": "words", "uses": [], "apart": True, "c": blocks * 4}
        alone = {**content, "labels": [], "sheets": [chapter]}
        file.write_text(json.dumps(alone, ensure_ascii=False), encoding="utf-8")
        taken.append(measure("whole", file)[0])
    return taken[0], taken[1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        kind, file = given.measure
        source = PLAIN.encode() if kind == "plain" else ROOT / "hooks/plan/paper/document.typ"
        print(*compiled(source, ROOT / "hooks/plan/paper", Path(file).read_text(encoding="utf-8")))
        return
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan, loaded.findings
    every, builds, whole, plain = [], [], [], []
    tables = []
    with tempfile.TemporaryDirectory() as temporary:
        ours = contenders.prepare_ours(Path(temporary, "ours"), contenders.REAL)
        cold = contenders.everything(ours).seconds  # all is drawn and set; what remains from here is the site's build
        for number in range(given.runs):
            rendered = renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", ROOT / ".cache")
            taken, files = printed(rendered, ours / ".cache/charts", Path(temporary, f"kept-{number}"))
            every.append(taken)
            builds.append(contenders.everything(ours).seconds)
            one, other, pages, found = whole_and_plain(rendered, Path(temporary, "content.json"))
            whole.append(one)
            plain.append(other)
            tables.append(tables_and_words(rendered, Path(temporary, "content.json")))
    print_all(every, builds, cold, files)
    print(f"the whole plan         {statistics.median(whole):.2f} s, {pages} pages")
    print(f"a plain document       {statistics.median(plain):.2f} s, {found} pages")
    print(f"ratio                  {statistics.median(whole) / statistics.median(plain):.2f} (whole plan / plain)")
    in_tables, in_words = (statistics.median(taken) for taken in zip(*tables, strict=True))
    print(f"the plan's tables      {in_tables:.2f} s")
    print(f"ratio                  {in_tables / in_words:.2f} (tables / their words without a table)")


def print_all(every: list[float], builds: list[float], cold: float, files: int) -> None:
    """Print what all documents take, beside the site."""
    fresh = cold - statistics.median(every)
    print(f"all {files} documents     {statistics.median(every):.2f} s")
    print(f"the site's own build   {statistics.median(builds):.2f} s")
    print(f"ratio                  {statistics.median(every) / statistics.median(builds):.2f} (documents / site)")
    print(f"a first build          {fresh:.2f} s without its documents")
    print(f"ratio                  {statistics.median(every) / fresh:.2f} (documents / a first build)")


if __name__ == "__main__":
    main()
