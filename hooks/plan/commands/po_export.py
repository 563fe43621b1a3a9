"""`plan po-export`: write the PO file that a translation agency works on."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands
from plan.commands.translations import texts_of, unreadable
from plan.machine import whole_files
from plan.messages.sentences import both
from plan.translation.former_texts import former_texts
from plan.translation.po_export import exported


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `po-export`."""
    parser = commands.add_parser("po-export", parents=[shared], help="翻訳会社に渡すPO / a PO file for an agency")
    parser.add_argument("file", type=Path, metavar="FILE.po")
    parser.add_argument("--language", help="訳す言語（なければ計画の二つ目） / the language (else the plan's second)")
    parser.add_argument("--open-only", action="store_true", help="未確認の文だけ / only what is not confirmed")
    parser.set_defaults(
        command=lambda given: export(given.data, given.docs, given.file, given.language, given.open_only)
    )


def export(data: Path, docs: Path, po: Path, language: str | None = None, open_only: bool = False) -> int:
    """Write the PO file of one language, else of the first that the plan is translated into.

    `open_only`: only what is not confirmed.
    """
    manuscript, ledger, texts = texts_of(data, docs)
    if unreadable(manuscript, ledger):
        return REFUSED
    if not manuscript.others:
        print(both("nothing-to-translate"))
        return REFUSED
    language = language or manuscript.others[0]
    if language not in manuscript.others:
        print(both("not-translated-into", language=language, known=", ".join(manuscript.others)))
        return REFUSED
    wanted = [text for text in texts if text.language == language and not (open_only and text.state == "fresh")]
    former = former_texts(manuscript, wanted, ledger)
    whole_files.write(po, exported(manuscript, wanted, language, datetime.now(UTC), former=former))
    print(f"{po}: {both('texts-exported', count=len(wanted))}")
    return DONE
