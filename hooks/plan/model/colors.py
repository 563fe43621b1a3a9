"""Turns the four brand colors of a city into the site's light and dark colors, and checks that all can read them.

Contrast is WCAG 2.2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): text 4.5, graphics 3. What people with a
color vision deficiency see is simulated by the model of Machado, Oliveira and Fernandes (2009,
https://doi.org/10.1109/TVCG.2009.113) at full severity; how far two colors then lie apart is measured in CIELAB.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

Rgb = tuple[int, int, int]
WHITE, BLACK = "#ffffff", "#000000"


def _rgb(color: str) -> Rgb:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix(color: str, other: str, share: float) -> str:
    """`share` of `other` in `color`, 0 to 1."""
    pairs = zip(_rgb(color), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, two: str) -> float:
    """The contrast ratio of two colors, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(two)))
    return (high + 0.05) / (low + 0.05)


def _linear(color: str) -> list[float]:
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _rgb(color))]


def _luminance(color: str) -> float:
    return _weighted(_linear(color), (0.2126, 0.7152, 0.0722))


def _weighted(values: Iterable[float], weights: Iterable[float]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


#: Red, green and blue as each kind of deficiency sees them, from the linear red, green and blue of a color.
VISIONS: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.072175), (0.0193339, 0.119192, 0.9503041))
_DAYLIGHT = (0.95047, 1.0, 1.08883)


def seen(color: str, vision: str) -> str:
    """A color as somebody with a deficiency of `VISIONS` sees it."""
    values = (min(1.0, max(0.0, _weighted(_linear(color), row))) for row in VISIONS[vision])
    return "#" + "".join(
        f"{round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)):02x}" for v in values
    )


def difference(one: str, other: str) -> float:
    """How far two colors lie apart in CIELAB (1976); about 2 can just be told apart side by side."""
    return math.dist(_lab(one), _lab(other))


def _lab(color: str) -> tuple[float, float, float]:
    """CIE 15: L*, a*, b* under daylight (D65)."""
    shares = (_weighted(_linear(color), row) / white for row, white in zip(_XYZ, _DAYLIGHT, strict=True))
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _lighter(color: str, against: str, ratio: float) -> str:
    """The color, mixed with white until it stands out against a dark ground."""
    for step in range(21):
        found = mix(color, WHITE, step / 20)
        if contrast(found, against) >= ratio:
            return found
    return WHITE


def scheme(brand: str, accent: str, highlight: str, paper: str, *, dark: bool) -> Mapping[str, str]:
    """The named colors of the light or the dark site, all from the four."""
    if not dark:
        ink = mix(brand, BLACK, 0.62)
        return {
            "brand": brand, "brand-strong": mix(brand, BLACK, 0.3), "on-brand": WHITE,
            "accent": accent, "highlight": highlight, "paper": paper, "surface": WHITE,
            "ink": ink, "ink-soft": mix(ink, paper, 0.28), "line": mix(paper, ink, 0.16),
            "line-strong": mix(paper, ink, 0.5), "tint": mix(brand, WHITE, 0.9),
            "tint-warm": mix(accent, WHITE, 0.91), "link": brand,
        }  # fmt: skip
    ground = mix(brand, BLACK, 0.82)
    surface = mix(brand, BLACK, 0.64)
    ink = mix(brand, WHITE, 0.92)
    return {
        "brand": mix(brand, BLACK, 0.2), "brand-strong": mix(brand, BLACK, 0.45), "on-brand": WHITE,
        "accent": _lighter(accent, surface, 6), "highlight": _lighter(highlight, surface, 4.5), "paper": ground,
        "surface": surface, "ink": ink, "ink-soft": mix(ink, ground, 0.22), "line": mix(ground, ink, 0.2),
        "line-strong": mix(ground, ink, 0.5), "tint": mix(brand, BLACK, 0.5), "tint-warm": mix(accent, BLACK, 0.72),
        "link": _lighter(brand, surface, 7),
    }  # fmt: skip


#: What stands on what, and how much contrast it needs.
_PAIRS = (
    ("ink", "paper", 4.5), ("ink", "surface", 4.5), ("ink-soft", "paper", 4.5), ("ink-soft", "surface", 4.5),
    ("ink", "tint", 4.5), ("ink", "tint-warm", 4.5), ("link", "paper", 4.5), ("link", "surface", 4.5),
    ("link", "tint", 4.5), ("accent", "paper", 4.5), ("accent", "surface", 4.5), ("accent", "tint-warm", 4.5),
    ("on-brand", "brand", 4.5), ("on-brand", "brand-strong", 4.5), ("line-strong", "surface", 3.0),
)  # fmt: skip


def faults(brand: str, accent: str, highlight: str, paper: str) -> Iterator[tuple[str, str, str, float, float]]:
    """Each pair too near to read: scheme, color, ground, contrast found, contrast needed."""
    for dark in (False, True):
        colors = scheme(brand, accent, highlight, paper, dark=dark)
        for above, below, needed in _PAIRS:
            found = contrast(colors[above], colors[below])
            if found < needed:
                yield "dark" if dark else "light", above, below, found, needed


#: Colors that say different things of the words they carry: a link, an amount aimed at, plain text.
_APART = (("link", "accent"), ("accent", "ink"), ("link", "ink"))
_LEAST_APART = 12


def confusions(brand: str, accent: str, highlight: str, paper: str) -> Iterator[tuple[str, str, str, str]]:
    """Each pair that somebody cannot tell apart: scheme, kind of deficiency, one color, the other."""
    for dark in (False, True):
        colors = scheme(brand, accent, highlight, paper, dark=dark)
        for vision in VISIONS:
            for one, other in _APART:
                if difference(seen(colors[one], vision), seen(colors[other], vision)) < _LEAST_APART:
                    yield "dark" if dark else "light", vision, one, other


def stylesheet(brand: str, accent: str, highlight: str, paper: str) -> str:
    """The colors as CSS custom properties, light and dark; paper is always light."""
    light = _properties(scheme(brand, accent, highlight, paper, dark=False))
    dark = _properties(scheme(brand, accent, highlight, paper, dark=True))
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-scheme=dark]{{color-scheme:dark;{dark}}}}}\n"
    )


def _properties(colors: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colors.items())
