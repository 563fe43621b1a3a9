"""An indicator as a reader of one language sees it: the words that pages, paper, pictures and the search all take.

Made once a language (`Views.indicators`). Whoever shows an indicator prints these words and joins none of its own.
How an amount and its year are worded stands in `amounts.py`; which of them there are, in the plan's order, here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from plan import model
from plan.messages.findings import Location, dotted
from plan.showing.actuals import ToldYear, told_years
from plan.showing.amounts import (
    FEW_YEARS,
    Around,
    ShownAmount,
    compared,
    former_target,
    other_years,
    shown_amount,
)
from plan.showing.doubts import Doubted, DoubtMark, Doubts, ShownDoubt
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.scales import ScaleMarks, ShownMark
from plan.showing.verdicts import ShownVerdict
from plan.showing.ways import ShownWay

#: Where what names no year stands among years: at their end.
_NO_YEAR = 9999


@dataclass(frozen=True)
class ShownYear:
    """What an indicator has for one fiscal year, or for the years that a target names."""

    year: str
    fiscal_year: int | None
    """That by which it stands among others; the last, where a target names several."""
    alone: bool
    """Whether it is of one year and no other."""
    target: ShownAmount | None
    actual: ShownAmount | None
    main: bool = False
    """Whether its target is *the* target."""
    marks: tuple[tuple[ScaleMarks, ShownMark | None], ...] = ()
    """What the city gave it in that year, by each scale that it used for the indicator."""

    @property
    def figures(self) -> bool:
        """Whether it has no words, which may be long: a figure stays with its unit."""
        return not any(amount.stated for amount in (self.target, self.actual) if amount)

    @property
    def missing(self) -> bool:
        """Whether in place of what was reached the reason stands why there is no value."""
        return self.actual is not None and not self.actual.known


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator ready to be shown; target and baseline compared in a sentence and, for a column, in a word."""

    id: str
    name: Phrase
    unit: str
    way: str
    """Which way is better, as the data names it, or `keep` where the target is the baseline: what tells one drawing
    from another. Empty where the data names none."""
    direction: OwnWords | None
    """What a reader may overlook in the two figures: that the target is lower than the baseline or the same, or that
    there is no baseline. None where the target is higher, as most are, and where figures cannot be compared."""
    short_direction: Phrase
    baseline: ShownAmount | None
    target: ShownAmount | None
    """*The* target, where there are several; None where the plan sets none."""
    earlier_targets: tuple[ShownAmount, ...]
    """Those that stand before it in the order of their years."""
    later_targets: tuple[ShownAmount, ...]
    other_targets: Phrase | None
    """Those beside *the* target in one line, each with its year."""
    years: tuple[ShownYear, ...]
    """Targets and actual values by their years; empty where there is one target at most."""
    years_caption: Phrase
    former_targets: tuple[Phrase, ...]
    """Targets that were revised, each with its year, when and why."""
    actuals: tuple[ShownAmount, ...]
    actuals_caption: Phrase
    marked_caption: Phrase
    """The caption of a table of years with marks in it."""
    other_actuals: Phrase | None
    """How many years' a table of many indicators leaves to the page of the indicator, if any."""
    counting: Phrase | None
    method: Phrase | None
    notes: tuple[Phrase, ...]
    doubts: tuple[ShownDoubt, ...]
    """What its marks stand for."""
    told: tuple[ToldYear, ...]
    """What the plan says of its actual values beside them."""
    marks: tuple[ScaleMarks, ...] = ()
    """What the city gave it by its own scales."""
    verdicts: tuple[ShownVerdict, ...] = ()
    """What the city's rule gives for each year, computed by the site."""
    drawn: ShownWay | None = None
    """Its way as a drawing; None where no year has a figure."""
    due: tuple[OwnWords, ...] = ()
    """Which actual values are overdue, and when the next is due, where the data says so."""

    @property
    def newest(self) -> ShownAmount | None:
        """The newest actual value; None where no year has one."""
        known = [item for item in self.actuals if item.known]
        return max(known, key=lambda item: item.fiscal_year or 0, default=None)

    @property
    def stands(self) -> ShownAmount | None:
        """Where it stands: the newest actual value, else the baseline; None where neither is known."""
        return self.newest or (self.baseline if self.baseline and self.baseline.known else None)

    @property
    def last_verdicts(self) -> tuple[ShownVerdict, ...]:
        """The verdict on the newest year that is judged; none where none is."""
        return tuple(sorted(self.verdicts, key=lambda item: -item.fiscal_year)[:1])

    @property
    def earlier_verdicts(self) -> tuple[ShownVerdict, ...]:
        """Those on the years before it, the latest first."""
        return tuple(sorted(self.verdicts, key=lambda item: -item.fiscal_year)[1:])

    @cached_property
    def by_years(self) -> tuple[ShownYear, ...]:
        """Its table of years: of several targets with actual values, else of these alone; and of marks beside them."""
        rows = list(self.years) or [
            ShownYear(item.year, item.fiscal_year, item.alone, None, item) for item in self.actuals
        ]
        known = {row.fiscal_year for row in rows if row.alone}
        marks = [{mark.fiscal_year: mark for mark in given.marks} for given in self.marks]
        others = {year: mark for given in marks for year, mark in given.items() if year not in known}
        rows += [ShownYear(mark.year, year, True, None, None) for year, mark in others.items()]
        if others:
            rows.sort(key=lambda row: row.fiscal_year or _NO_YEAR)
        return tuple(replace(row, marks=tuple(self._given(row, marks))) for row in rows)

    def _given(
        self, row: ShownYear, marks: Sequence[Mapping[int, ShownMark]]
    ) -> Iterator[tuple[ScaleMarks, ShownMark | None]]:
        for scale, given in zip(self.marks, marks, strict=True):
            yield scale, given.get(row.fiscal_year or 0) if row.alone else None

    @property
    def by_years_caption(self) -> Phrase:
        """What stands over that table."""
        if self.marks:
            return self.marked_caption
        return self.years_caption if self.years else self.actuals_caption

    @property
    def targets(self) -> tuple[ShownAmount, ...]:
        """All targets in the order of their years."""
        main = (self.target,) if self.target else ()
        return (*self.earlier_targets, *main, *self.later_targets)

    @property
    def written_actuals(self) -> tuple[ShownAmount, ...]:
        """Those that a table of many indicators writes out: all, of many years the last, and any that is in doubt."""
        return _written_out(self.actuals)

    @property
    def amounts(self) -> tuple[ShownAmount, ...]:
        """All its amounts."""
        main = tuple(amount for amount in (self.baseline, self.target) if amount)
        return (*main, *self.earlier_targets, *self.later_targets, *self.actuals)

    def found_by(self, word: Callable[[str], str]) -> tuple[str, ...]:
        """What a search finds of it: its name, and each value behind what it is, which `word` calls by name.

        The year of a baseline is left out, which would make the search of many cards heavier.
        """
        values = [("baseline", item.words.plain) for item in (self.baseline,) if item]
        for kind, items in (("target", self.targets), ("actual", self.actuals)):
            values += [(kind, " ".join(filter(None, (item.words.plain, item.year)))) for item in items]
        return (self.name.plain, *(f"{word(kind)} {said}" for kind, said in values))

    @property
    def arrow(self) -> bool:
        """Whether it has a way to be drawn: from the baseline, or what is said in its place, to a figure."""
        return bool(self.baseline and self.target) and not self.worded

    @property
    def worded(self) -> bool:
        """Whether baseline or target is in the plan's words, which need more room than figures."""
        return any(item.stated for item in (self.baseline, self.target) if item)


