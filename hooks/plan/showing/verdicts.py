"""The verdict that the site computes for an indicator by the city's own rules, with its working, in one language.

All of it is the site's own words: the plan prints none of it. A reader can check each figure with a pocket calculator.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, partial

from plan import model
from plan.judging.progress import Progress
from plan.judging.verdict import Verdict, verdict_in
from plan.model.indicators import Quantity
from plan.model.types import Text
from plan.model.verdicts import NO_VERDICT, OtherVerdictRule, VerdictRule
from plan.showing.amounts import bare
from plan.showing.held_years import held_years
from plan.showing.localizer import Localizer, OwnWords, Phrase

#: To what percentages are rounded, half up; and other figures that have no end.
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
#: So many places after the point has a figure that is printed as it is.
_PLACES = 9


@dataclass(frozen=True)
class ShownVerdict:
    """The verdict on one fiscal year: the step, or what the city calls one without; and how it comes about."""

    year: str
    words: Phrase | None
    """None where there is no verdict and the city has no word for that."""
    working: tuple[OwnWords, ...]
    fiscal_year: int
    step: str
    """The id of the step, or of what it is called without one; empty where there is neither."""
    rule: Text
    """What the city calls a verdict by the rule that judges that year."""
    anchor: str
    """Where the rule stands on the page of the indicators."""
    differs: bool = False
    """Whether another rule judges the newest year."""


@dataclass(frozen=True)
class ShownBound:
    """A step of the rule, and what must be reached for it."""

    words: Phrase
    bound: OwnWords
    description: Text | None


@dataclass(frozen=True)
class ShownVerdictRule:
    """A rule by which verdicts are computed: what the city says of it, what it judges, and its steps."""

    anchor: str
    """Where it stands on the page of the indicators."""
    name: Text
    meaning: Text
    source: str | None
    judged: tuple[OwnWords, ...]
    """Which fiscal years and how many indicators it judges, where not all."""
    steps: tuple[ShownBound, ...]
    """The steps, the best first; then what the city calls an indicator without one, and when."""


class ShownVerdicts:
    """The verdicts of a plan by the rules in its data; none without any."""

    def __init__(self, plan: model.Plan, speak: Localizer) -> None:
        self._plan, self._speak = plan, speak

    def of(self, indicator: model.Indicator, status: str) -> tuple[ShownVerdict, ...]:
        """Those on the years of its actual values that are judged, in their order."""
        rules = self._plan.verdicts
        years = sorted({item.fiscal_year for item in indicator.actuals}) if rules else ()
        found = (verdict_in(indicator, year, rules, status) for year in years if rules)
        shown = [self._shown(indicator, verdict) for verdict in found if verdict]
        return tuple(replace(item, differs=item.anchor != shown[-1].anchor) for item in shown)

    @cached_property
    def rules(self) -> tuple[ShownVerdictRule, ...]:
        """All rules, the plan's own first."""
        known = self._plan.verdicts
        return tuple(
            ShownVerdictRule(
                _anchor(rule), rule.name, rule.meaning, rule.source, tuple(self._judged(rule)), tuple(self._steps(rule))
            )
            for rule in (known.rules if known else ())
        )

    def _steps(self, rule: VerdictRule) -> Iterator[ShownBound]:
        yield from (ShownBound(self.named(step), self._bounded(step), step.description) for step in rule.steps)
        for reason in NO_VERDICT:
            step = getattr(rule.none, reason) if rule.none else None
            if step:
                yield ShownBound(self.named(step), self._speak.own_word(f"verdict_none_{reason}"), step.description)

    def _judged(self, rule: VerdictRule) -> Iterator[OwnWords]:
        if years := held_years(rule.since, rule.until, self._speak):
            yield self._speak.own_word("verdict_rule_years", years=years.plain)
        if isinstance(rule, OtherVerdictRule) and rule.named_only:
            count = sum(rule.id in indicator.judged_by for indicator in self._plan.indicators)
            yield self._speak.own_word("verdict_rule_named", count=self._speak.number(count))

    def _shown(self, indicator: model.Indicator, verdict: Verdict) -> ShownVerdict:
        named, rule, year = verdict.step or verdict.instead, verdict.rule, verdict.progress.year
        measures = {step.bound.measure for step in rule.steps if step.bound}
        return ShownVerdict(
            self._speak.fiscal_year(year),
            self.named(named) if named else None,
            tuple(self._working(verdict.progress, indicator, measures)),
            year,
            named.id if named else "",
            rule.name,
            _anchor(rule),
        )

    def named(self, step: model.ScaleStep) -> Phrase:
        """A step, or what is said in place of one, as it is printed."""
        if step.letter and step.name:
            return self._speak.phrase_of("mark_with_name", letter=step.letter, name=step.name)
        return self._speak.phrase(step.name) if step.name else self._speak.phrase_in_it(step.letter or "")

    def _bounded(self, step: model.VerdictStep) -> OwnWords:
        bound = step.bound
        if bound is None:
            return self._speak.own_word("verdict_else")
        by = self._speak
        value = by.amount(bound.value, bound.unit or "%" if bound.measure != "points" else bound.unit)
        return by.own_word(f"verdict_{'from' if step.at_least else 'above'}_{bound.measure}", value=value)

    # How it comes about -----------------------------------------------------------

    def _working(self, progress: Progress, indicator: model.Indicator, measures: Set[str]) -> Iterator[OwnWords]:
        """One sentence for each measure of the rule that can be computed, or why nothing can."""
        own, actual, goal, unit = self._speak.own_word, progress.actual, progress.goal, indicator.unit
        if progress.said or progress.unknown or goal is None:
            yield own(f"verdict_{(progress.unknown or 'said').replace('-', '_')}")
            return
        measured = next(item for item in indicator.actuals if item.fiscal_year == progress.year)
        figures = {"actual": self._of_amount(measured, actual), "goal": self._figure(goal.value)}
        if actual is None:  # not one figure, but whatever it is, it is plain
            yield own("verdict_reached" if progress.reached else "verdict_not_reached", **figures)
            return
        if progress.baseline is None:
            yield own("verdict_reached" if progress.reached else "verdict_not_reached", **figures)
            if not progress.reached and measures - {"ratio"}:
                yield own("verdict_no_baseline")
        else:
            figures["base"] = self._of_amount(indicator.baseline, progress.baseline.value)
            yield from self._on_the_way(progress, figures, measures, unit)
        if "ratio" in measures and progress.ratio is not None:
            upward = progress.ratio * goal.value == 100 * actual
            key = "verdict_ratio_up" if upward else "verdict_ratio_down"
            yield own(key, ratio=self._percent(progress.ratio), actual=figures["actual"], goal=figures["goal"])

    def _on_the_way(
        self, progress: Progress, figures: dict[str, str], measures: Set[str], unit: Text | None
    ) -> Iterator[OwnWords]:
        own = self._speak.own_word
        if progress.done is None and not progress.kept:
            yield own("verdict_beyond", actual=figures["actual"])
        elif progress.done is None:
            kept = "verdict_kept" if progress.reached else "verdict_not_kept"
            yield own(kept, actual=figures["actual"], base=figures["base"])
        else:
            key = "verdict_way" if progress.done >= 0 else "verdict_way_back"
            yield own(key, done=self._percent(progress.done), **figures)
        if "pace" in measures and progress.expected is not None and progress.done is not None:
            year = partial(Localizer.fiscal_year, year=progress.year)
            if progress.pace is None:
                yield own("verdict_nothing_due", year=year)
            else:
                key = "verdict_pace" if progress.pace >= 0 else "verdict_pace_back"
                slots = {"actual": figures["actual"], "base": figures["base"], **self._due(progress)}
                yield own(key, pace=self._percent(progress.pace), year=year, **slots)
        elif "pace" in measures and progress.done is not None:
            yield own("verdict_no_year")
        if "change" in measures and progress.change is not None:
            yield own("verdict_change", change=self._percent(progress.change), base=figures["base"])
        if "points" in measures and progress.points is not None:
            points = self._speak.amount(_plain(progress.points), unit)
            yield own("verdict_points", points=points, base=figures["base"])

    def _due(self, progress: Progress) -> dict[str, str]:
        """What was to be reached: as it is said, 約 where it has no end, and as it stands in the calculation.

        It has as many places as it takes for the calculation to give the percentage that is printed, which may take the
        figure below: 18.75 % is printed as 18.8 %, and whatever is a trace above would give 18.7 %.
        """
        due, base, actual = progress.expected, progress.baseline, progress.actual
        if due is None or base is None or actual is None or progress.pace is None:
            raise LookupError("asked only where something was due")
        plain, rounded = _plain(due), Fraction(_plain(due)) != due
        steps = (Decimal(1).scaleb(-places) for places in range(2, _PLACES + 1))
        near = (found for step in steps for found in (as_decimal(due, step), as_decimal(due, step) - step))
        for plain in near if rounded else ():
            way = Fraction(plain) - base.value
            if way and as_decimal(100 * (actual - base.value) / way, TENTH) == as_decimal(progress.pace, TENTH):
                break
        said = self._speak.number(plain)
        about = self._speak.plain_word("bound_about", amount=said) if rounded else said
        return {"said": about, "due": f"({said})" if due < 0 else said}

    def _percent(self, value: Fraction) -> str:
        return self._speak.amount(as_decimal(value, TENTH), "%")

    def _of_amount(self, amount: Quantity | None, value: Fraction | None) -> str:
        """The figure of an amount as it stands in a calculation, with what is printed with it (約, 以上)."""
        if amount is None:
            return ""
        said = bare(amount, self._speak) if value is None else self._figure(value)
        bound = amount.bound
        return self._speak.plain_word(f"bound_{bound.replace('-', '_')}", amount=said) if bound else said

    def _figure(self, value: Fraction) -> str:
        """A figure as it stands in a calculation; below zero in brackets."""
        said = self._speak.number(_plain(value))
        return f"({said})" if value < 0 else said


def _anchor(rule: VerdictRule) -> str:
    return f"verdicts-{rule.id}" if isinstance(rule, OtherVerdictRule) else "verdicts"


def _plain(value: Fraction) -> int | Decimal:
    """A fraction as it is where it has an end, as whatever a plan prints has one; else rounded to hundredths."""
    exact = as_decimal(value, Decimal(1).scaleb(-_PLACES))
    return exact if Fraction(exact) == value else as_decimal(value, HUNDREDTH)


def as_decimal(value: Fraction, to: Decimal) -> int | Decimal:
    """A fraction as a number: whole where it is, else exact or rounded half up."""
    if value.denominator == 1 and to != TENTH:
        return value.numerator
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(to, ROUND_HALF_UP)
    short = rounded if to == TENTH else rounded.normalize()
    return short if short.adjusted() < 1 or short != short.to_integral_value() else short.quantize(Decimal(1))
