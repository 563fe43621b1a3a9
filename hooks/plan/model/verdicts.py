"""data/verdicts.yml: the rules by which the site computes a verdict (評価) for an indicator and a year.

Names, number and bounds of the steps are the city's: municipal scales have three to eight steps, pro rata or not. One
rule holds for the plan; others may take its place in some fiscal years, or for indicators of some kind, as surveys.
What a city decided itself is a mark (`scales.py`) and never computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .scales import ScaleStep
from .types import FiscalYear, Id, Line, Number, Record, Reference, Text, fault

VerdictRuleId = Annotated[Id, Reference("verdict-rules")]


class Bound(Record):
    """A bound of a step: one figure, for one of the measures."""

    way: Number | None = None
    """How much of the way from baseline to target is done, in percent."""
    pace: Number | None = None
    """How much is done of what was to be done by that year, in percent (pro rata)."""
    ratio: Number | None = None
    """The actual value as a percentage of the target (達成率); of one that shall fall, the target as one of the
    actual value."""
    change: Number | None = None
    """How far it has come from the baseline, as a percentage of the baseline: below zero where it has got worse."""
    points: Number | None = None
    """How far it has come from the baseline, in the indicator's own unit: below zero where it has got worse."""
    unit: Text | None = None
    """With `points`: the only unit for which the bound holds (%); left out where it holds for all."""

    @model_validator(mode="after")
    def _one(self) -> Bound:
        given = [name for name in MEASURES if getattr(self, name) is not None]
        if len(given) != 1:
            raise fault("one-measure", found=", ".join(given) or "－")
        if self.unit is not None and self.points is None:
            raise fault("unit-of-points")
        return self

    @property
    def measure(self) -> Measure:
        """What it bounds."""
        return next(name for name in MEASURES if getattr(self, name) is not None)

    @property
    def value(self) -> Number:
        """The bound itself."""
        found: Number = getattr(self, self.measure)
        return found


Measure = Literal["way", "pace", "ratio", "change", "points"]
MEASURES: tuple[Measure, ...] = ("way", "pace", "ratio", "change", "points")


class VerdictStep(ScaleStep):
    """One step of the rule, and what an indicator must have reached for it."""

    at_least: Bound | None = None
    """The bound, which itself is enough."""
    above: Bound | None = None
    """The bound, which itself is not enough."""

    @model_validator(mode="after")
    def _one_bound(self) -> VerdictStep:
        if self.at_least is not None and self.above is not None:
            raise fault("two-bounds")
        return self

    @property
    def bound(self) -> Bound | None:
        """Its bound; None of the last, which takes all that is left."""
        return self.at_least or self.above


class NoVerdict(Record):
    """What the city calls an indicator that has no verdict by figures, by the reason why."""

    no_value: ScaleStep | None = None
    """No actual value for that year: 評価困難."""
    not_started: ScaleStep | None = None
    """The project that it belongs to is planned and has not begun: 未着手."""
    ended: ScaleStep | None = None
    """The project that it belongs to has ended or was merged: 終了."""
    other: ScaleStep | None = None
    """All else: a target in words, no baseline, an actual value that is no figure: 対象外."""


NoVerdictReason = Literal["no_value", "not_started", "ended", "other"]
NO_VERDICT: tuple[NoVerdictReason, ...] = ("no_value", "not_started", "ended", "other")


class VerdictRule(Record):
    """A rule by which verdicts are computed."""

    name: Text
    """What the city calls the verdict: 進捗評価."""
    meaning: Text
    """The rule, in the city's own words."""
    source: Line | None = None
    """Where the city has laid it down: 行政評価実施要領 第5条."""
    expected: Literal["straight", "interim"] | None = None
    """With `pace`: what was to be done by a year: `straight`, the straight way from baseline to target; `interim`, the
    city's own interim targets and the straight way between them."""
    against: Literal["final", "next"] = "final"
    """Which target it is held against: `final`, *the* target; `next`, the next that is due, where there are several."""
    since: FiscalYear | None = None
    """The first fiscal year that is judged by it; left out where all are."""
    until: FiscalYear | None = None
    """The last fiscal year that is judged by it."""
    steps: tuple[VerdictStep, ...] = Field(min_length=2)
    """The steps, the best first; the last has no bound and takes all that is left."""
    none: NoVerdict | None = None
    """What it is called where there is no verdict."""

    @model_validator(mode="after")
    def _sound(self) -> VerdictRule:
        for number, step in enumerate(self.steps):
            last = number == len(self.steps) - 1
            if last != (step.bound is None):
                raise fault("bound-of-steps", id=step.id)
        if any(step.bound and step.bound.measure == "pace" for step in self.steps) != (self.expected is not None):
            raise fault("expected-with-pace")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise fault("reversed-period", start=self.since, end=self.until)
        return self

    def holds_in(self, year: int) -> bool:
        """Whether a fiscal year is judged by it."""
        return (self.since or year) <= year <= (self.until or year)

    @property
    def placed_steps(self) -> Iterator[tuple[tuple[str | int, ...], ScaleStep]]:
        """The steps, the best first, then what one without is called, each with its place in the record."""
        yield from ((("steps", number), step) for number, step in enumerate(self.steps))
        for reason in NO_VERDICT:
            if step := getattr(self.none, reason, None):
                yield ("none", reason), step


class OtherVerdictRule(VerdictRule):
    """A rule that takes the place of the plan's: in its fiscal years, or for the indicators that name it."""

    id: Id
    """The rule's lasting id, which indicators name (`judged_by`)."""
    named_only: bool = False
    """true where it judges only the indicators that name it; else it judges all, in its fiscal years."""


class Verdicts(VerdictRule):
    """data/verdicts.yml: the rule by which verdicts are computed, and those that take its place."""

    others: tuple[OtherVerdictRule, ...] = ()
    """Other rules: of earlier fiscal years, or for indicators of some kind."""

    @property
    def rules(self) -> tuple[VerdictRule, ...]:
        """All rules, the plan's first."""
        return (self, *self.others)

    def rule_for(self, named: Sequence[str], year: int) -> VerdictRule | None:
        """The rule that judges a fiscal year of an indicator which names these; None where none does."""
        own = [rule for rule in self.others if rule.id in named]
        earlier = [rule for rule in self.others if not rule.named_only]
        return next((rule for rule in (*own, *earlier, self) if rule.holds_in(year)), None)