def shown_indicator(
    indicator: model.Indicator, speak: Localizer, at: str, doubts: Doubts, *, alone: bool = True
) -> ShownIndicator:
    """The indicator in the language of `speak`; `at` is its lasting name, by which doubts name its values.

    `alone`: whether its card has no other.
    """
    name, unit, main = speak.phrase(indicator.name), indicator.unit, indicator.main_target
    around = Around(unit, None if alone else name)
    doubted = doubts.block(name.plain, *_names(indicator, at))
    shown = {
        place: shown_amount(item, around, f"{at}.{dotted(place)}", _mark(doubted, at, place, item is main), speak)
        for place, item in indicator.placed_amounts
    }
    targets = [shown[place] for place, _ in indicator.placed_targets]
    number = next((number for number, (_, item) in enumerate(indicator.placed_targets) if item is main), 0)
    actuals = tuple(shown["actuals", number] for number, _ in enumerate(indicator.actuals))
    found = compared(indicator.baseline, main)
    return ShownIndicator(
        id=indicator.id,
        name=name,
        unit=speak.plain(unit) if unit else "",
        way=indicator.direction or ("keep" if found == "keep" else ""),
        direction=None if found in ("up", "unclear") else speak.own_word(f"direction_{found}"),
        short_direction=speak.phrase_of(f"direction_short_{found}"),
        baseline=shown.get(("baseline",)),
        target=targets[number] if targets else None,
        earlier_targets=tuple(targets[:number]),
        later_targets=tuple(targets[number + 1 :]),
        other_targets=_in_one_line([*targets[:number], *targets[number + 1 :]], speak),
        years=_years(targets, number, actuals) if len(targets) > 1 else (),
        years_caption=speak.phrase_of("targets_actuals_of" if actuals else "targets_of", indicator=name),
        former_targets=tuple(former_target(item, unit, speak) for item in indicator.former_targets),
        actuals=actuals,
        actuals_caption=speak.phrase_of("actuals_of", indicator=name),
        marked_caption=speak.phrase_of("values_marks_of", indicator=name),
        other_actuals=other_years(len(actuals) - len(_written_out(actuals)), speak),
        counting=speak.phrase_of(f"counting_{indicator.counting.replace('-', '_')}") if indicator.counting else None,
        method=speak.phrase_of("method_is", method=indicator.method) if indicator.method else None,
        notes=tuple(speak.phrase(note) for note in indicator.notes),
        doubts=doubted.doubts,
        told=told_years(indicator, speak),
    )


