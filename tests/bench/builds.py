"""How long builds take, beside MkDocs + Material + static-i18n and beside Zensical on the same final pages.

    PYTHONPATH=hooks:tests/tools python tests/bench/builds.py [--cards 21 210 2100] [--runs 3] [--before CHECKOUT]

For each number of cards, whole processes in turns on one machine: every page, with what was drawn before; every page
again after one card was edited; and, up to `--everything` cards, all that is published with nothing kept from before.
`--before` is a checkout of another version of the program, which takes part in all of it. Zensical is installed into
an environment of its own for the while.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from functools import partial
from pathlib import Path

import contenders
from measuring import Measured, in_turns, print_table


def changed(folder: Path, card: contenders.Card) -> Measured:
    """Every page again, after one card was edited."""
    card.edit()
    return contenders.pages(folder)


def print_sizes(site: Path, plain: Path) -> None:
    """Print how large the largest pages are, and what the indexes weigh."""
    for name, folder in (("ours", site), ("plain", plain)):
        largest = max(folder.rglob("*.html"), key=lambda path: path.stat().st_size)
        print(f"  {name:5} largest page {largest.stat().st_size / 1000:7.0f} kB  {largest.relative_to(folder)}")
    for path in (*sorted(site.glob("assets/*.*.js")), plain / "search/search_index.json"):
        content = path.read_bytes()
        packed = len(gzip.compress(content)) / 1000
        print(f"  {path.name:20} {len(content) / 1000:7.0f} kB, {packed:5.0f} kB over the wire")


def measure(cards: int, folder: Path, zensical: contenders.Zensical, given: argparse.Namespace) -> None:
    """Prepare, measure and print one size."""
    ours = {"ours": contenders.prepare_ours(folder / "ours", cards)}
    if given.before:
        ours["before"] = contenders.prepare_ours(folder / "before", cards, given.before)
    for own in ours.values():
        contenders.pages(own)  # draws the charts
    plain = contenders.prepare_plain(folder / "plain", ours["ours"])
    other = contenders.prepare_zensical(folder / "zensical", ours["ours"])
    names = {path.relative_to(ours["ours"] / "site") for path in (ours["ours"] / "site").rglob("index.html")}
    print(f"{cards} cards, {len(names)} pages\n every page, charts kept", flush=True)
    own_pages = {name: partial(contenders.pages, own) for name, own in ours.items()}
    others = {"plain": partial(contenders.plain, plain), "zensical": partial(zensical.build, other)}
    print_table(in_turns(own_pages | others, given.runs))
    for built in (plain / "site", other / "site"):
        assert {name for name in names if not (built / name).is_file()} == set(), f"{built} has other pages"
    print(" one card edited, and every page again", flush=True)
    edited = {f"{name}, edited": partial(changed, own, contenders.Card(own)) for name, own in ours.items()}
    print_table(in_turns(edited | own_pages, given.runs))
    if cards <= given.everything:
        for said, build in (("nothing kept", contenders.everything_anew), ("all kept", contenders.everything)):
            print(f" all that is published, {said}", flush=True)
            print_table(in_turns({name: partial(build, own) for name, own in ours.items()}, given.runs))
    print_sizes(ours["ours"] / "site", plain / "site")


def main() -> None:
    """Measure plans of the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, nargs="+", default=[21, 210, 2100])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--everything", type=int, default=210)
    parser.add_argument("--before", type=lambda text: Path(text).resolve())
    parser.add_argument("--zensical", default="zensical", help="what pip is asked for, such as zensical==0.0.73")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        zensical = contenders.Zensical(Path(temporary, "environment"), given.zensical)
        print(zensical.version)
        for cards in given.cards:
            with tempfile.TemporaryDirectory() as folder:
                measure(cards, Path(folder), zensical, given)


if __name__ == "__main__":
    main()
