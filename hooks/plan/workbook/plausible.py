"""What of a reported value looks like a slip, though a plan may rightly hold it: told with what to write instead.

A value is held against the indicator's other figures: what was reached before, the baseline, the targets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from plan.model.types import Number

#: So many times as much as before, or as little, is a digit too many or too few; unless it lies near what is known.
_TIMES, _NEAR = 8, 2


def slips(value: Number, year: int, record: Mapping[str, Any], unit: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What looks wrong with the value of a year: the ids of sentences, each with its details."""
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


def _size(value: Number) -> Decimal:
    return abs(Decimal(value))


def _even(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
