"""Rules about the figures behind a chart: rows name columns of their own series, and a chart can be made of them."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, Location
from plan.messages.sentences import Said
from plan.rules.facts import Facts


def unknown_columns(facts: Facts) -> Iterator[Finding]:
    """Rows and values name columns and bases of their own series."""
    for file, series in facts.each(model.Series):
        columns = {column.id for column in series.columns}
        bases = {basis.id for basis in series.bases}
        named: list[tuple[Location, str | None, set[str], Said]] = [
            (("headline",), series.headline, columns, Said("among-columns")),
            (("whole",), series.whole, columns, Said("among-columns")),
        ]
        place: Location
        for index, row in enumerate(series.rows):
            named.append((("rows", index, "basis"), row.basis, bases, Said("among-bases")))
            for inner, value in enumerate(row.values):
                place = ("rows", index, "values", inner, "column")
                named.append((place, value.column, columns, Said("among-columns")))
        for place, found, ids, kind in named:
            if found is not None and found not in ids:
                yield Finding(DataField(file, place), "unknown-reference", {"found": found, "kind": kind})


def lacking_figures(facts: Facts) -> Iterator[Finding]:
    """A series holds what its sentence and its chart are made from."""
    for file, series in facts.each(model.Series):
        if series.kind == "comparison" and series.year is None:
            yield Finding(DataField(file, ("year",)), "missing-field")
        values = [
            (("rows", index, "values", inner, "value"), value)
            for index, row in enumerate(series.rows)
            for inner, value in enumerate(row.values)
            if value.value is not None
        ]
        named = {column.id for column in series.columns}
        if series.headline in named and all(value.column != series.headline for _, value in values):
            yield Finding(DataField(file, ("headline",)), "no-figure", {"found": series.headline})
        for place, value in values:
            if value.column == series.whole and value.value == 0:
                yield Finding(DataField(file, place), "zero-whole")
