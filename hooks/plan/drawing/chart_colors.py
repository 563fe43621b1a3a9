"""The colors of a chart by their names, and how those of a scheme take the place of the names."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: The colors of a scheme that charts are drawn in.
NAMES = ("accent", "ink", "ink-soft", "line-strong", "link", "paper", "surface")
#: The name of what lies behind a chart.
GROUND = "ground"
_NAMED = re.compile(rb'\b(fill|stroke)="\{([a-z0-9-]+)\}"')


def tones(count: int) -> tuple[str, ...]:
    """The names of the quiet fills of a chart with so many parts, all but one of them, the strongest first."""
    return tuple(f"tone-{step}" for step in range(count - 1))


def tone_shares(count: int) -> list[float]:
    """How much of the ground is in each of these fills."""
    between = max(1, count - 2)
    return [0.55 + 0.27 * step / between for step in range(count - 1)]


def colored(svg: bytes, colors: Mapping[str, str]) -> bytes:
    """A chart in which `{name}` stands for each color, in these colors."""

    def color(found: re.Match[bytes]) -> bytes:
        name = found[2].decode()
        return b'%b="%b"' % (found[1], colors[name].encode()) if name in colors else found[0]  # words of a city

    return _NAMED.sub(color, svg)
