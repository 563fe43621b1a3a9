"""Where an indicator stands in a fiscal year, in one word: a step of the city's rule, or without one what is fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plan.judging.progress import Unknown, progress_in, target_of
from plan.judging.verdict import verdict_in
from plan.model.indicators import Indicator, Target
from plan.model.scales import ScaleStep
from plan.model.verdicts import Verdicts

#: What is known without a rule: the target is reached, or not yet; there is no value; figures alone cannot tell.
Fact = Literal["reached", "not-reached", "no-value", "untold"]
FACTS: tuple[Fact, ...] = ("reached", "not-reached", "no-value", "untold")


@dataclass(frozen=True)
class Standing:
    """A step, or what the city calls an indicator without one; a fact where there is neither."""

    step: ScaleStep | None
    fact: Fact
    unknown: Unknown | None = None
    """Why figures cannot tell, where they cannot."""
    own_target: Target | None = None
    """The target of that very year, where it is held against it; None where against the last one."""

    @property
    def id(self) -> str:
        """What tells it from others: of a step `step-` and its id."""
        return f"step-{self.step.id}" if self.step else self.fact


def standing_in(indicator: Indicator, year: int, rules: Verdicts | None, status: str = "") -> Standing:
    """Where an indicator stands in a year; `status`: that of the card it belongs to.

    Without a rule it is held against the target of that year, where the city gave one; else against the last.
    """
    verdict = verdict_in(indicator, year, rules, status) if rules else None
    way = verdict.progress if verdict else progress_in(indicator, year, "year")
    fact: Fact = "reached" if way.reached else "not-reached"
    if way.unknown:
        fact = "no-value" if way.unknown == "no-value" else "untold"
    own = None if verdict else target_of(indicator, year)
    return Standing((verdict.step or verdict.instead) if verdict else None, fact, way.unknown, own)
