"""`plan new-plan`: write the files of a new plan, from the answers to ten questions."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, answered, complain
from plan.help.editor import editor_help, rule_names
from plan.machine import all_or_none
from plan.messages import disk
from plan.messages.findings import report
from plan.messages.sentences import both
from plan.reading.loader import load_plan
from plan.starting.answers import Answers, ask, blamed, file_of, read_answers
from plan.starting.example_plan import example_plan, families, label


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `new-plan`, which works on no plan that is there."""
    parser = commands.add_parser("new-plan", help="新しい計画を始める / begin a new plan")
    parser.add_argument("--answers", type=Path, metavar="FILE.yml", help="答えのファイル / the answers, in a file")
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=Path(), help="置き場所 / where data and docs go")
    parser.set_defaults(command=lambda given: begin(given.out, given.answers))


def begin(folder: Path, file: Path | None = None, today: date | None = None) -> int:
    """Write `data` and `docs` of a new plan into a folder that has neither; without a file a person is asked."""
    for part in (folder / "data", folder / "docs"):
        if part.exists() and (not part.is_dir() or any(part.iterdir())):
            return complain(both("plan-is-there", path=part))
    answers = _answers(file)
    if answers is None:
        return REFUSED
    made = example_plan(answers, today or date.today())
    files = {name: text.encode() for name, text in made.items()}
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            path = Path(place, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        loaded = load_plan(Path(place, "data"), Path(place, "docs"))
    if loaded.plan is None:
        return complain(report(blamed(loaded.findings, made, answers, file_of(file)), "faults-nothing-written"))
    helps = editor_help(loaded.plan, rule_names())
    files |= {f"data/{name}": text.encode() for name, text in helps.items()}
    try:
        all_or_none.write_all({folder / name: (None, content) for name, content in files.items()})
    except all_or_none.OvertakenError as error:
        return complain(both("plan-is-there", path=error))
    except OSError as error:
        return complain(disk.refused("write-refused", error))
    examples = sum(remark.rule == "still-an-example" for remark in loaded.remarks)
    print(both("plan-begun", count=len(files), folder=folder.resolve(), examples=examples))
    return DONE


def _answers(file: Path | None) -> Answers | None:
    """The answers of a file, or of a person at a terminal; None, with the reason said, where there are none."""
    if file is None:
        if not sys.stdin.isatty():
            complain(both("needs-answers"))
            return None
        return ask(families(), label(), answered)
    answers, findings = read_answers(file, families(), label())
    if answers is None:
        complain(report(findings, "faults-nothing-written"))
    return answers
