"""`plan schema`: renew the help that editors show, and data/README.md."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, sound_plan
from plan.help.editor import rule_names, write_editor_help
from plan.messages.sentences import both


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `schema`."""
    parser = commands.add_parser("schema", parents=[shared], help="入力の手助けを作り直す / renew the help for editors")
    parser.set_defaults(command=lambda given: renew(given.data, given.docs))


def renew(data: Path, docs: Path) -> int:
    """Write what of the help is no longer what the plan and the model say."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    written = write_editor_help(data, loaded.plan, rule_names())
    for path in written:
        print(both("written", path=path))
    if not written:
        print(both("nothing-to-renew"))
    return DONE
