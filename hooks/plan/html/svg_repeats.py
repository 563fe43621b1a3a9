"""Counts what a drawing draws again by naming it, which a few lines can make more than any computer draws.

Each `use` of a shape that is itself made of uses multiplies; so do patterns, markers, masks and clips within each
other. What is counted is an upper bound: nothing is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

#: So many shapes may be drawn again in all, and one within the other: a browser takes seconds for some more.
MOST, DEEPEST = 20_000, 30
#: What is drawn where it is named; of all else (a gradient, a title) nothing grows.
_SHAPES = frozenset("use path rect circle ellipse line polyline polygon text tspan".split())
#: Those that say of all within them how it looks.
_HOLDERS = frozenset("svg g symbol use text defs pattern marker mask clipPath".split())
#: What of them is drawn only where it is named.
_ASIDE = frozenset("symbol defs pattern marker mask clipPath".split())
_INHERITED = frozenset(("fill", "stroke", "marker-start", "marker-mid", "marker-end"))
_NAMED = re.compile(r"url\(#([\w.-]+)\)")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")


class _Element:
    """An open element: its line, how many shapes lie in it, and what it and they name, each so many times."""

    def __init__(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        self.id, self.line, self.aside = attributes.get("id", ""), line, name in _ASIDE
        self.shapes = int(name in _SHAPES)
        self.named: list[tuple[str, int, int]] = []
        self.later: list[str] = []
        """What each shape within it names by inheriting."""
        href = attributes.get("href", "")
        if href.startswith("#"):
            self.named.append((href[1:], 1, line))
        for key, value in attributes.items():
            for id in _NAMED.findall(value):
                if key in _INHERITED and name in _HOLDERS:
                    self.later.append(id)
                else:
                    self.named.append((id, _corners(attributes) if key.startswith("marker") else 1, line))


class Repeats:
    """What a drawing names, as a reader goes through it."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._closed: dict[str, _Element] = {}
        self._all: list[tuple[str, int, int]] = []

    def begin(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element that is published, with the attributes that are."""
        self._open.append(_Element(name, attributes, line))

    def end(self) -> None:
        """Its end."""
        element = self._open.pop()
        element.named += [(id, element.shapes, element.line) for id in element.later]
        if element.id in self._closed:  # which of two a browser takes, it is no more than both
            self._closed[element.id].shapes += element.shapes
            self._closed[element.id].named += element.named
        elif element.id:
            self._closed[element.id] = element
        if not self._open:
            self._all = element.named
        elif not element.aside:
            self._open[-1].shapes += element.shapes
            self._open[-1].named += element.named

    def excess(self) -> int | None:
        """The line at which too much is drawn again, or too deep; None where it is not, at any."""
        cost: dict[str, int] = {}
        depth: dict[str, int] = {}
        for id in self._inner_first():
            known = [(other, times) for other, times, _ in self._closed[id].named if other in cost]
            cost[id] = min(MOST + 1, self._closed[id].shapes + sum(times * cost[other] for other, times in known))
            depth[id] = 1 + max((depth[other] for other, _ in known), default=0)
        total = 0
        for id, times, line in sorted(self._all, key=lambda one: one[2]):
            total += times * cost.get(id, 0)
            if total > MOST or depth.get(id, 0) > DEEPEST:
                return line
        return None

    def _inner_first(self) -> Iterator[str]:
        """Each shape that has a name, after those that it names; a circle is gone through once, as it is drawn."""
        met: set[str] = set()
        for first in self._closed:
            going: list[tuple[str, Iterator[str]]] = [] if first in met else [(first, self._names(first))]
            met.add(first)
            while going:
                id, inner = going[-1]
                following = next((other for other in inner if other in self._closed and other not in met), None)
                if following is None:
                    going.pop()
                    yield id
                else:
                    met.add(following)
                    going.append((following, self._names(following)))

    def _names(self, id: str) -> Iterator[str]:
        found: Iterable[tuple[str, int, int]] = self._closed[id].named
        return (other for other, _, _ in found)


def _corners(attributes: Mapping[str, str]) -> int:
    """At most how many corners a shape has, at each of which its marker may be drawn."""
    return 2 + len(_NUMBER.findall(attributes.get("d", "") + " " + attributes.get("points", "")))
