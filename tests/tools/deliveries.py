"""Plans that were given to a translator, and what comes back of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from copies import copy_plan
from plan.reading.passages import read_manuscript
from plan.translation import po_export as agency
from plan.translation.ledger import LEDGER, Ledger, confirm, states, write_ledger

WHEN = datetime(2026, 4, 1, tzinfo=UTC)


def exported(folder: Path, language: str = "en", open_only: bool = False) -> bytes:
    """The PO file of a plan, every entry that it holds."""
    manuscript = read_manuscript(folder / "data", folder / "docs")
    texts = states(folder / "data", folder / "docs", manuscript)
    return agency.exported(manuscript, texts, language, WHEN, open_only)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a plan but its ledger, and what is kept to be put back."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LEDGER)
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {name: text for name, text in found.items() if not name.startswith(".cache/")}


def confirm_all(folder: Path) -> None:
    """Says that somebody has read every translation that a plan has."""
    texts = states(folder / "data", folder / "docs")
    write_ledger(folder / "data", confirm(Ledger(), texts, texts))


def confirmed_plan(folder: Path) -> Path:
    """The invented plan in a folder of its own, all its translations confirmed."""
    confirm_all(copy_plan(folder))
    return folder
