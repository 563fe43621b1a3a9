"""An amount of an indicator in the words of one language: a figure with its bound and unit, the plan's words, a reason;
and its year: one, several together, one and all that follow, or every year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from plan import model
from plan.model.indicators import Quantity
from plan.model.types import Number, Text
from plan.showing.doubts import DoubtMark
from plan.showing.localizer import Localizer, Phrase

#: Bounds that leave a figure a figure, when it is compared with another.
_NEARLY = (None, "about", "roughly")
#: So many years stand below each other in a table of many indicators; of more the last one does.
FEW_YEARS = 3


@dataclass(frozen=True)
class ShownAmount:
    """A baseline, an actual or a target: its words with the unit, or in brackets why there is no value."""

    words: Phrase
    in_year: str
    """The year in brackets behind a value, for a place where several years stand side by side; or nothing."""
    known: bool
    """Whether there is a value, a figure or the plan's words."""
    stated: bool
    """Whether the value is in the plan's words."""
    fiscal_year: int | None
    year: str
    """The fiscal year in full; in words that a figure has none; empty where words or a reason have none."""
    short_year: str
    """The fiscal year as it heads a column of years; empty where the plan names none."""
    first_year: int | None
    """Of a target for several years the first."""
    when: str | None
    """Of a target whether it is for more years than one, as the data says it: onward, every-year."""
    whose: Phrase | None
    """The name of its indicator, for a place where those of several stand side by side; None where a card has one."""
    place: str
    """Its lasting name, by which doubts name it."""
    mark: DoubtMark | None
    """What stands beside the words where the value, or its year, is in doubt."""
    bare: str
    """The figure alone, or the two of a range, for a drawing that names the unit once; empty where there is none."""

    @property
    def away(self) -> str:
        """The bare words with the mark, for a place that tells no doubt itself."""
        return f"{self.words}{self.mark.away}" if self.mark else self.words.plain

    @property
    def among_years(self) -> str:
        """The years in brackets behind a value that stands in the column of one of them, and is for others too."""
        return "" if self.when is None and self.first_year is None else self.in_year

    @property
    def figure(self) -> bool:
        """Whether it is a figure, not words."""
        return self.known and not self.stated

    @property
    def alone(self) -> bool:
        """Whether it is of one year and no other."""
        return self.fiscal_year is not None and self.when is None and self.first_year is None

    @property
    def deadline(self) -> bool:
        """Whether, of a target, it is to be reached by the end of its year: not in each of several, nor in all on."""
        return self.fiscal_year is not None and self.when is None and self.known

    def due(self, year: int, columns: range) -> bool:
        """Whether it stands in the column of a year: in its own, in each where it is for every year; where it is for
        all years from one on, in the first of these."""
        if self.when == "every-year":
            return (self.first_year or year) <= year <= (self.fiscal_year or year)
        if self.when == "onward" and self.fiscal_year:
            return year == max(self.fiscal_year, columns.start)
        return year == self.fiscal_year


_Given = model.Baseline | model.Actual | model.Target


@dataclass(frozen=True)
class Around:
    """What an amount stands in: the unit of its indicator, and the name, where a card has several."""

    unit: Text | None
    whose: Phrase | None


def shown_amount(given: _Given, around: Around, place: str, mark: DoubtMark | None, speak: Localizer) -> ShownAmount:
    """An amount in the language of `speak`; `place` is its lasting name."""
    first, when = (given.first, given.when) if isinstance(given, model.Target) else (None, None)
    known = given.value is not None or given.stated is not None
    short = _years(given.fiscal_year, first, when, speak, short=True)
    words = worded(given, around.unit, speak)
    if isinstance(given, model.Actual) and given.state:
        words = speak.phrase_of(f"actual_{given.state}", value=words)
    return ShownAmount(
        words=words,
        in_year=speak.plain_word("in_brackets", words=short) if known and short else "",
        known=known,
        stated=given.stated is not None,
        fiscal_year=given.fiscal_year,
        year=_years(given.fiscal_year, first, when, speak) if short or given.value is not None else "",
        short_year=short,
        first_year=first,
        when=when,
        whose=around.whose,
        place=place,
        mark=mark,
        bare=bare(given, speak),
    )


