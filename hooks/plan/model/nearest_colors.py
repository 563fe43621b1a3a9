"""Says which of a city's four colors cannot be read, and the nearest to each that can: same hue, other lightness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from plan.model.colors import BLACK, WHITE, confusions, faults, mix

#: What each color is mixed with until it passes, in the order in which several of a set are mended.
_TOWARDS = {"paper": WHITE, "brand": BLACK, "accent": BLACK}
_STEPS = 100


class Unreadable(NamedTuple):
    """One of the four by its name, its least contrast with what is needed there, and the nearest that can be read."""

    name: str
    found: float
    needed: float
    nearest: str


def unreadable(four: Mapping[str, str]) -> Iterator[Unreadable]:
    """Each color that cannot be read: the fewest that mend the whole set, and of these the least change.

    What is mended can be told apart by people with a color vision deficiency, too, if any such color is near.
    """
    if _passes(four):
        return
    mended = _mended(four)
    for name, nearest in mended.items():
        alone = faults(**{**four, **mended, name: four[name]})
        _, _, _, found, needed = min(alone, key=lambda fault: fault[3] / fault[4])
        yield Unreadable(name, found, needed, nearest)


def _mended(four: Mapping[str, str]) -> Mapping[str, str]:
    for passes in (_passes_all, _passes):
        for count in range(1, len(_TOWARDS) + 1):
            ways = [way for names in combinations(_TOWARDS, count) if (way := _way(four, names, passes)) is not None]
            if ways:
                steps = min(ways, key=lambda way: sum(way.values()))
                return {name: _toward(four[name], name, step) for name, step in steps.items()}
    return {}


def _way(
    four: Mapping[str, str], names: tuple[str, ...], passes: Callable[[Mapping[str, str]], bool]
) -> dict[str, int] | None:
    """How far each of some colors is to be changed so that the set passes; None where that is not enough."""
    colors = {**four, **{name: _TOWARDS[name] for name in names}}
    way = {}
    for name in names:  # those after it are as dark as they can be, until it is their turn
        for step in range(1, _STEPS + 1):
            colors[name] = _toward(four[name], name, step)
            if passes(colors):
                way[name] = step
                break
        else:
            return None
    return way


def _toward(color: str, name: str, step: int) -> str:
    return mix(color, _TOWARDS[name], step / _STEPS)


def _passes(four: Mapping[str, str]) -> bool:
    return next(faults(**four), None) is None


def _passes_all(four: Mapping[str, str]) -> bool:
    return _passes(four) and next(confusions(**four), None) is None
