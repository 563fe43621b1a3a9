"""The site's colors from a city's four: contrast as WCAG 2.2 defines it, and the pairs that cannot be read."""

from __future__ import annotations

import itertools
import re

import pytest
from cases import Case, cases
from plan.model import colors, nearest_colors


@pytest.mark.parametrize("case", cases("contrast", "colors", "ratio"))
def test_contrast_is_that_of_wcag(case: Case) -> None:
    """Known ratios, the same whichever color stands above."""
    one, two = case["colors"]
    assert round(colors.contrast(one, two), 2) == case["ratio"]
    assert colors.contrast(one, two) == colors.contrast(two, one)


@pytest.mark.parametrize("case", cases("color_sets", "brand", "accent", "highlight", "paper", "faults"))
def test_every_pair_too_near_to_read_is_told(case: Case) -> None:
    """Scheme, color, ground, contrast found and contrast needed of each pair; a good set has none."""
    four = {name: case[name] for name in ("brand", "accent", "highlight", "paper")}
    found = [
        f"{scheme}: {above} on {below} {ratio:.2f} < {needed}"
        for scheme, above, below, ratio, needed in colors.faults(**four)
    ]
    assert found == case["faults"]


@pytest.mark.parametrize("case", cases("confusions", "brand", "accent", "highlight", "paper", "confusions"))
def test_every_pair_that_somebody_cannot_tell_apart_is_told(case: Case) -> None:
    """Scheme, kind of deficiency and the two colors of each pair; a good set has none."""
    four = {name: case[name] for name in ("brand", "accent", "highlight", "paper")}
    assert [list(found) for found in colors.confusions(**four)] == case["confusions"]


def test_a_deficiency_takes_away_the_difference_of_hue() -> None:
    """Red and green of one lightness fall together without one kind of cone; gray stays what it is to everybody."""
    red, green = "#c04000", "#617000"
    assert colors.difference(red, green) > 60
    assert colors.difference(colors.seen(red, "deuteranopia"), colors.seen(green, "deuteranopia")) < 12
    for vision in colors.VISIONS:
        assert colors.difference("#808080", colors.seen("#808080", vision)) < 1


@pytest.mark.parametrize("case", cases("mixed_colors", "color", "other", "share", "mixed"))
def test_a_share_of_another_color_is_mixed_in(case: Case) -> None:
    """From none of it to nothing but it."""
    assert colors.mix(case["color"], case["other"], case["share"]) == case["mixed"]


def test_the_stylesheet_holds_every_color_of_both_schemes() -> None:
    """Each named color as a custom property of each scheme; the light scheme keeps the city's own four."""
    four = {"brand": "#14506e", "accent": "#a03c00", "highlight": "#4fa0b5", "paper": "#fbfdff"}
    light, by_system, by_choice = colors.stylesheet(**four).splitlines()
    assert light.startswith(":root{color-scheme:light;")
    assert by_system.startswith("@media screen and (prefers-color-scheme:dark){:root:not([data-scheme=light]){")
    assert by_choice.startswith("@media screen{:root[data-scheme=dark]{color-scheme:dark;")
    for rule, is_dark in ((light, False), (by_system, True), (by_choice, True)):
        expected = colors.scheme(**four, dark=is_dark)
        assert dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", rule)) == expected
    assert colors.scheme(**four, dark=False).keys() == colors.scheme(**four, dark=True).keys()
    assert four.items() <= colors.scheme(**four, dark=False).items()


@pytest.mark.parametrize("case", cases("unreadable_colors", "brand", "accent", "highlight", "paper", "unreadable"))
def test_the_nearest_color_that_can_be_read_is_said(case: Case) -> None:
    """The fewest of the four that mend the set, each with its least contrast, in the same hue; a good set has none."""
    four = {name: case[name] for name in ("brand", "accent", "highlight", "paper")}
    found = list(nearest_colors.unreadable(four))
    assert [f"{name} {ratio:.2f} < {needed}: {nearest}" for name, ratio, needed, nearest in found] == case["unreadable"]
    assert not list(colors.faults(**{**four, **{color.name: color.nearest for color in found}}))


@pytest.mark.sweep
def test_every_set_that_cannot_be_read_is_told() -> None:
    """Whatever four colors a city has, those at fault are named, or none is at fault."""
    some = ("#ffffff", "#000000", "#ffff00", "#7777aa", "#0e4a54")
    for brand, accent, paper in itertools.product(some, repeat=3):
        four = {"brand": brand, "accent": accent, "highlight": "#ffffff", "paper": paper}
        assert bool(list(nearest_colors.unreadable(four))) == bool(list(colors.faults(**four)))
