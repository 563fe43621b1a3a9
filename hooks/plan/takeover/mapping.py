"""The small file that maps a city's own sheets to the plan: which sheet fills which table, which column which field.

A field is called as the plan's own workbook calls it: by its lasting name (`target.value`) or its label (目標値).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from plan.messages.findings import Finding
from plan.model.types import Languages, Line, Record, fault
from plan.reading.records import read_record
from plan.reading.yaml_file import YamlFile, read_yaml


def _named(value: object) -> object:
    """A column alone says all that most fields need."""
    return {"column": value} if isinstance(value, str) else value


def _check_row(value: int) -> int:
    if value < 1:
        raise fault("row-of-no-sheet", found=value)
    return value


RowNumber = Annotated[int, AfterValidator(_check_row)]


class CellSource(Record):
    """Where the value of a field stands, and how it is read; a text alone is its `column`."""

    column: Line | None = None
    """The head of its column as printed; of several rows of heads, joined by ／. `{year}` in it is a fiscal year."""
    letter: Line | None = None
    """The letters of a column that has no head: C."""
    constant: Line | None = None
    """In place of a column: what stands in every row."""
    split: Line | None = None
    """What parts several values in one cell, where it is not 、 , ; or a line break."""
    strip: Line | None = None
    """What is printed behind every value, and is not taken: 件."""
    values: dict[str, Line] = Field(default_factory=dict)
    """What the city's words are in the plan: {継続: running}."""
    absent: dict[str, dict[str, Line]] = Field(default_factory=dict)
    """The marks that say that there is no value, each with the reason by language."""


Source = Annotated[CellSource, BeforeValidator(_named)]


class RowId(Record):
    """How a row gets its id: of the city's own code, else by a number. Never of a reading, which is a guess."""

    column: Line | None = None
    """The head of the column that holds the city's own lasting code, or, of a card, its name."""
    prefix: str = ""
    """What stands before the code or the number: jigyo-."""


class CityTable(Record):
    """One table of the plan's workbook that a sheet fills."""

    table: Line
    """Its name (事業) or its records (projects)."""
    id: RowId = RowId()
    """How its rows get their ids."""
    card: RowId | None = None
    """Which card a row is about, where the sheet has no table of cards itself."""
    columns: dict[str, Source]
    """Each field with where its value stands."""


class CitySheet(Record):
    """One sheet, or several of one layout."""

    file: Line = "*"
    """The file's name; * stands for anything."""
    sheet: Line = "*"
    """The sheet's name; * stands for anything."""
    heads: tuple[RowNumber, ...] = Field(min_length=1)
    """The rows of the heads."""
    last: RowNumber | None = None
    """The last row, where more stands below the table."""
    fill_down: tuple[Line, ...] = ()
    """The columns in which an empty cell means what stands above it; merged cells are filled without it."""
    skip: dict[str, tuple[Line, ...]] = Field(default_factory=dict)
    """The rows that are no records: what their cell says in a column, {事業名: [合計, "※*"]}."""
    ignore: tuple[Line, ...] = ()
    """The columns that are not taken."""
    tables: tuple[CityTable, ...] = Field(min_length=1)
    """The tables that it fills."""


class CityMapping(Record):
    """The whole file."""

    absent: dict[str, dict[str, Line]] = Field(default_factory=dict)
    """The marks that say in any field that there is no value, each with the reason by language."""
    ignore: tuple[Line, ...] = ()
    """The files and the sheets that are not taken: memo.xlsx, [list.xlsx]memo."""
    sheets: tuple[CitySheet, ...] = Field(min_length=1)
    """The sheets that are taken."""


def read_mapping(path: Path, languages: Languages) -> tuple[CityMapping | None, YamlFile, list[Finding]]:
    """The mapping of a file, the file, and what is wrong with it."""
    file = read_yaml(path, path.name)
    if file.findings or not isinstance(file.data, Mapping):
        return None, file, file.findings or [file.finding((), "empty-file")]
    record, findings = read_record(CityMapping, file, languages, {})
    return record, file, findings
