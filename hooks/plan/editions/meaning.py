"""What a change of a figure, a year or a period means, in a few words that a reader can check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from plan import model
from plan.model.indicators import Amount
from plan.model.types import Number, Record, Text
from plan.showing.localizer import Localizer

#: Units of a share of a hundred: a change of such a figure is said in points.
_PER_HUNDRED = frozenset("%％")
_TENTH = Decimal("0.1")


def meaning(
    old: Record | None,
    new: Record | None,
    units: tuple[Text | None, Text | None],
    speak: Localizer,
    money: Mapping[str, Text],
) -> list[str]:
    """What it means that one record has taken the place of another; nothing where no figure says so.

    `units` are those of the indicator in both editions, `money` the words for the units of money.
    """
    said: list[str] = []
    if isinstance(old, Amount) and isinstance(new, Amount) and not isinstance(new, model.FormerTarget):
        said.extend(_of_figures(old.bare, new.bare, units, speak))
        said.extend(_of_years(old.fiscal_year, new.fiscal_year, speak))
    elif isinstance(old, _MONEY) and isinstance(new, _MONEY) and old.unit == new.unit:
        for before, after in ((old.budget, new.budget), (old.settled, new.settled)):
            said.extend(_of_figures(before, after, (money[new.unit], money[new.unit]), speak))
    elif isinstance(old, _PERIODS) and isinstance(new, _PERIODS):
        said.extend(_of_periods(old, new, speak))
    return said


_MONEY = (model.Budget, model.BudgetTotal)
_PERIODS = (model.Phase, model.Milestone, model.Period, model.RoadmapYears)


def figures(
    old: Number | None, new: Number | None, units: tuple[Text | None, Text | None], speak: Localizer
) -> list[str]:
    """What it means that one figure has taken the place of another."""
    return list(_of_figures(old, new, units, speak))


def _of_figures(
    old: Number | None, new: Number | None, units: tuple[Text | None, Text | None], speak: Localizer
) -> Iterator[str]:
    if old is None or new is None or old == new or units[0] != units[1]:
        return
    unit, by = units[1], abs(Decimal(new) - Decimal(old))
    way = "more" if new > old else "less"
    if unit is not None and speak.plain(unit) in _PER_HUNDRED:
        yield speak.plain_word(f"remark_{way}_points", points=speak.number(by))
        return
    amount = speak.amount(by, unit)
    rate = _rounded(Fraction(by) / Fraction(Decimal(old)) * 100) if old > 0 else Decimal(0)
    if rate:
        yield speak.plain_word(f"remark_{way}_rate", amount=amount, rate=speak.number(rate))
    else:
        yield speak.plain_word(f"remark_{way}", amount=amount)


def _rounded(value: Fraction) -> Decimal:
    """To a tenth, half up, without a tenth that is zero."""
    exact = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_TENTH, ROUND_HALF_UP)
    return exact.to_integral_value() if exact == exact.to_integral_value() else exact


def _of_years(old: int | None, new: int | None, speak: Localizer) -> Iterator[str]:
    if old is not None and new is not None and old != new:
        yield speak.plain_word("remark_later" if new > old else "remark_earlier", count=abs(new - old))


def _of_periods(old: Record, new: Record, speak: Localizer) -> Iterator[str]:
    """How a period has changed: moved as a whole, or begun or ended at another time."""
    first, last = ((getattr(old, name), getattr(new, name)) for name in ("first", "last"))
    if None in (*first, *last):
        return
    if first[1] - first[0] == last[1] - last[0]:
        yield from _of_years(*first, speak)
        return
    if first[0] != first[1]:
        yield speak.plain_word(
            "remark_begins_later" if first[1] > first[0] else "remark_begins_earlier", count=abs(first[1] - first[0])
        )
    if last[0] != last[1]:
        yield speak.plain_word("remark_longer" if last[1] > last[0] else "remark_shorter", count=abs(last[1] - last[0]))
