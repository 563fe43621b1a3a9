"""What the first plan could become: its draft with a consultation, an adopted edition, a revision. Invented for tests.

Each is a small file of changes in `tests/next_editions`, made in a copy of the edition before it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from copies import ROOT, change, copy_plan, edit
from plan.machine.own_table import read_table

FOLDER = ROOT / "tests/next_editions"
#: The draft as it was published: what is said of the plan since, in other languages too, changes no table of these.
DRAFT = ROOT / "data/editions/draft"


def adopted(folder: Path) -> Path:
    """The adopted edition in a folder, made where it is not there yet; returns the folder."""
    return _changed("adopted", copy_plan(folder, DRAFT))


def revised(folder: Path) -> Path:
    """The first revision of the adopted edition in a folder; returns the folder."""
    return _changed("revised", adopted(folder))


def consulted(folder: Path) -> Path:
    """The draft in a folder with the consultation on it, which is over; returns the folder."""
    copy_plan(folder, DRAFT)
    edit(folder / "data/plan.yml", "updated: 2026-11-26", "updated: 2027-02-01")
    shutil.copy(FOLDER / "consultation.yml", folder / "data")
    return folder


def _changed(name: str, folder: Path) -> Path:
    change(read_table(FOLDER / f"changes/{name}.yml"), folder)
    return folder
