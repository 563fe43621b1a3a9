"""Charts: the same drawing gives the same bytes, is drawn once, and never joins two bases."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import printing
import pytest
from copies import ROOT
from plan.drawing import chart_colors, charts
from plan.drawing.chart_data import SIZES, Drawing, Mark, Slot
from plan.machine import whole_files
from plan.model import Plan, colors
from plan.pages.site import Site
from plan.reading import loader
from plan.showing import statistics
from plan.showing.catalog import Catalog
from plan.showing.doubts import Doubts
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer

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
    assert len(files) == len(plan.series) * 2 * 4
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
    whole_files.find_or_make(new, charts.draw, drawing, palette(plan), LIGHT)
    assert new not in before
    assert set(folder.iterdir()) == {*before, new}


def test_charts_hold_no_date_and_are_whole(site_of: Site) -> None:
    """Each file is SVG of the stated width, with no time in it."""
    charts_found = charts_of(site_of)
    assert len(charts_found) == 32
    for name, path in charts_found:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 - we made it
        width = 358 if ".narrow." in name else 720
        assert root.get("viewBox", "").split()[2] == str(width)
        assert b"<dc:date>" not in path.read_bytes()


def test_light_and_dark_differ_in_nothing_but_colors(plan: Plan) -> None:
    """Geometry, letters and ids are one drawing; each color is one of the scheme's own, or mixed of two of them."""
    schemes = {
        name: colors.scheme(**plan.details.colors.model_dump(), dark=name == "dark") for name in ("light", "dark")
    }
    for id in plan.series:
        drawing = drawing_of(plan, id)
        for width in SIZES:
            found = {
                name: charts.draw(drawing, scheme, charts.Variant(width, name)) for name, scheme in schemes.items()
            }
            assert found["light"] != found["dark"]
            assert COLOR.sub(b"", found["light"]) == COLOR.sub(b"", found["dark"])
            for name, scheme in schemes.items():
                own = {color.encode() for color in charts.colors_of(drawing, scheme).values()}
                assert set(COLOR.findall(found[name])) <= own, f"{id} {width} {name}"


def test_words_that_look_like_colors_are_words(plan: Plan) -> None:
    """Whatever stands in a label is drawn, and changes no color."""
    told = drawing_of(plan, "day-night-ratio")
    said = {
        words: charts.draw(Drawing(**vars(told) | {"reference_label": words}), palette(plan), LIGHT)
        for words in ("fill: {sky} {ink}", "fill: #000001 #ink", "stroke: {}")
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
        svg = charts.draw(drawing, scheme, charts.Variant("wide", "dark" if dark else "light")).decode()
        own = charts.colors_of(drawing, scheme)
        fills = [scheme["link"], *(own[name] for name in chart_colors.tones(6))]
        assert len(set(fills)) == 6
        assert all(f"fill: {fill}" in svg for fill in fills)


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


def test_two_bases_are_never_one_line(plan: Plan) -> None:
    """The trend has one line for each basis, through the points of that basis only."""
    from matplotlib.figure import Figure
    from plan.drawing.chart_drawing import KINDS
    from plan.drawing.chart_pen import Pen

    drawing = drawing_of(plan, "day-night-ratio")
    figure = Figure()
    KINDS["trend"](figure, drawing, Pen(drawing, narrow=False))
    lines = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert [len(line.get_xdata()) for line in lines] == [1, 1, 3]


def test_what_is_not_known_is_not_drawn(plan: Plan) -> None:
    """The year without figures is an empty slot that says so; no number is made up for it."""
    slots = {slot.label.split("\n")[0]: slot for slot in drawing_of(plan, "population-by-age").slots}
    assert slots["R6"].marks == ()
    assert slots["R6"].empty
    assert [mark.column for mark in slots["H22"].marks] == ["age-65-plus"]
    assert slots["H22"].empty
    assert not slots["R2"].empty
