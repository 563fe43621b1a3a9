"""`plan po-import`: take over the PO file that comes back from a translation agency."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from plan.commands.confirm import say_confirmed
from plan.commands.terminal import DONE, REFUSED, Commands, written
from plan.commands.translations import unreadable
from plan.messages.findings import FileLine, Finding, report, told
from plan.messages.sentences import both
from plan.reading import passages
from plan.reading.files import read_file
from plan.reading.loader import load_plan
from plan.translation.delivery import Delivery, received
from plan.translation.ledger import MAX_BYTES, Ledger, TextState, confirm, judged, ledger_file, read_ledger
from plan.writing.difference import difference
from plan.writing.revision import Revision, revise


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `po-import`."""
    parser = commands.add_parser("po-import", parents=[shared], help="POを取り込む / take over a PO file")
    parser.add_argument("file", type=Path, metavar="FILE.po")
    parser.add_argument("--yes", action="store_true", help="書き込む / write")
    parser.add_argument("--confirm", action="store_true", help="取り込んだ訳を確認済みにする / confirm what came back")
    parser.set_defaults(command=lambda given: take_over(given.data, given.docs, given.file, given.yes, given.confirm))


def take_over(data: Path, docs: Path, po: Path, yes: bool = False, confirming: bool = False) -> int:
    """Show what a PO file would change; `yes` writes it, `confirming` records what came back without fuzzy marks."""
    loaded = load_plan(data, docs)
    ledger = read_ledger(data, loaded.manuscript.others)
    raw = read_file(po, str(po), MAX_BYTES)
    if isinstance(raw, Finding):
        print(replace(raw, at=FileLine(str(po), 0)))
        return REFUSED
    if unreadable(loaded.manuscript, ledger):
        return REFUSED
    delivery = received(loaded.manuscript, raw, str(po))
    revised = revise(loaded, delivery.changes)
    if found := (*delivery.findings, *revised.findings):
        print(report(found, "faults-nothing-written"))
        return REFUSED
    _say(delivery)
    if not yes:
        print(both("add-yes"))
        return DONE
    if not confirming:
        return DONE if written(revised) else REFUSED
    confirmed, texts = _confirmed(revised, delivery, ledger)
    if not written(revised, ledger_file(data, confirmed)):
        return REFUSED
    say_confirmed(ledger, confirmed, texts)
    return DONE


def _say(delivery: Delivery) -> None:
    """What would change, and what was left open."""
    for line in told(delivery.left):
        print(line)
    if delivery.changes:
        print(difference(delivery.changes))
    counted: Mapping[str, int] = {
        "changes": len(delivery.changes),
        "reviewed": len(delivery.reviewed),
        "empty": delivery.empty,
        "left": len(delivery.left) + delivery.unread,
    }
    print(both("delivery", **counted))
    if delivery.unread:
        print(both("still-fuzzy", count=delivery.unread))


def _confirmed(revised: Revision, delivery: Delivery, ledger: Ledger) -> tuple[Ledger, list[TextState]]:
    """The ledger with what came back, as the plan will say it; and the texts that this is about."""
    texts = judged(passages.manuscript(revised.folders), ledger)
    contexts = {passage.context for passage in (*delivery.translated, *delivery.reviewed)}
    found = [text for text in texts if text.language == delivery.language and text.passage.context in contexts]
    return confirm(ledger, texts, found), found