def bare(given: Quantity, speak: Localizer) -> str:
    """The figure of an amount without its unit, or the two of a range; empty where there is none."""
    if given.value is None:
        return ""
    if given.upper is None:
        return speak.number(given.value)
    return speak.plain_word("value_range", lower=speak.number(given.value), upper=speak.number(given.upper))


def worded(given: Quantity, unit: Text | None, speak: Localizer) -> Phrase:
    """The words of an amount; where there is none, the reason in brackets."""
    if given.stated:
        return speak.phrase(given.stated)
    if given.value is None:
        missing = None if isinstance(given, model.Target | model.FormerTarget) else getattr(given, "missing", None)
        return speak.phrase_of("in_brackets", words=missing or "")
    if given.upper is None and given.bound is None:
        return speak.amount_shown(given.value, unit)
    amount = speak.amount_shown(given.value if given.upper is None else given.upper, unit)
    if given.upper is not None:
        amount = speak.phrase_of("value_range", lower=speak.number(given.value), upper=amount)
    return speak.phrase_of(f"bound_{given.bound.replace('-', '_')}", amount=amount) if given.bound else amount


def former_target(given: model.FormerTarget, unit: Text | None, speak: Localizer) -> Phrase:
    """A target that was revised: what it was, for which year, when it was replaced, and why."""
    slots = {"target": worded(given, unit, speak), "revised": partial(Localizer.fiscal_year, year=given.revised)}
    key: str = "former_target"
    if given.fiscal_year is not None:
        key, slots["year"] = "former_target_of", partial(Localizer.fiscal_year, year=given.fiscal_year)
    said = speak.phrase_of(key, **slots)
    return speak.phrase_of("former_target_why", former=said, reason=given.reason) if given.reason else said


def compared(baseline: model.Baseline | None, target: model.Target | None) -> str:
    """How the target lies to the baseline, where both are figures and it can be told: up, down or keep.

    none where there is no baseline to compare with; unclear where nobody can tell, or need be told.
    """
    if baseline is None or target is None or target.value is None or baseline.stated:
        return "unclear"
    if baseline.value is None:
        return "none"
    if baseline.bound not in _NEARLY or baseline.upper is not None:
        return "unclear"
    return _compared(baseline.value, target.value, target)


def _compared(before: Number, after: Number, target: model.Target) -> str:
    low, high = after, after if target.upper is None else target.upper
    if before < low:
        return "unclear" if target.bound in ("at-most", "less-than") else "up"
    if before > high:
        return "unclear" if target.bound in ("at-least", "more-than") else "down"
    within = target.upper is not None or target.bound in ("more-than", "less-than")
    return "unclear" if within else "keep"


def _years(year: int | None, first: int | None, when: str | None, speak: Localizer, *, short: bool = False) -> str:
    """The years of an amount, in full or as they head a column."""
    if when == "every-year" and year is None:
        return speak.plain_word("every_year")
    if year is None:
        return "" if short else speak.fiscal_year(None)
    said = partial(_year, year=year, short=short)
    if first is not None:
        period = speak.plain_word("period", first=partial(_year, year=first, short=short), last=said)
        return speak.plain_word("every_year_between", period=period) if when else period
    return speak.plain_word("year_onward", year=said) if when else said(speak)


def _year(speak: Localizer, year: int, *, short: bool) -> str:
    return speak.year_heading(year)[0] if short else speak.fiscal_year(year)


def other_years(count: int, speak: Localizer) -> Phrase | None:
    """How many years' values a table of many leaves to the page of what they are of; None where it leaves out none."""
    return speak.phrase_of("other_years", count=speak.number(count)) if count else None
