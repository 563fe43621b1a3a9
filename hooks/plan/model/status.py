"""What becomes of a card in the course of a plan: its status now and before, and the titles that it had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from pydantic import model_validator

from .types import Day, FiscalYear, Id, ProjectId, Record, Text, fault

#: How it may stand with a card.
State = Literal["planned", "running", "ended", "merged", "split"]
#: The states, in the order in which one may follow another.
STATES: tuple[str, ...] = get_args(State)
#: Those in which a card is no more, or no more by itself.
GONE = frozenset(("ended", "merged", "split"))


class Status(Record):
    """状態: how it stands with a card now, as the plan says."""

    state: State
    """planned, running, ended, merged (into one other card) or split (into several)."""
    called: Text | None = None
    """What the plan itself calls it, where that is another word: 完了, 廃止, 継続."""
    fiscal_year: FiscalYear | None = None
    """The fiscal year since which it is so, where the plan names one."""
    day: Day | None = None
    """The day since which it is so, where the plan names one."""
    into: tuple[ProjectId, ...] = ()
    """What became of it: the id of the card that it was merged into, or those of the cards that it was split into."""
    reason: Text | None = None
    """Why, where the plan says so."""

    @model_validator(mode="after")
    def _into_others(self) -> Status:
        count = len(set(self.into))
        if not {"merged": count == 1, "split": count > 1}.get(self.state, count == 0):
            raise fault("status-into", found=count)
        return self


class PastStatus(Record):
    """What a card's status was before: one entry for each fiscal year in which it became another."""

    fiscal_year: FiscalYear
    """The fiscal year since which it was so."""
    state: State
    """planned, running, ended, merged or split."""
    called: Text | None = None
    """What the plan itself calls it, where that is another word."""
    reason: Text | None = None
    """Why, where the plan says so."""


def state_in(status: Status | None, history: Sequence[PastStatus], year: int) -> State | None:
    """How it stood with a card in a fiscal year, as far as the plan says; None where it says nothing of that year.

    What names no year is taken to hold in all.
    """
    past = sorted((item for item in history if item.fiscal_year <= year), key=lambda item: item.fiscal_year)
    if status and (status.fiscal_year is None or status.fiscal_year <= year):
        return status.state
    return past[-1].state if past else None


def begun_by(history: Sequence[PastStatus], year: int) -> bool:
    """Whether a card was there in a fiscal year: the first entry of its history says how it began, if it did."""
    first = min(history, key=lambda item: item.fiscal_year, default=None)
    return first is None or first.state in GONE or first.fiscal_year <= year


class FormerTitle(Record):
    """A title that a card had before it was renamed."""

    id: Id
    """The entry's id, unique on the card and lasting."""
    title: Text
    """The title as it was printed."""
    until: FiscalYear | None = None
    """The last fiscal year in which it was called so, where the plan names one."""
    reason: Text | None = None
    """Why it was renamed, where the plan says so."""
