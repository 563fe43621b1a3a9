"""`plan undo`: put back what the last taking over wrote, if nothing has changed since."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import DONE, Commands, agreed, complain
from plan.machine import all_or_none
from plan.messages.sentences import both
from plan.writing import undoing


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `undo`."""
    parser = commands.add_parser("undo", parents=[shared], help="最後の取り込みを元に戻す / put the last import back")
    parser.add_argument("--yes", action="store_true", help="確かめずに戻す / put back without asking")
    parser.set_defaults(command=lambda given: undo(given.data, given.docs, given.yes))


def undo(data: Path, docs: Path, yes: bool = False) -> int:
    """Say which files would be put back, ask, and put them back; or say why they cannot be."""
    written = undoing.last_written(data, docs)
    if written is None:
        return complain(both("undo-nothing"))
    if written.outside:
        return complain(both("undo-outside", file=written.outside))
    if changed := written.changed:
        return complain(both("undo-changed", file=changed))
    print(both("undo-these", when=written.when, count=len(written.files)))
    for path in written.files:
        print(path)
    if not (yes or agreed("undo-ask", "undo-add-yes", "undo-left")):
        return DONE
    try:
        undoing.put_back(written)
    except all_or_none.OvertakenError as error:
        return complain(both("undo-changed", file=error))
    for path in written.files:
        print(both("undone", path=path))
    return DONE
