"""How many there are of what pages count, as a reader of one language sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """How many there are of what pages count, as readers write numbers."""

    projects: str
    departments: str
    tops: str
    targets: str
    terms: str
    notes: str
