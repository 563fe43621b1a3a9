"""`plan freeze`: keep the edition of the plan as it stands now, with its site as it was built."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from plan.commands.terminal import (
    DONE,
    REFUSED,
    Commands,
    add_quiet,
    add_yes,
    agreed,
    complain,
    progress_of,
    sound_plan,
)
from plan.machine import all_or_none
from plan.machine.progress_line import ProgressLine
from plan.messages import disk
from plan.messages.findings import report
from plan.messages.sentences import both
from plan.publishing import freezing
from plan.reading.frozen import files_of, plan_digest
from plan.reading.kept_editions import copy_of
from plan.reading.loader import Loaded


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `freeze`."""
    parser = commands.add_parser("freeze", parents=[shared], help="いまの版を凍結する / keep the edition as it stands")
    parser.add_argument("id", metavar="ID", nargs="?", help="確かめる版のid / the id that the edition should have")
    parser.add_argument(
        "--site", type=Path, default=Path("site"), metavar="FOLDER", help="作ったサイト / the built site"
    )
    parser.add_argument("--published", metavar="DAY", type=_day, help="公開した日 / the day of publication")
    add_yes(parser)
    add_quiet(parser)
    parser.set_defaults(
        command=lambda given: freeze(
            given.data, given.docs, given.site, given.id, given.published, given.yes, progress_of(given)
        )
    )


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(both("bad-date", found=words)) from None


def freeze(
    data: Path,
    docs: Path,
    site: Path,
    id: str | None = None,
    published: date | None = None,
    yes: bool = False,
    progress: ProgressLine | None = None,
) -> int:
    """Keep the edition, all of it or nothing; refused for a plan with faults, and for an id that is another's."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    plan, files = loaded.plan, files_of(loaded)
    edition = plan.details.edition
    if id and id != edition.id:
        return complain(both("freeze-other-id", given=id, edition=edition.id))
    if plan.frozen:
        if freezing.is_frozen(data, edition.id, files):
            print(both("already-frozen", edition=edition.id))
            return DONE
        return complain(both("frozen-otherwise", edition=edition.id))
    packed = freezing.site_of(site, plan_digest(files), progress)
    if packed is None:
        return complain(both("no-site-to-freeze", site=site))
    made = freezing.frozen(plan, files, packed, published)
    if found := freezing.faults(loaded, made):
        return complain(report(found, "faults-nothing-written"))
    if found := freezing.unreadable(made):
        return complain(report(found, "freeze-unreadable"))
    print(
        both("to-freeze", edition=edition.id, status=made.entry.status, day=made.entry.days.published, size=_size(made))
    )
    return _write(data, loaded, made) if yes or agreed() else DONE


def _size(made: freezing.Freezing) -> str:
    return f"{made.size / 1_000_000:.1f} MB"


def _write(data: Path, loaded: Loaded, made: freezing.Freezing) -> int:
    try:
        all_or_none.write_all(freezing.writes(loaded, made))
    except all_or_none.OvertakenError as error:
        return complain(both("ledger-overtaken", file=error))
    except OSError as error:
        return complain(disk.refused("write-refused", error))
    print(both("edition-frozen", edition=made.entry.id, folder=copy_of(data, made.entry.id).folder))
    return DONE
