"""What the open data adds to a build, and what the overview of all indicators weighs.

    PYTHONPATH=hooks:tests/tools python tests/bench/open_data.py [--cards 21 210 2100] [--runs 3]

Seconds of the processor, on one core in one process that has read the plan: every page of every language; all files
of the open data with nothing kept; the same found kept, as in a build in which no data changed. Every indicator has
four years of values, so that there is an overview; what it weighs is printed.
"""

from __future__ import annotations

import argparse
import gzip
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml
from copies import ROOT
from measuring import Measured, in_turns, print_table
from plan.opendata.edition import OpenData
from plan.pages.site import Site
from plan.paper.library import Library
from plan.reading.loader import load_plan
from plan.showing.renderer import Renderer
from scale import make_plan

_YEARS = range(2021, 2025)


def with_values(folder: Path) -> None:
    """Give every indicator with a figure values of four years."""
    for path in sorted((folder / "data/projects").glob("*.yml")):
        card = yaml.safe_load(path.read_text(encoding="utf-8"))
        for indicator in card.get("indicators", ()):
            target = indicator["target"].get("value", 10)
            indicator["actuals"] = [
                {"fiscal_year": year, "value": round(target * (year - 2018) / 10, 1)} for year in _YEARS
            ]
        path.write_text(yaml.safe_dump(card, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


def timed(work: Callable[[], object]) -> Measured:
    """How long some work takes, on the clock and of the processor."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return Measured(time.perf_counter() - start, time.process_time() - used, 1)


def measure(cards: int, folder: Path, runs: int) -> None:
    """Print what a plan of so many cards takes."""
    make_plan(cards, folder, 1)
    with_values(folder)
    loaded = load_plan(folder / "data", folder / "docs")
    if loaded.plan is None:
        raise SystemExit("\n".join(map(str, loaded.findings)))
    plan, turns = loaded.plan, iter(range(10**6))

    def renderer(kept: str) -> Renderer:
        return Renderer(plan, loaded.chapters, ROOT / "overrides/pages", folder / kept, loaded.pictures)

    def pages() -> Site:
        site = Site(renderer("kept"), Library())
        assert all(page.html for page in site.pages.values())
        return site

    def files(kept: str) -> None:
        assert OpenData(renderer(kept), "digest").files

    files("kept")
    work = {
        "every page": partial(timed, pages),
        "open data, nothing kept": lambda: timed(partial(files, f"new-{next(turns)}")),
        "open data, all kept": partial(timed, partial(files, "kept")),
    }
    print(f"{cards} cards, {len(OpenData(renderer('kept'), 'digest').files)} files of open data")
    print_table(in_turns(work, runs))
    site = pages()
    for name in ("progress.md", "data.md"):
        page = site.pages[name].html.encode()
        print(f"  {name:12} {len(page) / 1000:7.0f} kB, {len(gzip.compress(page)) / 1000:5.0f} kB over the wire")


def main() -> None:
    """Measure plans of the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[21, 210])
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    os.sched_setaffinity(0, {0})  # what another process made would not be counted
    for cards in given.cards:
        with tempfile.TemporaryDirectory() as temporary:
            measure(cards, Path(temporary), given.runs)


if __name__ == "__main__":
    main()
