"""What the commands share: their exit codes, the plan that they work on, the question to a person, the writing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from plan.machine import all_or_none
from plan.machine.progress_line import ProgressLine
from plan.messages import disk, findings
from plan.messages.sentences import Said, both
from plan.reading.loader import Loaded, load_plan
from plan.writing import revision

#: What each command adds itself to.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

DONE, REFUSED = 0, 1


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Give a command that takes long the option to say nothing of how far it is."""
    parser.add_argument("--quiet", action="store_true", help="進み具合を出さない / say nothing of how far it is")


def add_yes(parser: argparse.ArgumentParser) -> None:
    """Give a command that writes into the plan the option to write without asking."""
    parser.add_argument("--yes", action="store_true", help="確かめずに書き込む / write without asking")


def progress_of(given: argparse.Namespace) -> ProgressLine:
    """What tells how far a command is, as it was asked for."""
    return ProgressLine(quiet=given.quiet)


def complain(words: object) -> int:
    """Say why something was refused; returns the exit code."""
    print(words, file=sys.stderr)
    return REFUSED


def sound_plan(data: Path, docs: Path) -> Loaded | None:
    """The plan as it is; None, with every finding said, if it is not sound."""
    progress = ProgressLine()
    progress.begin(both("plan-being-read"))
    try:
        loaded = load_plan(data, docs)
    finally:
        progress.clear()
    if loaded.plan is None:
        complain(findings.report(loaded.findings))
        return None
    return loaded


class UnansweredError(Exception):
    """A person left a question unanswered: Ctrl-C, or the end of what is typed."""


def answered(question: str = "") -> str:
    """What a person at a terminal answers. Raises UnansweredError where nobody does."""
    try:
        said = input(question)
    except (KeyboardInterrupt, EOFError) as error:
        raise UnansweredError from error
    return said


def agreed(ask: str | Said = "write-these", otherwise: str = "add-yes", left: str = "nothing-written") -> bool:
    """Whether a person at a terminal says yes to a sentence; with no terminal nobody does.

    `otherwise`: what is said where nobody can be asked; `left`: where somebody says no.
    """
    if not sys.stdin.isatty():
        print(both(otherwise))
        return False
    answer = answered(both(ask) if isinstance(ask, str) else both(ask.id, **ask.details)).strip().lower()
    if answer not in ("y", "yes", "はい", "ｙ"):
        print(both(left))
        return False
    return True


def written(revised: revision.Revision, further: Mapping[Path, tuple[bytes | None, bytes]] | None = None) -> bool:
    """Write a revision, with `further` files, or say why none of it was written."""
    try:
        revision.write(revised, further)
    except all_or_none.OvertakenError as error:
        complain(both("overtaken", file=error))
        return False
    except OSError as error:
        complain(disk.refused("write-refused", error))
        return False
    return True
