"""`plan build-all`: build the sites of many cities."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import Commands, add_quiet, progress_of
from plan.publishing.cities import LIMIT, Share, build_all


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `build-all`, which works on a folder of plans."""
    parser = commands.add_parser("build-all", help="多くの市のサイトを作る / build the sites of many cities")
    parser.add_argument("cities", type=Path, metavar="CITIES_FOLDER", help="市ごとのフォルダの親 / folder of cities")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="サイトの置き場所 / where sites go")
    parser.add_argument("--jobs", type=_number, default=None, metavar="N", help="同時に作る数（コアの数） / at a time")
    parser.add_argument("--only", action="append", default=[], metavar="CITY", help="この市だけ / this city only")
    parser.add_argument("--shard", type=_share, default=Share(), metavar="K/N", help="N台のK台目の分 / Kth of N shares")
    parser.add_argument("--limit", type=_number, default=LIMIT, metavar="SECONDS", help="1市に掛ける秒 / for one city")
    add_quiet(parser)
    parser.set_defaults(command=_build)


def _build(given: argparse.Namespace) -> int:
    shown = progress_of(given)
    return build_all(given.cities, given.out, given.jobs, given.only, given.shard, given.limit, shown)


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _share(text: str) -> Share:
    number, _, count = text.partition("/")
    share = Share(_number(number), _number(count))
    if share.number > share.count:
        raise ValueError
    return share
