"""What the city accepts of the inspection (点検): on a card, on an item of the plan's levels, or everywhere."""

from __future__ import annotations

from .types import Id, Line, Record, RuleId


class Acceptance(Record):
    """A point of the inspection (点検) that the city has looked at and lets stand, and why."""

    rule: RuleId
    """The id of the rule, as the inspection names it: target-is-baseline."""
    indicator: Id | None = None
    """The id of the indicator it is about; left out for a rule about the whole card or item."""
    reason: Line
    """Why it may stand, in one sentence of the staff's own language."""


class PlanAcceptance(Record):
    """A rule of the inspection (点検) whose points the city lets stand wherever they are found in the plan, and why."""

    rule: RuleId
    """The id of the rule, as the inspection names it: no-indicator."""
    reason: Line
    """Why they may stand, in one sentence of the staff's own language."""
