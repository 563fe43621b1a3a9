"""Turns a series into what its chart says in one language: sentence, bars or points, table, notes, sources.

Rows counted on two bases are never one line. What was not found is not drawn; it is named with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plan.drawing.chart_data import Drawing, Mark, Slot
from plan.model import Column, Plan, Row, Series, Source, Value
from plan.model.types import Number, Text
from plan.showing.doubts import Doubts, ShownDoubt
from plan.showing.localizer import Localizer, OwnWords
from plan.showing.statistics_words import MARKED, column_of, found_in, headline, row_label, sentences, share


@dataclass(frozen=True)
class Cell:
    """A cell of the table: what it shows, whether a figure is missing, whether it has words in the place of one, and
    whether it names the city itself."""

    text: str
    missing: bool = False
    words: bool = False
    ours: bool = False


@dataclass(frozen=True)
class BasisRows:
    """The rows of the table that were counted on one basis, under its name."""

    basis: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A series in one language, ready for a page."""

    id: str
    name: Text
    title: str
    sentences: tuple[OwnWords, ...]
    drawing: Drawing
    head: tuple[str, ...]
    groups: tuple[BasisRows, ...]
    """The rows of its table, by the bases on which they were counted; a basis without a row is left out."""
    missing: tuple[OwnWords, ...]
    explained: tuple[OwnWords, ...]
    """What the marks beside figures of the table mean, and the notes on single figures."""
    doubts: tuple[ShownDoubt, ...]
    """What is in doubt in single figures, numbered after the notes on them."""
    notes: tuple[OwnWords, ...]
    sources: tuple[Source, ...]
    alternative: str
    """What its drawing is, for those who do not see it; what it says stands before it in words."""
    headline: OwnWords | None
    """What its newest figures come to, in one short sentence; None where there is nothing to compare."""

    @property
    def remarks(self) -> tuple[OwnWords, ...]:
        """What stands below the table: what is missing, what marks mean, and the notes of the source."""
        return (*self.missing, *self.explained, *self.notes)

    @property
    def columns(self) -> int:
        """How many columns its table has."""
        return len(self.head)


def figure(id: str, series: Series, plan: Plan, speaker: Localizer, doubts: Doubts) -> Figure:
    """The series `id` in the language of `speaker`."""
    marks = _Marks(id, series, doubts, speaker)
    title = speaker.plain(series.title)
    return Figure(
        id=id,
        name=series.title,
        title=title,
        sentences=tuple(sentences(series, speaker)),
        drawing=_drawing(series, speaker),
        head=heads(series, speaker),
        groups=tuple(_groups(series, speaker, marks)),
        missing=tuple(_missing(series, speaker)),
        explained=tuple(marks.explained()),
        doubts=marks.doubted.doubts,
        notes=tuple(speaker.own(note) for note in series.notes),
        sources=_sources(series, plan),
        alternative=speaker.plain_word("chart_alt", title=title),
        headline=headline(series, speaker),
    )


# ---------------------------------------------------------------- drawing


def _drawing(series: Series, speaker: Localizer) -> Drawing:
    headline = column_of(series, series.headline)
    rows = list(series.rows)
    if series.kind == "comparison":
        rows.sort(key=lambda row: -found_in(row).get(series.headline, Decimal(0)))
    drawn = [column for column in series.columns if column.id != series.whole]
    drawn = [column for column in drawn if column.unit == headline.unit]
    if series.kind != "parts":
        drawn = [headline]
    return Drawing(
        kind=series.kind,
        unit=speaker.plain_word("chart_unit", unit=headline.unit),
        columns=tuple((column.id, speaker.plain(column.name)) for column in drawn),
        bases=tuple((basis.id, speaker.plain(basis.short or basis.name)) for basis in series.bases),
        slots=tuple(_slot(series, row, drawn, speaker) for row in rows),
        headline=headline.id,
        reference=float(series.reference) if series.reference is not None else None,
        reference_label=speaker.amount(series.reference, headline.unit) if series.reference is not None else "",
        zero=speaker.amount(0, headline.unit),
    )


def _slot(series: Series, row: Row, drawn: list[Column], speaker: Localizer) -> Slot:
    found = found_in(row)
    whole = found.get(series.whole) if series.whole else None
    marks = tuple(_mark(column, found, whole, speaker) for column in drawn if column.id in found)
    return Slot(
        label=speaker.plain(row.label) if row.label is not None else speaker.year_label(row.year or 0),
        basis=row.basis,
        marks=marks,
        whole=float(whole) if whole is not None else None,
        whole_label=speaker.number(whole) if whole is not None else "",
        empty="" if len(marks) == len(drawn) else speaker.plain_word("not_available"),
        ours=row.ours,
        when=float(row.year) if row.year is not None else None,
    )


def _mark(column: Column, found: dict[str, Number], whole: Number | None, speaker: Localizer) -> Mark:
    value = found[column.id]
    label = speaker.number(value)
    if whole is not None:
        label = f"{label}\n{speaker.amount(share(value, whole), '%')}"
    return Mark(column.id, float(value), label)


# ---------------------------------------------------------------- table and what stands below it


