"""What becomes of a site when its plan grows: its build, its pages, and how soon a reader's first input is answered.

    python tests/bench/benchmark_scale.py [--cards 21 210 2100] [--runs 1]

Ours and plain MkDocs + Material + static-i18n build the same Markdown in turns, as whole processes on the same machine,
both without documents and share pictures. In the browser the time runs from the input's event to the end of the next
frame; beside it stands the longest task that kept the page from answering, while it was loaded and afterwards.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmark import prepare_plain
from playwright.sync_api import Browser, sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tools")]

from browser import launch  # noqa: E402 - found through the path set just above
from copies import copy_program  # noqa: E402 - found through the path set just above
from scale import make_plan  # noqa: E402 - found through the path set just above
from serving import served  # noqa: E402 - found through the path set just above

ROOT = Path(__file__).parents[2]
#: What is done on a page, as an expression that dispatches one input.
INPUTS = (
    ("search", "search/", "box = document.querySelector('#q'), box.value = 'スマホ教室', fire(box, 'input')"),
    ("search, a word misspelt", "en/search/", "box = document.querySelector('#q'), box.value = 'smartfone clases',"
     " fire(box, 'input')"),
    ("list, a filter", "projects/", "box = document.querySelector('select[name=pillar]'), box.selectedIndex = 1,"
     " fire(box, 'input')"),
    ("list, sorted by title", "projects/", "box = document.querySelector('select[name=sort]'), box.value = 'title',"
     " fire(box, 'input')"),
    ("roadmap, scrolled", "roadmap/", "scrollTo(0, document.documentElement.scrollHeight / 2)"),
    ("roadmap, a click", "roadmap/", "document.querySelector('article').click()"),
)  # fmt: skip
OBSERVE = """window.tasks = [];
new PerformanceObserver(list => list.getEntries().forEach(task => window.tasks.push(task.duration)))
  .observe({type: 'longtask', buffered: true});"""
ANSWER = """() => new Promise(done => {
  const loading = Math.max(0, ...window.tasks), fire = (on, kind) => on.dispatchEvent(new Event(kind, {bubbles: true}));
  let box;
  window.tasks = [];
  const start = performance.now();
  %s;
  requestAnimationFrame(() => setTimeout(() => {
    const answered = performance.now() - start;
    setTimeout(() => done([answered, loading, Math.max(0, ...window.tasks)]), 300);
  }));
})"""


def prepare(cards: int, ours: Path, plain: Path) -> None:
    """Both folders: the program with a plan of so many cards, and its pages as finished Markdown."""
    ours.mkdir()
    copy_program(ours)
    make_plan(cards, ours, seed=1)
    prepare_plain(plain, ours, pictures=False)


def run(*command: str, folder: Path) -> tuple[float, float]:
    """The seconds of one process, and the megabytes it had at most."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    return seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def build_both(ours: Path, plain: Path, runs: int) -> None:
    """Build in turns, and print the median seconds and the peak memory of each."""
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "plain": []}
    for _ in range(runs):
        found["ours"].append(run(str(ROOT / "tests/tools/quick_build.py"), ".", "site", folder=ours))
        found["plain"].append(run("-m", "mkdocs", "build", "--quiet", folder=plain))
    seconds = {name: statistics.median(one for one, _ in measured) for name, measured in found.items()}
    for name, measured in found.items():
        print(f"  {name:6} {seconds[name]:7.1f} s  {max(most for _, most in measured):6.0f} MB")
    print(f"  ratio  {seconds['ours'] / seconds['plain']:7.2f}    (ours / plain)")


def print_sizes(ours: Path, plain: Path) -> None:
    """Print the largest page of each, and what the indexes weigh."""
    for name, site in (("ours", ours), ("plain", plain)):
        largest = max(site.rglob("*.html"), key=lambda path: path.stat().st_size)
        print(f"  {name:6} largest page {largest.stat().st_size / 1000:7.0f} kB  {largest.relative_to(site)}")
    indexes = (*sorted(ours.glob("assets/*.*.js")), plain / "search/search_index.json")
    for path in indexes:
        content = path.read_bytes()
        packed = len(gzip.compress(content)) / 1000
        print(f"  {path.name:20} {len(content) / 1000:7.0f} kB, {packed:5.0f} kB over the wire")


def print_answers(browser: Browser, site: Path) -> None:
    """Print how soon the first input on a fresh page is answered."""
    with served(site) as address:
        for name, path, action in INPUTS:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.add_init_script(OBSERVE)
            page.goto(address + path, wait_until="load")
            page.wait_for_timeout(1500)
            answered, loading, after = page.evaluate(ANSWER % action)
            print(f"  {name:24} {answered:5.0f} ms  longest task {after:4.0f} ms, while loading {loading:4.0f} ms")
            page.close()


def main() -> None:
    """Measure plans of the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[21, 210, 2100])
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for cards in arguments.cards:
            with tempfile.TemporaryDirectory() as temporary:
                ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
                # In a process of its own: Linux counts what a process had when it starts another as the other's peak.
                apart = multiprocessing.get_context("spawn").Process(target=prepare, args=(cards, ours, plain))
                apart.start()
                apart.join()
                assert apart.exitcode == 0
                print(f"{cards} cards")
                build_both(ours, plain, arguments.runs)
                print_sizes(ours / "site", plain / "site")
                print_answers(browser, ours / "site")
        browser.close()


if __name__ == "__main__":
    main()
