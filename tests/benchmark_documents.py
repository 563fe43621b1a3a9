"""How long the paper edition takes, beside the site's own build and beside Typst on plain text of the same length.

    python tests/benchmark_documents.py [--runs 3]

Every document is set from nothing in each run. The plain text has the words of the whole plan, one paragraph a
line, with the same fonts and standards, and as many pages.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import typst

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from benchmark import prepare_ours, seconds  # noqa: E402 - found through the path set just above
from plan import documents, loader, paper, renderer, typesetting  # noqa: E402 - the same

PLAIN = """
#let data = json(bytes(sys.inputs.document))
#set document(title: data.title)
#set page(paper: "a4", margin: 21mm, footer: context counter(page).display())
#set text(font: "BIZ UDGothic", size: 10.5pt, lang: "ja", fallback: false)
#set par(leading: 0.95em)
= #data.title
#for line in data.lines { par(line) }
"""


def words(tree: object) -> list[str]:
    """All words of a document's content, a line for each."""
    if isinstance(tree, str):
        return [tree] if len(tree) > 1 and not tree.startswith("<svg") else []
    values = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    return [line for value in values for line in words(value)]


def plain_seconds(lines: list[str], pages: int) -> float:
    """Typst's time for plain text of a number of pages: the words are repeated until they fill them."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(ROOT / "hooks/plan/fonts")]
    )
    compiler = typst.Compiler(PLAIN.encode(), font_paths=fonts)
    text = [f"{line}{number}" for number in range(9) for line in lines]  # no two alike: nothing is remembered
    count = len(lines)
    for _ in range(8):
        content = json.dumps({"title": "plain", "lines": text[:count]}, ensure_ascii=False)
        start = time.perf_counter()
        pdf = compiler.compile(sys_inputs={"document": content}, pdf_standards=typesetting.STANDARDS, timestamp=0)
        taken = time.perf_counter() - start
        assert isinstance(pdf, bytes)
        found = len(re.findall(rb"/Type\s*/Page\b", pdf))
        if found == pages:
            return taken
        count = max(1, round(count * pages / found))
    raise RuntimeError(f"plain text of {pages} pages could not be made")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    loaded = loader.load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan, loaded.findings
    every, builds, whole, plain = [], [], [], []
    with tempfile.TemporaryDirectory() as temporary:
        ours = Path(temporary, "ours")
        prepare_ours(ours, 1)
        seconds(ours)  # charts and documents are there: what remains is the site's own build
        for run in range(runs):
            kept = Path(temporary, f"kept-{run}")
            rendered = renderer.Renderer(loaded.plan, loaded.chapters, ROOT / "overrides/pages", ROOT / ".cache")
            shutil.copytree(ROOT / ".cache/charts", kept / "charts")
            rendered.kept = kept
            start = time.perf_counter()
            library = documents.print_documents(rendered, str(run))
            every.append(time.perf_counter() - start)
            builds.append(seconds(ours))
            content = next(iter(paper.PaperEdition(rendered, "ja").documents())).content
            folder = Path(temporary, f"whole-{run}")
            folder.mkdir()
            typesetting._compiler.cache_clear()
            start = time.perf_counter()
            path = typesetting.set_document(folder, "whole", json.dumps(content, ensure_ascii=False), run)
            whole.append(time.perf_counter() - start)
            plain.append(plain_seconds(words(content["sheets"]), int(path.stem.split("-")[1])))
    count = len(library.files)
    print(f"all {count} documents     {statistics.median(every):.2f} s")
    print(f"the site's own build   {statistics.median(builds):.2f} s")
    print(f"ratio                  {statistics.median(every) / statistics.median(builds):.2f} (documents / site)")
    print(f"the whole plan         {statistics.median(whole):.2f} s")
    print(f"plain text as long     {statistics.median(plain):.2f} s")
    print(f"ratio                  {statistics.median(whole) / statistics.median(plain):.2f} (whole plan / plain text)")


if __name__ == "__main__":
    main()