def heads(series: Series, speaker: Localizer) -> tuple[str, ...]:
    """The heads of the columns of its table: year or place, then each quantity with its unit."""
    first = speaker.plain_word("column_place" if series.kind == "comparison" else "column_year")
    columns = told_columns(series)
    return (first, *(speaker.plain_word("column_with_unit", name=one.name, unit=one.unit) for one in columns))


def told_columns(series: Series) -> list[Column]:
    """The columns in the order of its table: first the whole, which is in sight where the table has to scroll."""
    return sorted(series.columns, key=lambda column: column.id != series.whole)


def value_place(series: str, row: int, value: int) -> str:
    """The lasting name of the place of a figure, by which doubts know it."""
    return f"series/{series}.yml: rows[{row}].values[{value}]"


class _Marks:
    """The marks beside the figures of a table, and what stands below it for each."""

    def __init__(self, id: str, series: Series, doubts: Doubts, speaker: Localizer) -> None:
        self._speaker = speaker
        values = [value for row in series.rows for value in row.values if value.missing is None]
        self._levels = [level for level in MARKED if any(value.confidence == level for value in values)]
        notes = [speaker.own(value.note).plain for value in values if value.note]
        self._numbers = {note: number for number, note in enumerate(dict.fromkeys(notes), 1)}
        self._places = {
            (row, column): value_place(id, row, column)
            for row, given in enumerate(series.rows)
            for column in range(len(given.values))
        }
        self.doubted = doubts.block(speaker.plain(series.title), *self._places.values(), after=len(self._numbers))
        self._left_out = any(len(row.values) < len(series.columns) for row in series.rows)

    def beside(self, text: str, value: Value, place: tuple[int, int]) -> str:
        """A figure with its marks; `place`: the numbers of its row, and of itself in the row."""
        speak = self._speaker
        if value.confidence in self._levels:
            text = speak.plain_word("figure_mark", figure=text, mark=speak.plain_word(f"mark_{value.confidence}"))
        if value.note and value.missing is None:
            text += speak.plain_word("mark_note", number=self._numbers[speak.own(value.note).plain])
        mark = self.doubted.mark(self._places[place])
        return f"{text}{mark.here}" if mark else text

    def explained(self) -> Iterator[OwnWords]:
        """One sentence for each mark and for each note on a figure."""
        speak = self._speaker
        if self._left_out:
            yield speak.own_word("not_given_means", mark=speak.plain_word("not_given"))
        for level in self._levels:
            yield speak.own_word(f"mark_means_{level}", mark=speak.plain_word(f"mark_{level}"))
        for note, number in self._numbers.items():
            yield speak.own_word("figure_note", number=number, note=note)


def _groups(series: Series, speaker: Localizer, marks: _Marks) -> Iterator[BasisRows]:
    for basis in series.bases:
        rows = [number for number, row in enumerate(series.rows) if row.basis == basis.id]
        if rows:
            yield BasisRows(
                speaker.plain(basis.name), tuple(_table_row(series, number, speaker, marks) for number in rows)
            )


def _table_row(series: Series, number: int, speaker: Localizer, marks: _Marks) -> tuple[Cell, ...]:
    row = series.rows[number]
    found = found_in(row)
    places = {value.column: (value, (number, place)) for place, value in enumerate(row.values)}
    whole = found.get(series.whole) if series.whole else None
    cells = []
    for column in told_columns(series):
        if column.id not in places:
            cells.append(Cell(speaker.plain_word("not_given"), missing=True))
        elif column.id not in found:
            stated = places[column.id][0].stated
            words = speaker.plain(stated) if stated else speaker.plain_word("not_available")
            cells.append(
                Cell(marks.beside(words, *places[column.id]), missing=stated is None, words=stated is not None)
            )
        elif whole is not None and column.id != series.whole and column.unit == column_of(series, series.headline).unit:
            percent = speaker.amount(share(found[column.id], whole), "%")
            amount = marks.beside(speaker.number(found[column.id]), *places[column.id])
            cells.append(Cell(speaker.plain_word("amount_with_share_short", amount=amount, share=percent)))
        else:
            cells.append(Cell(marks.beside(speaker.number(found[column.id]), *places[column.id])))
    return (Cell(row_label(row, speaker), ours=row.ours), *cells)


def _missing(series: Series, speaker: Localizer) -> Iterator[OwnWords]:
    """One sentence for each reason, with the figures that it keeps from us."""
    reasons: dict[str, list[tuple[Row, Value]]] = {}
    for row in series.rows:
        for value in row.values:
            if value.missing is not None:
                reasons.setdefault(speaker.own(value.missing).plain, []).append((row, value))
    for reason, values in reasons.items():
        names = [
            speaker.plain_word(
                "missing_name", year=row_label(row, speaker), name=speaker.plain(column_of(series, value.column).name)
            )
            for row, value in values
        ]
        yield speaker.own_word("missing_sentence", names=speaker.join(names), reason=reason)


def _sources(series: Series, plan: Plan) -> tuple[Source, ...]:
    used = {value.source for row in series.rows for value in row.values if value.source}
    return tuple(source for source in plan.sources.sources if source.id in used)
