"""The tables of a plan as open data: each with its columns and rows, ready to be written; one without rows is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from plan.model import Plan, fiscal_years
from plan.model.languages import writing
from plan.model.types import Text
from plan.opendata import judged_rows, log_rows, measured_rows, opinion_rows, parts, rows
from plan.opendata.definitions import DataColumn, DataKind, Definitions, Labels
from plan.opendata.rows import DataRow, Given, Maker

#: What stands in a cell: a figure with its digits as published; None where there is nothing, which is not zero.
DataCell: TypeAlias = str | int | Decimal | bool | date | None
#: The six digits of a local government: so much each of the five digits counts in the sixth.
_WEIGHTS = (6, 5, 4, 3, 2)

_MAKERS: Mapping[str, Maker] = {
    "cards": rows.cards,
    "card_texts": rows.card_texts,
    "card_places": rows.card_places,
    "card_departments": rows.card_departments,
    "card_families": rows.card_families,
    "card_status": rows.card_status,
    "card_successors": rows.card_successors,
    "former_titles": rows.former_titles,
    "items": rows.items,
    "item_departments": rows.item_departments,
    "item_actions": rows.item_actions,
    "families": rows.families,
    "indicators": measured_rows.indicators,
    "indicator_values": measured_rows.indicator_values,
    "budgets": measured_rows.budgets,
    "marks": measured_rows.marks,
    "scales": measured_rows.scales,
    "verdicts": judged_rows.verdicts,
    "verdict_rule": judged_rows.verdict_rule,
    "schedule": rows.schedule,
    "milestones": rows.milestones,
    "departments": rows.departments,
    "glossary": rows.glossary,
    "statistics": measured_rows.statistics,
    "sources": measured_rows.sources,
    "log": log_rows.log,
    "log_cards": log_rows.log_cards,
    "opinions": opinion_rows.opinions,
}


@dataclass(frozen=True)
class DataTable:
    """A table with its rows, each a cell for every column."""

    kind: DataKind
    rows: Sequence[Sequence[DataCell]]

    @property
    def name(self) -> str:
        """Its lasting name, which files are called by."""
        return self.kind.name

    def where(self, **values: DataCell) -> DataTable:
        """The rows that have these values, as a table of the same columns."""
        at = {column.name: number for number, column in enumerate(self.kind.columns)}
        wanted = [(at[name], value) for name, value in values.items()]
        return DataTable(self.kind, [row for row in self.rows if all(row[place] == value for place, value in wanted)])


class DataTables:
    """All tables of a plan that have rows, with those that explain their codes and columns."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.definitions = Definitions(plan)
        self._years: dict[int, Mapping[str, str]] = {}

    @cached_property
    def all(self) -> Mapping[str, DataTable]:
        """The tables by their names, in their order."""
        kinds = {kind.name: kind for kind in self.definitions.kinds()}
        found = {name: self._table(kinds[name], make(self._plan)) for name, make in _MAKERS.items()}
        found = {name: table for name, table in found.items() if table.rows}
        extra = ("files_list", "codes", "columns")
        found["files_list"] = self._table(kinds["files_list"], parts.file_rows(self._plan, (*found, *extra)))
        explained = [*(table.kind for table in found.values()), kinds["codes"], kinds["columns"]]
        columns = [(kind.name, column) for kind in explained for column in kind.columns]
        found["codes"] = self._table(kinds["codes"], self._codes([column for _, column in columns]))
        found["columns"] = self._table(kinds["columns"], self._columns(columns))
        return found

    def _table(self, kind: DataKind, given: Iterator[DataRow]) -> DataTable:
        whose = self._whose
        return DataTable(
            kind, [[self._cell(column, (whose | row).get(column.source)) for column in kind.columns] for row in given]
        )

    @cached_property
    def _whose(self) -> dict[str, Given]:
        city = self._plan.details.city
        return {
            "local_government_code": six_digits(city.code) if city.code else None,
            "local_government_name": city.name,
        }

    def _cell(self, column: DataColumn, value: Given) -> DataCell:
        if value is None or value == "":
            return None
        if column.kind == "year-name":
            return self._year(value)[column.language] if isinstance(value, int) else None
        if column.kind == "code-name":
            return column.meanings.get(str(value))
        if isinstance(value, Text):
            words = value.get(column.language)
            return one_line(words) if words else None
        return one_line(value) if isinstance(value, str) else value

    def _year(self, year: int) -> Mapping[str, str]:
        """A fiscal year in full, in each language."""
        if year not in self._years:
            known = self._plan.languages
            self._years[year] = {code: fiscal_years.fiscal_year(year, writing(code, known)) for code in known.codes}
        return self._years[year]

    def _codes(self, columns: Sequence[DataColumn]) -> Iterator[DataRow]:
        """Each code that may stand in one of these columns, with its meaning."""
        for column in {column.name: column for column in columns if column.codes}.values():
            for code, labels in column.codes.items():
                yield {"column": column.name, "code": code, "label": _said(labels)}

    def _columns(self, columns: Sequence[tuple[str, DataColumn]]) -> Iterator[DataRow]:
        for table, column in columns:
            yield {
                "table": table, "column": column.name, "label": _said(column.labels), "data_type": column.type,
                "in_key": column.key,
            }  # fmt: skip


def _said(labels: Labels) -> Text:
    return Text.model_construct(dict(labels))


def one_line(words: str) -> str:
    """Words without the ends of their lines, as pages show them: a record is one line of a file."""
    return " ".join(" ".join(words.splitlines()).split("\t")).strip()


def six_digits(code: str) -> str:
    """The national code of a local government from its five digits: with the sixth, by which slips are found."""
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return f"{code}{(11 - total % 11) % 10}"
