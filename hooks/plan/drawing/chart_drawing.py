"""The four kinds of charts, drawn into a figure: parts of a whole, a share, a trend, a comparison.

No title and no source stands in the picture; the page says them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plan.drawing import lettering
from plan.drawing.chart_data import SIZES, TEXT, Drawing, Mark, Slot
from plan.drawing.chart_labels import Ground, Spot, along, beside, with_room
from plan.drawing.chart_pen import LEADING, Pen

_FOOT = 0.3  # of the height: years, a line, and up to three lines of the basis's name
_UNDER = 8  # CSS pixels from the labels of slots to the line over a basis's name
_FEW = 6  # bars of parts that all carry words
_BAR = 0.78  # of the way from one bar to the next
_ROW = 22  # CSS pixels from one row of the legend to the next


def _positions(drawing: Drawing) -> list[float]:
    """A place for each slot, with a gap wherever the basis changes."""
    places: list[float] = []
    for index, slot in enumerate(drawing.slots):
        gap = max(0.5, len(drawing.slots) * 0.09) if index and slot.basis != drawing.slots[index - 1].basis else 0.0
        places.append((places[-1] + 1 if places else 0) + gap)
    return places


def _shown(drawing: Drawing, most: int) -> list[bool]:
    """Which slots carry words: all of a run of at most `most`, the ends of a longer one."""
    runs: dict[str, list[int]] = {}
    for index, slot in enumerate(drawing.slots):
        runs.setdefault(slot.basis, []).append(index)
    ends = {end for run in runs.values() for end in (run if len(run) <= most else (run[0], run[-1]))}
    return [index in ends for index in range(len(drawing.slots))]


def _basis_labels(axes: Axes, drawing: Drawing, places: list[float], foot: float, pen: Pen) -> None:
    """The name of each basis under its run of slots, with a line over it, no wider than its run allows.

    `foot` is where the labels of the slots begin, downwards.
    """
    lines = 1 + max(slot.label.count("\n") for slot in drawing.slots)
    y = foot - (lines * TEXT * LEADING + _UNDER) / Ground(axes, narrow=pen.narrow).down
    left, right = axes.get_xlim()
    pixels = SIZES["narrow" if pen.narrow else "wide"][0] * 0.98 / (right - left)
    for basis, name in drawing.bases:
        run = [place for place, slot in zip(places, drawing.slots, strict=True) if slot.basis == basis]
        if not run:
            continue
        start, end = run[0] - 0.42, run[-1] + 0.42
        axes.plot([start, end], [y, y], color=pen.colors["line-strong"], lw=1, clip_on=False)
        room = (end - start + 0.6) * pixels
        middle = (start + end) / 2
        words = _folded(name, room)
        widest = max(map(_width, words.split("\n"))) / pixels / 2
        middle = min(max(middle, left + widest), right - widest)  # never cut off at the edge
        pen.text(axes, middle, y, "\n" + words, ha="center", va="top", color=pen.colors["ink-soft"])


def _columns_figure(figure: Figure, drawing: Drawing, top: float) -> tuple[Axes, list[float], float]:
    """Axes for upright bars: the slots' places and the height of the tallest bar."""
    axes = figure.add_axes((0.01, _FOOT, 0.98, top - _FOOT))
    tallest = max(
        [slot.whole or 0 for slot in drawing.slots if drawing.kind == "parts"]
        + [sum(mark.value for mark in slot.marks) for slot in drawing.slots]
        + [1.0]
    )
    places = _positions(drawing)
    axes.set_xlim(places[0] - 0.5, places[-1] + 0.5)
    axes.set_ylim(0, tallest * 1.1)
    return axes, places, tallest


def _slot_label(axes: Axes, place: float, slot: Slot, foot: float, reach: float, pen: Pen) -> None:
    pen.text(axes, place, foot - reach * 0.02, slot.label, ha="center", va="top")


