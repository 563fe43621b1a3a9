"""Pairs the parts of two editions: by the plan's own keys, then by the same words, then by their likeness."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

#: Two texts are one text reworded where more than this of the shorter one's pairs of letters stands in the other.
LIKE = 0.5
#: So many texts on both sides are held against each other; of more only those with the same words are paired.
_MOST = 40_000
Part = TypeVar("Part")
_PAIRS_OF_LETTERS = re.compile(r"(?=(\S\S))")


@dataclass(frozen=True)
class PairedParts(Generic[Part]):
    """A part as it was and as it is; None where it is new, or is no more."""

    old: Part | None
    new: Part | None
    moved: bool = False
    """Whether it stands in another order among the others than it did."""
    here: bool = True
    """Of what was moved: whether this is its new place; it is listed at its old one too."""
    parted: Literal["split", "merged"] | None = None
    """Whether one part has become several, or several one; these stand together on their side."""


def paired(
    old: Sequence[Part],
    new: Sequence[Part],
    key: Callable[[Part], object] = lambda part: None,
    words: Callable[[Part], str] = str,
) -> tuple[PairedParts[Part], ...]:
    """The pairs in the order of the new edition, what is no more where it stood; each part once but for what moved.

    `key` is what the plan itself calls a part, None where it has no name; `words` all that stands in it.
    """
    partners = _partners(old, new, key, words)
    moved = _out_of_order(partners)
    before = {at: number for number, at in partners.items()}
    found: list[PairedParts[Part]] = []
    done = 0
    for number, part in enumerate(new):
        at = partners.get(number)
        if at is not None and number not in moved:
            found.extend(_left_behind(old, new, range(done, at), before, moved))
            done = at + 1
        found.append(PairedParts(None if at is None else old[at], part, number in moved))
    found.extend(_left_behind(old, new, range(done, len(old)), before, moved))
    return tuple(found)


def side_by_side(
    pairs: Sequence[PairedParts[Part]], fits: Callable[[Part, Part], bool] = lambda old, new: True
) -> Iterator[PairedParts[Part]]:
    """The pairs, where as many parts are new as are no more at one place: what is new there stands for what was there.

    So a passage that was written anew stands beside the one that it replaces, however little is common to both; `fits`
    says whether one part may stand for another.
    """
    run: list[PairedParts[Part]] = []
    for pair in pairs:
        if pair.old is None or pair.new is None:
            run.append(pair)
        else:
            yield from _beside(run, fits)
            run = []
            yield pair
    yield from _beside(run, fits)


def _beside(run: Sequence[PairedParts[Part]], fits: Callable[[Part, Part], bool]) -> Iterator[PairedParts[Part]]:
    old = [pair.old for pair in run if pair.old is not None]
    new = [pair.new for pair in run if pair.new is not None]
    if len(old) == len(new) and all(map(fits, old, new)):
        yield from (PairedParts(was, becomes) for was, becomes in zip(old, new, strict=True))
    else:
        yield from run


def _left_behind(
    old: Sequence[Part], new: Sequence[Part], places: range, before: dict[int, int], moved: set[int]
) -> Iterator[PairedParts[Part]]:
    """What stood between two parts and stands there no more."""
    for at in places:
        number = before.get(at)
        if number is None:
            yield PairedParts(old[at], None)
        elif number in moved:
            yield PairedParts(old[at], new[number], moved=True, here=False)


def _partners(
    old: Sequence[Part], new: Sequence[Part], key: Callable[[Part], object], words: Callable[[Part], str]
) -> dict[int, int]:
    """For each part of the new edition, by its number, that of the old one which it is."""
    partners: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    for named in (key, words):
        places: defaultdict[object, list[int]] = defaultdict(list)
        for at in free:
            if (name := named(old[at])) not in (None, ""):
                places[name].append(at)
        for number, part in enumerate(new):
            if number not in partners and (left := places.get(named(part))):
                partners[number] = left.pop(0)
                del free[partners[number]]
    open_ = [number for number in range(len(new)) if number not in partners]
    if len(open_) * len(free) <= _MOST:
        for number, at in _by_likeness([(at, words(old[at])) for at in free], [(n, words(new[n])) for n in open_]):
            partners[number] = at
    return partners


def _by_likeness(old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers, new and old, the most alike first."""
    before = [(at, _letters(words)) for at, words in old]
    found = []
    for number, words in new:
        letters = _letters(words)
        for at, others in before:
            alike = _likeness(letters, others)
            if alike > LIKE:
                found.append((-alike, abs(number - at), number, at))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, _, number, at in sorted(found):
        if number not in taken_new and at not in taken_old:
            taken_new.add(number)
            taken_old.add(at)
            yield number, at


def likeness(one: str, other: str) -> float:
    """How much of two texts is the same: the share of their pairs of letters that both have, 0 to 1."""
    return _likeness(_letters(one), _letters(other))


def _letters(words: str) -> Counter[str]:
    return Counter(_PAIRS_OF_LETTERS.findall(words))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _out_of_order(partners: dict[int, int]) -> set[int]:
    """The numbers, in the new edition, of the fewest parts that must be moved for the others to stand in order."""
    ends: list[int] = []
    chain: list[tuple[int, int]] = []  # the end of the longest row that each begins from, by its place in `chain`
    tails: list[int] = []
    numbers = sorted(partners)
    for number in numbers:
        at = partners[number]
        place = bisect_left(ends, at)
        chain.append((number, tails[place - 1] if place else -1))
        if place == len(ends):
            ends.append(at)
            tails.append(len(chain) - 1)
        else:
            ends[place], tails[place] = at, len(chain) - 1
    kept: set[int] = set()
    step = tails[-1] if tails else -1
    while step >= 0:
        number, step = chain[step]
        kept.add(number)
    return set(numbers) - kept
