"""Charts: the same drawing gives the same bytes, is drawn once, and never joins two bases."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import printing
import pytest
from copies import ROOT
from plan.drawing import chart_colors, chart_geometry, charts
from plan.drawing.chart_data import SIZES, Drawing, Mark, Slot
from plan.machine import store
from plan.model import Plan, colors
from plan.pages.site import Site
from plan.reading import loader
from plan.showing import statistics
from plan.showing.catalog import Catalog
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer

if TYPE_CHECKING:  # the tests themselves load matplotlib only where they look at a figure
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

LIGHT, DARK = charts.Variant("wide", "light"), charts.Variant("narrow", "dark")
COLOR = re.compile(rb"#[0-9a-f]{6}\b")


def palette(plan: Plan) -> dict[str, str]:
    """The light colors of the real plan."""
    return dict(colors.scheme(**plan.details.colors.model_dump(), dark=False))


def drawing_of(plan: Plan, id: str, language: str = "ja") -> Drawing:
    """What the chart of a series draws."""
    speaker = Localizer(language, plan.languages, plan.words)
    return statistics.figure(id, plan.series[id], plan, speaker, Doubts(Catalog(plan), speaker)).drawing


def new_site(plan: Plan, kept: Path) -> Site:
    """The pages of the real plan without documents; charts once drawn are in `kept`."""
    chapters = loader.load_plan(ROOT / "data", ROOT / "docs").chapters
    return printing.site_with_pictures(Renderer(plan, chapters, ROOT / "overrides/pages", kept), to_share=False)


@pytest.fixture
def site_of(plan: Plan, tmp_path: Path) -> Site:
    """The site of the real plan, with no chart drawn yet."""
    return new_site(plan, tmp_path / "kept")


def charts_of(site: Site) -> list[tuple[str, Path]]:
    """The charts among a site's files, by their published name."""
    files = site.files.items()
    return [(name, path) for name, path in files if name.startswith("assets/charts/") and isinstance(path, Path)]


@pytest.mark.sweep
def test_same_drawing_same_bytes(plan: Plan) -> None:
    """Also in a process with another time zone and hash seed."""
    drawing = drawing_of(plan, "day-night-ratio")
    first = charts.draw(drawing, palette(plan), LIGHT)
    assert charts.draw(drawing, palette(plan), LIGHT) == first
    code = (
        "import sys; sys.path[:0] = ['hooks', 'tests', 'tests/tools']\n"
        "from pathlib import Path\n"
        "from plan.drawing import charts; from plan.reading import loader; import test_charts\n"
        "plan = loader.load_plan(Path('data'), Path('docs')).plan\n"
        "drawing = test_charts.drawing_of(plan, 'day-night-ratio')\n"
        "sys.stdout.buffer.write(charts.draw(drawing, test_charts.palette(plan), test_charts.LIGHT))\n"
    )
    environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert other.stdout == first


def test_a_chart_is_drawn_once(plan: Plan, site_of: Site, tmp_path: Path) -> None:
    """A second build draws none; a changed number draws only the charts of its series."""
    files = [path for _, path in charts_of(site_of)]
    assert len(files) == len(plan.series) * len(plan.languages.codes) * 4
    before = {path: path.stat().st_mtime_ns for path in files}
    assert new_site(plan, tmp_path / "kept").files == site_of.files
    assert {path: path.stat().st_mtime_ns for path in files} == before

    series = plan.series["day-night-ratio"]
    row = series.rows[-1]
    value = row.values[0].model_copy(update={"value": 97})
    changed_row = row.model_copy(update={"values": (value, *row.values[1:])})
    changed = series.model_copy(update={"rows": (*series.rows[:-1], changed_row)})
    speaker = Localizer("ja", plan.languages, plan.words)
    drawing = statistics.figure("day-night-ratio", changed, plan, speaker, Doubts(Catalog(plan), speaker)).drawing
    folder = files[0].parent
    new = folder / charts.file_name(drawing, palette(plan), LIGHT)
    store.find_or_make(new, charts.draw, drawing, palette(plan), LIGHT)
    assert new not in before
    assert {path for path in folder.iterdir() if path.suffix == ".svg"} == {*before, new}


def test_charts_hold_no_date_and_are_whole(site_of: Site) -> None:
    """Each file is SVG of the stated width, with no time in it."""
    charts_found = charts_of(site_of)
    assert len(charts_found) == 48
    for name, path in charts_found:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - we made it
        width = 358 if ".narrow." in name else 720
        assert root.get("viewBox", "").split()[2] == str(width)
        assert b"<dc:date>" not in path.read_bytes()


