"""The figures of a chart as people read them: its table as CSV, in one language, one row a year or place.

Beside it stands the long form for machines (`/data/charts/<id>.csv`), which has all that is known of each figure.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from plan.model.series import Row, Series, Value
from plan.opendata.written import in_csv
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer
from plan.showing.statistics import heads, told_columns, value_place
from plan.showing.statistics_words import column_of, row_label


def chart_table(id: str, series: Series, speak: Localizer, doubts: Doubts) -> bytes:
    """The table of a chart: the figures bare, a cell empty where there is none; what is told of them last."""
    columns = [[head, *cells] for head, *cells in zip(heads(series, speak), *_rows(series, speak), strict=True)]
    if len({row.basis for row in series.rows}) > 1:
        bases = {basis.id: speak.plain(basis.name) for basis in series.bases}
        columns.insert(1, [speak.plain_word("column_basis"), *(bases[row.basis] for row in series.rows)])
    remarks = [" ".join(_remarks(id, number, series, speak, doubts)) for number in range(len(series.rows))]
    if any(remarks):
        columns.append([speak.plain_word("column_remarks"), *remarks])
    out = io.StringIO()
    csv.writer(out).writerows([list(map(in_csv, row)) for row in zip(*columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _rows(series: Series, speak: Localizer) -> Iterator[list[object]]:
    for row in series.rows:
        values = {value.column: value for value in row.values}
        yield [row_label(row, speak), *(_figure(values.get(column.id), speak) for column in told_columns(series))]


def _figure(value: Value | None, speak: Localizer) -> object:
    if value is None or value.missing is not None:
        return None
    return speak.plain(value.stated) if value.stated else value.value


def _remarks(id: str, number: int, series: Series, speak: Localizer, doubts: Doubts) -> Iterator[str]:
    """What is noted of the figures of a row, why one is missing, what is in doubt, each after its column."""
    row: Row = series.rows[number]
    for at, value in enumerate(row.values):
        told = value.note if value.missing is None else value.missing
        found = [speak.own(told).plain] if told else []
        found += [doubt.sentence for doubt in doubts.block("", value_place(id, number, at)).doubts]
        name = speak.plain(column_of(series, value.column).name)
        yield from (speak.plain_word("remark_of_column", column=name, remark=remark) for remark in found)