def _draw_parts(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """Stacked bars. A slot whose parts are not all known is an empty frame as high as its whole, with the known part
    in it; without a whole it has no frame, which would be read as a bar: words alone, over the known part."""
    width, height = figure.get_size_inches() * 72
    top = 1 - (len(_legend_rows(drawing, width)) * _ROW + 6) / height
    axes, places, tallest = _columns_figure(figure, drawing, top - 0.05)
    pen.clean(axes)
    headline = [id for id, _ in drawing.columns].index(drawing.headline)
    tones = pen.tones(len(drawing.columns), headline)
    order = {id: index for index, (id, _) in enumerate(drawing.columns)}
    bar = _BAR * Ground(axes, narrow=pen.narrow).across
    room = 0.0 if pen.narrow else bar
    many = len(drawing.slots) > _FEW
    for place, slot, shown in zip(places, drawing.slots, _apart(axes, drawing, places, pen), strict=True):
        if shown:
            _slot_label(axes, place, slot, 0.0, tallest, pen)
        if slot.empty:
            _draw_unknown(axes, place, slot, tallest, pen)
        # The headline part lies at the foot, so that it can be compared from bar to bar.
        base = 0.0
        for mark in sorted(slot.marks, key=lambda mark: (mark.column != drawing.headline, -order[mark.column])):
            fill, ink = tones[order[mark.column]]
            axes.bar(place, mark.value, _BAR, bottom=base, color=fill, edgecolor=pen.colors["surface"], lw=1)
            low = mark.value / tallest * height * 0.55 < 3 * TEXT  # no room for two lines
            label = _flat(mark.label, room) if low else mark.label
            # Beside its bar a label would stand on another ground, where its ink may not be seen.
            if shown and not (many and _widest(label) > bar):
                pen.text(axes, place, base + mark.value / 2, label, ha="center", va="center", color=ink)
            base += mark.value
        if slot.whole and shown:
            pen.text(axes, place, slot.whole + tallest * 0.015, slot.whole_label, ha="center", va="bottom", bold=True)
    _basis_labels(axes, drawing, places, -tallest * 0.02, pen)
    _legend(figure, drawing, tones, pen, top)


def _flat(label: str, room: float) -> str:
    """A label of two lines in one, where it is no wider than so many CSS pixels; else its first line: the figure."""
    line = label.replace("\n", " | ")
    return line if _widest(line) <= room else label.split("\n")[0]


def _apart(axes: Axes, drawing: Drawing, places: list[float], pen: Pen) -> list[bool]:
    """Which bars carry words: all of a few; of many those whose words stand apart. The table beside has them all."""
    if len(drawing.slots) <= _FEW:
        return [True] * len(drawing.slots)
    words = [[slot.label, slot.whole_label, *(mark.label for mark in slot.marks)] for slot in drawing.slots]
    widths = [max(map(_widest, said)) for said in words]
    return with_room(places, widths, Ground(axes, narrow=pen.narrow).across)


def _draw_unknown(axes: Axes, place: float, slot: Slot, tallest: float, pen: Pen) -> None:
    """The words for the parts of a slot that are not known; a frame where the whole is."""
    words, ink = _folded(slot.empty, 60), pen.colors["ink-soft"]
    if slot.whole:
        frame, y = slot.whole, slot.whole * (0.62 if slot.marks else 0.5)
        axes.bar(place, frame, _BAR, fill=False, edgecolor=pen.colors["line-strong"], linestyle=(0, (4, 3)), lw=1)
        pen.text(axes, place, y, words, ha="center", va="center", color=ink)
    else:
        known = sum(mark.value for mark in slot.marks)
        pen.text(axes, place, known + tallest * 0.02, words, ha="center", va="bottom", color=ink)


def _legend(figure: Figure, drawing: Drawing, tones: list[tuple[str, str]], pen: Pen, top: float) -> None:
    """The parts by name, and the unit, in as many rows above the bars as their width needs."""
    width, height = figure.get_size_inches() * 72
    axes = figure.add_axes((0, top, 1, 1 - top))
    pen.clean(axes)
    axes.set_xlim(0, width)
    axes.set_ylim(height * (1 - top), 0)
    for row, items in enumerate(_legend_rows(drawing, width)):
        for x, name, index in items:
            y = 12 + row * _ROW
            if index is None:
                pen.text(axes, x, y, name, va="center", color=pen.colors["ink-soft"])
                continue
            axes.scatter([x + 6], [y], s=130, marker="s", color=tones[index][0], clip_on=False)
            pen.text(axes, x + 18, y, name, va="center")


def _legend_rows(drawing: Drawing, width: float) -> list[list[tuple[float, str, int | None]]]:
    """The items of the legend, each at its x, broken into rows; the unit is the last and has no color."""
    rows: list[list[tuple[float, str, int | None]]] = [[]]
    x = 4.0
    named = [(name, index) for index, (_, name) in enumerate(drawing.columns)]
    for name, index in [*named, (drawing.unit, None)]:
        needed = _width(name) + (18 if index is not None else 0)
        if x + needed > width and rows[-1]:
            rows.append([])
            x = 4.0
        rows[-1].append((x, name, index))
        x += needed + 16
    return rows


def _folded(words: str, pixels: float) -> str:
    """Words on as many lines as they need to be no wider than `pixels`."""
    return "\n".join(lettering.folded(words, pixels / TEXT))


def _width(words: str) -> float:
    """About how wide words are in CSS pixels."""
    return lettering.width(words) * TEXT


def _widest(words: str) -> float:
    """About how wide the widest line of some words is."""
    return max(map(_width, words.split("\n")))


def _draw_share(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """Upright bars, each run of one basis in its own tone, the figure and its share above, or below a negative one."""
    axes, places, tallest = _columns_figure(figure, drawing, 0.9)
    values = [mark.value for slot in drawing.slots for mark in slot.marks]
    lowest = min(0.0, *values, 0.0)
    if lowest < 0:
        tallest = max(0.0, *values, 0.0)
    room = (tallest - lowest) * 0.22  # for the words at the ends of bars
    foot = lowest - room * 1.3 if lowest < 0 else 0.0
    axes.set_ylim(foot, tallest + room)
    reach = (tallest + room - foot) / 1.22
    if pen.narrow:
        axes.set_xlim(places[0] - 0.9, places[-1] + 1.4)  # the words of the last bar are wider than the bar
    pen.clean(axes)
    fills = [pen.colors["line-strong"], pen.colors["link"], pen.colors["accent"]]
    order = {id: index for index, (id, _) in enumerate(drawing.bases)}
    for place, slot, shown in zip(places, drawing.slots, _shown(drawing, 2 if pen.narrow else 4), strict=True):
        if shown:
            _slot_label(axes, place, slot, foot, reach, pen)
        for mark in slot.marks:
            axes.bar(place, mark.value, 0.74, color=fills[order[slot.basis] % len(fills)])
            if shown:
                side, va = (1, "bottom") if mark.value >= 0 else (-1, "top")
                y = mark.value + side * reach * 0.02
                pen.text(axes, place, y, mark.label, ha="center", va=va, bold=True)
        if not slot.marks:
            y, words = reach * 0.02, _folded(slot.empty, 60)
            pen.text(axes, place, y, words, ha="center", va="bottom", color=pen.colors["ink-soft"])
    axes.axhline(0, color=pen.colors["line-strong"], lw=1)
    if lowest < 0:
        left, right = axes.get_xlim()
        right += _width(drawing.zero) / SIZES["narrow" if pen.narrow else "wide"][0] * (right - left) * 1.2
        axes.set_xlim(left, right)
        pen.text(axes, right, reach * 0.01, drawing.zero, ha="right", va="bottom", color=pen.colors["ink-soft"])
    _basis_labels(axes, drawing, places, foot - reach * 0.02, pen)


def _runs(drawing: Drawing, places: list[float], basis: str) -> list[list[tuple[float, Mark]]]:
    """The points of a basis, broken wherever a year has no figure."""
    runs: list[list[tuple[float, Mark]]] = [[]]
    for place, slot in zip(places, drawing.slots, strict=True):
        if slot.basis == basis and slot.marks:
            runs[-1].append((place, slot.marks[0]))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _draw_trend(figure: Figure, drawing: Drawing, pen: Pen) -> None:
    """A line for each run of one basis without a gap; reference and zero as quiet lines with their names."""
    axes = figure.add_axes((0.01, _FOOT, 0.98, 0.94 - _FOOT))
    pen.clean(axes)
    places = _positions(drawing)
    values = [mark.value for slot in drawing.slots for mark in slot.marks]
    levels = _levels(drawing, values)
    known = [*values, *levels]
    low, high = min(known), max(known)
    room = (high - low) or 1
    wide, span = _widest(drawing.slots[0].label), places[-1] - places[0]
    across = SIZES["narrow" if pen.narrow else "wide"][0] * 0.98
    edge = max(0.6, wide * span / 2 / (across - wide))  # the words under the first and the last are never cut off
    axes.set_xlim(places[0] - edge, places[-1] + edge)
    axes.set_ylim(low - room * 0.25, high + room * 0.3)
    foot = low - room * 0.25
    ground = Ground(axes, narrow=pen.narrow)
    left, right = places[0] - 0.55, places[-1] + 0.55
    for level in levels:
        dashed = level == drawing.reference
        axes.axhline(level, color=pen.colors["line-strong"], lw=1, linestyle=(0, (4, 3)) if dashed else "-")
        ground.line([(left, level), (right, level)])
    main = max(drawing.bases, key=lambda basis: sum(slot.basis == basis[0] for slot in drawing.slots))[0]
    runs = [(basis, run) for basis, _ in drawing.bases for run in _runs(drawing, places, basis)]
    for basis, run in runs:
        points = [(x, mark.value) for x, mark in run]
        color = pen.colors["link"] if basis == main else pen.colors["line-strong"]
        axes.plot([x for x, _ in points], [y for _, y in points], color=color, lw=3, marker="o", markersize=9)
        ground.line(points, marked=True)
    for level, words in levels.items():
        _set(axes, ground, words, along(left, right, level, room * 0.02), pen)
    said = with_room(places, [_widest(slot.label) for slot in drawing.slots], ground.across)
    for place, slot, shown in zip(places, drawing.slots, said, strict=True):
        if shown:
            pen.text(axes, place, foot, slot.label, ha="center", va="top")
        if not slot.marks:
            heights = [low + room * share for share in (0.5, 0.7, 0.3, 0.9, 0.1)]
            _set(axes, ground, _folded(slot.empty, 60), [Spot(place, y) for y in heights], pen)
    years = dict(zip(places, said, strict=True))  # where years have no room, figures have none: the table has them all
    for _, run in runs:
        for x, mark in (point for point in run if years[point[0]]):
            _set(axes, ground, mark.label, beside(ground, x, mark.value, room * 0.07), pen, bold=True)
    _basis_labels(axes, drawing, places, foot, pen)


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
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.97))
    pen.clean(axes)
    reference = drawing.reference or 0.0
    away = [slot.marks[0].value - reference for slot in drawing.slots if slot.marks]
    reach = max(map(abs, away)) if away else 1.0
    left = reach * (1.95 if pen.narrow else 1.6)
    axes.set_xlim(-left, max(max(away, default=1.0), reach * 0.4) + reach * 0.4)
    axes.set_ylim(len(drawing.slots) - 0.4, -1.0)
    axes.axvline(0, ymax=1 - 0.6 / (len(drawing.slots) + 0.6), color=pen.colors["line-strong"], lw=1)
    negative = any(mark.value < 0 for slot in drawing.slots for mark in slot.marks)
    middle = drawing.zero if drawing.reference is None and negative else drawing.reference_label
    pen.text(axes, 0, -0.6, middle, ha="center", va="center", color=pen.colors["ink-soft"])
    for index, slot in enumerate(drawing.slots):
        ink = pen.colors["accent"] if slot.ours else pen.colors["ink"]
        pen.text(axes, -left, index, slot.label, va="center", bold=slot.ours, color=ink)
        if not slot.marks:
            pen.text(axes, reach * 0.03, index, slot.empty, va="center", color=pen.colors["ink-soft"])
        for mark in slot.marks:
            length = mark.value - reference
            axes.barh(index, length, 0.62, color=pen.colors["accent"] if slot.ours else pen.colors["line-strong"])
            side = "left" if length >= 0 else "right"
            x = length + reach * (0.03 if length >= 0 else -0.03)
            pen.text(axes, x, index, mark.label, ha=side, va="center", bold=slot.ours, color=ink)


#: What draws a kind.
KINDS: Mapping[str, Callable[[Figure, Drawing, Pen], None]] = {
    "parts": _draw_parts,
    "share": _draw_share,
    "trend": _draw_trend,
    "comparison": _draw_comparison,
}
