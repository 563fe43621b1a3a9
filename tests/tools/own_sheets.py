"""Workbooks in a city's own layout, made of the rows of a case, as an office keeps them."""

from __future__ import annotations

from pathlib import Path

from cases import Case
from openpyxl import Workbook


def own_sheets(case: Case, folder: Path) -> Path:
    """Write the workbooks and the mapping of a case; returns the folder of the workbooks."""
    place = folder / "sheets"
    place.mkdir()
    for name, sheets in case["books"].items():
        if name.endswith(".xlsx"):
            book = Workbook()
            book.remove(book.worksheets[0])
            for title, content in sheets.items():
                page = book.create_sheet(title)
                for row in content["rows"]:
                    page.append(row)
                for merged in content.get("merged", ()):
                    page.merge_cells(merged)
            book.save(place / name)
        else:
            (place / name).write_text(sheets, encoding="utf-8")
    (folder / "mapping.yml").write_text(case["mapping"], encoding="utf-8")
    return place
