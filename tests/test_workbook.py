"""The plan in Excel, out and in: no byte is lost, and every sheet is fit for the office."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import INVENTED, ROOT
from handed_back import carry_out, column_of, copied, texts
from openpyxl import Workbook, load_workbook
from plan import model
from plan.__main__ import main
from plan.model import Plan
from plan.workbook.csv_files import csv_files
from plan.workbook.excel_sheets import FIRST_ROW, LABELS_ROW, NAMES_ROW, workbook
from plan.workbook.layout import layout
from pydantic import BaseModel

MADE = datetime(2026, 4, 1)
LAYOUT = yaml.safe_load((ROOT / "hooks/plan/workbook/layout.yml").read_text(encoding="utf-8"))


#: The fields of a card and of an indicator that the workbook does not carry, each with the reason.
WITHOUT_COLUMN = {
    "Project": {
        "accepted": "what auditors are answered is written beside the rule that it answers",
        "budgets": "a sheet of its own",
        "former_titles": "a sheet of its own",
        "history": "a sheet of its own",
        "indicators": "a sheet of its own",
        "marks": "a sheet of its own",
        "pictures": "they lie in docs/, and nobody sees them in a cell",
        "schedule": "a sheet of its own",
    },
    "Item": {
        "accepted": "what auditors are answered is written beside the rule that it answers",
        "actions": "a sheet of its own",
        "aims": "a sheet of its own",
        "budgets": "a sheet of its own",
        "elsewhere": "it is the site's own word",
        "id": "the column is called by what it names, as the sheets below name it too",
        "indicators": "a sheet of its own",
        "items": "each is a row",
        "items_intro": "it belongs to the plan's layout",
        "priority": "what the plan marks is decided with its edition",
    },
    "Indicator": {
        "former_targets": "they are history, and nobody writes history anew",
        "judged_by": "by which rule it is judged is laid down once, and not with its values",
        "marks": "a sheet of its own",
        "notes": "they are printed with the card, and change with it alone",
        "targets": "a sheet of its own",
        "values_due": "by when values are due is laid down once, and not with them",
    },
}


@pytest.mark.parametrize("record", [model.Project, model.Indicator, model.Item])
def test_a_field_has_a_column_or_a_reason_why_not(record: type[BaseModel]) -> None:
    """A field that somebody adds cannot be forgotten in the workbook."""
    sheet = {"Project": "projects", "Indicator": "indicators", "Item": "items"}[record.__name__]
    columns = next(item["columns"] for item in LAYOUT["sheets"] if item["record"] == sheet)
    carried = {column["key"].split(".")[0] for column in columns}
    fields = {info.alias or name for name, info in record.model_fields.items()}
    assert fields - carried == WITHOUT_COLUMN[record.__name__].keys()


@pytest.mark.parametrize(
    "source", [ROOT, INVENTED, ROOT / "tests/plans/shiomino-city"], ids=["real", "other-city", "measured-items"]
)
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
    """Two offices fill in one value each in copies of one workbook: after both imports both values are there.

    So it is too where a copy has lost what it held when it was written out; then what is empty is told.
    """
    arguments = copied(tmp_path)
    assert main(["workbook", str(tmp_path / "plan.xlsx"), *arguments]) == 0
    for card in ("bus-counter", "one-counter"):
        book = load_workbook(tmp_path / "plan.xlsx")
        del book["書き出した値"]
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
    assert book.sheetnames == [
        *("使い方", "事業", "指標", "スケジュール", "用語集", "担当課"),
        *("計画の項目", "項目のめざすこと", "項目の取組", "選択肢", "書き出した値"),
    ]
    assert book["選択肢"].sheet_state == "hidden"
    for sheet in sheets.shown:
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
        for number, column in enumerate(sheet.shown, 1):
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
            if column.kind in ("number", "integer"):
                rule = next(one for one in page.data_validations.dataValidation if first.coordinate in one.sqref)
                assert (rule.operator, rule.formula1, rule.formula2) == ("between", "-999999999999", "999999999999")
            spare = page.cell(FIRST_ROW + len(sheet.rows), number)
            assert spare.protection.locked == (column.kind == "derived" or not sheet.spare)


#: Texts that Excel, and programs that read CSV, would take for formulas.
FORMULAS = ("=1+1。", "+5。", "-x。", "@SUM(A1)。", "'=x。", '=HYPERLINK("http://x")。')


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    """It is no formula in Excel and none in CSV, and comes back as it was."""
    arguments = copied(tmp_path)
    file = tmp_path / "data/glossary.yml"
    with file.open("a", encoding="utf-8") as terms:
        for number, text in enumerate(FORMULAS):
            quoted = "'" + text.replace("'", "''") + "'"
            terms.write(f"  - id: formula-{number}\n    name: {{ja: 式{number}, en: formula {number}}}\n")
            terms.write(f"    reading: しき\n    index: し\n    definition: {{ja: {quoted}, en: A formula.}}\n")
    before = texts(tmp_path)
    book, folder = tmp_path / "plan.xlsx", tmp_path / "csv"
    assert main(["workbook", str(book), "--csv", str(folder), *arguments]) == 0
    page = load_workbook(book)["用語集"]
    column = column_of(page, "説明（日本語）")
    cells = [page.cell(FIRST_ROW + row, column) for row in range(1, 1 + len(FORMULAS))]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in FORMULAS]
    assert all(cell.quotePrefix for cell in cells)
    rows = list(csv.reader(io.StringIO((folder / "用語集.csv").read_text(encoding="utf-8-sig"))))
    assert all(f"'{text}" in row for text, row in zip(FORMULAS, rows[3:], strict=True))
    for path in (book, folder):
        assert main(["import", str(path), "--yes", *arguments]) == 0
    assert texts(tmp_path) == before


def test_csv_files_are_as_excel_likes_them(tmp_path: Path) -> None:
    """With a byte order mark and lines that end as on Windows."""
    assert main(["workbook", "--csv", str(tmp_path / "csv"), *copied(tmp_path)]) == 0
    assert not (tmp_path / "plan.xlsx").exists()
    files = sorted((tmp_path / "csv").iterdir())
    assert len(files) == 10
    for path in files:
        raw = path.read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\r\n")
