"""`plan inspect`: say what the preview's 点検 page says."""

from __future__ import annotations

import argparse
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, sound_plan
from plan.preview import inspection
from plan.translation.ledger import judged, read_ledger


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `inspect`."""
    parser = commands.add_parser("inspect", parents=[shared], help="点検 / what still wants attention")
    parser.set_defaults(command=lambda given: inspect(given.data, given.docs))


def inspect(data: Path, docs: Path) -> int:
    """List what still wants attention; refused only if the data is not sound."""
    loaded = sound_plan(data, docs)
    if loaded is None:
        return REFUSED
    ledger = read_ledger(data, loaded.manuscript.others)
    translated = inspection.translation_section(judged(loaded.manuscript, ledger), ledger)
    for section in inspection.sections(loaded, [translated]):
        print(f"■ {section.title}（{len(section.points)}件） {section.lead}")
        for point in section.points:
            print(f"  {point.place()}: {inspection.words(point)}" + (f"（{point.reason}）" if point.reason else ""))
    return DONE
