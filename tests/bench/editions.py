"""How long two editions take to be compared, beside the reading of one, and how long the table takes to be written.

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
from datetime import datetime
from functools import partial
from pathlib import Path

from copies import ROOT
from measuring import Measured, in_turns, print_table
from plan.editions.comparison import EditionTexts, compare
from plan.editions.shown_table import ShownTable
from plan.opendata.comparison_book import comparison_book
from plan.paper.comparison import comparison_document
from plan.paper.edition import PaperEdition
from plan.paper.library import set_alone
from plan.reading.loader import load_plan
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer
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


def paper(editions: tuple[EditionTexts, EditionTexts], kept: Path) -> Callable[[], object]:
    """What sets the table as a document."""
    renderer = Renderer(editions[1].plan, editions[1].chapters, ROOT / "overrides/pages", kept)
    speak = renderer.speaker("ja")
    table = ShownTable(compare(*editions, "ja"), ("old", "new"), speak)
    document = comparison_document(PaperEdition(renderer, "ja"), table, "comparison", "Comparison", speak)
    return partial(set_alone, document, editions[1].plan.languages.printed, kept)


def book(editions: tuple[EditionTexts, EditionTexts]) -> Callable[[], object]:
    """What makes the table as an Excel file."""
    speak = Localizer("ja", editions[1].plan.languages, editions[1].plan.words)
    found = compare(*editions, "ja")
    return lambda: comparison_book(ShownTable(found, ("old", "new"), speak), "", speak, datetime(2026, 4, 1))


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
                "as a document": partial(timed, paper(both, Path(temporary) / "kept")),
                "as an Excel file": partial(timed, book(both)),
            }
            print(f"{cards} cards")
            print_table(in_turns(work, given.runs))


if __name__ == "__main__":
    main()
