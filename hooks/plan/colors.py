"""Turns the four brand colors of a city into the site's light and dark colors, and checks their contrast.

Contrast is WCAG 2.2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): text 4.5, graphics 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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


def _luminance(color: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _rgb(color))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


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
    ground = mix(brand, BLACK, 0.78)
    surface = mix(brand, BLACK, 0.68)
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


def stylesheet(brand: str, accent: str, highlight: str, paper: str) -> str:
    """The colors as CSS custom properties, light and dark."""
    light = _properties(scheme(brand, accent, highlight, paper, dark=False))
    dark = _properties(scheme(brand, accent, highlight, paper, dark=True))
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{color-scheme:dark;{dark}}}}}\n"
        f":root[data-scheme=dark]{{color-scheme:dark;{dark}}}\n"
    )


def _properties(colors: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colors.items())
