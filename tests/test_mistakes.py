"""The mistakes that an officer makes in a year, on the real plan: each is told at its place, in a sentence that helps.

Those made in the workbook are in tests/workbook.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cases import Case, cases
from copies import ROOT, copy_plan, edit
from plan.messages.findings import counted
from plan.reading.loader import Loaded, load_plan

CASES = cases("mistakes", "edits", "copy", "shift_jis", "said")


def make(case: Case, folder: Path) -> None:
    """Type the mistake: the first of the places that hold the words, as a person would."""
    for typed in case.get("edits", ()):
        edit(folder / typed["file"], typed["find"], typed["replace"], 1)
    for name, source in case.get("copy", {}).items():
        shutil.copy(folder / source, folder / name)
    if "shift_jis" in case:
        path = folder / case["shift_jis"]
        path.write_bytes(path.read_text(encoding="utf-8").encode("cp932", errors="replace"))


@pytest.fixture(scope="module")
def sound() -> Loaded:
    """The real plan before the mistake, as the preview has it: what did not change is not parsed again."""
    loaded = load_plan(ROOT / "data", ROOT / "docs")
    assert loaded.plan
    return loaded


def said(folder: Path, before: Loaded) -> list[str]:
    """What staff read of each finding: place, field, and the Japanese sentence."""
    found = load_plan(folder / "data", folder / "docs", before).findings
    return [f"{item.place()}: {counted(item.field)}: {item.japanese}" for item in found]


@pytest.mark.parametrize("case", CASES)
def test_the_mistake_is_told_where_it_was_made(case: Case, sound: Loaded, tmp_path: Path) -> None:
    """Exactly these sentences, and no other."""
    copy_plan(tmp_path, ROOT)
    make(case, tmp_path)
    assert said(tmp_path, sound) == case["said"]


def test_there_are_thirty() -> None:
    """As many as a year has."""
    assert len(CASES) >= 30
