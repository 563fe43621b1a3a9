"""The plan in Excel, out and in: what people do to a workbook is taken rightly, or refused with every reason."""

from __future__ import annotations

import csv
import difflib
import io
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml
from cases import Case, cases
from copies import INVENTED, ROOT, copy_plan, options
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet
from plan import model
from plan.__main__ import main
from plan.machine import all_or_none
from plan.messages.sentences import SENTENCES
from plan.model import Plan
from plan.workbook.changes import read
from plan.workbook.csv_files import csv_files
from plan.workbook.excel import FIRST_ROW, LABELS_ROW, NAMES_ROW, workbook
from plan.workbook.layout import layout
from plan.workbook.tables import read_tables
from plan.writing import revision
from pydantic import BaseModel

CASES = cases("workbook", "before", "steps", "csv", "bytes", "difference", "refusals", "files")
MADE = datetime(2026, 4, 1)
LAYOUT = yaml.safe_load((ROOT / "hooks/plan/workbook/layout.yml").read_text(encoding="utf-8"))


def copied(folder: Path, source: Path = INVENTED) -> list[str]:
    """A plan in a folder of its own; returns the options of the command line that name it."""
    return options(copy_plan(folder, source))


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder / "data")): path.read_bytes() for path in (folder / "data").rglob("*.yml")}


# ---------------------------------------------------------------- what people do to a workbook


def column_of(page: Worksheet, label: str) -> int:
    labels = [str(cell.value).split("\n")[0] for cell in page[LABELS_ROW]]
    return labels.index(label) + 1


def row_of(page: Worksheet, name: str) -> int:
    """The row whose first cells are the ids of `name`, as card/indicator or as one id; a number is itself."""
    if isinstance(name, int):
        return name
    rows = range(FIRST_ROW, page.max_row + 1)
    ids = name.split("/")
    places = [1] if len(ids) == 1 else [1, 3]
    return next(row for row in rows if [page.cell(row, place).value for place in places] == ids)


def put(page: Worksheet, row: int, step: Case) -> None:
    """Put a value into a cell as a person, Excel or another program would."""
    cell, value, kind = page.cell(row, column_of(page, step["column"])), step["value"], step.get("type", "")
    cell.number_format = "General"
    if kind == "date":
        cell.value = date.fromisoformat(str(value))
    elif kind == "percent":
        cell.value, cell.number_format = value, "0%"
    elif kind == "rich":
        cell.value = CellRichText(value[:1], TextBlock(InlineFont(b=True), value[1:]))
    elif kind == "formula":
        cell.value = value
    elif kind == "long":
        cell.value = value * 33_000
    else:
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"


def carry_out(book: Workbook, step: Case) -> None:
    page = book[step["sheet"]]
    if "value" in step:
        put(page, row_of(page, step["row"]), step)
    elif "new" in step:
        row = next(row for row in range(FIRST_ROW, page.max_row + 2) if page.cell(row, 1).value is None)
        for label, value in step["new"].items():
            put(page, row, {"column": label, "value": value})
    elif "delete_row" in step:
        page.delete_rows(row_of(page, step["delete_row"]))
    elif "hide_row" in step:
        page.row_dimensions[row_of(page, step["hide_row"])].hidden = True
    elif "delete_column" in step:
        page.delete_cols(column_of(page, step["delete_column"]))
    elif "move_column" in step:
        number = column_of(page, step["move_column"])
        for row in range(1, page.max_row + 1):
            page.cell(row, 60).value, page.cell(row, number).value = page.cell(row, number).value, None
    elif "label" in step:
        page.cell(LABELS_ROW, column_of(page, step["label"])).value = step["becomes"]
    elif "copy_label" in step:
        page.cell(NAMES_ROW, 60).value = page.cell(NAMES_ROW, column_of(page, step["copy_label"])).value
    elif "delete_names" in step:
        page.delete_rows(NAMES_ROW)
    elif "merge" in step:
        page.merge_cells(step["merge"])
    elif "rename" in step:
        page.title = step["rename"]
    else:
        raise AssertionError(step)


