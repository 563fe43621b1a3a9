"""`plan confirm`: record that translations have been read and are right."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from plan.commands.terminal import DONE, REFUSED, Commands, agreed, complain
from plan.commands.translations import texts_of, unreadable
from plan.machine.all_or_none import OvertakenError
from plan.messages.sentences import Said, both
from plan.translation.ledger import Ledger, TextState, chosen, confirm, write_ledger


def add(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Give the command line `confirm`."""
    parser = commands.add_parser("confirm", parents=[shared], help="訳を確認済みにする / confirm translations")
    parser.add_argument("files", nargs="*", metavar="FILE", help="ファイル（なければすべて） / files; all if none")
    parser.add_argument("--field", help="一つの項目だけ / one field only")
    parser.add_argument("--prune", action="store_true", help="使われない記録を取る / drop what nothing needs")
    parser.add_argument("--yes", action="store_true", help="確かめずに記録する / record without asking")
    parser.set_defaults(
        command=lambda given: record(given.data, given.docs, given.files, given.field, given.prune, not given.yes)
    )


def record(
    data: Path,
    docs: Path,
    files: Sequence[str] = (),
    field: str | None = None,
    prune: bool = False,
    asking: bool = False,
) -> int:
    """Confirm all translations, or those of some files, or of one field; `prune` drops lines that nothing needs.

    `asking`: only if somebody at a terminal says that they have been read.
    """
    manuscript, ledger, texts = texts_of(data, docs)
    if unreadable(manuscript, ledger):
        return REFUSED
    named = [_called(Path(file), data.resolve().parent) for file in files]
    unknown = [file for file in named if not any(text.stands_in([file]) for text in texts)]
    for file in unknown:
        print(f"{file}: {both('no-text-of-file')}")
    found = list(chosen(texts, named, field))
    if not unknown and not found:
        print(f"{field or '-'}: {both('no-text-of-field')}")
    if unknown or not found:
        return REFUSED
    unread = sum(text.state in ("stale", "unconfirmed") for text in found)
    if asking and unread and not agreed(Said("confirm-unread", {"count": unread}), "confirm-add-yes", "confirm-left"):
        return DONE
    confirmed = confirm(ledger, texts, found, prune)
    try:
        write_ledger(data, confirmed)
    except OvertakenError as error:
        return complain(both("ledger-overtaken", file=error))
    say_confirmed(ledger, confirmed, found)
    return DONE


def _called(file: Path, home: Path) -> str:
    """How texts call their file, which may be named by its whole path, as it is where it was dropped on a terminal."""
    return (file.relative_to(home) if file.is_relative_to(home) else file).as_posix()


def say_confirmed(before: Ledger, after: Ledger, texts: Iterable[TextState]) -> None:
    """Say how many pairs were added and taken out, and how many texts have no translation to confirm."""
    print(both("confirmed", added=len(after.pairs - before.pairs), dropped=len(before.pairs - after.pairs)))
    if missing := sum(text.state == "missing" for text in texts):
        print(both("without-translation", count=missing))