@pytest.mark.sweep
def test_light_and_dark_differ_in_nothing_but_colors(plan: Plan) -> None:
    """Geometry, letters and ids are one drawing; each color is one of the scheme's own, or mixed of two of them.

    A dark one has its ground with it, so that it can be read when it is opened alone; a light one has none, for paper.
    """
    schemes = {
        name: colors.scheme(**plan.details.colors.model_dump(), dark=name == "dark") for name in ("light", "dark")
    }
    for id in plan.series:
        drawing = drawing_of(plan, id)
        for width in SIZES:
            found = {
                name: charts.draw(drawing, scheme, charts.Variant(width, name)) for name, scheme in schemes.items()
            }
            ground = b'\n <rect width="100%%" height="100%%" fill="%b"/>\n'
            for name, color in (("light", b"none"), ("dark", schemes["dark"]["paper"].encode())):
                assert found[name].count(ground % color) == 1
                found[name] = found[name].replace(ground % color, b"")
            assert found["light"] != found["dark"]
            assert COLOR.sub(b"", found["light"]) == COLOR.sub(b"", found["dark"])
            for name, scheme in schemes.items():
                own = {color.encode() for color in charts.colors_of(drawing, scheme, name).values()}
                assert set(COLOR.findall(found[name])) <= own, f"{id} {width} {name}"


def test_words_that_look_like_colors_are_words(plan: Plan) -> None:
    """Whatever stands in a label is drawn, and changes no color."""
    told = drawing_of(plan, "day-night-ratio")
    said = {
        words: charts.draw(Drawing(**vars(told) | {"reference_label": words}), palette(plan), LIGHT)
        for words in ('fill="{sky}" {ink}', 'fill="#000001" #ink', 'style="fill: {}"')
    }
    own = {color.encode() for color in palette(plan).values()}
    for words, svg in said.items():
        drawn = ElementTree.fromstring(svg)  # noqa: S314 - we made it
        assert set(COLOR.findall(re.sub(rb"<!--.*?-->", b"", svg))) <= own
        assert len(list(drawn.iter("{http://www.w3.org/2000/svg}use"))) > len(words.replace(" ", ""))


def test_as_many_parts_as_a_series_has(plan: Plan) -> None:
    """Each part has a fill of its own, from the strongest to the quietest, in both schemes."""
    columns = tuple((f"part-{number}", f"部分{number}") for number in range(6))
    marks = tuple(Mark(id, 10.0, "10") for id, _ in columns)
    drawing = Drawing("parts", "人", columns, (("one", "基準"),), (Slot("R2", "one", marks, 60.0, "60"),), "part-2")
    for dark in (False, True):
        scheme = colors.scheme(**plan.details.colors.model_dump(), dark=dark)
        name = "dark" if dark else "light"
        svg = charts.draw(drawing, scheme, charts.Variant("wide", name)).decode()
        own = charts.colors_of(drawing, scheme, name)
        fills = [scheme["link"], *(own[name] for name in chart_colors.tones(6))]
        assert len(set(fills)) == 6
        assert all(f'fill="{fill}"' in svg for fill in fills)


def outlined(words: str, scheme: dict[str, str]) -> bytes:
    """A chart with some words in it."""
    slot = Slot(words, "one", (Mark("a", 1.0, "1"),))
    return charts.draw(Drawing("trend", "", (("a", "a"),), (("one", "one"),), (slot,), "a"), scheme, LIGHT)


def test_every_letter_is_drawn_by_a_face_that_has_it(plan: Plan) -> None:
    """matplotlib would draw a box and go on; a name's own variant and a letter of another face have their outlines."""
    colors_ = palette(plan)
    other = [outlined(words, colors_) for words in ("𠮷野 ‣ ✔", "葛城", "葛\U000e0101城", "Нгуєн", "Nguyễn")]
    assert len({svg.count(b"<path id=") for svg in other} | {0}) > 1
    assert other[1] != other[2]
    assert outlined("か\u3099 \u2f26", colors_) == outlined("が 子", colors_)


def test_what_no_face_has_is_the_printers_mark(plan: Plan) -> None:
    """Only what is never printed can hold it: reading refuses it elsewhere."""
    assert outlined("絵\U0001fae0", palette(plan)) == outlined("絵〓", palette(plan))


