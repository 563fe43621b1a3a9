"""The command line for staff: `python -m plan <command>`, from the project's folder."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from plan.commands import COMMANDS
from plan.commands.terminal import UnansweredError, complain
from plan.machine.memory import lacking
from plan.messages import disk
from plan.messages.sentences import both


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; 0 if it was, 1 if it was refused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # or a Windows console could not say it in Japanese
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = _parser().parse_args(arguments)
    try:
        code: int = given.command(given)
    except UnansweredError:  # what is asked is asked before anything is written
        return complain("\n" + both("nothing-written"))
    except Exception as error:
        if lacking(error):
            return complain(both("little-memory", called=type(error).__name__))
        if isinstance(error, OSError):
            return complain(disk.explained(error))
        raise
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m plan", description="計画のデータを扱います / works on a plan's data"
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, default=Path("data"), help="データのフォルダ / folder of the data")
    shared.add_argument("--docs", type=Path, default=Path("docs"), help="本文のフォルダ / folder of the chapters")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands, shared)
    return parser


if __name__ == "__main__":
    sys.exit(main())
