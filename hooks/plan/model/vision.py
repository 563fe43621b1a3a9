"""data/vision.yml: where the plan wants to take the city."""

from __future__ import annotations

from .types import Record, Text


class Vision(Record):
    """data/vision.yml: where the plan wants to take the city."""

    title: Text
    """The heading: 〇〇市の目指す姿."""
    statement: Text
    """The vision in one sentence, without brackets around it."""
    body: Text
    """The paragraph that explains it."""