def result_of(formula: str, value: str, path: Path) -> None:
    """Give a formula the result that Excel would have kept with it."""
    old = path.with_suffix(".old")
    path.rename(old)
    with zipfile.ZipFile(old) as parts, zipfile.ZipFile(path, "w") as new:
        for name in parts.namelist():
            content = parts.read(name).decode() if name.endswith("sheet3.xml") else parts.read(name)
            if isinstance(content, str):
                cell = re.compile(rf'( t="\w+")?(><f>{re.escape(formula)}</f>)<v ?/?>(</v>)?')
                kind = ' t="e"' if value.startswith("#") else ""
                content, times = cell.subn(rf"{kind}\g<2><v>{value}</v>", content)
                assert times == 1
            new.writestr(name, content)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the invented plan as it is, as the command makes it."""
    folder = tmp_path_factory.mktemp("made")
    assert main(["workbook", str(folder / "plan.xlsx"), *copied(folder)]) == 0
    return folder / "plan.xlsx"


def hand_back(case: Case, folder: Path, arguments: list[str], made: Path | None = None) -> Path:
    """The workbook, made before or now, or the folder of CSV files, as the case leaves it."""
    path = folder / ("csv" if "csv" in case else "plan.xlsx")
    if made and "csv" not in case and "before" not in case:
        shutil.copy(made, path)
    else:
        assert main(["workbook", *(["--csv", str(path)] if "csv" in case else [str(path)]), *arguments]) == 0
    for step in case.get("csv", ()):
        file = path / step["file"]
        if "find" in step:
            text = file.read_bytes().decode("utf-8-sig")
            assert text.count(step["find"]) == 1
            file.write_bytes(text.replace(step["find"], step["replace"]).encode(step.get("encoding", "utf-8-sig")))
        else:
            file.unlink()
    if "bytes" in case:
        path.write_bytes(bytes.fromhex(case["bytes"]))
    if "steps" in case:
        book = load_workbook(path)
        for step in case["steps"]:
            carry_out(book, step)
        book.save(path)
        for step in case["steps"]:
            if "result" in step:
                result_of(step["value"].removeprefix("="), step["result"], path)
    return path


@pytest.mark.parametrize("case", CASES)
def test_what_people_do_is_taken_or_refused(
    case: Case, made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`difference` and `files` (the lines that go and come) are all that changes; with `refusals` nothing does."""
    arguments = copied(tmp_path)
    for edit in case.get("before", ()):
        file = tmp_path / "data" / edit["file"]
        text = file.read_text(encoding="utf-8")
        assert text.count(edit["find"]) == 1
        file.write_text(text.replace(edit["find"], edit["replace"]), encoding="utf-8")
    path, before = hand_back(case, tmp_path, arguments, made), texts(tmp_path)
    capsys.readouterr()
    code = main(["import", str(path), "--yes", *arguments])
    said = capsys.readouterr()
    assert [line.strip() for line in said.err.splitlines()[1:]] == case.get("refusals", [])
    assert code == (1 if "refusals" in case else 0)
    differing = case.get("difference", [])
    assert said.out.splitlines()[: len(differing)] == differing
    if not differing and code == 0:
        assert said.out.splitlines() == ["変更はありません / no changes"]
    assert lines_changed(before, texts(tmp_path)) == case.get("files", {})


def lines_changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted({*before, *after}):
        old, new = (side.get(file, b"").decode().splitlines() for side in (before, after))
        lines = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
        if lines:
            found[file] = [line for line in lines if not line.startswith("@@")]
    return found


def test_every_refusal_is_shown_by_a_case() -> None:
    """A new sentence comes with a case that shows it; but for a file of 200 MB, or that is locked."""
    shown = [line for param in CASES for line in param.values[0].get("refusals", ())]
    told = {id: sentence for id, sentence in SENTENCES.items() if sentence.kind == "workbook"}
    told |= {id: SENTENCES[id] for id in ("not-a-number", "bad-id")}
    assert len(told) > 25
    for id, sentence in told.items():
        fixed = max((text for text, *_ in Formatter().parse(sentence.ja)), key=len)
        without = ("workbook-too-large", "no-such-file", "workbook-unreadable")
        assert any(fixed in line for line in shown) or id in without, id


