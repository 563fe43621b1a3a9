"""A workbook as people hand it back: what they do to its cells, its rows and columns, and its files."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

from cases import Case
from copies import INVENTED, copy_plan, options
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from plan.__main__ import main
from plan.workbook.excel_sheets import FIRST_ROW, LABELS_ROW, NAMES_ROW


def copied(folder: Path, source: Path = INVENTED) -> list[str]:
    """A plan in a folder of its own; returns the options of the command line that name it."""
    return options(copy_plan(folder, source))


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder / "data")): path.read_bytes() for path in (folder / "data").rglob("*.yml")}


def column_of(page: Worksheet, label: str) -> int:
    labels = [str(cell.value).split("\n")[0] for cell in page[LABELS_ROW]]
    return labels.index(label) + 1


def row_of(page: Worksheet, name: str) -> int:
    """The row whose cells are the ids of `name`, as card/indicator/year or fewer of them; a number is itself."""
    if isinstance(name, int):
        return name
    rows = range(FIRST_ROW, page.max_row + 1)
    ids = name.split("/")
    places = [1, 3, 6][: len(ids)]
    return next(row for row in rows if [str(page.cell(row, place).value) for place in places] == ids)


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
    page = book.create_sheet(step["sheet"]) if "heads" in step else book[step["sheet"]]
    if "heads" in step:
        for number, label in enumerate(step["heads"], 1):
            page.cell(LABELS_ROW, number).value = label
    elif "add_column" in step:
        page.cell(LABELS_ROW, page.max_column + 1).value = step["add_column"]
    elif "value" in step:
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
    elif "beside" in step:
        page[step["beside"]].value = step["says"]
    elif "pinned" in step:
        page[step["pinned"]].comment = Comment(step["says"], "Planning")
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
