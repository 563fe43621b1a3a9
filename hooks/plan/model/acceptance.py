"""What the city accepts of the inspection (点検): on a card, or on an item of the plan's structure."""

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
