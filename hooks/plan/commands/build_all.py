"""`plan build-all`: build the sites of many cities."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import Commands
from plan.publishing.cities import build_all


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `build-all`, which works on a folder of plans."""
    parser = commands.add_parser("build-all", help="多くの市のサイトを作る / build the sites of many cities")
    parser.add_argument("cities", type=Path, metavar="CITIES_FOLDER", help="市ごとのフォルダの親 / folder of cities")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="サイトの置き場所 / where sites go")
    parser.add_argument("--jobs", type=_number, default=None, metavar="N", help="同時に作る数（コアの数） / at a time")
    parser.add_argument("--only", action="append", default=[], metavar="CITY", help="この市だけ / this city only")
    parser.set_defaults(command=lambda given: build_all(given.cities, given.out, given.jobs, given.only))


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
