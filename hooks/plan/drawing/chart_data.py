"""What a chart draws, in one language and with no reference to the plan."""

from __future__ import annotations

from dataclasses import dataclass

#: Width and height in CSS pixels: in a desktop's column, on a phone. A comparison is as high as it has rows
#: (`chart_geometry`).
SIZES = {"wide": (720, 400), "narrow": (358, 400)}
#: The size of its text in CSS pixels; never smaller than 12 where it is shown.
TEXT = 13


@dataclass(frozen=True)
class Mark:
    """One figure as a chart draws it: its column, value, and the words beside it."""

    column: str
    value: float
    label: str


@dataclass(frozen=True)
class Slot:
    """One place on the axis: its label in one or two lines, its figures, or the words that stand in for them."""

    label: str
    basis: str
    marks: tuple[Mark, ...]
    whole: float | None = None
    whole_label: str = ""
    empty: str = ""
    ours: bool = False
    when: float | None = None
    """The year, where the axis is one of time."""


@dataclass(frozen=True)
class Drawing:
    """All that a chart draws, in one language and with no reference to the plan."""

    kind: str
    unit: str
    columns: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...]
    slots: tuple[Slot, ...]
    headline: str
    reference: float | None = None
    reference_label: str = ""
    zero: str = "0"
    """The name of the zero line, which is drawn where a figure is negative."""
