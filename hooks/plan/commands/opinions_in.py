"""`plan opinions-in`: take over the opinions of a workbook, and what the offices think of them."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.import_workbook import settle
from plan.commands.terminal import REFUSED, Commands, add_yes, complain, sound_plan
from plan.messages.sentences import both
from plan.workbook.opinions import opinions_layout, read_opinions
from plan.workbook.tables import read_tables


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `opinions-in`."""
    parser = commands.add_parser(
        "opinions-in", parents=[shared], help="意見の表から取り込む / take over the opinions of a workbook"
    )
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="意見の表 / the workbook")
    words = "人の名前や住まいに見える言葉も取り込む / take what looks like names"
    parser.add_argument("--anyway", action="store_true", help=words)
    add_yes(parser)
    parser.set_defaults(
        command=lambda given: take_in(given.data, given.docs, given.file, anyway=given.anyway, yes=given.yes)
    )


def take_in(data: Path, docs: Path, file: Path, *, anyway: bool = False, yes: bool = False) -> int:
    """Say every fault and what looks like personal data by its cell, else show what changes, ask, and write it."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    if loaded.plan.consultation is None:
        return complain(both("no-consultation"))
    layout, tables = opinions_layout(loaded.plan, loaded.plan.consultation), read_tables(file)
    brought, doubts = read_opinions(tables, layout, data.resolve().name)
    if anyway:
        brought.beside += doubts
    else:
        brought.findings += doubts
    code = settle(loaded, brought, "value-kept", yes, old=tables.mark != layout.mark)
    if doubts and not anyway:
        complain(both("opinions-personal", count=len(doubts)))
    return code
