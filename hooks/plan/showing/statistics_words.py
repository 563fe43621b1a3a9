"""What the figures of a series come to, in the site's own words: a headline, and a sentence for each basis.

Rows counted on two bases are never compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from plan.model import Basis, Column, Row, Series
from plan.model.types import Number
from plan.showing.localizer import Localizer, OwnWords

#: How far a figure could be checked, where it is marked in the table; one in two independent copies is not.
MARKED = ("one-source", "plan")
#: A share is told as one in so many at most.
_MOST = 100


def share(part: Number, whole: Number) -> Decimal:
    """A part of a whole in percent, to one decimal, halves away from zero."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")


def found_in(row: Row) -> dict[str, Number]:
    """The figures of a row that are known, by their columns."""
    return {value.column: value.value for value in row.values if value.value is not None}


def column_of(series: Series, id: str) -> Column:
    """A column of a series."""
    return next(column for column in series.columns if column.id == id)


def _runs(series: Series) -> Iterator[tuple[Basis, list[Row]]]:
    """The rows of each basis that hold the headline figure."""
    for basis in series.bases:
        rows = [row for row in series.rows if row.basis == basis.id and series.headline in found_in(row)]
        yield basis, rows


def row_label(row: Row, speaker: Localizer) -> str:
    """What a row is called: its place, the day counted, or its year."""
    if row.label is not None:
        return speaker.plain(row.label)
    return speaker.plain(row.counted) if row.counted else speaker.year(row.year or 0)


def sentences(series: Series, speaker: Localizer) -> Iterator[OwnWords]:
    """One sentence for each basis with two figures, the newest first; of a comparison where the city stands."""
    if series.kind == "comparison":
        yield from _rank(series, speaker)
        return
    # The newest figure is what most readers come for.
    newest_first = sorted(_runs(series), key=lambda run: -max((row.year or 0 for row in run[1]), default=0))
    for basis, rows in newest_first:
        if len(rows) > 1:
            yield _change(series, basis, rows[0], rows[-1], speaker)


def _change(series: Series, basis: Basis, first: Row, last: Row, speaker: Localizer) -> OwnWords:
    """One sentence on the way from the first to the last figure counted on one basis."""
    column = column_of(series, series.headline)
    before, after = found_in(first)[column.id], found_in(last)[column.id]
    difference = Decimal(after) - before
    return speaker.own_word(
        f"sentence_{_way(column, difference, speaker)}",
        name=column.name,
        first_year=lambda by: row_label(first, by),
        first=lambda by: _with_share(series, first, by),
        last_year=lambda by: row_label(last, by),
        last=lambda by: _with_share(series, last, by),
        change=lambda by: _by(column, difference, by),
        basis=basis.name,
        unit=column.unit,  # of the amounts: a language without it does not say the sentence
    )


def _with_share(series: Series, row: Row, speaker: Localizer) -> str:
    found = found_in(row)
    column = column_of(series, series.headline)
    text = _told(row, column, speaker)
    if series.whole and series.whole in found:
        percent = share(found[column.id], found[series.whole])
        return speaker.plain_word("amount_with_share", amount=text, share=lambda by: by.amount(percent, "%"))
    return text


def _told(row: Row, column: Column, speaker: Localizer) -> str:
    """A figure in a sentence, with the mark that it has in the table, which says below what the mark means."""
    value = next(value for value in row.values if value.column == column.id)
    text = speaker.amount(value.value or 0, column.unit)
    if value.confidence not in MARKED:
        return text
    return speaker.plain_word("figure_mark", figure=text, mark=speaker.plain_word(f"mark_{value.confidence}"))