def drawn(drawing: Drawing, width: str = "wide", own: tuple[str, ...] = ()) -> Figure:
    """A drawing on its figure, before it becomes a file."""
    from matplotlib.figure import Figure
    from plan.drawing.chart_drawing import KINDS
    from plan.drawing.chart_pen import Pen

    across, down = chart_geometry.size(drawing, width)
    figure = Figure(figsize=(across / 72, down / 72), dpi=72)
    KINDS[drawing.kind](figure, drawing, Pen(drawing, width == "narrow", own))
    return figure


def marked_lines(figure: Figure) -> list[Line2D]:
    """The lines through figures, the others being level."""
    return [line for line in figure.axes[0].lines if line.get_marker() == "o"]


def points(line: Line2D) -> list[tuple[float, float]]:
    """The points of a line, in pixels."""
    return [(float(x), float(y)) for x, y in line.get_transform().transform(line.get_xydata())]


def said(figure: Figure) -> list[str]:
    """All words of a figure."""
    return [text.get_text() for text in figure.axes[0].texts]


def years(kind: str, *values: float | None, reference: float | None = None) -> Drawing:
    """A drawing of a figure a year, with the years that have none."""
    slots = tuple(
        Slot(f"R{year}\n{2018 + year}", "one", () if value is None else (Mark("a", value, f"{value}"),), empty="値なし")
        for year, value in enumerate(values, start=1)
    )
    named = "" if reference is None else f"基準 {reference}"
    return Drawing(kind, "人", (("a", "値"),), (("one", "国勢調査"),), slots, "a", reference, named, "0人")


def test_two_bases_are_never_one_line(plan: Plan) -> None:
    """The trend has one line for each basis, through the points of that basis only."""
    figure = drawn(drawing_of(plan, "day-night-ratio"))
    assert [len(line.get_xdata()) for line in marked_lines(figure)] == [1, 1, 3]


def test_a_line_ends_at_a_year_without_a_figure() -> None:
    """And begins again after it; the year says that it has none."""
    figure = drawn(years("trend", None, 5, 6, None, None, 7, None, 8, 9, 8))
    assert [list(map(float, line.get_ydata())) for line in marked_lines(figure)] == [[5, 6], [7], [8, 9, 8]]
    assert said(figure).count("値なし") == 4


UNEVEN = {
    "teeth": years("trend", 10, 90, 15, 95, 20, 99, 5, 60),
    "valley": years("trend", 90, 60, 20, 5, 20, 60, 90, reference=50.0),
    "gap": years("trend", 52.1, 48.3, None, 50.9, 51.7, None, 55.5, reference=50.0),
    "rise": years("trend", -320, -150, 80, 400),
    "below zero": years("trend", -320, -300, None, -310),
    "level": years("trend", 5, 5, 5),
}


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", UNEVEN)
def test_no_words_lie_on_a_line(name: str, width: str) -> None:
    """Each label and each name is beside the lines, off the points, inside the picture and over no other words."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.path import Path as Outline

    figure = drawn(UNEVEN[name], width)
    FigureCanvasSVG(figure)
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]
    lines = [Outline(line.get_transform().transform(line.get_xydata())) for line in figure.axes[0].lines]
    assert len(boxes) > len(UNEVEN[name].slots)
    for box in boxes:
        assert not any(line.intersects_bbox(box, filled=False) for line in lines)
        assert not any(box.contains(x, y) for line in marked_lines(figure) for x, y in points(line))
        assert not any(box is not other and box.overlaps(other) for other in boxes)
        assert box.x0 >= 0
        assert box.x1 <= SIZES[width][0]


@pytest.mark.parametrize("width", SIZES)
def test_no_words_of_many_bars_lie_over_those_of_another(width: str) -> None:
    """Where a part is too low for two lines and its bar too narrow for one, its figure stands alone."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    invented = loader.load_plan(ROOT / "tests/plans/nagino-city/data", ROOT / "tests/plans/nagino-city/docs").plan
    assert invented
    figure = drawn(drawing_of(invented, "population-by-age"), width)
    FigureCanvasSVG(figure)
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text().strip()]
    inside = [
        (text, bar)
        for text in boxes
        for bar in (patch.get_window_extent() for patch in figure.axes[0].patches)
        if bar.y0 < text.y0 and text.y1 < bar.y1 and bar.x0 < (text.x0 + text.x1) / 2 < bar.x1
    ]
    assert all(bar.x0 <= text.x0 and text.x1 <= bar.x1 for text, bar in inside)
    assert len(boxes) > 8
    assert not [box for box in boxes for other in boxes if box is not other and box.overlaps(other)]


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("id", ["population-by-age", "foreign-residents", "day-night-ratio"])
def test_no_year_stands_on_the_line_under_it(plan: Plan, id: str, width: str) -> None:
    """The line over the name of a basis is between the years and that name, whatever the kind of the chart."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    drawing = drawing_of(plan, id)
    figure = drawn(drawing, width)
    FigureCanvasSVG(figure)
    boxes = {text.get_text().strip(): text.get_window_extent() for text in figure.axes[0].texts}
    axes = figure.axes[0]
    foot = min(axes.transData.transform((0, float(line.get_ydata()[0])))[1] for line in axes.lines)
    years_ = [boxes[slot.label] for slot in drawing.slots if slot.label in boxes]
    assert len(years_) > 1
    assert min(box.y0 for box in years_) > foot + 2
    names = [box for words, box in boxes.items() if any(words.split("\n")[0] in name for _, name in drawing.bases)]
    assert names
    assert min(box.y0 for box in names) >= 0


def test_the_zero_line_has_its_name_where_a_figure_is_negative() -> None:
    """And nowhere else; a reference of zero names it already."""
    for kind in ("trend", "share", "comparison"):
        assert "0人" in said(drawn(years(kind, -3, 2)))
        assert "0人" not in said(drawn(years(kind, 3, 2)))
    assert "0人" not in said(drawn(years("trend", -3, 2, reference=0.0)))
    levels = [set(map(float, line.get_ydata())) for line in drawn(years("trend", -320, -300)).axes[0].lines]
    assert {0.0} in levels


def test_a_negative_bar_has_its_words_below_it() -> None:
    """Within the picture, and apart from the year."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    for width in SIZES:
        figure = drawn(years("share", -32, 15, None, -5), width)
        FigureCanvasSVG(figure)
        boxes = {text.get_text(): text.get_window_extent() for text in figure.axes[0].texts if text.get_text()}
        foot = figure.axes[0].transData.transform((0, -32))[1]
        assert boxes["R1\n2019"].y1 < boxes["-32"].y0
        assert boxes["-32"].y1 < foot
        zero = figure.axes[0].transData.transform((0, 0))[1]
        assert boxes["値なし"].y0 > zero


