"""`plan notes`: write the notes on the source as an Excel file, a sheet for each office that has to decide."""

from __future__ import annotations

import argparse
from datetime import datetime, time
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, complain, sound_plan
from plan.machine import whole_files
from plan.messages import disk
from plan.messages.sentences import both
from plan.opendata.excel_file import TooLongError
from plan.workbook.handed_out import standing_in_the_way
from plan.workbook.notes_book import DECIDED, notes_workbook


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `notes`."""
    parser = commands.add_parser(
        "notes", parents=[shared], help="原典の注記を課ごとのExcelの表に / the notes on the source, a sheet per office"
    )
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE.xlsx",
        default=Path("notes.xlsx"),
        help="書き出すファイル（notes.xlsx）",
    )
    parser.set_defaults(command=lambda given: export(given.data, given.docs, given.file))


def export(data: Path, docs: Path, file: Path) -> int:
    """Write the notes to a file; refused where it holds what somebody has decided, or anything else."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    if not loaded.plan.notes.notes:
        print(both("no-notes"))
        return DONE
    reason = standing_in_the_way(file, DECIDED, answered="notes-decided", other="not-a-table-of-notes")
    if reason:
        return complain(both(reason, path=file, column=DECIDED))
    made = datetime.combine(loaded.plan.details.edition.updated, time())
    try:
        whole_files.write(file, notes_workbook(loaded.plan, loaded.chapters, made))
    except (TooLongError, OSError) as error:  # most often: the file is open in Excel
        return complain(disk.refused("not-exported", error))
    print(both("exported", path=file))
    return DONE
