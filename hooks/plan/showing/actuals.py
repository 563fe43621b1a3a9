"""What is said of actual values beside them: how sure they are, what stood there before, when the next is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from plan import model
from plan.judging.freshness import values_due
from plan.model.types import Text
from plan.showing.amounts import worded
from plan.showing.localizer import Localizer, OwnWords, Phrase


@dataclass(frozen=True)
class ToldYear:
    """What the plan says of the actual value of one fiscal year, a saying after the other."""

    year: str
    sayings: tuple[Phrase, ...]
    fiscal_year: int


def told_years(indicator: model.Indicator, speak: Localizer) -> tuple[ToldYear, ...]:
    """The years of which anything is said, in the order of the values."""
    told = (
        ToldYear(
            speak.fiscal_year(actual.fiscal_year), tuple(sayings(actual, indicator.unit, speak)), actual.fiscal_year
        )
        for actual in indicator.actuals
    )
    return tuple(year for year in told if year.sayings)


def sayings(actual: model.Actual, unit: Text | None, speak: Localizer) -> Iterator[Phrase]:
    """What the plan says of one actual value beside it."""
    for former in actual.former:
        yield speak.phrase_of("actual_former", value=worded(former, unit, speak), reason=former.reason)
    if actual.day:
        yield speak.phrase_of("actual_day", day=actual.day)
    if actual.reached:
        yield speak.phrase_of("actual_reached")
    if actual.remark:
        yield speak.phrase_of("actual_remark", remark=actual.remark)
    if actual.shortfall:
        yield speak.phrase_of("actual_shortfall", reason=actual.shortfall)
    if actual.next_step:
        yield speak.phrase_of("actual_next_step", step=actual.next_step)


def due_words(
    indicator: model.Indicator, details: model.PlanDetails, status: str, speak: Localizer, *, others: bool = False
) -> tuple[OwnWords, ...]:
    """Which values are overdue, and when the next is due, but of what is planned or has ended by its `status`; else
    that there is none, where `others` of the plan have some: of all together a page says it once."""
    none = (speak.own_word("no_actual_of_it"),) if others and not indicator.actuals else ()
    if status not in ("", "running"):
        return none
    told = tuple(
        speak.own_word(
            "value_overdue" if due.overdue else "value_due",
            year=partial(Localizer.fiscal_year, year=due.year),
            day=due.day,
            updated=details.edition.updated,
        )
        for due in values_due(indicator, details)
    )
    return told or none
