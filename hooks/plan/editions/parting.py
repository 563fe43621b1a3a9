"""Finds the paragraphs that were parted in two, or joined, among those that were paired one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic

from plan.editions.pairing import PairedParts, Part, likeness

#: A paragraph is several others together where it is so much like these, and so much more than like one of them.
_LIKE, _MORE = 0.75, 0.12
#: So many paragraphs that follow one another are tried together, and so many changed ones between two that are not.
_TOGETHER, _CHANGED = 4, 24


def parted(
    pairs: Sequence[PairedParts[Part]],
    words: Callable[[Part], str],
    together: Callable[[Sequence[Part]], Part],
    flows: Callable[[Part], bool] = lambda part: True,
) -> tuple[PairedParts[Part], ...]:
    """The pairs, where one paragraph that has become several, or several that have become one, are one pair.

    `words` of a part; `together` makes one part of several that follow one another; `flows`: whether it is a paragraph.
    """
    found: list[PairedParts[Part]] = []
    changed: list[PairedParts[Part]] = []
    for pair in pairs:
        stands = pair.moved or pair.old == pair.new or not all(flows(p) for p in (pair.old, pair.new) if p is not None)
        if stands:
            found.extend(_Changed(changed, words, together).pairs())
            changed = []
            found.append(pair)
        else:
            changed.append(pair)
    return (*found, *_Changed(changed, words, together).pairs())


class _Changed(Generic[Part]):
    """Pairs that follow one another and all differ."""

    def __init__(
        self,
        pairs: Sequence[PairedParts[Part]],
        words: Callable[[Part], str],
        together: Callable[[Sequence[Part]], Part],
    ) -> None:
        self._pairs, self._words, self._together = pairs, words, together

    def pairs(self) -> Iterator[PairedParts[Part]]:
        """The same pairs with those together that are one."""
        if not 1 < len(self._pairs) <= _CHANGED:
            yield from self._pairs
            return
        taken: dict[int, PairedParts[Part]] = {}
        gone: set[int] = set()
        for side in ("old", "new"):
            for at, places in self._groups(side):
                if not gone.intersection((at, *places)):
                    taken[min(at, *places)] = self._one(side, at, places)
                    gone.update((at, *places))
        yield from (taken.get(at, pair) for at, pair in enumerate(self._pairs) if at in taken or at not in gone)

    def _one(self, side: str, at: int, places: Sequence[int]) -> PairedParts[Part]:
        one, other = getattr(self._pairs[at], side), self._together([self._other(side, place) for place in places])
        return PairedParts(one, other, parted="split") if side == "old" else PairedParts(other, one, parted="merged")

    def _other(self, side: str, at: int) -> Part:
        return getattr(self._pairs[at], "new" if side == "old" else "old")  # type: ignore[no-any-return]

    def _groups(self, side: str) -> Iterator[tuple[int, tuple[int, ...]]]:
        """For each part of a side, by its place, the places of those on the other side that together are it."""
        other = [at for at in range(len(self._pairs)) if self._other(side, at) is not None]
        for at, pair in enumerate(self._pairs):
            one = getattr(pair, side)
            if one is None:
                continue
            free = [place for place in other if place == at or getattr(self._pairs[place], side) is None]
            best = max(self._tried(self._words(one), side, free), default=(0.0, ()))
            if best[1]:
                yield at, best[1]

    def _tried(self, one: str, side: str, free: Sequence[int]) -> Iterator[tuple[float, tuple[int, ...]]]:
        alone = {place: likeness(one, self._words(self._other(side, place))) for place in free}
        for first in range(len(free)):
            for last in range(first + 2, min(first + _TOGETHER, len(free)) + 1):
                places = tuple(free[first:last])
                alike = likeness(one, "".join(self._words(self._other(side, place)) for place in places))
                if alike >= _LIKE and alike >= max(alone[place] for place in places) + _MORE:
                    yield alike, places