def _rank(series: Series, speaker: Localizer) -> Iterator[OwnWords]:
    """Where the city stands among the places compared that were counted on the same basis, if its figure is known."""
    rows = [row for row in series.rows if series.headline in found_in(row)]
    ours = next((row for row in rows if row.ours), None)
    if ours is None:
        return
    rows = [row for row in rows if row.basis == ours.basis]
    column = column_of(series, series.headline)
    value = found_in(ours)[column.id]
    higher = sum(found_in(row)[column.id] > value for row in rows)
    yield speaker.own_word(
        "sentence_rank",
        place=lambda by: row_label(ours, by),
        name=column.name,
        year=lambda by: by.year(series.year or 0),
        value=lambda by: _told(ours, column, by),
        count=len(rows),
        higher=higher,
        unit=column.unit,
    )


# ---------------------------------------------------------------- headline


def headline(series: Series, speaker: Localizer) -> OwnWords | None:
    """The newest change counted on one basis, or the city's place among those compared; None without two figures."""
    if series.kind == "comparison":
        return _place(series, speaker)
    found = [rows for _, rows in _runs(series) if len(rows) > 1 and all(row.year for row in rows)]
    if not found:
        return None
    rows = max(found, key=lambda rows: rows[-1].year or 0)
    first, last = rows[0], rows[-1]
    years = (last.year or 0) - (first.year or 0)
    if years < 1:
        return None
    column = column_of(series, series.headline)
    difference = Decimal(found_in(last)[column.id]) - found_in(first)[column.id]
    return speaker.own_word(
        f"headline_{_way(column, difference, speaker)}",
        name=column.name,
        years=years,
        change=lambda by: _by(column, difference, by),
        now=lambda by: _now(series, last, by),
        unit=column.unit,  # of the amounts: a language without it does not say the sentence
    )


def _now(series: Series, row: Row, speaker: Localizer) -> str:
    """Where a figure has come to: one in so many of the whole, where that is the same share in percent to one decimal
    as the table prints; else its share of the whole; the figure itself without a whole.
    """
    column, found = column_of(series, series.headline), found_in(row)
    if not series.whole or not found.get(series.whole):
        return speaker.amount(found[column.id], column.unit)
    whole, part = column_of(series, series.whole), found[column.id]
    percent = share(part, found[series.whole])
    many = one_in(part, found[series.whole])
    if many and whole.unit == column.unit:
        return speaker.plain_word("now_one_in", count=many, unit=column.unit)
    return speaker.plain_word("now_share", whole=whole.name, share=lambda by: by.amount(percent, "%"))


def one_in(part: Number, whole: Number) -> int | None:
    """In how many of a whole one is of the part: 2 to 100, where one in so many is the same share to one decimal of a
    percent; else None, as it would be another share.
    """
    if part <= 0 or whole < part:
        return None
    many = int((Decimal(whole) / Decimal(part)).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    return many if 2 <= many <= _MOST and share(1, many) == share(part, whole) else None


def _place(series: Series, speaker: Localizer) -> OwnWords | None:
    """Which place from the highest the city has among those counted on its basis; the same figure, the same place."""
    ours = next((row for row in series.rows if row.ours and series.headline in found_in(row)), None)
    if ours is None:
        return None
    column, value = column_of(series, series.headline), found_in(ours)[series.headline]
    others = [found_in(row).get(series.headline) for row in series.rows if row.basis == ours.basis]
    figures = [figure for figure in others if figure is not None]
    if len(figures) < 2:
        return None
    return speaker.own_word(
        "headline_rank",
        name=column.name,
        place=lambda by: row_label(ours, by),
        value=lambda by: by.amount(value, column.unit),
        count=len(figures),
        rank=1 + sum(figure > value for figure in figures),
        unit=column.unit,
    )


def _way(column: Column, difference: Decimal, speaker: Localizer) -> str:
    """Whether a figure went up or down; a ratio becomes higher, not more."""
    more, less = ("higher", "lower") if speaker.plain(column.unit) == "%" else ("up", "down")
    return more if difference > 0 else less if difference < 0 else "same"


def _by(column: Column, difference: Decimal, speaker: Localizer) -> str:
    """By how much a figure changed."""
    points = speaker.plain(column.unit) == "%"
    return speaker.amount(abs(difference), speaker.plain_word("unit_points") if points else column.unit)
