"""`plan take-over`: take over a folder of sheets in a city's own layout, as a small file maps them."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.import_workbook import settle
from plan.commands.terminal import REFUSED, Commands, add_yes, sound_plan
from plan.takeover.brought import brought
from plan.workbook.layout import layout


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `take-over`."""
    parser = commands.add_parser(
        "take-over", parents=[shared], help="市の様式のExcelから取り込む / take over sheets in a city's own layout"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="Excelのフォルダ / folder of workbooks")
    parser.add_argument("mapping", type=Path, metavar="MAPPING.yml", help="列と項目の対応表 / which column is which")
    add_yes(parser)
    parser.set_defaults(command=lambda given: take_over(given.data, given.docs, given.folder, given.mapping, given.yes))


def take_over(data: Path, docs: Path, folder: Path, mapping: Path, yes: bool = False) -> int:
    """Show what the sheets would change, ask, and write it; `yes` writes without asking."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    reading = brought(folder, mapping, layout(loaded.plan), loaded.plan.languages, data.resolve().name)
    return settle(loaded, reading, "value-stays", yes)
