"""The four kinds of charts, drawn into a figure: parts of a whole, a share, a trend, a comparison.

No title and no source stands in the picture; the page says them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plan.drawing import lettering
from plan.drawing.chart_data import TEXT, Drawing, Mark, Slot
from plan.drawing.chart_geometry import apart, edge, legend_rows, names, positions, row, runs, size, stacked, width
from plan.drawing.chart_labels import Ground, Spot, along, beside
from plan.drawing.chart_pen import Pen

_FOOT = 120  # CSS pixels: years, a line, and up to four lines of the basis's name
_UNDER = 8  # CSS pixels from the labels of slots to the line over a basis's name
_BAR = 0.78  # of the way from one bar to the next
_ROW = 22  # CSS pixels from one row of the legend to the next
_RISE = 20  # CSS pixels that words are lifted over a higher bar beside theirs, and no more


def _size(figure: Figure) -> tuple[float, float]:
    across, down = figure.get_size_inches() * 72
    return float(across), float(down)


def _basis_labels(axes: Axes, drawing: Drawing, places: list[float], foot: float, pen: Pen) -> None:
    """The name of each basis under its run of slots, with a line over it, no wider than its run allows.

    `foot` is where the labels of the slots begin, downwards.
    """
    lines = 1 + max(slot.label.count("\n") for slot in drawing.slots)
    ground = Ground(axes)
    y = foot - (lines * pen.line + _UNDER) / ground.down
    left, right = axes.get_xlim()
    said = dict(drawing.bases)
    found = sorted((min(places[i] for i in run), max(places[i] for i in run), run[0]) for run in runs(drawing))
    ends = [left, *((one[1] + other[0]) / 2 for one, other in pairwise(found)), right]
    for (first, last, index), (low, high) in zip(found, pairwise(ends), strict=True):
        start, end = max(first - 0.42, low), min(last + 0.42, high)
        axes.plot([start, end], [y, y], color=pen.colors["line-strong"], lw=1, clip_on=False)
        words = _folded(said[drawing.slots[index].basis], (high - low) * ground.across - _UNDER)
        widest = width(words) / ground.across / 2
        middle = (start + end) / 2
        middle = min(max(middle, low + widest), high - widest) if high - low > 2 * widest else (low + high) / 2
        pen.text(axes, middle, y, "\n" + words, ha="center", va="top", color=pen.colors["ink-soft"])


def _columns_figure(figure: Figure, drawing: Drawing, top: float, said: list[float]) -> tuple[Axes, list[float], float]:
    """Axes for upright bars: the slots' places and the height of the tallest bar. `said`: how wide their words are."""
    across, down = _size(figure)
    foot = _FOOT / down
    axes = figure.add_axes((0.01, foot, 0.98, top - foot))
    tallest = max(
        [slot.whole or 0 for slot in drawing.slots if drawing.kind == "parts"]
        + [sum(mark.value for mark in slot.marks) for slot in drawing.slots]
        + [1.0]
    )
    places = positions(drawing, across * 0.98)
    _reach_over(axes, places, said, across * 0.98, 0.5)
    axes.set_ylim(0, tallest * 1.1)
    return axes, places, tallest


def _reach_over(axes: Axes, places: list[float], said: list[float], across: float, least: float) -> None:
    """The limits of the axis of years, with room for the words at both ends."""
    beyond = edge(max(places) - min(places), max(said), across, least)
    axes.set_xlim(min(places) - beyond, max(places) + beyond)


def _slot_label(axes: Axes, place: float, slot: Slot, foot: float, reach: float, pen: Pen) -> None:
    pen.text(axes, place, foot - reach * 0.02, slot.label, ha="center", va="top")


