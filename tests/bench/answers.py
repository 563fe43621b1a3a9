"""How soon a reader's first input on a fresh page is answered, at plans of several sizes.

    PYTHONPATH=hooks:tests/tools python tests/bench/answers.py [--cards 21 210 2100]

In the browser the time runs from the input's event to the end of the next frame; beside it stands what the page
computed meanwhile, which other programs on the machine do not lengthen, and the longest task that kept the page from
answering, while it was loaded and afterwards.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import contenders
from browser import launch
from playwright.sync_api import Browser, Page, sync_playwright
from serving import served

#: What is done on a page, as an expression that dispatches one input.
INPUTS = (
    *((f"search, {name}", path, f"box = document.querySelector('#q'), box.value = {query}, fire(box, 'input')")
      for name, path, query in (
        ("a word", "search/", "'スマホ教室'"),
        ("one letter", "search/", "'の'"),
        ("a word misspelt", "en/search/", "'servces'"),
        ("words misspelt", "en/search/", "'the long term care certifcation comittee'"),
        ("a question", "search/", "'券はどこでもらえますか'"),
        ("a long phrase", "search/", "'高齢者向けスマートフォン教室の開催場所と申込方法と持ち物一覧表示機能'"),
        ("400 words", "search/", "'住民票 手続 利用 '.repeat(133)"),
        ("ten words", "en/search/", "'city digital services online application procedures residents data systems'"),
        ("nothing found", "search/", "'タクヒー券券'"),
        ("nothing found, nearest", "en/search/", "'smartfone clases'"),
    )),
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


class Computed:
    """What the main thread of a page computes from now on."""

    def __init__(self, page: Page) -> None:
        self._tools = page.context.new_cdp_session(page)
        self._tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = self._seconds()

    def milliseconds(self) -> float:
        """All tasks, with styles and layout."""
        return (self._seconds() - self._before) * 1000

    def _seconds(self) -> float:
        metrics = {metric["name"]: metric["value"] for metric in self._tools.send("Performance.getMetrics")["metrics"]}
        return float(metrics["TaskDuration"])


def print_answers(browser: Browser, site: Path) -> None:
    """Print how soon the first input on a fresh page is answered."""
    with served(site) as address:
        for name, path, action in INPUTS:
            page = browser.new_page(viewport={"width": 390, "height": 844})
            page.add_init_script(OBSERVE)
            page.goto(address + path, wait_until="load")
            page.wait_for_timeout(1500)
            if path.endswith("search/"):
                page.wait_for_selector("form[data-ready]")
            computed = Computed(page)
            answered, loading, after = page.evaluate(ANSWER % action)
            tasks = f"longest task {after:4.0f} ms, while loading {loading:4.0f} ms"
            print(f"  {name:31} {answered:5.0f} ms  computed {computed.milliseconds():5.0f} ms  {tasks}", flush=True)
            page.close()


def main() -> None:
    """Measure plans of the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[21, 210, 2100])
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for cards in given.cards:
            with tempfile.TemporaryDirectory() as temporary:
                ours = contenders.prepare_ours(Path(temporary, "ours"), cards)
                contenders.pages(ours)
                print(f"{cards} cards", flush=True)
                print_answers(browser, ours / "site")
        browser.close()


if __name__ == "__main__":
    main()
