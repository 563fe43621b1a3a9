"""Where a chart puts what it draws: years on a true axis of time, words that stand apart; how high it is for names.

Nothing here draws or loads what draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from plan.drawing import lettering
from plan.drawing.chart_data import SIZES, TEXT, Drawing

_ROW = 22  # CSS pixels from one row of a legend to the next
_NAME = 66  # CSS pixels that the name of a basis has at least
_AIR = 4.0  # CSS pixels between words that stand side by side
_LINE = 17  # CSS pixels from one line of a name to the next
#: The names of places take no more of a comparison's width.
_NAMES = 0.42
#: In ems, more and less than `lettering.width`: figures and capitals, and points, of BIZ UDPGothic, the face of charts.
_WIDER, _NARROWER = 0.14, 0.2


def width(words: str) -> float:
    """About how wide the widest line of some words is, in CSS pixels: figures and capitals wider than other letters."""
    return max(map(_line, words.split("\n"))) * TEXT


def _line(words: str) -> float:
    figures = sum(char.isdecimal() or "A" <= char <= "Z" or char == "%" for char in words if char.isascii())
    return lettering.width(words) + figures * _WIDER - sum(map(words.count, ",.")) * _NARROWER


def runs(drawing: Drawing) -> list[list[int]]:
    """The numbers of the slots of each basis that has any, in the order of the first of each."""
    found: dict[str, list[int]] = {}
    for index, slot in enumerate(drawing.slots):
        found.setdefault(slot.basis, []).append(index)
    return list(found.values())


def positions(drawing: Drawing, across: float) -> list[float]:
    """A place for each slot: two slots of a basis are as far apart as their years, and the nearest two one apart.

    Bases whose years follow each other stand on one axis, if each has room for its name; others side by side, on the
    same scale. Slots without years stand one apart. `across`: the width of all in CSS pixels.
    """
    given = runs(drawing)
    times = [_times(drawing, run) for run in given]
    step = min((after - before for run in times for before, after in pairwise(sorted(run))), default=1.0)
    whole = sorted(time for run in times for time in run)
    if len(given) > 1 and all(max(one) < min(other) for one, other in pairwise(times)):
        together = min(after - before for before, after in pairwise(whole))
        pixels = across / ((whole[-1] - whole[0]) / together + 1)
        if all(room * pixels / together >= _NAME for room in _rooms(times, together)):
            places = [[(time - whole[0]) / together for time in run] for run in times]
            return _in_order(given, places)
    return _in_order(given, _side_by_side(times, step, across))


def _times(drawing: Drawing, run: list[int]) -> list[float]:
    """When the slots of a basis were; several of one year share it. The order alone, where any has no year."""
    given = [drawing.slots[index].when for index in run]
    if any(when is None for when in given):
        return [float(index) for index in range(len(run))] if len(runs(drawing)) == 1 else [float(i) for i in run]
    years = [when for when in given if when is not None]
    return [when + years[:at].count(when) / years.count(when) for at, when in enumerate(years)]


def _rooms(times: list[list[float]], step: float) -> list[float]:
    """How much of one axis the name of each basis has: to the middle between it and the next."""
    spans = [(min(run), max(run)) for run in times]
    ends = [
        spans[0][0] - step / 2,
        *((one[1] + other[0]) / 2 for one, other in pairwise(spans)),
        spans[-1][1] + step / 2,
    ]
    return [after - before for before, after in pairwise(ends)]


def _side_by_side(times: list[list[float]], step: float, across: float) -> list[list[float]]:
    """The places of each basis beside those of the one before it, with a gap, and with room for its name."""
    lengths = [(max(run) - min(run)) / step + 1 for run in times]
    gap = max(0.5, sum(map(len, times)) * 0.09)
    rooms = lengths
    for _ in range(6):  # more room for one is less for all: a few steps come near enough
        pixels = across / (sum(rooms) + gap * (len(rooms) - 1))
        rooms = [max(length, min(_NAME / pixels, 12.0)) for length in lengths] if len(times) > 1 else lengths
    places, start = [], 0.0
    for run, length, room in zip(times, lengths, rooms, strict=True):
        begin = start + (room - length) / 2
        places.append([begin + (time - min(run)) / step for time in run])
        start += room + gap
    first = min(min(run) for run in places)
    return [[place - first for place in run] for run in places]


def _in_order(given: list[list[int]], places: list[list[float]]) -> list[float]:
    found = {
        index: place for run, there in zip(given, places, strict=True) for index, place in zip(run, there, strict=True)
    }
    return [found[index] for index in range(len(found))]


def apart(places: Sequence[float], widths: Sequence[float], across: float, given: list[list[int]]) -> list[bool]:
    """Which of the words at some places stand apart from all others: the last of all, the ends of each of the runs
    `given`, and of the rest as many as have room, the newest first.

    `widths`: those of the words, in CSS pixels; `across`: how many of these a place is from the next.
    """
    inner = [index for run in given for index in run[1:-1]]
    order = [max(range(len(places)), key=lambda index: places[index])]
    order += [index for run in given for index in (run[-1], run[0])] + sorted(inner, key=lambda index: -places[index])
    kept: list[tuple[float, float]] = []
    shown = [False] * len(places)
    for index in dict.fromkeys(order):
        middle, half = places[index] * across, (widths[index] + _AIR) / 2
        if all(middle + half <= low or high <= middle - half for low, high in kept):
            kept.append((middle - half, middle + half))
            shown[index] = True
    return shown


def edge(span: float, widest: float, across: float, least: float) -> float:
    """How far beyond the first and the last place the axis goes on, so that words of a width are cut off at neither."""
    return max(least, (widest + _AIR) * span / 2 / max(1.0, across - widest - _AIR), (widest + _AIR) / across)


def legend_rows(drawing: Drawing, across: float) -> list[list[tuple[float, str, int | None]]]:
    """The items of the legend, each at its x, broken into rows, in the order in which the parts lie on each other from
    the foot; the unit is the last and has no color."""
    rows: list[list[tuple[float, str, int | None]]] = [[]]
    x = 4.0
    named: list[tuple[str, int | None]] = [(drawing.columns[index][1], index) for index in stacked(drawing)]
    for name, index in [*named, (drawing.unit, None)]:
        lines = lettering.folded(name, (across - 26) / TEXT)
        needed = width("\n".join(lines)) + (18 if index is not None else 0)
        if x + needed > across and rows[-1]:
            rows.append([])
            x = 4.0
        rows[-1].append((x, lines[0] + ("…" if len(lines) > 1 else ""), index))
        x += needed + 16
    return rows


def stacked(drawing: Drawing) -> list[int]:
    """The numbers of the columns from the foot of a bar upwards: the headline, which is compared from bar to bar, then
    the others as the table has them."""
    return sorted(range(len(drawing.columns)), key=lambda index: (drawing.columns[index][0] != drawing.headline, index))


def names(drawing: Drawing, across: float) -> list[str]:
    """The names of the places compared, on as many lines as they need beside the bars."""
    return ["\n".join(lettering.folded(slot.label, across * _NAMES / TEXT)) for slot in drawing.slots]


def row(drawing: Drawing, across: float) -> float:
    """The height of a place in a comparison, in CSS pixels."""
    return max(30.0, max(name.count("\n") + 1 for name in names(drawing, across)) * _LINE + 10)


class Size(NamedTuple):
    """Width and height in CSS pixels."""

    width: int
    height: int


def size(drawing: Drawing, kind: str) -> Size:
    """Width and height of a drawing in CSS pixels, in the width called `kind`."""
    across, down = SIZES[kind]
    if drawing.kind == "comparison":
        return Size(across, round(44 + row(drawing, across) * len(drawing.slots)))
    if drawing.kind == "parts":
        return Size(across, down + _ROW * max(0, len(legend_rows(drawing, across)) - 2))
    return Size(across, down)
