"""data/series/<id>.yml: the figures behind one chart."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .types import Id, Number, OwnText, Record, SourceId, Text, Year, fault


class Column(Record):
    """One quantity of a series."""

    id: Id
    """The quantity's id, unique in the series; values name it."""
    name: Text
    """Its name: 65歳以上."""
    unit: Text
    """Its unit: 人, %."""


class Basis(Record):
    """What the figures of a row were counted on; rows of two bases are never joined by a line."""

    id: Id
    """The basis's id, unique in the series; rows name it."""
    name: Text
    """Its full name: 国勢調査（10月1日現在）."""
    short: Text | None = None
    """A short name for the picture, where the full one is long: 国勢調査."""


class Value(Record):
    """One figure, the words in which the plan gives it, or the reason why there is none."""

    column: Id
    """Which quantity of the series."""
    value: Number | None = None
    """The figure, with the digits as published."""
    stated: Text | None = None
    """In place of a figure: the words of the plan, where it gives no exact one: more than 26%."""
    missing: OwnText | None = None
    """In place of a figure: the reason why there is none."""
    source: SourceId | None = None
    """The source of the figure."""
    confidence: Literal["two-sources", "one-source", "plan"] | None = None
    """Seen in two independent copies, in one, or only in the plan itself."""
    note: OwnText | None = None
    """A note on this figure."""

    @model_validator(mode="after")
    def _sourced(self) -> Value:
        if sum(given is not None for given in (self.value, self.stated, self.missing)) != 1:
            raise fault("figure-words-or-reason")
        if self.missing is None and (self.source is None or self.confidence is None):
            raise fault("value-without-source")
        return self


class Row(Record):
    """The figures of one year, or of one place."""

    year: Year | None = None
    """The western calendar year; or"""
    label: Text | None = None
    """the name of the place, where the series compares places in one year."""
    basis: Id
    """What the figures were counted on."""
    counted: Text | None = None
    """The day or period counted, where it is not the basis's usual one."""
    ours: bool = False
    """true for the city itself, where places are compared."""
    values: tuple[Value, ...] = Field(min_length=1)
    """The figures."""

    @model_validator(mode="after")
    def _named(self) -> Row:
        if (self.year is None) == (self.label is None):
            raise fault("label-or-year")
        return self


class Series(Record):
    """data/series/<id>.yml: the figures behind one chart; the file's name is its id."""

    title: Text
    """The chart's title."""
    kind: Literal["parts", "share", "trend", "comparison"]
    """How it is drawn: parts of a whole, a part and its share, a line over years, or places side by side."""
    headline: Id
    """The column that the sentence above the chart speaks of."""
    whole: Id | None = None
    """The column that holds the whole, for kinds parts and share."""
    reference: Number | None = None
    """A value drawn as a line to compare with, such as 100."""
    year: Year | None = None
    """The one year of a comparison of places."""
    columns: tuple[Column, ...] = Field(min_length=1)
    """The quantities."""
    bases: tuple[Basis, ...] = Field(min_length=1)
    """What the figures were counted on."""
    rows: tuple[Row, ...] = Field(min_length=1)
    """The figures."""
    notes: tuple[OwnText, ...] = ()
    """What a reader must know to read the chart rightly."""
