"""An indicator as a reader of one language sees it: the words that pages, paper, pictures and the search all take.

Made once a language (`Views.indicators`). Whoever shows an indicator prints these words and joins none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from plan import model
from plan.model.types import Number, Text
from plan.showing.localizer import Localizer, OwnWords, Phrase


@dataclass(frozen=True)
class ShownAmount:
    """A baseline, an actual or a target: its words with the unit, or in brackets why there is no value."""

    words: Phrase
    known: bool
    fiscal_year: int | None
    year: str
    """The fiscal year in full; in words that the plan names none."""
    short_year: str
    """The fiscal year as it heads a column of years; empty where the plan names none."""


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator ready to be shown; target and baseline compared in a sentence and, for a column, in a word."""

    id: str
    name: Phrase
    unit: str
    way: str
    """Which way is better, as the data names it: what tells one drawing from another."""
    direction: OwnWords
    """What the two figures show: whether the target is higher than the baseline, lower, or the same."""
    short_direction: Phrase
    baseline: ShownAmount
    target: ShownAmount
    actuals: tuple[ShownAmount, ...]
    actuals_caption: Phrase
    method: Phrase | None
    notes: tuple[Phrase, ...]


def shown_indicator(indicator: model.Indicator, speak: Localizer) -> ShownIndicator:
    """The indicator in the language of `speak`."""
    name, unit = speak.phrase(indicator.name), indicator.unit
    baseline, target = indicator.baseline, indicator.target
    compared = _compared(baseline.value, target.value)
    return ShownIndicator(
        id=indicator.id,
        name=name,
        unit=speak.plain(unit) if unit else "",
        way=indicator.direction,
        direction=speak.own_word(f"direction_{compared}"),
        short_direction=speak.phrase_of(f"direction_short_{compared}"),
        baseline=_amount(baseline.value, baseline.missing, unit, baseline.fiscal_year, speak),
        target=_amount(target.value, None, unit, target.fiscal_year, speak),
        actuals=tuple(
            _amount(actual.value, actual.missing, unit, actual.fiscal_year, speak) for actual in indicator.actuals
        ),
        actuals_caption=speak.phrase_of("actuals_of", indicator=name.plain),
        method=speak.phrase_of("method_is", method=speak.plain(indicator.method)) if indicator.method else None,
        notes=tuple(speak.phrase(note) for note in indicator.notes),
    )


def _compared(baseline: Number | None, target: Number) -> str:
    if baseline is None:
        return "none"
    return "up" if target > baseline else "down" if target < baseline else "keep"


def _amount(
    value: Number | None, missing: Text | None, unit: Text | None, year: int | None, speak: Localizer
) -> ShownAmount:
    if value is not None:
        words = speak.phrase_in_it(speak.amount(value, unit))
    else:
        words = speak.phrase_of("in_brackets", words=speak.plain(missing or ""))
    short = speak.year_heading(year)[0] if year is not None else ""
    return ShownAmount(words, value is not None, year, speak.fiscal_year(year), short)
