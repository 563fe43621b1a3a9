"""`plan collect-in`: take over a whole folder of tables that the offices have filled in, in one run."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from plan.commands.import_workbook import settle
from plan.commands.terminal import DONE, REFUSED, Commands, add_yes, sound_plan
from plan.messages.sentences import both
from plan.model import PlanDetails, fiscal_years
from plan.workbook.returned import Returned, take_in


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `collect-in`."""
    parser = commands.add_parser(
        "collect-in", parents=[shared], help="集まった実績値の表を取り込む / take over the tables of the yearly round"
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="返された表のフォルダ / folder of the tables")
    parser.add_argument("--year", type=int, metavar="YEAR", help="年度（書かなければ、表から） / the fiscal year")
    parser.add_argument("--anyway", action="store_true", help="打ち間違いに見える値も取り込む / take what looks wrong")
    parser.add_argument(
        "--year-not-over",
        action="store_true",
        help="まだ終わっていない年度の値を取り込む / take values of a running year",
    )
    add_yes(parser)
    parser.set_defaults(
        command=lambda given: take_over_round(
            given.data,
            given.docs,
            given.folder,
            year=given.year,
            anyway=given.anyway,
            year_open=given.year_not_over,
            yes=given.yes,
        )
    )


def take_over_round(
    data: Path,
    docs: Path,
    folder: Path,
    *,
    year: int | None = None,
    anyway: bool = False,
    year_open: bool = False,
    yes: bool = False,
    today: date | None = None,
) -> int:
    """Say who has answered and every fault of every file, else show what changes, ask, and write it in one step."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    found = take_in(folder, loaded.plan, data.resolve().name, today or date.today(), year, _progress)
    _say_offices(found)
    brought = found.reading
    if found.year_open:
        (brought.beside if year_open else brought.findings).append(found.year_open)
    if anyway:
        brought.beside += found.doubts
    code = settle(loaded, brought, "value-kept", yes, doubts=[] if anyway else found.doubts)
    if code == DONE and found.year is not None:
        _say_day(loaded.plan.details, found.year)
    return code


def _progress(file: str) -> None:
    print(file, flush=True)


def _say_offices(found: Returned) -> None:
    if found.year is None:
        return
    asked = len(found.answered) + len(found.silent)
    print(both("round-answered", count=len(found.answered), all=asked))
    if found.silent:
        print(both("round-silent", count=len(found.silent), offices="、".join(found.silent)))


def _say_day(details: PlanDetails, year: int) -> None:
    updated = details.edition.updated
    if fiscal_years.finished(updated) < year:
        print(both("round-day-of-data", updated=updated.isoformat(), year=year))
