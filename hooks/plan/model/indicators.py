"""An indicator (指標) of a card: where it stands, where it shall stand, what was reached, as the plan prints it.

A plan gives a figure, a figure with a bound (95%以上), a range (85～95%) or words (基本計画の策定); one target or one a
year; a baseline or none. Each is written as it is printed. Nothing here is computed from anything else.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from plan.messages.findings import Location

from .scales import ScaleMark
from .types import LAST_FISCAL_YEAR, Day, FiscalYear, Id, Number, Record, Text, fault
from .values_due import ValuesDue
from .verdicts import VerdictRuleId


class _OfAYear(Record):
    """What belongs to one fiscal year, or to none that is named."""

    fiscal_year: FiscalYear | None = None
    """The fiscal year of it, western; left out where the plan names none."""


class Quantity(Record):
    """A figure, bare or with a bound, a range of two, or the plan's words."""

    value: Number | None = None
    """The figure, with the digits as printed; of a range the lower one."""
    upper: Number | None = None
    """Of a range the upper figure: 95 of 85～95."""
    bound: Literal["at-least", "at-most", "more-than", "less-than", "about", "roughly"] | None = None
    """What is printed with the figure: at-least (以上), at-most (以下), more-than (超), less-than (未満), about (約),
    roughly (概ね)."""
    stated: Text | None = None
    """In place of a figure: the plan's words, as printed (基本計画の策定)."""

    @model_validator(mode="after")
    def _figure(self) -> Self:
        if self.value is None and (self.bound or self.upper is not None):
            raise fault("bound-without-value", field="bound" if self.bound else "upper")
        if self.value is not None and self.upper is not None:
            if self.bound not in (None, "about", "roughly"):
                raise fault("bound-with-range", bound=self.bound)
            if self.upper <= self.value:
                raise fault("range-upside-down", upper=str(self.upper), value=str(self.value))
        return self

    @property
    def bare(self) -> Number | None:
        """The figure, where it is one alone: neither a bound nor a range."""
        return self.value if self.bound is None and self.upper is None else None

    @property
    def said(self) -> tuple[object, ...]:
        """All that is said of the amount itself: two that say the same are one."""
        return self.value, self.upper, self.bound, tuple(self.stated.root.items()) if self.stated else None


class Amount(Quantity, _OfAYear):
    """What an indicator is, was or shall be, and when."""


class _Measured(Amount):
    """An amount that was measured, or the reason why there is none."""

    missing: Text | None = None
    """In place of a value: the reason why there is none."""

    @model_validator(mode="after")
    def _one_of(self) -> _Measured:
        if (self.value, self.stated, self.missing).count(None) != 2:
            raise fault("figure-words-or-reason")
        return self


class Baseline(_Measured):
    """現状値: where an indicator stands, or the reason why there is no value."""


class FormerValue(Quantity):
    """訂正前の値: a value that was published and then corrected, and why."""

    reason: Text
    """Why it was corrected."""

    @model_validator(mode="after")
    def _whole(self) -> FormerValue:
        if (self.value is None) == (self.stated is None):
            raise fault("value-or-words")
        return self


class Actual(_Measured):
    """実績値: what an indicator reached in one fiscal year, or the reason why there is no value."""

    fiscal_year: FiscalYear
    """The fiscal year that has ended, western."""
    state: Literal["preliminary", "final", "corrected"] | None = None
    """How sure the value is: preliminary (速報), final (確定), corrected (訂正); left out where nobody says."""
    former: tuple[FormerValue, ...] = ()
    """Of a corrected value what stood in its place before, in the order in which it was corrected, and why."""
    day: Day | None = None
    """The day on which the value was counted or reported."""
    remark: Text | None = None
    """What is to be known of the value."""
    shortfall: Text | None = None
    """Why it fell short of the target."""
    next_step: Text | None = None
    """What the city will do about it."""
    reached: bool = False
    """true where the city says that the target was reached with it and figures cannot tell: a target in words."""

    @model_validator(mode="after")
    def _state_of_a_value(self) -> Actual:
        if self.missing is not None and self.state in ("preliminary", "final"):
            raise fault("state-without-value", found=self.state)
        if self.missing is not None and self.reached:
            raise fault("reached-without-value")
        if (self.state == "corrected") != bool(self.former):
            raise fault("corrected-with-former", found=self.state or "－", count=len(self.former))
        if self.former and self.former[-1].said == self.said:
            raise fault("value-not-corrected")
        return self


class Target(Amount):
    """目標値: where an indicator shall stand, and when."""

    first: FiscalYear | None = Field(default=None, alias="from")
    """The first fiscal year of a target for several years together, whose last is `fiscal_year`."""
    when: Literal["onward", "every-year"] | None = None
    """onward: from that fiscal year on (以降). every-year: in each year (毎年度), of the plan or of those named."""

    @model_validator(mode="after")
    def _whole(self) -> Target:
        if (self.value is None) == (self.stated is None):
            raise fault("value-or-words")
        if self.first is not None and (self.fiscal_year is None or self.fiscal_year <= self.first):
            raise fault("reversed-years", start=self.first, end=self.fiscal_year or "－")
        if self.when == "onward" and (self.fiscal_year is None or self.first is not None):
            raise fault("onward-of-a-year")
        if self.when == "every-year" and self.fiscal_year is not None and self.first is None:
            raise fault("every-year-between")
        return self


