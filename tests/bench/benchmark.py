"""How long a build takes, beside plain MkDocs + Material + static-i18n on the same final Markdown.

    python tests/bench/benchmark.py [--runs 5] [--copies 1]

Both run as whole processes, in turns, on the same machine; the ratio of their medians is what counts. All charts
are drawn before, as they are in daily work; what a cold build adds is measured apart. `--copies 10` gives every
card ten times.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("hooks", "tests/tools")]

import printing  # noqa: E402 - found through the path set just above
from plan.outline.page import SideColumn  # noqa: E402 - found through the path set just above
from plan.pages.menu import MenuEntry  # noqa: E402 - found through the path set just above
from plan.pages.shown import ShownPage  # noqa: E402 - found through the path set just above
from plan.reading import loader  # noqa: E402 - found through the path set just above
from plan.showing import renderer  # noqa: E402 - found through the path set just above


def seconds(folder: Path) -> float:
    """The wall time of one strict build in a folder."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    start = time.perf_counter()
    subprocess.run(
        command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def prepare_ours(folder: Path, copies: int) -> None:
    """The project as it is, with every card `copies` times."""
    for name in ("data", "docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for card in sorted((folder / "data/projects").glob("*.yml")):
        text = card.read_text(encoding="utf-8")
        number = int(text.split("number: ")[1].split("\n")[0])
        for copy in range(1, copies):
            other = text.replace(f"number: {number}\n", f"number: {number + 1000 * copy}\n", 1)
            card.with_stem(f"{card.stem}-{copy}").write_text(other, encoding="utf-8")


#: What Material calls the columns at the sides.
HIDDEN = {SideColumn.FAMILY: "navigation", SideColumn.CONTENTS: "toc"}


def nav(entry: MenuEntry) -> dict[str, object]:
    """An entry of the menu as MkDocs writes it."""
    return {entry.title: f"{entry.page}.md" if entry.page else [nav(below) for below in entry.below]}


def as_markdown(page: ShownPage) -> str:
    """A page as its author would write it for a generator that makes HTML from Markdown: front matter and headings."""
    front = {
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "hide": [HIDDEN[column] for column in page.page.hides],
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    body = re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", page.html)
    for heading in page.headings:
        made = re.search(rf'<h{heading.level}[^>]* id="{re.escape(heading.id)}"[^>]*>(.*?)</h{heading.level}>', body)
        assert made, (page.name, heading)
        mark = f"{'#' * heading.level} {made[1]} {{#{heading.id}}}"
        body = body.replace(made[0], f"\n\n{mark}\n\n", 1)
    return "\n".join(["---", *lines, "---", "", body])


def prepare_plain(folder: Path, ours: Path, *, pictures: bool = True) -> None:
    """The same pages as finished Markdown, with a configuration that has no hook and no override."""
    loaded = loader.load_plan(ours / "data", ours / "docs")
    assert loaded.plan, loaded.findings
    rendered = renderer.Renderer(loaded.plan, loaded.chapters, ours / "overrides/pages", ours / ".cache")
    built = printing.site_with_pictures(rendered, to_share=pictures)
    for uri, page in built.pages.items():
        target = folder / "docs" / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_markdown(page), encoding="utf-8")
    for uri, content in built.files.items():
        target = folder / "docs" / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    for asset in (ours / "overrides/assets").iterdir():
        shutil.copy(asset, folder / "docs/assets")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    for key in ("hooks", "watch"):
        del config[key]
    del config["theme"]["custom_dir"]
    languages = [{"locale": "ja", "name": "日本語", "default": True}, {"locale": "en", "name": "English"}]
    config["plugins"] = ["search", {"i18n": config["plugins"][0]["i18n"] | {"languages": languages}}]
    config["markdown_extensions"] = ["attr_list", "md_in_html", "tables", {"toc": {"permalink": False}}]
    config |= {"nav": [nav(entry) for entry in built.menu("ja")], "site_url": loaded.plan.details.url, "strict": False}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")


def main() -> None:
    """Build both in turns and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--copies", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
        prepare_ours(ours, arguments.copies)
        prepare_plain(plain, ours)
        shutil.rmtree(ours / ".cache")
        cold = seconds(ours)
        times: dict[str, list[float]] = {"ours": [], "plain": []}
        seconds(plain)
        for _ in range(arguments.runs):
            times["ours"].append(seconds(ours))
            times["plain"].append(seconds(plain))
        medians = {name: statistics.median(found) for name, found in times.items()}
        for name, found in times.items():
            print(f"{name:6} median {medians[name]:.2f} s, from {min(found):.2f} to {max(found):.2f} s")
        print(f"ratio  {medians['ours'] / medians['plain']:.2f} (ours / plain)")
        print(f"cold   {cold:.2f} s: charts, pictures and documents add {cold - medians['ours']:.2f} s")


if __name__ == "__main__":
    main()
