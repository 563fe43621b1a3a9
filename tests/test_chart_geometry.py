"""Charts, measured: years stand on a true axis of time, no words on others, every unit is named, one order for all."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from copies import ROOT
from plan.drawing.chart_data import SIZES, Drawing, Mark, Slot
from plan.drawing.chart_geometry import apart, legend_rows, positions, stacked
from plan.model import Plan
from plan.reading import loader
from test_charts import drawing_of, drawn, said

WIDTHS = tuple(SIZES)
#: The drawings of every plan: three invented ones, and the first.
CITIES = ("", "nagino-city", "other-city", "shiomino-city")


def yearly(kind: str, *given: tuple[int, float | None], basis: str = "one", whole: bool = False) -> tuple[Slot, ...]:
    """Slots of a basis: a year and its figure, or None where it has none."""
    return tuple(
        Slot(
            f"R{year - 2018}\n{year}",
            basis,
            () if value is None else (Mark("a", value, f"{value:,}\n{value / 10:.1f}%"),),
            abs(value) * 2 if whole and value else None,
            f"{abs(value) * 2:,}" if whole and value else "",
            "値なし" if value is None else "",
            when=year,
        )
        for year, value in given
    )


def drawing(kind: str, slots: tuple[Slot, ...], *names: str, reference: float | None = None) -> Drawing:
    """A drawing of one column."""
    ids = list(dict.fromkeys(slot.basis for slot in slots))
    named = dict(zip(ids, names, strict=False))
    bases = tuple((id, named.get(id, "国勢調査")) for id in ids)
    return Drawing(
        kind, "単位：人", (("a", "値"),), bases, slots, "a", reference, "" if reference is None else "基準", "0人"
    )


FIVE = ((2010, 8419.0), (2015, 8889.0), (2020, 11955.0))
YEARLY = tuple((year, 9704.0 + 600 * at) for at, year in enumerate(range(2014, 2026)))
LONG = "たいへん長い名前の統計調査（年齢不詳を除き、外国人を含む総数による推計人口）"
ODD = {
    "five years and one": lambda kind: yearly(kind, *FIVE) + yearly(kind, *YEARLY, basis="two"),
    "one year": lambda kind: yearly(kind, (2020, 5.0)),
    "one year without a figure": lambda kind: yearly(kind, (2020, None)),
    "gaps": lambda kind: yearly(kind, (1990, 4.0), (2000, None), (2001, 6.5), (2003, None), (2020, 7.25)),
    "below zero": lambda kind: yearly(kind, (2010, -320.0), (2011, 150.0), (2016, None), (2018, -5.0)),
    "a fall": lambda kind: yearly(kind, (2019, 52000.0), (2020, 900.0), (2021, 51000.0), (2022, 50500.0)),
    "sixty years": lambda kind: yearly(kind, *((year, 1000.0 + year) for year in range(1966, 2026)), whole=True),
    "a basis of one year": lambda kind: yearly(kind, *FIVE) + yearly(kind, (2021, 1e6), basis="two"),
    "turns": lambda kind: sum(
        (yearly(kind, (year, 300.0 + year), basis="one" if year % 2 else "two") for year in range(2015, 2023)), ()
    ),
}


@pytest.fixture(scope="module")
def all_plans() -> dict[str, Plan]:
    """The first plan and the invented ones."""
    found = {}
    for city in CITIES:
        root = ROOT / "tests/plans" / city if city else ROOT
        loaded = loader.load_plan(root / "data", root / "docs")
        assert loaded.plan
        found[city] = loaded.plan
    return found


def drawings(plans: dict[str, Plan]) -> list[tuple[str, Drawing]]:
    """Every chart of every plan, in each of its languages."""
    return [
        (f"{city} {id} {language}", drawing_of(plan, id, language))
        for city, plan in plans.items()
        for language in plan.languages.codes
        for id in plan.series
    ]


def wrong_words(drawing: Drawing, width: str) -> list[str]:
    """Words of a drawing that lie on others, or are cut off at an edge of the picture."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    figure = drawn(drawing, width)
    FigureCanvasSVG(figure)
    across, down = (float(side) * 72 for side in figure.get_size_inches())
    found = [
        (text.get_text(), text.get_window_extent())
        for axes in figure.axes
        for text in axes.texts
        if text.get_text().strip()
    ]
    cut = [words for words, box in found if box.x0 < -1 or box.x1 > across + 1 or box.y0 < -1 or box.y1 > down + 1]
    # The name of a basis begins with an empty line; its words alone are looked at by their lower edge.
    lying = [
        f"{one!r} on {other!r}"
        for (one, box), (other, other_box) in combinations(found, 2)
        if not one.startswith("\n") and not other.startswith("\n") and box.overlaps(other_box)
    ]
    names = [(words, box) for words, box in found if words.startswith("\n")]
    lying += [
        f"{one!r} on {other!r}" for (one, box), (other, other_box) in combinations(names, 2) if box.overlaps(other_box)
    ]
    return [*(f"{words!r} is cut" for words in cut), *lying]


