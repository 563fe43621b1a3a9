"""An indicator as a reader of one language sees it: the words that pages, paper, pictures and the search all take.

Made once a language (`Views.indicators`). Whoever shows an indicator prints these words and joins none of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from plan import model
from plan.model.types import Number, Text
from plan.showing.doubts import Doubted, DoubtMark, Doubts, ShownDoubt
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.scales import ScaleMarks

#: What holds an amount of an indicator.
_Given = model.Baseline | model.Actual | model.Target


@dataclass(frozen=True)
class ShownAmount:
    """A baseline, an actual or a target: its words with the unit, or in brackets why there is no value."""

    words: Phrase
    in_year: str
    """The year in brackets behind a value, for a place where several years stand side by side; or nothing."""
    known: bool
    fiscal_year: int | None
    year: str
    """The fiscal year in full; in words that the plan names none."""
    short_year: str
    """The fiscal year as it heads a column of years; empty where the plan names none."""
    place: str
    """Its lasting name, by which doubts name it."""
    mark: DoubtMark | None
    """What stands beside the words where the value, or its year, is in doubt."""

    @property
    def away(self) -> str:
        """The bare words with the mark, for a place that tells no doubt itself."""
        return f"{self.words}{self.mark.away}" if self.mark else self.words.plain


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator ready to be shown; target and baseline compared in a sentence and, for a column, in a word."""

    id: str
    name: Phrase
    unit: str
    way: str
    """Which way is better, as the data names it: what tells one drawing from another."""
    direction: OwnWords | None
    """What a reader may overlook in the two figures: that the target is lower than the baseline or the same, or that
    there is no baseline. None where the target is higher, as most are."""
    short_direction: Phrase
    baseline: ShownAmount
    target: ShownAmount
    actuals: tuple[ShownAmount, ...]
    actuals_caption: Phrase
    method: Phrase | None
    notes: tuple[Phrase, ...]
    doubts: tuple[ShownDoubt, ...]
    """What its marks stand for."""
    marks: tuple[ScaleMarks, ...] = ()
    """What the city gave it by its own scales."""

    @property
    def amounts(self) -> tuple[ShownAmount, ...]:
        """All its amounts."""
        return self.baseline, self.target, *self.actuals


def shown_indicator(indicator: model.Indicator, speak: Localizer, at: str, doubts: Doubts) -> ShownIndicator:
    """The indicator in the language of `speak`; `at` is its lasting name, by which doubts name its values."""
    name, unit = speak.phrase(indicator.name), indicator.unit
    baseline, target = indicator.baseline, indicator.target
    compared = _compared(baseline.value, target.value)
    fields: dict[str, _Given] = {"baseline": baseline, "target": target}
    fields |= {f"actuals[{number}]": actual for number, actual in enumerate(indicator.actuals)}
    doubted = doubts.block(name.plain, *(f"{at}.{field}" for field in fields))
    amounts = [_amount(given, unit, f"{at}.{field}", doubted, speak) for field, given in fields.items()]
    return ShownIndicator(
        id=indicator.id,
        name=name,
        unit=speak.plain(unit) if unit else "",
        way=indicator.direction,
        direction=None if compared == "up" else speak.own_word(f"direction_{compared}"),
        short_direction=speak.phrase_of(f"direction_short_{compared}"),
        baseline=amounts[0],
        target=amounts[1],
        actuals=tuple(amounts[2:]),
        actuals_caption=speak.phrase_of("actuals_of", indicator=name),
        method=speak.phrase_of("method_is", method=indicator.method) if indicator.method else None,
        notes=tuple(speak.phrase(note) for note in indicator.notes),
        doubts=doubted.doubts,
    )


def _compared(baseline: Number | None, target: Number) -> str:
    if baseline is None:
        return "none"
    return "up" if target > baseline else "down" if target < baseline else "keep"


def _amount(given: _Given, unit: Text | None, place: str, doubted: Doubted, speak: Localizer) -> ShownAmount:
    year = given.fiscal_year
    if given.value is not None:
        words = speak.amount_shown(given.value, unit)
    else:
        missing = None if isinstance(given, model.Target) else given.missing
        words = speak.phrase_of("in_brackets", words=missing or "")
    short = speak.year_heading(year)[0] if year is not None else ""
    in_year = speak.plain_word("in_brackets", words=short) if given.value is not None and short else ""
    return ShownAmount(
        words, in_year, given.value is not None, year, speak.fiscal_year(year), short, place, doubted.mark(place)
    )
