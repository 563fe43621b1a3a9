"""data/vision.yml: where the plan wants to take the city."""

from __future__ import annotations

from .types import Record, Text

#: What stands between two phrases.
PHRASE_MARK = "／"


class Vision(Record):
    """data/vision.yml: where the plan wants to take the city."""

    title: Text
    """The heading: 〇〇市の目指す姿."""
    statement: Text
    """The vision in one sentence, without brackets around it."""
    phrases: Text | None = None
    """The same sentence with ／ between its phrases: where large letters may break, and nowhere else."""
    body: Text
    """The paragraph that explains it."""
