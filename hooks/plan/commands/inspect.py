"""`plan inspect`: say what the preview's 点検 page says."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, complain, sound_plan
from plan.machine import whole_files
from plan.messages import disk
from plan.messages.sentences import both
from plan.model import Plan
from plan.opendata.excel_file import TooLongError
from plan.preview import inspection
from plan.preview.inspection_book import ANSWER, inspection_workbook
from plan.translation.ledger import judged, read_ledger
from plan.workbook.handed_out import standing_in_the_way


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `inspect`."""
    parser = commands.add_parser("inspect", parents=[shared], help="点検 / what still wants attention")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE.xlsx",
        help="課ごとのExcelの表も書き出す / also as an Excel file, a sheet per office",
    )
    parser.set_defaults(command=lambda given: inspect(given.data, given.docs, given.file))


def inspect(data: Path, docs: Path, file: Path | None = None) -> int:
    """List what still wants attention, and write to a `file` what the offices can see to.

    Refused only if the data is not sound, or where the file holds what somebody has answered, or anything else.
    """
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    ledger = read_ledger(data, loaded.manuscript.others)
    of_texts = inspection.text_sections(judged(loaded.manuscript, ledger), ledger, loaded.plan)
    sections = inspection.sections(loaded, of_texts)
    for section in sections:
        print(f"■ {section.title}（{section.count}件） {section.lead}")
        for group in section.groups:
            if group.office:
                print(f" ● {group.office}（{group.count}件）")
            for point in group.points:
                print(f"  {point.place()}: {inspection.words(point)}" + (f"（{point.reason}）" if point.reason else ""))
    return _write(file, sections, loaded.plan) if file else DONE


def _write(file: Path, sections: Sequence[inspection.Section], plan: Plan) -> int:
    """Write what the offices can see to as an Excel file, if there is anything."""
    if not any(section.offices for section in sections):
        print(both("no-points"))
        return DONE
    reason = standing_in_the_way(file, ANSWER, answered="points-answered", other="not-a-table-of-points")
    if reason:
        return complain(both(reason, path=file, column=ANSWER))
    made = datetime.combine(plan.details.edition.updated, time())
    try:
        whole_files.write(file, inspection_workbook(sections, plan, made))
    except (TooLongError, OSError) as error:  # most often: the file is open in Excel
        return complain(disk.refused("not-exported", error))
    print(both("exported", path=file))
    return DONE