def _names(indicator: model.Indicator, at: str) -> Iterator[str]:
    """The lasting names of its amounts; a doubt about the whole is met at *the* target, wherever this stands."""
    for place, item in indicator.placed_amounts:
        yield f"{at}.{dotted(place)}"
        if item is indicator.main_target:
            yield f"{at}.target"


def _mark(doubted: Doubted, at: str, place: Location, main: bool) -> DoubtMark | None:
    return doubted.mark(f"{at}.{dotted(place)}") or (doubted.mark(f"{at}.target") if main else None)


def _written_out(actuals: Sequence[ShownAmount]) -> tuple[ShownAmount, ...]:
    if len(actuals) <= FEW_YEARS:
        return tuple(actuals)
    return tuple(item for item in actuals if item.mark or item is actuals[-1])


def _in_one_line(targets: Sequence[ShownAmount], speak: Localizer) -> Phrase | None:
    if not targets:
        return None
    said = speak.join(
        [speak.plain_word("target_in_year", year=item.short_year or item.year, target=item.away) for item in targets]
    )
    return speak.phrase_of("other_targets", targets=said)


def _years(targets: Sequence[ShownAmount], main: int, actuals: Sequence[ShownAmount]) -> tuple[ShownYear, ...]:
    """Targets in their order, each with what was reached in its year; before and between them other years' values.

    `main`: which of the targets is *the* target.
    """
    reached = {actual.fiscal_year: actual for actual in actuals}
    found = [
        (
            item.fiscal_year,
            ShownYear(
                item.year,
                item.fiscal_year,
                item.alone,
                item,
                reached.pop(item.fiscal_year, None) if item.alone else None,
                at == main,
            ),
        )
        for at, item in enumerate(targets)
    ]
    found += [(year, ShownYear(actual.year, year, True, None, actual)) for year, actual in reached.items()]
    return tuple(row for _, row in sorted(found, key=lambda item: item[0] or _NO_YEAR))
