"""Names what indicators are counted as in the overviews: a step of the rule, or without one a fact."""

from __future__ import annotations

from dataclasses import dataclass

from plan.showing.localizer import Phrase

#: So many letters over a column of counts are not parted.
_SHORT = 6


@dataclass(frozen=True)
class Kind:
    """Something that an indicator can be counted as; `place` as in a bar."""

    id: str
    words: Phrase
    place: float | None

    @property
    def short(self) -> bool:
        """Whether it is so short that it stays in one piece over a column."""
        return len(self.words.plain) <= _SHORT
