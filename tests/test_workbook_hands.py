"""What people do to a workbook is taken rightly, or refused with every reason."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from string import Formatter

import pytest
from cases import Case, cases
from handed_back import copied, hand_back, texts
from plan.__main__ import main
from plan.messages.sentences import SENTENCES

#: What a report puts after the words of a finding.
_RULE = re.compile(r" \[[a-z0-9-]+\]\Z")
CASES = cases("workbook", "before", "steps", "csv", "bytes", "difference", "refusals", "files", "meanwhile")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the invented plan as it is, as the command makes it."""
    folder = tmp_path_factory.mktemp("made")
    assert main(["workbook", str(folder / "plan.xlsx"), *copied(folder)]) == 0
    return folder / "plan.xlsx"


@pytest.mark.sweep
@pytest.mark.parametrize("case", CASES)
def test_what_people_do_is_taken_or_refused(
    case: Case, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`difference` and `files` (the lines that go and come) are all that changes; with `refusals` nothing does."""
    arguments = copied(tmp_path)
    edited(tmp_path, case.get("before", ()))
    path = hand_back(case, tmp_path, arguments, made)
    edited(tmp_path, case.get("meanwhile", ()))
    before = texts(tmp_path)
    capsys.readouterr()
    code = main(["import", str(path), "--yes", *arguments])
    said = capsys.readouterr()
    assert [_RULE.sub("", line.strip()) for line in said.err.splitlines()[1:]] == case.get("refusals", [])
    assert code == (1 if "refusals" in case else 0)
    differing = case.get("difference", [])
    assert said.out.splitlines()[: len(differing)] == differing
    if not differing and code == 0:
        assert said.out.splitlines() == ["変更はありません / no changes"]
    assert lines_changed(before, texts(tmp_path)) == case.get("files", {})


def edited(folder: Path, edits: Sequence[Case]) -> None:
    """Save files of the plan with some words changed: before the tables are handed out, or meanwhile."""
    for edit in edits:
        file = folder / "data" / edit["file"]
        if "text" in edit:
            file.write_text(edit["text"], encoding="utf-8")
            continue
        text = file.read_text(encoding="utf-8")
        assert text.count(edit["find"]) == 1
        file.write_text(text.replace(edit["find"], edit["replace"]), encoding="utf-8")


def lines_changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted({*before, *after}):
        old, new = (side.get(file, b"").decode().splitlines() for side in (before, after))
        lines = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
        if lines:
            found[file] = [line for line in lines if not line.startswith("@@")]
    return found


def test_every_refusal_is_shown_by_a_case() -> None:
    """A new sentence comes with a case that shows it; but for a file too large, of too many cells, or locked."""
    shown = [line for param in CASES for key in ("refusals", "difference") for line in param.values[0].get(key, ())]
    told = {id: sentence for id, sentence in SENTENCES.items() if sentence.kind == "workbook"}
    told |= {id: SENTENCES[id] for id in ("not-a-number", "bad-id")}
    assert len(told) > 25
    for id, sentence in told.items():
        fixed = max((text for text, *_ in Formatter().parse(sentence.ja)), key=len)
        without = ("workbook-too-large", "no-such-file", "workbook-unreadable", "too-many-cells")
        assert any(fixed in line for line in shown) or id in without, id