# ---------------------------------------------------------------- out and in


#: The fields of a card and of an indicator that the workbook does not carry, each with the reason.
WITHOUT_COLUMN = {
    "Project": {
        "accepted": "what auditors are answered is written beside the rule that it answers",
        "indicators": "a sheet of its own",
        "pictures": "they lie in docs/, and nobody sees them in a cell",
        "schedule": "a sheet of its own",
    },
    "Indicator": {"notes": "they are printed with the card, and change with it alone"},
}


@pytest.mark.parametrize("record", [model.Project, model.Indicator])
def test_a_field_has_a_column_or_a_reason_why_not(record: type[BaseModel]) -> None:
    """A field that somebody adds cannot be forgotten in the workbook."""
    sheet = {"Project": "projects", "Indicator": "indicators"}[record.__name__]
    columns = next(item["columns"] for item in LAYOUT["sheets"] if item["record"] == sheet)
    carried = {column["key"].split(".")[0] for column in columns}
    fields = {info.alias or name for name, info in record.model_fields.items()}
    assert fields - carried == WITHOUT_COLUMN[record.__name__].keys()


@pytest.mark.parametrize("source", [ROOT, INVENTED], ids=["real", "other-city"])
def test_out_and_in_changes_nothing(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As Excel file, as CSV files, and saved once more by another program: no change, and every byte stays."""
    arguments = copied(tmp_path, source)
    before = texts(tmp_path)
    book, folder = tmp_path / "plan.xlsx", tmp_path / "csv"
    assert main(["workbook", str(book), "--csv", str(folder), *arguments]) == 0
    again = tmp_path / "again.xlsx"
    load_workbook(book).save(again)
    for path in (book, folder, again):
        capsys.readouterr()
        assert main(["import", str(path), "--yes", *arguments]) == 0
        assert capsys.readouterr().out == "変更はありません / no changes\n"
    assert texts(tmp_path) == before


def test_without_a_mark_of_another_office_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook of the invented plan that LibreOffice (7.4) has saved anew: nothing changes by that.

    When the sheets change: `soffice --headless --convert-to xlsx --outdir saved plan.xlsx`.
    """
    arguments = copied(tmp_path, INVENTED)
    assert main(["import", str(ROOT / "tests/workbook/saved-by-libreoffice.xlsx"), *arguments]) == 0
    assert capsys.readouterr().out == "変更はありません / no changes\n"


def test_copies_handed_out_together_do_not_undo_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two offices fill in one value each in copies of one workbook: after both imports both values are there."""
    arguments = copied(tmp_path)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    for card in ("bus-counter", "one-counter"):
        book = load_workbook(tmp_path / "plan.xlsx")
        carry_out(book, {"sheet": "指標", "row": f"{card}/uses", "column": "2023年度の実績値", "value": 75})
        book.save(tmp_path / f"{card}.xlsx")
    capsys.readouterr()
    assert main(["import", str(tmp_path / "bus-counter.xlsx"), "--yes", *arguments]) == 0
    assert "を残します" not in capsys.readouterr().out
    assert main(["import", str(tmp_path / "one-counter.xlsx"), "--yes", *arguments]) == 0
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(
        r"指標![A-Z]+\d+（2023年度の実績値）: 75 を残します（表を書き出した後に入った値かもしれません） / "
        r"is kept: may be newer than the table",
        said[0],
    )
    for card in ("bus-counter", "one-counter"):
        assert "value: 75" in (tmp_path / f"data/projects/{card}.yml").read_text(encoding="utf-8")


def strip_like_libreoffice(path: Path) -> None:
    """Texts beside their cells as t="str", no notes, no lists, no protection: what is left after some programs."""
    book = load_workbook(path)
    plain = Workbook()
    plain.remove(plain.worksheets[0])
    for page in book.worksheets:
        copy = plain.create_sheet(page.title)
        for row in page.iter_rows():
            for cell in row:
                copy.cell(cell.row, cell.column).value = cell.value
    plain.save(path)
    old = path.rename(path.with_suffix(".old"))
    with zipfile.ZipFile(old) as parts, zipfile.ZipFile(path, "w") as new:
        for name in parts.namelist():
            new.writestr(name, parts.read(name))


def test_a_workbook_without_styles_notes_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what the cells say counts."""
    arguments = copied(tmp_path, ROOT)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    strip_like_libreoffice(tmp_path / "plan.xlsx")
    capsys.readouterr()
    assert main(["import", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    assert capsys.readouterr().out == "変更はありません / no changes\n"


def test_one_actual_value_is_one_block_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the real plan an officer enters one actual value: three lines come, and every other byte stays."""
    arguments = copied(tmp_path, ROOT)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    book = load_workbook(tmp_path / "plan.xlsx")
    page = book["指標"]
    row = FIRST_ROW
    card, year = str(page.cell(row, 1).value), page.cell(NAMES_ROW, column_of(page, "目標値") + 1).value
    page.cell(row, column_of(page, "目標値") + 1).value = 48.5
    book.save(tmp_path / "plan.xlsx")
    before = texts(tmp_path)
    assert main(["import", str(tmp_path / "plan.xlsx"), "--yes", *arguments]) == 0
    after = texts(tmp_path)
    file = f"projects/{card}.yml"
    assert {name for name in before if before[name] != after[name]} == {file}
    block = f"    actuals:\n      - fiscal_year: {str(year).split('.')[1]}\n        value: 48.5\n".encode()
    assert after[file].count(block) == 1
    assert after[file].replace(block, b"") == before[file]


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    """Nothing of the moment of writing is in the file."""
    sheets = layout(plan)
    first = workbook(sheets, MADE)
    assert workbook(layout(plan), MADE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-04-01T00:00:00Z" in parts.read("docProps/core.xml")
    assert dict(csv_files(sheets)) == dict(csv_files(layout(plan)))


def test_every_sheet_is_fit_for_the_office(plan: Plan) -> None:
    """Protected without a password, with notes, lists, filters, frozen panes and a page setup for A4."""
    sheets = layout(plan)
    book = load_workbook(io.BytesIO(workbook(sheets, MADE)))
    assert book.sheetnames == ["使い方", "事業", "指標", "スケジュール", "用語集", "担当課", "選択肢"]
    assert book["選択肢"].sheet_state == "hidden"
    for sheet in sheets.sheets:
        page: Any = book[sheet.title]
        assert page.protection.sheet
        assert page.protection.password is None
        assert page.row_dimensions[NAMES_ROW].hidden
        assert page.freeze_panes
        assert page.auto_filter.ref.startswith(f"A{LABELS_ROW}:")
        assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
        assert 1 <= page.page_setup.fitToWidth <= 4  # a wide sheet goes over several pages, and can be read
        assert page.sheet_properties.pageSetUpPr.fitToPage
        listed = {
            str(area).split(":")[0] for rule in page.data_validations.dataValidation for area in rule.cells.ranges
        }
        for number, column in enumerate(sheet.columns, 1):
            head, first = page.cell(LABELS_ROW, number), page.cell(FIRST_ROW, number)
            assert page.cell(NAMES_ROW, number).value == column.key
            assert head.value.split("\n")[0] == column.label
            assert column.note in head.comment.text
            assert not column.label.isascii()
            assert first.protection.locked == column.locked
            assert first.font.italic == column.locked
            assert (first.coordinate in listed) == (
                bool(column.choices) or column.kind in ("flag", "number", "integer")
            )
            spare = page.cell(FIRST_ROW + len(sheet.rows), number)
            assert spare.protection.locked == (column.kind == "derived")


@pytest.mark.parametrize("text", ["=1+1", "+5", "-x", "@SUM(A1)", "'=x", '=HYPERLINK("http://x")'])
def test_a_text_that_looks_like_a_formula_stays_text(text: str, tmp_path: Path) -> None:
    """It is no formula in Excel and none in CSV, and comes back as it was."""
    arguments = copied(tmp_path)
    file = tmp_path / "data/glossary.yml"
    quoted = "'" + f"{text}。".replace("'", "''") + "'"
    file.write_text(file.read_text(encoding="utf-8").replace("ja: 車で回る窓口。", f"ja: {quoted}"), encoding="utf-8")
    before = texts(tmp_path)
    book, folder = tmp_path / "plan.xlsx", tmp_path / "csv"
    assert main(["workbook", str(book), "--csv", str(folder), *arguments]) == 0
    page = load_workbook(book)["用語集"]
    cell = page.cell(FIRST_ROW, column_of(page, "説明（日本語）"))
    assert (cell.data_type, cell.value) == ("s", f"{text}。")
    assert cell.quotePrefix
    rows = list(csv.reader(io.StringIO((folder / "用語集.csv").read_text(encoding="utf-8-sig"))))
    assert f"'{text}。" in rows[2]
    for path in (book, folder):
        assert main(["import", str(path), "--yes", *arguments]) == 0
    assert texts(tmp_path) == before


def test_csv_files_are_as_excel_likes_them(tmp_path: Path) -> None:
    """With a byte order mark and lines that end as on Windows."""
    assert main(["workbook", "--csv", str(tmp_path / "csv"), *copied(tmp_path)]) == 0
    assert not (tmp_path / "plan.xlsx").exists()
    files = sorted((tmp_path / "csv").iterdir())
    assert len(files) == 6
    for path in files:
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\r\n")


# ---------------------------------------------------------------- the command


def changed(tmp_path: Path) -> list[str]:
    """A plan and its workbook with one change in it; returns the options that name the plan."""
    arguments = copied(tmp_path)
    path = hand_back(
        {"steps": [{"sheet": "指標", "row": "one-counter", "column": "目標値", "value": 130}]}, tmp_path, arguments
    )
    assert path.exists()
    return arguments


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
        "書き込んでいません。書き込むには --yes を付けます / nothing was written; to write, add --yes",
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


def test_an_old_workbook_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the data has changed since, what the workbook would turn back is a change like others: it is said."""
    arguments = copied(tmp_path)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    file = tmp_path / "data/projects/one-counter.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("value: 100", "value: 110"), encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    said = capsys.readouterr().out
    assert "目標値: 110 → 100" in said
    assert "この表を書き出した後に、データが変わっています" in said


def two_changes(folder: Path) -> tuple[list[str], Path, dict[str, bytes], list[str]]:
    """A plan, a workbook that changes two of its cards, the plan's texts, the names in the folder of its cards."""
    arguments = copied(folder)
    steps = [
        {"sheet": "指標", "row": card, "column": "目標値", "value": 500} for card in ("one-counter", "bus-counter")
    ]
    path = hand_back({"steps": steps}, folder, arguments)
    return arguments, path, texts(folder), sorted(item.name for item in (folder / "data/projects").iterdir())


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second file cannot be replaced, the first is put back and nothing is left lying about."""
    arguments, path, before, names = two_changes(tmp_path)
    replace = all_or_none.os.replace
    calls = []

    def fail_later(source: str, target: str) -> None:
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
    (tmp_path / "data/vision.yml").unlink()
    capsys.readouterr()
    for command in (["workbook", str(tmp_path / "other.xlsx")], ["import", str(tmp_path / "plan.xlsx")]):
        assert main([*command, *arguments]) == 1
        assert "data/vision.yml:1" in capsys.readouterr().err
    assert not (tmp_path / "other.xlsx").exists()


def test_a_missing_file_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in the name of the file."""
    assert main(["import", str(tmp_path / "none.xlsx"), *copied(tmp_path)]) == 1
    assert capsys.readouterr().err.splitlines()[1:] == ["  none.xlsx: ファイルがありません / there is no such file"]
