"""The command that takes a workbook over: nothing without a yes, and all files or none."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from copies import ROOT
from handed_back import copied, hand_back, texts
from openpyxl import load_workbook
from plan.__main__ import main
from plan.machine import all_or_none
from plan.workbook.changes import read
from plan.workbook.layout import layout
from plan.workbook.tables import read_tables
from plan.writing import revision


@cache
def handed_back(value: int, *cards: str) -> bytes:
    """The workbook of the invented plan with another target of these cards, made once for all tests of this file."""
    steps = [{"sheet": "指標", "row": card, "column": "目標値", "value": value} for card in cards]
    with TemporaryDirectory() as folder:
        return hand_back({"steps": steps}, Path(folder), copied(Path(folder))).read_bytes()


def changed(tmp_path: Path) -> list[str]:
    """A plan and its workbook with one change in it; returns the options that name the plan."""
    (tmp_path / "plan.xlsx").write_bytes(handed_back(130, "one-counter"))
    return copied(tmp_path)


def test_nothing_is_written_before_somebody_agrees(tmp_path: Path) -> None:
    """Without a terminal and without --yes, the difference is only shown."""
    arguments = changed(tmp_path)
    before = texts(tmp_path)
    command = [sys.executable, "-m", "plan", "import", str(tmp_path / "plan.xlsx"), *arguments]
    environment = {"PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "cp1252"}
    result = subprocess.run(command, env=environment, input="", capture_output=True, encoding="utf-8", check=True)
    assert result.stdout.splitlines() == [
        "事業「窓口を一つに」の指標「利用件数」の目標値: 100 → 130",
        "1件の変更、1個のファイル / 1 change(s) in 1 file(s)",
        "書き込んでいません。書き込むには --yes を付けます（make では YES=1） / nothing was written; to write, add --yes (with make: YES=1)",  # noqa: E501
    ]
    assert texts(tmp_path) == before


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("はい", True), ("n", False), ("", False)])
def test_a_person_is_asked(answer: str, written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a clear yes writes."""
    arguments = changed(tmp_path)
    before = texts(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert main(["import", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    assert (texts(tmp_path) != before) == written


@pytest.mark.parametrize("key", [KeyboardInterrupt, EOFError])
def test_a_question_left_unanswered_is_a_no(
    key: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C and Ctrl-D end the command in one sentence, and nothing is written."""

    def pressed(_: str) -> str:
        raise key

    arguments, before = changed(tmp_path), texts(tmp_path)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", pressed)
    capsys.readouterr()
    assert main(["import", str(tmp_path / "plan.xlsx"), *arguments]) == 1
    assert capsys.readouterr().err == "\n書き込んでいません / nothing was written\n"
    assert texts(tmp_path) == before


def test_an_old_workbook_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the data has changed since, and the workbook does not say what it held, what it turns back is a change."""
    arguments = copied(tmp_path)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    book = load_workbook(tmp_path / "plan.xlsx")
    del book["書き出した値"]
    book.save(tmp_path / "plan.xlsx")
    file = tmp_path / "data/projects/one-counter.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("value: 100", "value: 110"), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    said = capsys.readouterr().out
    assert "目標値: 110 → 100" in said
    assert "この表を書き出した後に、データが変わっています" in said


def two_changes(folder: Path) -> tuple[list[str], Path, dict[str, bytes], list[str]]:
    """A plan, a workbook that changes two of its cards, the plan's texts, the names in the folder of its cards."""
    arguments, path = copied(folder), folder / "plan.xlsx"
    path.write_bytes(handed_back(500, "one-counter", "bus-counter"))
    return arguments, path, texts(folder), sorted(item.name for item in (folder / "data/projects").iterdir())


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file cannot be replaced, the first is put back and nothing is left lying about."""
    arguments, path, before, names = two_changes(tmp_path)
    replace = all_or_none.os.replace
    calls = []

    def fail_later(source: str, target: Path) -> None:
        if Path(target).parent.name != "undo":  # what was there is kept first
            calls.append(target)
        if len(calls) == 2:
            raise PermissionError(13, "the file is open")
        replace(source, target)

    monkeypatch.setattr(all_or_none.os, "replace", fail_later)
    assert main(["import", str(path), "--yes", *arguments]) == 1
    assert len(calls) == 3
    assert calls[0] == calls[2] != calls[1]
    assert texts(tmp_path) == before
    assert sorted(item.name for item in (tmp_path / "data/projects").iterdir()) == names


def test_a_disk_that_fills_up_leaves_every_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether at the first file or at the second, each with what it held: nothing is changed, and nothing left."""
    arguments, path, before, names = two_changes(tmp_path)
    for fails_at in (1, 2, 3, 4):
        calls: list[int] = []

        def full(handle: int, calls: list[int] = calls, fails_at: int = fails_at) -> None:
            calls.append(handle)
            if len(calls) == fails_at:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(all_or_none.os, "fsync", full)
        assert main(["import", str(path), "--yes", *arguments]) == 1
        assert len(calls) == fails_at
        assert texts(tmp_path) == before
        assert sorted(item.name for item in (tmp_path / "data/projects").iterdir()) == names


def test_a_file_that_somebody_else_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Between reading and writing, the file on disk counts."""
    arguments = changed(tmp_path)
    from plan.reading.loader import load_plan

    data, docs = tmp_path / "data", tmp_path / "docs"
    loaded = load_plan(data, docs)
    assert loaded.plan
    revised = revision.revise(loaded, read(read_tables(tmp_path / "plan.xlsx"), layout(loaded.plan)).changes)
    file = data / "projects/one-counter.yml"
    file.write_bytes(file.read_bytes() + b"# a note\n")
    before = texts(tmp_path)
    with pytest.raises(all_or_none.OvertakenError):
        revision.write(revised)
    assert texts(tmp_path) == before
    assert arguments


def test_a_plan_with_faults_is_neither_written_nor_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both commands say every finding and stop."""
    arguments = changed(tmp_path)
    (tmp_path / "data/departments.yml").unlink()
    capsys.readouterr()
    for command in (["workbook", str(tmp_path / "other.xlsx")], ["import", str(tmp_path / "plan.xlsx")]):
        assert main([*command, *arguments]) == 1
        assert "data/departments.yml:1" in capsys.readouterr().err
    assert not (tmp_path / "other.xlsx").exists()


def test_a_missing_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the name of the file."""
    assert main(["import", str(tmp_path / "none.xlsx"), *copied(tmp_path)]) == 1
    said = capsys.readouterr().err.splitlines()[1:]
    assert said == ["  none.xlsx: ファイルがありません / there is no such file [no-such-file]"]
