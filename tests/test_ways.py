"""The way of an indicator as a drawing: plain shapes that stretch, whose letters do not; nothing joined over a gap."""

from __future__ import annotations

import html
import re

import pytest
from plan.drawing.parted_bar import SharePart, bar_svg
from plan.drawing.ways import WayDrawing, WayPoint, runs, spark_svg, way_svg
from plan.showing.ways import kind_of


def drawing(**more: object) -> WayDrawing:
    """From 10 in 2020 to 50 in 2024, with values of 2021, 2022 and 2024."""
    given = {
        "years": {year: f"R{year - 2018}" for year in range(2020, 2025)},
        "actuals": (WayPoint(2021, 12, "12"), WayPoint(2022, 20, "20"), WayPoint(2024, 44, "44")),
        "baseline": WayPoint(2020, 10, "10"),
        "goal": WayPoint(2024, 50, "50"),
        "way": (WayPoint(2020, 10), WayPoint(2024, 50)),
        "interim": (),
        "former": (WayPoint(2024, 30, "30"),),
        "ranges": (),
        "levels": (),
        "unit": "単位: <件>",
        "rightward": True,
    }
    return WayDrawing(**{**given, **more})  # type: ignore[arg-type]


def test_values_of_years_that_do_not_follow_are_not_joined() -> None:
    """A line over a year without a value would say what nobody measured."""
    assert [[point.year for point in run] for run in runs(drawing().actuals)] == [[2021, 2022], [2024]]
    svg = way_svg(drawing(), "")
    assert svg.count('class="reached"') == 1
    assert svg.count('class="point"') + svg.count('class="newest"') == 3


def test_it_is_as_wide_as_its_place() -> None:
    """What lies across is a share of the whole, so that letters stay as large as they are; words are escaped."""
    svg = way_svg(drawing(), 'of "one" <thing>')
    assert ' width="100%"' in svg
    assert "viewBox" not in svg
    assert 'aria-label="of &quot;one&quot; &lt;thing&gt;"' in svg
    places = re.findall(r' (?:x|x1|x2|cx)="([^"]*)"', svg)
    assert places
    assert all(place.endswith("%") for place in places)
    assert [html.unescape(words) for words in re.findall(r"<text[^>]*>([^<]*)</text>", svg)] == [
        "R2", "R3", "R4", "R5", "R6", "単位: <件>", "10", "50", "30", "44",
    ]  # fmt: skip


def test_it_is_mirrored_where_lines_run_to_the_left() -> None:
    """The first year is at the right."""
    circle = r'class="begun" cx="([\d.]+)%"'
    right, left = (re.search(circle, way_svg(drawing(rightward=way), "")) for way in (True, False))
    assert right and left
    assert float(right[1]) + float(left[1]) == 100


def test_on_paper_it_has_colors_of_its_own_and_no_class() -> None:
    """Nothing there reads a style sheet."""
    names = "foot tick range straight former interim reached aim begun point newest".split()
    words = ["year", "year between", "unit", "figure", "figure goal", "figure former-figure", "figure reached-figure"]
    svg = way_svg(drawing(), "", dict.fromkeys((*names, *words), 'fill="#123456"'), 400)
    assert "class=" not in svg
    assert "%" not in svg
    assert 'viewBox="0 0 400 ' in svg


def test_the_small_drawing_says_nothing_by_itself() -> None:
    """Its figures stand beside it; one value is a point."""
    svg = spark_svg(drawing(actuals=(WayPoint(2022, 20, "20"),)))
    assert 'aria-hidden="true"' in svg
    assert "<text" not in svg
    assert svg.count('class="newest"') == 1


def test_all_values_alike_are_drawn_too() -> None:
    """There is no height to divide by."""
    same = drawing(actuals=(WayPoint(2020, 5, "5"),), baseline=None, goal=None, way=(), former=(), years={2020: "R2"})
    assert "nan" not in way_svg(same, "") + spark_svg(same)


@pytest.mark.parametrize(
    ("years", "kind"),
    [
        ([], "straight"),
        ([2020, 2024], "straight"),
        ([2020, 2022, 2024], "interim"),
        ([2020, 2023, 2024], "interim"),
        ([2020, 2021, 2022], "yearly"),
        ([2020, 2022, 2023, 2024], "yearly"),
        ([2020, 2021, 2023, 2024], "interim"),
    ],
)
def test_a_line_is_called_by_what_it_goes_through(years: list[int], kind: str) -> None:
    """Yearly where each year has a target, from the first that has one on."""
    assert kind_of([WayPoint(year, 1) for year in years]) == kind


def test_a_bar_is_parted_in_the_order_of_its_kinds() -> None:
    """Shares of the whole with a gap; no part for what there is none of; what has no place in the order an outline."""
    svg = bar_svg([SharePart(3, 0.0), SharePart(0, 0.5), SharePart(1, None)])
    assert re.findall(r'<rect class="([a-z-]+)"[^>]*? x="([\d.]+)%" y="1" width="([\d.]+)%"', svg) == [
        ("a-step", "0.00", "74.65"),
        ("no-step", "75.00", "24.65"),
    ]
    assert "<rect" not in bar_svg([])
