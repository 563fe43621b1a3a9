"""Turns what is asked at the command line about translations into messages in both languages and an exit code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from plan.machine import whole_files
from plan.messages.findings import FileLine, Finding, report
from plan.messages.sentences import both
from plan.reading.passages import Manuscript, read_manuscript
from plan.translation.ledger import (
    STATES,
    Ledger,
    TextState,
    chosen,
    counts,
    judged,
    open_shares,
    read_ledger,
    write_ledger,
)
from plan.translation.ledger import (
    confirm as confirmed_ledger,
)
from plan.translation.po import Delivery, exported, received
from plan.translation.po import write as write_delivery


def _read(data: Path, docs: Path) -> tuple[Manuscript, Ledger, tuple[TextState, ...]]:
    manuscript = read_manuscript(data, docs)
    confirmed = read_ledger(data, manuscript.others)
    return manuscript, confirmed, judged(manuscript, confirmed)


def _sound(manuscript: Manuscript, ledger: Ledger) -> bool:
    """Whether all could be read; else what could not is printed."""
    faults = [*manuscript.findings, *ledger.findings]
    for fault in faults:
        print(fault)
    return not faults


def translations_command(data: Path, docs: Path, limit: int | Decimal | None = None) -> int:
    """Print how many texts are in each state, for each language, and every text that is not confirmed.

    1 where something cannot be read, or where more than `limit` percent of a language's texts are not confirmed.
    """
    manuscript, ledger, texts = _read(data, docs)
    sound = _sound(manuscript, ledger)
    for text in texts:
        if text.state != "fresh":
            print(f"{text.file}:{text.line}: {text.field}: {text.language}: {both(f'state-{text.state}')}")
    for language, found in counts(texts).items():
        counted = [f"{both(f'state-{state}')}: {found[state]}" for state in STATES]
        share = open_shares(texts)[language]
        print(f"{language}: {'; '.join(counted)}; 未完 / open: {share:.1%}")
        if limit is not None and share * 100 > limit:
            sound = False
            print(
                f"{language}: 確認していない訳が、市の定めた上限（{limit}%）を超えています / "
                f"more than the city's limit of {limit}% is not confirmed"
            )
    return 0 if sound else 1


def confirm_command(
    data: Path, docs: Path, files: Sequence[str] = (), field: str | None = None, prune: bool = False
) -> int:
    """Confirm all translations, or those of some files, or of one field; `prune` drops lines that nothing needs."""
    manuscript, ledger, texts = _read(data, docs)
    if not _sound(manuscript, ledger):
        return 1
    named = [Path(file).as_posix() for file in files]
    unknown = [file for file in named if not any(text.stands_in([file]) for text in texts)]
    for file in unknown:
        print(f"{file}: 訳のある文がこのファイルにありません / no text of this file is translated")
    found = list(chosen(texts, named, field))
    if not unknown and not found:
        print(f"{field or '-'}: この項目の文はありません / there is no text of this field")
    if unknown or not found:
        return 1
    confirmed = confirmed_ledger(ledger, texts, found, prune)
    write_ledger(data, confirmed)
    _say_confirmed(ledger, confirmed, found)
    return 0


def _say_confirmed(before: Ledger, after: Ledger, texts: Iterable[TextState]) -> None:
    added, dropped = len(after.pairs - before.pairs), len(before.pairs - after.pairs)
    print(
        f"{added}組を確認済みとして書き加え、{dropped}組を取りました / "
        f"{added} pair(s) confirmed and added, {dropped} taken out"
    )
    missing = sum(text.state == "missing" for text in texts)
    if missing:
        print(f"訳のない文が{missing}件あります / {missing} text(s) have no translation")


def export_command(data: Path, docs: Path, po: Path, language: str | None = None, open_only: bool = False) -> int:
    """Write the PO file of one language, else of the first that the plan is translated into.

    `open_only`: only what is not confirmed.
    """
    manuscript, ledger, texts = _read(data, docs)
    if not _sound(manuscript, ledger):
        return 1
    language = language or manuscript.others[0]
    if language not in manuscript.others:
        known = ", ".join(manuscript.others)
        print(
            f"{language}: この計画が訳される言語は {known} です / "
            f"{language}: the languages that the plan is translated into are {known}"
        )
        return 1
    wanted = [text for text in texts if text.language == language and not (open_only and text.state == "fresh")]
    whole_files.write(po, exported(manuscript, wanted, language, datetime.now(UTC)))
    print(f"{po}: {len(wanted)}件の文を書き出しました / {len(wanted)} text(s) exported")
    return 0


def import_command(data: Path, docs: Path, po: Path, write: bool = False, confirm: bool = False) -> int:
    """Show what a PO file would change; `write` it into the plan, and `confirm` what came back without fuzzy marks."""
    manuscript, ledger, _ = _read(data, docs)
    try:
        raw = po.read_bytes()
    except OSError as error:
        print(Finding(FileLine(str(po), 0), "unreadable", {"reason": error.strerror}))
        return 1
    if not _sound(manuscript, ledger):
        return 1
    delivery = received(manuscript, raw, str(po))
    if delivery.findings:
        print(report(delivery.findings, "faults-nothing-written"))
        return 1
    for finding in delivery.left:
        print(finding)
    for change in delivery.changes:
        print(f"{change.file}: {change.passage.field}: {_short(change.old)} → {_short(change.new)}")
    print(
        f"変更{len(delivery.changes)}件、確認のみ{len(delivery.reviewed)}件、"
        f"空{delivery.empty}件、fuzzy {len(delivery.left)}件 / "
        f"{len(delivery.changes)} change(s), {len(delivery.reviewed)} read and left, "
        f"{delivery.empty} empty, {len(delivery.left)} fuzzy"
    )
    if not write:
        print(both("add-yes"))
        return 0
    write_delivery(manuscript, delivery)
    if confirm:
        _confirm_delivered(data, docs, delivery)
    return 0


def _short(text: str | None) -> str:
    if text is None:
        return "-"
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def _confirm_delivered(data: Path, docs: Path, delivery: Delivery) -> None:
    _, ledger, texts = _read(data, docs)
    contexts = {change.passage.context for change in delivery.changes}
    contexts |= {passage.context for passage in delivery.reviewed}
    found = [text for text in texts if text.language == delivery.language and text.passage.context in contexts]
    confirmed = confirmed_ledger(ledger, texts, found)
    write_ledger(data, confirmed)
    _say_confirmed(ledger, confirmed, found)
