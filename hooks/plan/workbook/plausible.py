"""What of a reported value looks like a slip, though a plan may rightly hold it: told with what to write instead.

A value is held against the indicator's other figures: what was reached before, the baseline, the targets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from plan.judging.progress import Progress
from plan.model.types import Number
from plan.workbook.rows import decimals

#: So many times as much as before, or as little, is a digit too many or too few; unless it lies near what is known.
_TIMES, _NEAR = 8, 2
#: So many times the whole way off on the wrong side of what the year should have brought is no bad year, but a slip.
_WAYS = 2


def slips(
    value: Number, year: int, record: Mapping[str, Any], unit: str, way: Progress
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What looks wrong with the value of a year: the ids of sentences, each with its details.

    `way`: how far the indicator is with this value.
    """
    before = _before(record, year)
    others: list[Number] = [number for _, number in before]
    others += _figures([record.get("target") or {}, *record.get("targets", ())])
    last = before[-1] if before else None
    if value < 0 and all(other >= 0 for other in others):
        yield "round-sign", {"meant": f"{-value:f}" if isinstance(value, Decimal) else -value}
        return
    if unit == "%" and 0 < value < 1 and others and all(other == 0 or _size(other) >= 2 for other in others):
        yield "round-fraction", {"meant": f"{_even(Decimal(value) * 100):f}"}
        return
    if last and record.get("counting") == "cumulative" and value < last[1]:
        yield "round-total-falls", {"year": last[0] or "－", "known": last[1]}
    if times := _times(value, last[1] if last else None, others):
        yield "round-tenfold", {"known": times}
    elif way.expected is not None and _is_far_off(way, others):
        yield "round-far-off", {"known": _rounded(way.expected, max(1, decimals(record)))}


def _before(record: Mapping[str, Any], year: int) -> list[tuple[int | None, Number]]:
    """What is known of the years before, in their order; the baseline first."""
    given = [record.get("baseline") or {}, *record.get("actuals", ())]
    known = [(one.get("fiscal_year"), one["value"]) for one in given if one.get("value") is not None]
    return sorted((item for item in known if (item[0] or 0) < year), key=lambda item: item[0] or 0)


def _figures(amounts: Sequence[Mapping[str, Any]]) -> list[Number]:
    return [amount[name] for amount in amounts for name in ("value", "upper") if amount.get(name) is not None]


def _times(value: Number, last: Number | None, others: Sequence[Number]) -> Number | None:
    """The figure of which a value is about ten times as much, or a tenth; None where it may well be right."""
    known = last or next((other for other in others if other), None)
    if not value or not known:
        return None
    sizes = list(map(_size, others))
    size, of = _size(value), _size(known)
    if size >= _TIMES * of and size > _NEAR * max(sizes):
        return known
    return known if size * _TIMES <= of and size * _NEAR < min(sizes) else None


def _is_far_off(way: Progress, others: Sequence[Number]) -> bool:
    """Whether a value has a digit more or less than what was to be reached by its year, or is off by whole ways.

    Only where it is far from every known figure too: an indicator may fall back to where it began.
    """
    value, expected = way.actual, way.expected
    if value is None or expected is None or not others:
        return False
    size, of, sizes = abs(value), abs(expected), [abs(Fraction(other)) for other in others]
    above = size > _NEAR * max(sizes)
    below = 0 < _NEAR * size < min((one for one in sizes if one), default=Fraction(0))
    if of and ((above and size >= _TIMES * of) or (below and size * _TIMES <= of)):
        return True
    if way.baseline is None or way.goal is None or not (above or below):
        return False
    whole = way.goal.value - way.baseline.value
    return whole != 0 and (expected - value) / whole >= _WAYS


def _rounded(value: Fraction, places: int) -> str:
    exact = round(value, places)
    return f"{_even(Decimal(exact.numerator) / exact.denominator):f}"


def _size(value: Number) -> Decimal:
    return abs(Decimal(value))


def _even(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
