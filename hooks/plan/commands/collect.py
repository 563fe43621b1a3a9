"""`plan collect`: write the tables in which the offices report one fiscal year's actual values, one a file."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from pathlib import Path

from plan.commands.overwriting import may_overwrite
from plan.commands.terminal import DONE, REFUSED, Commands, add_quiet, complain, progress_of, sound_plan
from plan.machine import whole_files
from plan.machine.progress_line import ProgressLine
from plan.messages import disk
from plan.messages.sentences import both
from plan.model import fiscal_years
from plan.opendata.excel_file import TooLongError
from plan.workbook.collection import collection
from plan.workbook.excel_sheets import workbook


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `collect`."""
    parser = commands.add_parser(
        "collect", parents=[shared], help="実績値を集める表を課ごとに書き出す / tables for the yearly round"
    )
    parser.add_argument("year", type=int, metavar="YEAR", help="年度（2025） / the fiscal year")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="書き出すフォルダ（collect-2025） / folder")
    parser.add_argument("--over", action="store_true", help="取り込んでいない値を捨てる / throw away values in the way")
    add_quiet(parser)
    parser.set_defaults(
        command=lambda given: hand_out(given.data, given.docs, given.year, given.out, given.over, progress_of(given))
    )


def hand_out(
    data: Path, docs: Path, year: int, out: Path | None = None, over: bool = False, progress: ProgressLine | None = None
) -> int:
    """Write a table for each office that has an indicator, or none where one would lose what was filled in."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    asked, folder = collection(loaded.plan, year), out or Path(f"collect-{year}")
    if not asked.books:
        return complain(both("round-nothing-asked", year=year))
    if fiscal_years.finished(date.today()) < year:
        print(both("round-runs", year=year, today=date.today().isoformat()))
    made = datetime.combine(loaded.plan.details.edition.updated, time())
    try:
        told = (progress or ProgressLine(quiet=True)).over(
            asked.books, both("tables-being-made"), lambda book: book.name
        )
        files = {folder / f"{book.office}.xlsx": (book, workbook(book.layout, made)) for book in told}
        if not over and [path for path in files if not may_overwrite(path, asked.whole)]:
            return REFUSED
        for number, (path, (book, content)) in enumerate(files.items(), 1):
            whole_files.write(path, content)
            print(f"[{number}/{len(files)}] {path} {book.name}")
    except (TooLongError, OSError) as error:  # most often: the file is open in Excel
        return complain(disk.refused("not-exported", error))
    rows = sum(len(sheet.rows) for book in asked.books for sheet in book.layout.sheets)
    print(both("round-asked", year=year, offices=len(asked.books), rows=rows, folder=folder))
    return DONE
