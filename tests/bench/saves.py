"""How long until an edit of one card is seen in the preview, beside MkDocs' own way of building everything again.

    PYTHONPATH=hooks:tests/tools python tests/bench/saves.py [--cards 21 210] [--runs 5] [--before CHECKOUT]

The previews run on the same plan and are edited in turns; the time is from the save until the page answers with the
new value, with the wait until the change is noticed. `--before` is a checkout of another version of the program.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import contenders
from copies import edit
from measuring import Measured, in_turns, print_table
from serving import Preview

HOOK = "hooks/preview.py"


def prepare(folder: Path, cards: int, before: Path | None) -> Mapping[str, Path]:
    """A folder for each contender."""
    found = {"ours": contenders.prepare_ours(folder / "ours", cards)}
    if before:
        found["before"] = contenders.prepare_ours(folder / "before", cards, before)
    found["all again"] = contenders.prepare_ours(folder / "again", cards)
    settings = found["all again"] / "mkdocs.yml"
    hook = next(line for line in settings.read_text(encoding="utf-8").splitlines(keepends=True) if HOOK in line)
    edit(settings, hook, "")
    return found


def seen(preview: Preview, card: contenders.Card) -> Measured:
    """From the save of a new target until the page shows it."""
    time.sleep(4)  # what the last edit began is at its end, also the other preview's look at all its pages
    start = time.perf_counter()
    value = card.edit()
    while value not in preview.page(card.page):
        time.sleep(0.02)
    return Measured(time.perf_counter() - start)


def main() -> None:
    """Edit all in turns and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[21, 210])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--before", type=lambda text: Path(text).resolve())
    given = parser.parse_args()
    for cards in given.cards:
        with tempfile.TemporaryDirectory() as temporary:
            folders = prepare(Path(temporary), cards, given.before)
            edited = {name: contenders.Card(folder) for name, folder in folders.items()}
            previews: dict[str, Preview] = {}
            try:
                for name, folder in folders.items():
                    previews[name] = Preview(folder)
                    previews[name].wait(edited[name].page, lambda html: "</article>" in html)
                print(f"{cards} cards, from the save to the page", flush=True)
                times = {name: partial(seen, preview, edited[name]) for name, preview in previews.items()}
                print_table(in_turns(times, given.runs))
            finally:
                for preview in previews.values():
                    preview.stop()


if __name__ == "__main__":
    main()
