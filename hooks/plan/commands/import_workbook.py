"""`plan import`: take over what people changed in a workbook or in CSV files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, add_yes, agreed, complain, sound_plan, written
from plan.messages.findings import Finding, SheetCell, report, told
from plan.messages.sentences import both
from plan.reading.loader import Loaded
from plan.workbook.changes import Reading, read
from plan.workbook.layout import layout
from plan.workbook.tables import read_tables
from plan.writing.difference import difference
from plan.writing.revision import Revision, revise

#: What may be said of one record because another was refused.
_OF_OTHERS = ("unknown-reference", "not-written", "no-indicator", "status-into")


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `import`."""
    parser = commands.add_parser(
        "import", parents=[shared], help="Excelの表から取り込む / take over a workbook's changes"
    )
    parser.add_argument("source", type=Path, metavar="FILE.xlsx|FOLDER", help="表のファイル、またはCSVのフォルダ")
    add_yes(parser)
    parser.set_defaults(command=lambda given: take_over(given.data, given.docs, given.source, given.yes))


def take_over(data: Path, docs: Path, source: Path, yes: bool = False) -> int:
    """Show what a workbook changes, ask, and write it; `yes` writes without asking."""
    loaded = sound_plan(data, docs)
    if loaded is None or loaded.plan is None:
        return REFUSED
    sheets, tables = layout(loaded.plan), read_tables(source)
    brought = read(tables, sheets, data.resolve().name)
    return settle(loaded, brought, "value-kept", yes, old=tables.mark != sheets.mark)


def settle(
    loaded: Loaded, brought: Reading, kept: str, yes: bool, old: bool = False, doubts: Sequence[Finding] = ()
) -> int:
    """Say every finding, else show what sheets would change, ask, and write it.

    `kept` is the sentence for a cell that is empty where the plan has a value; `old`: they are older than the data;
    `doubts`: what looks like a slip, and stops all.
    """
    revised = revise(loaded, brought.changes, brought.cells)
    for line in told(brought.beside):
        print(line)
    if brought.findings or doubts:
        faults = [*brought.findings, *_beside(brought, revised)]
        complain(report([*brought.findings, *doubts, *faults[len(brought.findings) :]], "faults-nothing-written"))
        if doubts:
            complain(both("round-slips-beside" if faults else "round-slips", count=len(doubts)))
        return REFUSED
    if revised.findings:
        return complain(report(revised.findings, "faults-nothing-written"))
    for sheet, skipped, after in brought.passed:
        print(both("rows-passed", sheet=sheet, count=skipped + after, skipped=skipped, after=after))
    for cell, value in brought.kept:
        print(both(kept, place=cell, value=value))
    if not brought.changes:
        print(both("no-changes"))
        return DONE
    print(difference(brought.changes))
    print(both("changes", count=len(brought.changes), files=len(revised.texts)))
    if old:
        print(both("old-workbook-data"))
    if not (yes or agreed()):
        return DONE
    if not written(revised):
        return REFUSED
    for path in revised.paths:
        print(both("written", path=path))
    return DONE


def _beside(brought: Reading, revised: Revision) -> Iterator[Finding]:
    """What else is wrong with the plan as it would be, beside cells that could not be read.

    A fault may follow from such a cell where it is of the same row, or of a record that is named and was not taken.
    """
    refused = {(cell.file, cell.sheet, cell.line) for one in brought.findings if isinstance(cell := one.at, SheetCell)}
    for finding in revised.findings:
        at = finding.origin
        if isinstance(at, SheetCell) and (at.file, at.sheet, at.line) not in refused and finding.rule not in _OF_OTHERS:
            yield finding
