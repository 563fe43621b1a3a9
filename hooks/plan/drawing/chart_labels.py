"""Finds a place for words in a chart where they lie on no line, no point and no other words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from plan.drawing import lettering
from plan.drawing.chart_data import TEXT

_LINE = 1.25  # of the type's height
_AIR = 2.0  # CSS pixels around words that nothing may touch
_POINT = 5.0  # half the width of the mark of a figure, in CSS pixels

#: A line from a point to another, in the axes' own coordinates.
Stretch = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Spot:
    """A point of the axes' own coordinates, and which side of the words touches it, in matplotlib's terms."""

    x: float
    y: float
    ha: str = "center"
    va: str = "center"


@dataclass(frozen=True)
class _Box:
    """A rectangle in CSS pixels."""

    left: float
    foot: float
    right: float
    top: float

    def meets(self, other: _Box) -> bool:
        return self.left < other.right and other.left < self.right and self.foot < other.top and other.foot < self.top

    def is_crossed(self, start: tuple[float, float], end: tuple[float, float]) -> bool:
        """Whether a part of the line between two points lies in it."""
        first, last = 0.0, 1.0
        for from_, to, low, high in (
            (start[0], end[0], self.left, self.right),
            (start[1], end[1], self.foot, self.top),
        ):
            if from_ == to:
                if not low < from_ < high:
                    return False
                continue
            one, other = (low - from_) / (to - from_), (high - from_) / (to - from_)
            first, last = max(first, min(one, other)), min(last, max(one, other))
        return first < last


class Ground:
    """What is drawn on axes whose limits are set, so that words find a place beside it."""

    def __init__(self, axes: Axes) -> None:
        across, down = (float(side) * 72 for side in axes.figure.get_size_inches())  # type: ignore[union-attr]
        box = axes.get_position()
        self._left, right = axes.get_xlim()
        self._foot, top = axes.get_ylim()
        self.across, self.down = box.width * across / (right - self._left), box.height * down / (top - self._foot)
        self._whole = _Box(0, 0, box.width * across, box.height * down)
        self._stretches: list[Stretch] = []
        self._taken: list[_Box] = []

    def line(self, points: Sequence[tuple[float, float]], *, marked: bool = False) -> None:
        """A line through points is there, and marks on them if it is `marked`."""
        found = [self._pixels(*point) for point in points]
        self._stretches += pairwise(found)
        if marked:
            self._taken += [_Box(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in found]

    def place(self, words: str, places: Iterable[Spot]) -> Spot:
        """The first of some places where the words touch the least; the place is taken from now on."""
        boxes = [(place, self._box(words, place)) for place in places]
        place, box = min(boxes, key=lambda found: self._touched(found[1]))
        self._taken.append(box)
        return place

    def _touched(self, box: _Box) -> int:
        whole = self._whole
        outside = box.left < whole.left or box.right > whole.right or box.foot < whole.foot or box.top > whole.top
        crossed = sum(box.is_crossed(*stretch) for stretch in self._stretches)
        return 3 * outside + 2 * crossed + 2 * sum(box.meets(taken) for taken in self._taken)

    def _pixels(self, x: float, y: float) -> tuple[float, float]:
        return (x - self._left) * self.across, (y - self._foot) * self.down

    def _box(self, words: str, place: Spot) -> _Box:
        lines = words.split("\n")
        wide, high = max(map(lettering.width, lines)) * TEXT, len(lines) * TEXT * _LINE
        x, y = self._pixels(place.x, place.y)
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[place.ha]
        foot = y - high * {"bottom": 0.0, "center": 0.5, "top": 1.0}[place.va]
        return _Box(left - _AIR, foot - _AIR, left + wide + _AIR, foot + high + _AIR)


def beside(ground: Ground, x: float, y: float, gap: float) -> list[Spot]:
    """Around a point, above it first; `gap` is the distance above, in the axes' own coordinates."""
    aside = gap * ground.down / ground.across * 0.7
    return [
        Spot(x, y + gap, va="bottom"),
        Spot(x, y - gap, va="top"),
        *(
            Spot(x + step * aside, y + rise * gap * 0.4, ha=ha, va=va)
            for rise, va in ((1, "bottom"), (-1, "top"), (0, "center"))
            for step, ha in ((-1, "right"), (1, "left"))
        ),
    ]


def along(left: float, right: float, y: float, gap: float) -> list[Spot]:
    """At the ends of a level line from left to right: above it and below it, the right end first."""
    ends = [(right, "right"), (left, "left")]
    return [Spot(x, y + rise * gap, ha=ha, va=va) for x, ha in ends for rise, va in ((1, "bottom"), (-1, "top"))]