@pytest.mark.sweep
@pytest.mark.parametrize("width", WIDTHS)
def test_no_words_of_any_plan_lie_on_others(all_plans: dict[str, Plan], width: str) -> None:
    """In each chart of each plan and language."""
    wrong = {name: found for name, drawing in drawings(all_plans) if (found := wrong_words(drawing, width))}
    assert wrong == {}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["parts", "share", "trend"])
@pytest.mark.parametrize("name", ODD)
def test_no_words_of_odd_data_lie_on_others(name: str, kind: str, width: str) -> None:
    """One year only, gaps, negatives, many years, bases of one year, bases in turn."""
    if kind == "parts" and name == "below zero":
        return  # a part of a whole is never negative
    assert wrong_words(drawing(kind, ODD[name](kind)), width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_long_names_have_room(width: str) -> None:
    """Of a basis under its run, of the parts in the legend, of places beside their bars."""
    slots = ODD["five years and one"]("share")
    assert wrong_words(drawing("share", slots, LONG[:20], LONG[:20]), width) == []
    columns = tuple((f"part-{number}", f"{number}番目の部分の名前") for number in range(40))
    marks = tuple(Mark(id, 10.0, "10\n2.5%") for id, _ in columns)
    slots = (Slot("R2\n2020", "one", marks, 400.0, "400", when=2020),)
    parts = Drawing("parts", "単位：人", columns, (("one", "基準"),), slots, "part-7")
    assert wrong_words(parts, width) == []
    places = tuple(
        Slot(LONG if number % 3 else f"町{number}", "one", (Mark("a", value, f"{value}"),), ours=number == 4)
        for number, value in enumerate([104.2, -3.0, 98.0, 50.5, 99.9] * 8)
    )
    assert wrong_words(drawing("comparison", places, reference=100.0), width) == []


def gaps(drawing: Drawing, width: str) -> list[tuple[float, float]]:
    """Between two neighbours of one basis: how many years, and how many pixels."""
    places = positions(drawing, SIZES[width][0] * 0.98)
    by_basis: dict[str, list[tuple[float, float]]] = {}
    for place, slot in zip(places, drawing.slots, strict=True):
        if slot.when is not None:
            by_basis.setdefault(slot.basis, []).append((slot.when, place))
    return [
        (after[0] - before[0], after[1] - before[1])
        for found in by_basis.values()
        for before, after in pairwise(sorted(found))
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_years_are_as_far_apart_as_they_are(all_plans: dict[str, Plan], width: str) -> None:
    """Five years stand five times as far apart as one, in every basis: no growth looks steeper than it is."""
    odd = [(name, drawing("share", slots("share"))) for name, slots in ODD.items()]
    looked_at = 0
    for name, shown in [*drawings(all_plans), *odd]:
        found = gaps(shown, width)
        scales = {round(place / years, 6) for years, place in found}
        assert len(scales) <= 1, f"{name}: {found}"
        looked_at += len(scales)
    assert looked_at > 8


def test_a_bar_five_years_later_is_drawn_five_times_as_far(all_plans: dict[str, Plan]) -> None:
    """Measured on the bars themselves: 2010, 2015, 2020 beside 2014 to 2025."""
    figure = drawn(drawing_of(all_plans[""], "foreign-residents"))
    middles = [bar.get_window_extent().x0 + bar.get_window_extent().width / 2 for bar in figure.axes[0].patches]
    steps = [after - before for before, after in pairwise(middles)]
    assert len(middles) == 15
    assert steps[0] == pytest.approx(steps[1]) == pytest.approx(5 * steps[3])
    assert steps[3:] == pytest.approx([steps[3]] * 11)


def test_several_rows_of_one_year_stand_within_it() -> None:
    """In their order, before the next year."""
    slots = yearly("trend", (2019, 1.0), (2020, 2.0), (2020, 3.0), (2021, 4.0))
    assert positions(drawing("trend", slots), 700) == pytest.approx([0, 2, 3, 4])


def test_bases_whose_years_follow_each_other_share_one_axis() -> None:
    """The years between them are told by the distance, if each has room for its name; else they stand side by side."""
    slots = yearly("share", (2010, 1.0), (2015, 2.0)) + yearly("share", (2025, 3.0), basis="two")
    assert positions(drawing("share", slots), 700) == pytest.approx([0, 1, 3])
    close = yearly("share", *((year, 1.0) for year in range(1990, 2020))) + yearly("share", (2020, 2.0), basis="two")
    places = positions(drawing("share", close), 350)
    assert places[30] - places[29] > 2


@pytest.mark.parametrize(
    ("count", "across", "shown"),
    [(4, 50, [0, 1, 2, 3]), (12, 20, [0, 3, 5, 7, 9, 11]), (12, 8, [0, 6, 11]), (2, 5, [1]), (1, 5, [0])],
)
def test_words_under_a_chart_stand_apart(count: int, across: float, shown: list[int]) -> None:
    """The last is always told, the first where it has room, and of those between as many as have."""
    places = [float(place) for place in range(count)]
    found = apart(places, [32.0] * count, across, [list(range(count))])
    assert [index for index, is_shown in enumerate(found) if is_shown] == shown


def test_the_ends_of_each_basis_are_told_before_what_lies_between() -> None:
    """So a reader sees from when to when each was counted."""
    found = apart([0, 1, 2, 6, 7, 8], [40.0] * 6, 20, [[0, 1, 2], [3, 4, 5]])
    assert [index for index, is_shown in enumerate(found) if is_shown] == [2, 5]
    found = apart([0, 1, 2, 6, 7, 8], [36.0] * 6, 20, [[0, 1, 2], [3, 4, 5]])
    assert [index for index, is_shown in enumerate(found) if is_shown] == [0, 2, 3, 5]


@pytest.mark.sweep
def test_every_chart_names_its_unit(all_plans: dict[str, Plan]) -> None:
    """Of whatever kind; that of a comparison stands over its names."""
    for name, shown in drawings(all_plans):
        words = [text.get_text() for axes in drawn(shown).axes for text in axes.texts]
        assert shown.unit in words, name


def test_legend_and_bars_have_one_order(all_plans: dict[str, Plan]) -> None:
    """The legend from the left names the parts from the foot: the headline, then as the table has them."""
    shown = drawing_of(all_plans[""], "population-by-age")
    ids = [id for id, _ in shown.columns]
    assert [ids[index] for index in stacked(shown)] == ids
    assert [name for row in legend_rows(shown, 700) for _, name, index in row if index is not None] == [
        "65歳以上",
        "15～64歳",
        "0～14歳",
    ]
    bars = [bar for bar in drawn(shown).axes[0].patches if bar.get_height() in (53086, 127686, 27506)]
    assert [round(bar.get_height()) for bar in bars] == [53086, 127686, 27506]
    assert [bar.get_y() for bar in bars] == sorted(bar.get_y() for bar in bars)


def test_the_city_itself_is_marked(all_plans: dict[str, Plan]) -> None:
    """In its color and in bold letters."""
    from plan.drawing.chart_pen import Pen

    shown = drawing_of(all_plans[""], "day-night-neighbors")
    figure = drawn(shown)
    accent = Pen(shown, narrow=False).colors["accent"]
    marked = [text.get_text() for text in figure.axes[0].texts if text.get_color() == accent]
    assert marked == ["伊勢崎市", "97.6"]
    assert "値なし" not in said(figure)
