"""The pictures of a build: each drawn once, named by all that it shows, and none asked for twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from copies import ROOT
from plan.drawing import charts, pictures
from plan.drawing.chart_data import Drawing, Mark, Slot
from plan.drawing.pictures import Pictures
from plan.machine.workers import Workers
from printing import Asked

PALETTE = {"brand": "#104455", "on-brand": "#ffffff", "highlight": "#f0a020"}
LINES = {"city": "市", "plan": "計画", "title": "題", "after": "1 → 2", "note": "指標\n令和8年度"}
LIGHT = {name: f"#{number:02x}4455" for number, name in enumerate(charts.NAMES, start=16)}
SCHEMES = {"light": LIGHT, "dark": LIGHT | {"ink": "#eeeeee"}}
DRAWING = Drawing("trend", "", (("a", "a"),), (("one", "one"),), (Slot("R1", "one", (Mark("a", 1.0, "1"),)),), "a")


def shared_name(kept: Path, lines: dict[str, str], palette: dict[str, str]) -> str:
    """The name of the file that is to hold a picture for sharing."""
    asked = Asked()
    Pictures(kept, asked).draw_to_share("x.ja", lines, palette)
    ((_, path, *_),) = asked.last
    return str(path.relative_to(kept))


def test_a_file_is_named_by_all_that_it_shows(tmp_path: Path) -> None:
    """Other words or another color, another file; the same, the same."""
    names = [
        shared_name(tmp_path, LINES, PALETTE),
        shared_name(tmp_path, LINES | {"note": ""}, PALETTE),
        shared_name(tmp_path, LINES, PALETTE | {"brand": "#104456"}),
    ]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"share/[0-9a-f]{32}\.png", name) for name in names)
    assert shared_name(tmp_path, dict(reversed(LINES.items())), PALETTE) == names[0]


@pytest.mark.parametrize(
    ("keyed", "start"),
    [(charts.DRAWN_BY, "chart_files"), (pictures.SHARED_BY, "share_picture")],
    ids=["chart", "share"],
)
def test_the_key_is_of_every_module_that_draws(keyed: tuple[str, ...], start: str) -> None:
    """A change in any of them draws anew: all that a process loads of this room when it draws."""
    waiting, found = [start], set()
    while waiting:
        module = waiting.pop()
        found.add(module)
        source = (ROOT / "hooks/plan/drawing" / f"{module}.py").read_text(encoding="utf-8")
        whole = re.findall(r"^ *from plan\.drawing import ([a-z_, ]+)", source, re.MULTILINE)
        parts = re.findall(r"^ *from plan\.drawing\.([a-z_]+) import", source, re.MULTILINE)
        waiting += [name for names in [*whole, *parts] for name in names.split(", ") if name not in found]
    assert sorted(found) == sorted(keyed)


def test_charts_come_before_what_nobody_waits_for(tmp_path: Path) -> None:
    """All charts of a small plan are one question, which loads matplotlib once."""
    asked = Asked()
    drawn = Pictures(tmp_path, asked)
    drawn.draw_charts({("a", "ja"): DRAWING, ("b", "ja"): Drawing(**vars(DRAWING) | {"unit": "人"})}, SCHEMES)
    drawn.draw_to_share("plan.ja", LINES, PALETTE)
    ((function, told),) = asked.now
    assert function == "draw_all"
    assert [(chart.width, len(chart.files)) for chart in told] == [("wide", 2), ("narrow", 2)] * 2
    assert [function for function, *_ in asked.last] == ["find_or_make"]


def test_many_charts_are_spread_over_the_processes(tmp_path: Path) -> None:
    """No one draws all of a large plan."""
    asked = Asked()
    drawings = {(f"series-{number}", "ja"): Drawing(**vars(DRAWING) | {"unit": str(number)}) for number in range(20)}
    Pictures(tmp_path, asked).draw_charts(drawings, SCHEMES)
    assert [len(told) for _, told in asked.now] == [16, 16, 8]


def test_what_is_there_is_not_drawn_again(tmp_path: Path) -> None:
    """In the next build nothing is asked for; a file that was lost is drawn anew, and no other is touched."""
    with Workers() as workers:
        first = Pictures(tmp_path, workers)
        first.draw_charts({("a", "ja"): DRAWING}, SCHEMES)
        first.draw_to_share("plan.ja", LINES, PALETTE)
        files = first.files()
    assert sorted(files) == [
        "assets/charts/a.ja.dark.narrow.svg",
        "assets/charts/a.ja.dark.wide.svg",
        "assets/charts/a.ja.light.narrow.svg",
        "assets/charts/a.ja.light.wide.svg",
        "assets/share/plan.ja.png",
        "data/charts/a.ja.png",
        "data/charts/a.ja.svg",
    ]
    written = {path: path.stat().st_mtime_ns for path in files.values()}
    assert len(written) == 6
    asked = Asked()
    again = Pictures(tmp_path, asked)
    again.draw_charts({("a", "ja"): DRAWING}, SCHEMES)
    again.draw_to_share("plan.ja", LINES, PALETTE)
    assert (asked.now, asked.last) == ([], [])
    assert again.files() == files

    lost = files["assets/charts/a.ja.dark.wide.svg"]
    content = lost.read_bytes()
    lost.unlink()
    with Workers() as workers:
        third = Pictures(tmp_path, workers)
        third.draw_charts({("a", "ja"): DRAWING}, SCHEMES)
        assert third.files()["assets/charts/a.ja.dark.wide.svg"].read_bytes() == content
    assert {path: path.stat().st_mtime_ns for path in written if path != lost} == {
        path: time for path, time in written.items() if path != lost
    }


def test_a_fault_in_a_process_is_raised_where_the_files_are_asked_for(tmp_path: Path) -> None:
    """And nothing half-written lies there."""
    bad = Drawing(**vars(DRAWING) | {"kind": "no such kind"})
    with Workers() as workers:
        drawn = Pictures(tmp_path, workers)
        drawn.draw_charts({("a", "ja"): bad}, SCHEMES)
        with pytest.raises(KeyError, match="no such kind"):
            drawn.files()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
