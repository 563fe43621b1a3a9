"""`plan workbook`: write the plan as an Excel file, or as CSV files."""

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
from plan.workbook.csv_files import csv_files
from plan.workbook.excel_sheets import workbook
from plan.workbook.layout import layout


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `workbook`."""
    parser = commands.add_parser(
        "workbook", parents=[shared], help="Excelの表に書き出す / write the plan as a workbook"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx", help="書き出すファイル（plan.xlsx）")
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="CSVを書き出すフォルダ / folder for CSV files")
    parser.add_argument("--over", action="store_true", help="取り込んでいない値を捨てる / throw away values in the way")
    parser.set_defaults(command=lambda given: export(given.data, given.docs, given.file, given.csv, given.over))


def export(data: Path, docs: Path, file: Path | None = None, csv: Path | None = None, over: bool = False) -> int:
    """Write the workbook to a file, and CSV files to a folder; plan.xlsx where neither is named.

    A workbook that holds values which are not taken over yet is left as it is, unless `over`.
    """
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    sheets, book = layout(loaded.plan), file or (None if csv else Path("plan.xlsx"))
    if book and not over and not may_overwrite(book, sheets):
        return REFUSED
    files: dict[Path, bytes] = {}
    try:
        if csv:
            files |= {csv / name: content for name, content in csv_files(sheets)}
        if book:
            made = datetime.combine(loaded.plan.details.edition.updated, time())
            files[book] = workbook(sheets, made)
        for path, content in files.items():
            whole_files.write(path, content)
            print(both("exported", path=path))
    except (TooLongError, OSError) as error:  # most often: the file is open in Excel
        return complain(disk.refused("not-exported", error))
    return DONE