class FormerTarget(Amount):
    """見直し前の目標値: a target that the city has replaced, and when and why."""

    revised: FiscalYear
    """The fiscal year in which it was replaced, western."""
    reason: Text | None = None
    """Why, as printed."""

    @model_validator(mode="after")
    def _whole(self) -> FormerTarget:
        if (self.value is None) == (self.stated is None):
            raise fault("value-or-words")
        return self


#: What an indicator may lack because the plan does not print it.
Unstated = Literal["unit", "baseline", "baseline_year", "target", "target_year"]


class Indicator(Record):
    """KPI: what a project is measured by."""

    id: Id
    """The indicator's id, unique on the card and lasting: actual values will name it."""
    name: Text
    """What is counted, as printed."""
    unit: Text | None = None
    """The unit as printed: 件, %, 日. In English the noun that is counted. Left out, and named under `unstated`, where
    the plan names none."""
    kind: Literal["output", "outcome"] | None = None
    """What the plan says it is: output (活動指標) or outcome (成果指標); left out where the plan does not say."""
    counting: Literal["cumulative", "yearly", "year-end", "added", "average"] | None = None
    """How the plan says that it counts: all so far (累計), each year alone (単年度), what is there at the end of the
    year (年度末現在), what came in the year (増加分), the average of the year (年度平均)."""
    method: Text | None = None
    """How the value is made; of a rate what is divided by what (算定方法)."""
    direction: Literal["up", "down", "keep"] | None = None
    """Which way is better: up, down, or keep (stay as it is); left out where it is not known."""
    judged_by: tuple[VerdictRuleId, ...] = ()
    """The rules of `verdicts.yml` that judge it in place of the plan's, as one for surveys: in a fiscal year the one
    that holds in it."""
    over_hundred: bool = False
    """true where a percentage can rightly be above 100: one of the year before, of what was planned."""
    baseline: Baseline | None = None
    """Where it stands; left out where the plan gives none."""
    target: Target | None = None
    """Where it shall stand: *the* target, where there are several."""
    targets: tuple[Target, ...] = ()
    """The other targets, by years: yearly and interim ones. Without `target` the last of them is *the* target."""
    former_targets: tuple[FormerTarget, ...] = ()
    """Targets that were revised, in the order in which they were."""
    actuals: tuple[Actual, ...] = ()
    """What was reached, one entry for each fiscal year that has ended."""
    values_due: ValuesDue | None = None
    """By when the value of a fiscal year is to be there, where it is another day than the plan's (`plan.yml`)."""
    unstated: tuple[Unstated, ...] = ()
    """What the plan does not print of it, where it does of other indicators: nobody has forgotten it here."""
    notes: tuple[Text, ...] = ()
    """Notes printed with it."""
    marks: tuple[ScaleMark, ...] = ()
    """The marks that the city gave it, one for each scale and fiscal year."""

    @property
    def main_target(self) -> Target | None:
        """*The* target: `target`, else the last of `targets`; None where the plan sets none."""
        return self.target or next(reversed(self.targets), None)

    @property
    def once(self) -> int | None:
        """Of a target in words for one year the year: what was done by then need not be done again. Else None."""
        main = self.main_target
        alone = main is not None and main.stated is not None and main.first is None and main.when is None
        return main.fiscal_year if main and alone else None

    def awaits(self, year: int) -> bool:
        """Whether a value of a year is to come: not of a target in words whose year is over, or that was reached."""
        kept = any(item.reached and item.fiscal_year < year for item in self.actuals)
        return self.once is None or (year <= self.once and not kept)

    @property
    def placed_targets(self) -> tuple[tuple[Location, Target], ...]:
        """All targets in the order of their years, each with its place in the indicator; those without a year last."""
        placed: list[tuple[Location, Target]] = [
            (("targets", number), item) for number, item in enumerate(self.targets)
        ]
        if self.target:
            placed.append((("target",), self.target))
        return tuple(sorted(placed, key=lambda item: item[1].fiscal_year or LAST_FISCAL_YEAR + 1))

    @property
    def placed_amounts(self) -> tuple[tuple[Location, Baseline | Actual | Target], ...]:
        """All its amounts, each with its place in it: baseline, targets, actuals."""
        baseline: tuple[tuple[Location, Baseline], ...] = ((("baseline",), self.baseline),) if self.baseline else ()
        actuals = ((("actuals", number), item) for number, item in enumerate(self.actuals))
        return (*baseline, *self.placed_targets, *actuals)
