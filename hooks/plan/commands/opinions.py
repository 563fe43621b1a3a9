"""`plan opinions`: write the opinions of a consultation as a workbook, in which the offices say what they think."""

from __future__ import annotations

import argparse
from datetime import datetime, time
from pathlib import Path

from plan.commands.overwriting import may_overwrite
from plan.commands.terminal import DONE, REFUSED, Commands, complain, sound_plan
from plan.machine import whole_files
from plan.messages import disk
from plan.messages.sentences import both
from plan.opendata.excel_file import TooLongError
from plan.workbook.excel_sheets import workbook
from plan.workbook.opinions import opinions_layout


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `opinions`."""
    parser = commands.add_parser(
        "opinions", parents=[shared], help="意見募集の意見をExcelの表に書き出す / the opinions as a workbook"
    )
    words = "書き出すファイル（opinions.xlsx）"
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx", default=Path("opinions.xlsx"), help=words)
    parser.add_argument("--over", action="store_true", help="取り込んでいない値を捨てる / throw away values in the way")
    parser.set_defaults(command=lambda given: hand_out(given.data, given.docs, given.file, given.over))


def hand_out(data: Path, docs: Path, file: Path, over: bool = False) -> int:
    """Write the opinions to a file; one that holds what is not taken over yet is left as it is, unless `over`."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    if loaded.plan.consultation is None:
        return complain(both("no-consultation"))
    layout = opinions_layout(loaded.plan, loaded.plan.consultation)
    if not over and not may_overwrite(file, layout):
        return REFUSED
    made = datetime.combine(loaded.plan.details.edition.updated, time())
    try:
        whole_files.write(file, workbook(layout, made))
    except (TooLongError, OSError) as error:  # most often: the file is open in Excel
        return complain(disk.refused("not-exported", error))
    print(both("exported", path=file))
    return DONE
