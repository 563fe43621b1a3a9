"""Sheets in a city's own layout: taken over by a small mapping, or every finding where the office sees it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest
import yaml
from cases import Case, cases
from copies import ROOT
from handed_back import copied, texts
from own_sheets import own_sheets
from plan.__main__ import main

CASES = cases("takeover", "books", "mapping", "findings", "difference", "kept", "data")
SOUND = [case for case in CASES if "difference" in case.values[0]]  # type: ignore[operator]


def command(case: Case, folder: Path) -> list[str]:
    """The command that takes the sheets of a case over into a copy of the invented plan."""
    arguments = copied(folder)
    return ["take-over", str(own_sheets(case, folder)), str(folder / "mapping.yml"), *arguments]


@pytest.mark.parametrize("case", CASES)
def test_sheets_are_taken_over(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What differs and what is written is that of the case; or every finding is told, and nothing is written."""
    arguments = command(case, tmp_path)
    before = texts(tmp_path)
    code = main([*arguments, "--yes"])
    said = capsys.readouterr()
    if "findings" in case:
        assert (code, said.out) == (1, "")
        assert [line.strip() for line in said.err.splitlines()[1:]] == case["findings"]
        assert texts(tmp_path) == before
        return
    assert (code, said.err) == (0, "")
    lines, kept = said.out.splitlines(), case.get("kept", [])
    count = next(number for number, line in enumerate(lines) if "件の変更" in line)
    assert lines[:count] == [*kept, *case["difference"]]
    changed = {file: yaml.safe_load(text) for file, text in texts(tmp_path).items() if text != before.get(file)}
    assert changed == case["data"]


@pytest.mark.parametrize("case", SOUND)
def test_the_same_sheets_once_more_change_nothing(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record is known again by its code or its name; nothing is written before somebody agrees."""
    arguments = command(case, tmp_path)
    before = texts(tmp_path)
    assert main(arguments) == 0
    assert texts(tmp_path) == before
    assert main([*arguments, "--yes"]) == 0
    capsys.readouterr()
    assert main([*arguments, "--yes"]) == 0
    assert capsys.readouterr().out.splitlines()[len(case.get("kept", [])) :] == ["変更はありません / no changes"]


def test_what_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder or a mapping that was not found, without a traceback."""
    arguments = copied(tmp_path)
    (tmp_path / "mapping.yml").write_text(SOUND[0].values[0]["mapping"], encoding="utf-8")  # type: ignore[call-overload,index]
    assert main(["take-over", str(tmp_path / "sheets"), str(tmp_path / "mapping.yml"), *arguments]) == 1
    assert (
        "sheets: フォルダが必要です。ありません / this folder is required; it was not found" in capsys.readouterr().err
    )
    assert main(["take-over", str(tmp_path), str(tmp_path / "no.yml"), *arguments]) == 1
    assert "no.yml:1: ファイルを読めません" in capsys.readouterr().err


def test_every_sentence_of_a_take_over_has_a_case() -> None:
    """Each is shown by a case, or by the test above."""
    table = yaml.safe_load((ROOT / "hooks/plan/messages/sentences.yml").read_text(encoding="utf-8"))["takeover"]
    shown = " ".join(line for case in CASES for line in case.values[0].get("findings", ()))  # type: ignore[union-attr]
    assert {rule for rule in table if f"[{rule}]" not in shown} == {"no-such-folder"}


MANY = """
sheets:
  - heads: [1]
    tables:
      - table: 指標
        id: {prefix: ind-}
        card: {column: 事業名}
        columns:
          name.ja: 指標
          name.en: {constant: Uses}
          unit.ja: {constant: 件}
          unit.en: {constant: uses}
          direction: {constant: 増えるほど良い}
          target.fiscal_year: {constant: "2025"}
          target.value: 目標値
          "{year}年度の実績値": "{year}"
"""


def calls(folder: Path, count: int) -> int:
    """How many functions of the program are called to take over a sheet with so many indicators of one card."""
    rows: list[list[object]] = [["事業名", "指標", "目標値", "R5"]]
    rows += [["窓口を一つに", f"件数その{number}", number + 100, number] for number in range(1, count + 1)]
    folder.mkdir()
    arguments = command({"mapping": MANY, "books": {"件数.xlsx": {"一覧": {"rows": rows}}}}, folder)
    told: list[str] = []
    own = str(ROOT / "hooks")

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(own):
            told.append(event)

    sys.setprofile(note)
    try:
        assert main(arguments) == 0
    finally:
        sys.setprofile(None)
    return len(told)


@pytest.mark.sweep
def test_twice_the_rows_are_twice_the_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet of a thousand rows for one list takes seconds: what is done for a row does not grow with the rows."""
    calls(tmp_path / "first", 1)  # what is kept from then on
    few, more, many = (calls(tmp_path / str(count), count) for count in (10, 20, 40))
    assert "40件の変更、1個のファイル" in capsys.readouterr().out
    assert many - more < 2.2 * (more - few)
