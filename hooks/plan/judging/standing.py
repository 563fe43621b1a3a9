"""Where an indicator stands in a fiscal year, in one word: a step of the city's rule, or without one what is fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from plan.judging.progress import progress_in
from plan.judging.verdict import verdict_in
from plan.model.indicators import Indicator
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

    @property
    def id(self) -> str:
        """What tells it from others: of a step `step-` and its id."""
        return f"step-{self.step.id}" if self.step else self.fact


def standing_in(indicator: Indicator, year: int, rule: Verdicts | None, status: str = "") -> Standing:
    """Where an indicator stands in a year; `status`: that of the card it belongs to."""
    verdict = verdict_in(indicator, year, rule, status) if rule else None
    way = verdict.progress if verdict else progress_in(indicator, year)
    fact: Fact = "reached" if way.reached else "not-reached"
    if way.unknown:
        fact = "no-value" if way.unknown == "no-value" else "untold"
    return Standing((verdict.step or verdict.instead) if verdict else None, fact)