def _draw_parts(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """Stacked bars. A slot whose parts are not all known is an empty frame as high as its whole, with the known part
    in it; without a whole it has no frame, which would be read as a bar: words alone, over the known part."""
    across, height = _size(figure)
    top = 1 - (len(legend_rows(drawing, across)) * _ROW + 6) / height
    said = [width("\n".join([slot.label, slot.whole_label])) for slot in drawing.slots]
    axes, places, tallest = _columns_figure(figure, drawing, top - 0.05, said)
    pen.clean(axes)
    order = {drawing.columns[index][0]: at for at, index in enumerate(stacked(drawing))}
    tones = _tones(drawing, pen)
    ground = Ground(axes)
    bar = _BAR * ground.across
    for place, slot, shown in zip(
        places, drawing.slots, apart(places, said, ground.across, runs(drawing)), strict=True
    ):
        if shown:
            _slot_label(axes, place, slot, 0.0, tallest, pen)
        if slot.empty:
            _draw_unknown(axes, place, slot, tallest, pen, words=shown)
        base = 0.0
        for mark in sorted(slot.marks, key=lambda mark: order[mark.column]):
            fill, ink = tones[mark.column]
            axes.bar(place, mark.value, _BAR, bottom=base, color=fill, edgecolor=pen.colors["surface"], lw=1)
            label = _within(mark.label, bar, abs(mark.value) * ground.down, pen.line)
            if label:
                pen.text(axes, place, base + mark.value / 2, label, ha="center", va="center", color=ink)
            base += mark.value
        if slot.whole and shown:
            pen.text(axes, place, slot.whole + tallest * 0.015, slot.whole_label, ha="center", va="bottom", bold=True)
    _basis_labels(axes, drawing, places, -tallest * 0.02, pen)
    _legend(figure, drawing, pen, top)


def _tones(drawing: Drawing, pen: Pen) -> dict[str, tuple[str, str]]:
    """A fill and the color of the words on it for each column."""
    ids = [id for id, _ in drawing.columns]
    return dict(zip(ids, pen.tones(len(ids), ids.index(drawing.headline)), strict=True))


def _within(label: str, across: float, down: float, line: float) -> str:
    """What of a label of two lines stands in a box of some CSS pixels: all, all in one line, the figure, its share,
    or nothing. `line`: CSS pixels from one of its lines to the next.

    Beside its box a label would stand on another ground, where its ink may not be seen.
    """
    for words in (label, label.replace("\n", " | "), *label.split("\n")):
        if width(words) <= across and (words.count("\n") + 1) * line <= down:
            return words
    return ""


def _draw_unknown(axes: Axes, place: float, slot: Slot, tallest: float, pen: Pen, *, words: bool) -> None:
    """The words for the parts of a slot that are not known, where they have room; a frame where the whole is known."""
    said, ink = _folded(slot.empty, 60), pen.colors["ink-soft"]
    if slot.whole:
        frame, y = slot.whole, slot.whole * (0.62 if slot.marks else 0.5)
        axes.bar(place, frame, _BAR, fill=False, edgecolor=pen.colors["line-strong"], linestyle=(0, (4, 3)), lw=1)
        if words:
            pen.text(axes, place, y, said, ha="center", va="center", color=ink)
    elif words:
        known = sum(mark.value for mark in slot.marks)
        pen.text(axes, place, known + tallest * 0.02, said, ha="center", va="bottom", color=ink)


def _legend(figure: Figure, drawing: Drawing, pen: Pen, top: float) -> None:
    """The parts by name, from the foot of the bars upwards, and the unit, in as many rows as their width needs."""
    across, height = _size(figure)
    axes = figure.add_axes((0, top, 1, 1 - top))
    pen.clean(axes)
    axes.set_xlim(0, across)
    axes.set_ylim(height * (1 - top), 0)
    tones = list(_tones(drawing, pen).values())
    for number, items in enumerate(legend_rows(drawing, across)):
        for x, name, index in items:
            y = 12 + number * _ROW
            if index is None:
                pen.text(axes, x, y, name, va="center", color=pen.colors["ink-soft"])
                continue
            axes.scatter([x + 6], [y], s=130, marker="s", color=tones[index][0], clip_on=False)
            pen.text(axes, x + 18, y, name, va="center")


def _unit(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """The unit at the head of a chart that needs no legend."""
    across, height = _size(figure)
    axes = figure.add_axes((0, 1 - 24 / height, 1, 24 / height))
    pen.clean(axes)
    axes.set_xlim(0, across)
    axes.set_ylim(24, 0)
    pen.text(axes, 4.0, 12, drawing.unit, va="center", color=pen.colors["ink-soft"])


def _folded(words: str, pixels: float) -> str:
    """Words on as many lines as they need to be no wider than `pixels`."""
    return "\n".join(lettering.folded(words, pixels / TEXT))


def _draw_share(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """Upright bars, each run of one basis in its own tone, the figure and its share above, or below a negative one."""
    said = [width("\n".join([slot.label, *(mark.label for mark in slot.marks)])) for slot in drawing.slots]
    axes, places, tallest = _columns_figure(figure, drawing, 0.9, said)
    values = [mark.value for slot in drawing.slots for mark in slot.marks]
    lowest = min(0.0, *values, 0.0)
    if lowest < 0:
        tallest = max(0.0, *values, 0.0)
    room = (tallest - lowest) * 0.22  # for the words at the ends of bars
    foot = lowest - room * 1.3 if lowest < 0 else 0.0
    axes.set_ylim(foot, tallest + room)
    reach = (tallest + room - foot) / 1.22
    pen.clean(axes)
    if lowest < 0:
        left, right = axes.get_xlim()
        right += width(drawing.zero) / (_size(figure)[0] * 0.98) * (right - left) * 1.2
        axes.set_xlim(left, right)
        pen.text(axes, right, reach * 0.01, drawing.zero, ha="right", va="bottom", color=pen.colors["ink-soft"])
    fills = [pen.colors["line-strong"], pen.colors["link"], pen.colors["accent"]]
    order = {id: index for index, (id, _) in enumerate(drawing.bases)}
    ground = Ground(axes)
    for place, slot, shown in zip(
        places, drawing.slots, apart(places, said, ground.across, runs(drawing)), strict=True
    ):
        if shown:
            _slot_label(axes, place, slot, foot, reach, pen)
        for mark in slot.marks:
            axes.bar(place, mark.value, 0.74, color=fills[order[slot.basis] % len(fills)])
            end = _over(drawing, places, place, mark, ground)
            if shown and end is not None:
                side, va = (1, "bottom") if mark.value >= 0 else (-1, "top")
                pen.text(axes, place, end + side * reach * 0.02, mark.label, ha="center", va=va, bold=True)
        if not slot.marks and shown:
            y, words = reach * 0.02, _folded(slot.empty, 60)
            pen.text(axes, place, y, words, ha="center", va="bottom", color=pen.colors["ink-soft"])
    axes.axhline(0, color=pen.colors["line-strong"], lw=1)
    _basis_labels(axes, drawing, places, foot - reach * 0.02, pen)
    _unit(figure, drawing, pen)


def _over(drawing: Drawing, places: list[float], place: float, mark: Mark, ground: Ground) -> float | None:
    """Where the words of a bar begin, so that they lie on no bar beside it; None where that is too far from it."""
    half = width(mark.label) / 2 / ground.across + 0.37
    beside = [
        other.value
        for there, slot in zip(places, drawing.slots, strict=True)
        for other in slot.marks
        if abs(there - place) < half and (other.value >= 0) == (mark.value >= 0)
    ]
    end = max(beside) if mark.value >= 0 else min(beside)
    return end if abs(end - mark.value) * ground.down <= _RISE else None


def _lines(drawing: Drawing, places: list[float], basis: str) -> list[list[tuple[float, Mark]]]:
    """The points of a basis, broken wherever a year has no figure."""
    found: list[list[tuple[float, Mark]]] = [[]]
    for place, slot in sorted(zip(places, drawing.slots, strict=True), key=lambda given: given[0]):
        if slot.basis == basis and slot.marks:
            found[-1].append((place, slot.marks[0]))
        elif slot.basis == basis and found[-1]:
            found.append([])
    return [line for line in found if line]


def _draw_trend(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """A line for each run of one basis without a gap; reference and zero as quiet lines with their names."""
    across, down = _size(figure)
    axes = figure.add_axes((0.01, _FOOT / down, 0.98, 0.92 - _FOOT / down))
    pen.clean(axes)
    places = positions(drawing, across * 0.98)
    values = [mark.value for slot in drawing.slots for mark in slot.marks]
    levels = _levels(drawing, values)
    known = [*values, *levels] or [0.0]
    low, high = min(known), max(known)
    room = (high - low) or 1
    wide = [width("\n".join([slot.label, *(mark.label for mark in slot.marks)])) for slot in drawing.slots]
    _reach_over(axes, places, wide, across * 0.98, 0.6)
    axes.set_ylim(low - room * 0.25, high + room * 0.3)
    foot = low - room * 0.25
    ground = Ground(axes)
    left, right = min(places) - 0.55, max(places) + 0.55
    for level in levels:
        dashed = level == drawing.reference
        axes.axhline(level, color=pen.colors["line-strong"], lw=1, linestyle=(0, (4, 3)) if dashed else "-")
        ground.line([(left, level), (right, level)])
    main = max(drawing.bases, key=lambda basis: sum(slot.basis == basis[0] for slot in drawing.slots))[0]
    lines = [(basis, line) for basis, _ in drawing.bases for line in _lines(drawing, places, basis)]
    for basis, run in lines:
        points = [(x, mark.value) for x, mark in run]
        color = pen.colors["link"] if basis == main else pen.colors["line-strong"]
        axes.plot([x for x, _ in points], [y for _, y in points], color=color, lw=3, marker="o", markersize=9)
        ground.line(points, marked=True)
    for level, words in levels.items():
        _set(axes, ground, words, along(left, right, level, room * 0.02), pen)
    said = apart(places, wide, ground.across, runs(drawing))
    for place, slot, shown in zip(places, drawing.slots, said, strict=True):
        if shown:
            pen.text(axes, place, foot, slot.label, ha="center", va="top")
        if not slot.marks and shown:
            heights = [low + room * share for share in (0.5, 0.7, 0.3, 0.9, 0.1)]
            _set(axes, ground, _folded(slot.empty, 60), [Spot(place, y) for y in heights], pen)
    years = dict(zip(places, said, strict=True))  # where years have no room, figures have none: the table has them all
    for _, run in lines:
        for x, mark in (point for point in run if years[point[0]]):
            _set(axes, ground, mark.label, beside(ground, x, mark.value, room * 0.07), pen, bold=True)
    _basis_labels(axes, drawing, places, foot, pen)
    _unit(figure, drawing, pen)


def _levels(drawing: Drawing, values: list[float]) -> dict[float, str]:
    """The level lines of a trend by their names: the reference, and zero where a figure is negative."""
    found = {drawing.reference: drawing.reference_label} if drawing.reference is not None else {}
    return found if min(values, default=0.0) >= 0 else {0.0: drawing.zero} | found


def _set(axes: Axes, ground: Ground, words: str, places: list[Spot], pen: Pen, *, bold: bool = False) -> None:
    """Words at that of some places where they lie on the least; quiet ones if they are not bold."""
    place = ground.place(words, places)
    color = pen.colors["ink" if bold else "ink-soft"]
    pen.text(axes, place.x, place.y, words, ha=place.ha, va=place.va, color=color, bold=bold)


def _draw_comparison(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """Bars that grow from the reference to either side; the city's own in its color, the others quiet."""
    across, down = size(drawing, "narrow" if pen.narrow else "wide")
    figure.set_size_inches(across / 72, down / 72)
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.97))
    pen.clean(axes)
    reference = drawing.reference or 0.0
    away = [slot.marks[0].value - reference for slot in drawing.slots if slot.marks]
    pixels, said = _reaches(drawing, away, across * 0.98)
    left = said[0] / pixels
    axes.set_xlim(-left, left * (across * 0.98 - said[0]) / said[0])
    high = row(drawing, across)
    axes.set_ylim(len(drawing.slots) - 0.4, -0.6 - 24 / high)
    axes.axvline(0, ymax=1 - 24 / high / (len(drawing.slots) + 0.2 + 24 / high), color=pen.colors["line-strong"], lw=1)
    negative = any(mark.value < 0 for slot in drawing.slots for mark in slot.marks)
    middle = drawing.zero if drawing.reference is None and negative else drawing.reference_label
    half = width(middle) / 2 / pixels
    x = max(min(0.0, axes.get_xlim()[1] - half), -left + (width(drawing.unit) + 16) / pixels + half)
    pen.text(axes, -left, -0.6 - 10 / high, drawing.unit, va="center", color=pen.colors["ink-soft"])
    pen.text(axes, x, -0.6 - 10 / high, middle, ha="center", va="center", color=pen.colors["ink-soft"])
    for index, (slot, name) in enumerate(zip(drawing.slots, names(drawing, across), strict=True)):
        ink = pen.colors["accent"] if slot.ours else pen.colors["ink"]
        pen.text(axes, -left, index, name, va="center", bold=slot.ours, color=ink)
        if not slot.marks:
            pen.text(axes, 4 / pixels, index, slot.empty, va="center", color=pen.colors["ink-soft"])
        for mark in slot.marks:
            length = mark.value - reference
            axes.barh(index, length, 0.62, color=pen.colors["accent"] if slot.ours else pen.colors["line-strong"])
            side = "left" if length >= 0 else "right"
            x = length + (4 if length >= 0 else -4) / pixels
            pen.text(axes, x, index, mark.label, ha=side, va="center", bold=slot.ours, color=ink)


def _reaches(drawing: Drawing, away: list[float], across: float) -> tuple[float, tuple[float, float]]:
    """How many CSS pixels a unit of a comparison is; how many lie left of its middle, and how many right of it.

    The names of places stand at the left, the figures at the ends of the bars: none of them touches another.
    """
    named = max(width(name) for name in names(drawing, across)) + 12
    figures = [width(mark.label) + 12 for slot in drawing.slots for mark in slot.marks]
    right = max([figure for figure, length in zip(figures, away, strict=True) if length >= 0], default=8.0)
    right = max(right, *(width(slot.empty) + 12 for slot in drawing.slots if not slot.marks), 8.0)
    left = named + max([figure for figure, length in zip(figures, away, strict=True) if length < 0], default=0.0)
    low, high = -min(0.0, *away, 0.0), max(0.0, *away, 0.0)
    pixels = max(40.0, across - left - right) / ((low + high) or 1.0)
    middle = left + low * pixels
    return pixels, (middle, across - middle)


#: What draws a kind.
KINDS: Mapping[str, Callable[[Figure, Drawing, Pen], None]] = {
    "parts": _draw_parts,
    "share": _draw_share,
    "trend": _draw_trend,
    "comparison": _draw_comparison,
}
