"""Draws the way (道のり) of an indicator as SVG: from baseline to target, with what was reached in each year.

Nothing here is loaded or kept: a drawing is some hundred letters of plain shapes, made with its page. In a page its
colors and lines are those of the style sheet, its letters the page's own, and it is as wide as its place: what lies
across is given in shares of the whole, so that letters stay as large as they are. On paper all of it is in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

#: The height of a drawing, in pixels or points: the whole, the uppermost and the lowest figure, the line of the years.
_HEIGHT, _TOP, _FOOT, _AXIS = 196, 30, 136, 168
#: What part of the whole lies before the first year, and behind the last, where the target has its figure.
_BEFORE, _BEHIND = 3.0, 20.0
#: How far words stand from their point; how far apart two figures at the right edge must be.
_GAP, _APART = 12, 15
#: Half of a mark's width.
_MARK = 6
#: A small drawing for a line of a table.
_SPARK = (96, 26, 4)
#: Up to so many years each has its name below the line; on a narrow screen the first and the last.
_FEW = 12


@dataclass(frozen=True)
class WayPoint:
    """A figure in a fiscal year, and how it is written where the drawing writes it."""

    year: int
    value: float
    words: str = ""


@dataclass(frozen=True)
class WayDrawing:
    """All that a drawing shows, in one language and with no reference to the plan."""

    years: Mapping[int, str]
    """The years of its foot in their order, each as it is written there."""
    actuals: tuple[WayPoint, ...]
    """What was reached; a line joins those of years that follow each other."""
    baseline: WayPoint | None
    goal: WayPoint | None
    way: tuple[WayPoint, ...]
    """What the broken line goes through."""
    interim: tuple[WayPoint, ...]
    former: tuple[WayPoint, ...]
    ranges: tuple[tuple[int, float, float], ...]
    """Targets that are a range, by their years."""
    levels: tuple[float, ...]
    """Targets without a year."""
    unit: str
    rightward: bool
    """Whether lines of the language run to the right; else all is mirrored."""

    @property
    def values(self) -> list[float]:
        """All its figures."""
        points = (*self.actuals, *self.way, *self.interim, *self.former)
        ends = [end for _, low, high in self.ranges for end in (low, high)]
        return [point.value for point in points] + ends + list(self.levels) + [
            point.value for point in (self.baseline, self.goal) if point
        ]  # fmt: skip

    @property
    def rises(self) -> bool:
        """Whether the way leads upwards, so that words find room above it."""
        first = self.baseline or self.actuals[0]
        return (self.goal or self.actuals[-1]).value >= first.value


def runs(points: Sequence[WayPoint]) -> Iterator[list[WayPoint]]:
    """Points of years that follow each other, together."""
    found: list[WayPoint] = []
    for point in points:
        if found and point.year != found[-1].year + 1:
            yield found
            found = []
        found.append(point)
    yield from [found] if found else []


class _Sheet:
    """Where the years and figures of a drawing lie on it, and how its shapes are written."""

    def __init__(self, drawing: WayDrawing, looks: Mapping[str, str] | None, width: float | None) -> None:
        self.drawing, self._looks, self._width = drawing, looks, width
        years, values = list(drawing.years), drawing.values
        self._first, self._span = years[0], max(1, years[-1] - years[0])
        self._low, self._reach = min(values), (max(values) - min(values)) or 1.0

    @property
    def page(self) -> bool:
        """Whether it is for a page, whose faces have every letter; on paper there are figures alone."""
        return self._looks is None

    def across(self, year: float) -> str:
        """The place of a year."""
        share = _BEFORE + (100 - _BEFORE - _BEHIND) * (year - self._first) / self._span
        return self.at(share)

    def at(self, share: float) -> str:
        """A place as a share of the whole, in hundredths."""
        share = share if self.drawing.rightward else 100 - share
        return (
            f"{share:.2f}".rstrip("0").rstrip(".") + "%" if self._width is None else f"{self._width * share / 100:.1f}"
        )

    def down(self, value: float) -> float:
        """The height of a figure."""
        return round(_FOOT - (value - self._low) / self._reach * (_FOOT - _TOP), 1)

    def look(self, name: str) -> str:
        """How a shape of that name looks."""
        return f'class="{name}"' if self._looks is None else self._looks[name]

    def line(self, name: str, start: tuple[str, float], end: tuple[str, float]) -> str:
        """A straight line between two places."""
        ends = f'x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}"'
        return f"<line {self.look(name)} {ends}/>"

    def lines(self, name: str, points: Sequence[WayPoint]) -> Iterator[str]:
        """A line through points."""
        for one, other in pairwise(points):
            yield self.line(name, self.spot(one), self.spot(other))

    def spot(self, point: WayPoint) -> tuple[str, float]:
        """The place of a point."""
        return self.across(point.year), self.down(point.value)

    def dot(self, name: str, point: WayPoint, radius: float) -> str:
        """A round mark."""
        x, y = self.spot(point)
        return f'<circle {self.look(name)} cx="{x}" cy="{y}" r="{radius}"/>'

    def mark(self, name: str, point: WayPoint, path: str) -> str:
        """A mark of another shape, drawn around its own middle."""
        x, y = self.spot(point)
        place = f'x="{x}" y="{y}" overflow="visible"' if self._width is None else f'transform="translate({x} {y})"'
        element = "svg" if self._width is None else "g"
        return f'<{element} {place}><path {self.look(name)} d="{path}"/></{element}>'

    def words(self, name: str, x: str, y: float, words: str, anchor: str, aside: float = 0) -> str:
        """Words at a place, `aside` of it the way that lines run."""
        step = aside if self.drawing.rightward else -aside
        dx = f' dx="{step:g}"' if step else ""
        return f'<text {self.look(name)} x="{x}" y="{y:g}"{dx} text-anchor="{anchor}">{escape(words)}</text>'


def way_svg(drawing: WayDrawing, said: str, looks: Mapping[str, str] | None = None, width: float | None = None) -> str:
    """The drawing for a page; `said` is what it tells whoever does not see it.

    For paper `looks` are the attributes of each kind of shape, in place of classes, and `width` is in points.
    """
    sheet = _Sheet(drawing, looks, width)
    size = 'width="100%"' if width is None else f'width="{width:g}" viewBox="0 0 {width:g} {_HEIGHT}"'
    told = f'class="way-drawing" role="img" aria-label="{escape(said)}" ' if looks is None else ""
    shapes = "".join((*_ground(sheet), *_marks(sheet), *_words(sheet)))
    return f'<svg {told}xmlns="http://www.w3.org/2000/svg" {size} height="{_HEIGHT}">{shapes}</svg>'


def _ground(sheet: _Sheet) -> Iterator[str]:
    """The foot with its years, the levels of targets without a year, the way."""
    drawing = sheet.drawing
    yield sheet.line("foot", (sheet.at(0), _AXIS), (sheet.at(100), _AXIS))
    few = len(drawing.years) <= _FEW
    for year, words in drawing.years.items():
        ends = year in (min(drawing.years), max(drawing.years))
        yield sheet.line("tick", (sheet.across(year), _AXIS), (sheet.across(year), _AXIS + 4))
        if ends or few:
            yield sheet.words("year" if ends else "year between", sheet.across(year), _AXIS + 20, words, "middle")
    for level in drawing.levels:
        yield sheet.line(
            "straight", (sheet.across(min(drawing.years)), sheet.down(level)), (sheet.at(100), sheet.down(level))
        )
    yield from sheet.lines("straight", drawing.way)


def _marks(sheet: _Sheet) -> Iterator[str]:
    """Targets, baseline and what was reached, the last of it largest."""
    drawing = sheet.drawing
    for year, low, high in drawing.ranges:
        x = sheet.across(year)
        yield sheet.line("range", (x, sheet.down(low)), (x, sheet.down(high)))
    for point in drawing.former:
        yield sheet.mark("former", point, "M-5-5 5 5M5-5-5 5")
    for point in drawing.interim:
        yield sheet.mark("interim", point, "M0-5 5 0 0 5-5 0z")
    for run in runs(drawing.actuals):
        yield from sheet.lines("reached", run)
    if drawing.goal:
        yield sheet.mark("aim", drawing.goal, "M0-8 8 0 0 8-8 0z")
    if drawing.baseline:
        yield sheet.dot("begun", drawing.baseline, _MARK - 1)
    for point in drawing.actuals:
        last = point is drawing.actuals[-1]
        yield sheet.dot("newest" if last else "point", point, _MARK if last else _MARK - 2)


def _words(sheet: _Sheet) -> Iterator[str]:
    """The unit, and the figures of baseline, target and the newest value, where they find room."""
    drawing, up = sheet.drawing, sheet.drawing.rises
    above, below = -_GAP, _GAP + 12
    last = drawing.actuals[-1]
    if drawing.unit and sheet.page:
        yield sheet.words("unit", sheet.at(100), _AXIS + 20, drawing.unit, "end")
    if drawing.baseline:
        x, y = sheet.spot(drawing.baseline)
        yield sheet.words("figure", x, y + (below if up else above), drawing.baseline.words, "start", -_MARK)
    if drawing.goal:
        x, y = sheet.spot(drawing.goal)
        behind = drawing.goal.year >= max(drawing.years)
        place = ("start", _GAP + 2, 5) if behind else ("middle", 0, above)
        yield sheet.words("figure goal", x, y + place[2], drawing.goal.words, place[0], place[1])
    taken = [sheet.down(drawing.goal.value)] if drawing.goal else []
    for point in drawing.former:
        x, y = sheet.spot(point)
        if point.year >= max(drawing.years) and all(abs(y - other) >= _APART for other in taken):
            yield sheet.words("figure former-figure", x, y + 5, point.words, "start", _GAP + 2)
            taken.append(y)
    x, y = sheet.spot(last)
    alone = last.year == min(drawing.years)
    yield sheet.words(
        "figure reached-figure", x, y + (above if up else below), last.words, "start" if alone else "end", _MARK
    )


def spark_svg(drawing: WayDrawing, looks: Mapping[str, str] | None = None) -> str:
    """The same small, for a line of a table whose words say the figures; `looks` as for `way_svg`."""
    width, height, edge = _SPARK
    years, values = list(drawing.years), drawing.values
    low, reach = min(values), (max(values) - min(values)) or 1.0
    span = max(1, years[-1] - years[0])

    def place(point: WayPoint) -> tuple[str, str]:
        x = edge + (width - 2 * edge) * (point.year - years[0]) / span
        y = height - edge - (height - 2 * edge) * (point.value - low) / reach
        return f"{x if drawing.rightward else width - x:.1f}", f"{y:.1f}"

    def path(points: Sequence[WayPoint]) -> str:
        return "M" + "L".join(" ".join(place(point)) for point in points)

    def look(name: str) -> str:
        return f'class="{name}"' if looks is None else looks[name]

    shapes = [f'<path {look("straight")} d="{path(drawing.way)}"/>'] if drawing.way else []
    shapes += [f'<path {look("reached")} d="{path(run)}"/>' for run in runs(drawing.actuals) if len(run) > 1]
    lone = [point for run in runs(drawing.actuals) if len(run) == 1 for point in run[:1]]
    shapes += [_round(look("point"), place(point), 1.5) for point in lone if point is not drawing.actuals[-1]]
    if drawing.goal:
        shapes.append(_round(look("aim"), place(drawing.goal), 3))
    shapes.append(_round(look("newest"), place(drawing.actuals[-1]), 3))
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    told = (
        'class="spark" aria-hidden="true" focusable="false"' if looks is None else 'xmlns="http://www.w3.org/2000/svg"'
    )
    return f"<svg {told} {size}>{''.join(shapes)}</svg>"


def _round(look: str, place: tuple[str, str], radius: float) -> str:
    return f'<circle {look} cx="{place[0]}" cy="{place[1]}" r="{radius:g}"/>'
