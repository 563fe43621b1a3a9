"""data/challenges.yml: challenges and responses."""

from __future__ import annotations

from pydantic import Field

from .lists import Points
from .types import Id, Record, Text


class Challenge(Points):
    """A challenge the city faces, and the plan's response."""

    id: Id
    """The challenge's lasting id."""
    response: Points
    """What the plan does about it."""


class ChallengeTitles(Record):
    """The headings of the two halves of the table."""

    challenge: Text
    """Over the challenges."""
    response: Text
    """Over the responses."""


class Challenges(Record):
    """data/challenges.yml: challenges and responses."""

    titles: ChallengeTitles
    """The headings of the two halves."""
    challenges: tuple[Challenge, ...] = Field(min_length=1)
    """The challenges."""