def test_a_row_without_a_figure_says_so() -> None:
    """In a comparison too, where no bar can be seen."""
    assert said(drawn(years("comparison", 3, None))).count("値なし") == 1


def test_a_chart_opened_alone_has_its_colors(site_of: Site) -> None:
    """No style stands in a picture: the policy of the site, which holds for every file, would take it away."""
    for _, path in charts_of(site_of):
        svg = path.read_bytes()
        assert b"style" not in re.sub(rb"<!--.*?-->", b"", svg)
        assert svg.count(b'fill="#') > 10


def test_what_is_not_known_is_not_drawn(plan: Plan) -> None:
    """The year without figures is an empty slot that says so; no number is made up for it."""
    slots = {slot.label.split("\n")[0]: slot for slot in drawing_of(plan, "population-by-age").slots}
    assert slots["R6"].marks == ()
    assert slots["R6"].empty
    assert [mark.column for mark in slots["H22"].marks] == ["age-65-plus"]
    assert slots["H22"].empty
    assert not slots["R2"].empty


def test_a_bar_of_unknown_height_has_no_frame(plan: Plan) -> None:
    """A frame is as high as a whole that is known; without one it would be read as a bar: the words stand alone."""
    from matplotlib.figure import Figure
    from plan.drawing.chart_drawing import KINDS
    from plan.drawing.chart_pen import Pen

    known, other = (Mark("a", 30.0, "30"),), (Mark("a", 40.0, "40"), Mark("b", 60.0, "60"))

    def heights(slot: Slot) -> list[float]:
        slots = (Slot("H27", "one", other, 100.0, "100"), slot)
        drawing = Drawing("parts", "", (("a", "a"), ("b", "b")), (("one", "one"),), slots, "a")
        figure = Figure()
        KINDS["parts"](figure, drawing, Pen(drawing, narrow=False))
        bars = [bar for bar in figure.axes[0].patches if bar.get_x() > 0.5]
        return [bar.get_height() for bar in bars]

    assert heights(Slot("R2", "one", (), empty="none")) == []
    assert heights(Slot("R2", "one", known, empty="none")) == [30.0]
    assert heights(Slot("R2", "one", known, 90.0, "90", "none")) == [90.0, 30.0]
