"""How long two editions take to be compared, beside the reading of one of them.

    PYTHONPATH=hooks:tests/tools python tests/bench/editions.py [--cards 21 210] [--runs 5]

In the new edition every third card has its target a year earlier, every seventh a
sentence that ends otherwise.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from measuring import Measured, in_turns, print_table
from plan.editions.comparison import EditionTexts, compare
from plan.reading.loader import load_plan
from scale import make_plan


def revise(folder: Path) -> None:
    """Change what a revision changes."""
    for number, path in enumerate(sorted((folder / "data/projects").glob("*.yml"))):
        text = path.read_text(encoding="utf-8")
        if number % 3 == 0:
            text = text.replace("fiscal_year: 2029", "fiscal_year: 2028")
        if number % 7 == 0:
            text = text.replace("図ります", "図っていきます")
        path.write_text(text, encoding="utf-8")


def edition(folder: Path) -> EditionTexts:
    """The plan in a folder."""
    loaded = load_plan(folder / "data", folder / "docs")
    if loaded.plan is None:
        raise SystemExit("\n".join(map(str, loaded.findings)))
    return EditionTexts(loaded.plan, loaded.chapters)


def timed(work: Callable[[], object]) -> Measured:
    """How long some work takes."""
    start = time.perf_counter()
    work()
    return Measured(time.perf_counter() - start)


def main() -> None:
    """Compare, and read, in turns, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[21, 210])
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    for cards in given.cards:
        with tempfile.TemporaryDirectory() as temporary:
            old, new = Path(temporary) / "old", Path(temporary) / "new"
            make_plan(cards, old, 1)
            shutil.copytree(old, new)
            revise(new)
            both = edition(old), edition(new)
            work = {
                "reading one edition": partial(timed, partial(load_plan, new / "data", new / "docs")),
                "comparing two": partial(timed, partial(compare, *both, "ja")),
            }
            print(f"{cards} cards")
            print_table(in_turns(work, given.runs))


if __name__ == "__main__":
    main()
