"""While a first build reads the plan, another process compiles the templates and loads what draws charts."""

from __future__ import annotations

from pathlib import Path

import pytest
from copies import ROOT, change, copy_plan
from plan.machine.workers import Workers
from plan.publishing import first_build
from plan.publishing.current import KEPT, Desk
from plan.showing import templates
from plan.showing.renderer import COMPILED

LOOKS = ROOT / "overrides/pages"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, bool]]:
    """What was asked of other processes, and whether charts are to be drawn, in a process that compiled nothing yet."""
    asked: list[tuple[object, bool]] = []
    monkeypatch.setattr(templates._Compiled, "known", {})
    monkeypatch.setattr(Workers, "submit", lambda _, function, *given, charts: asked.append((function, charts)))
    return asked


def test_a_first_build_gets_ready_while_it_reads(tmp_path: Path, asked: list[tuple[object, bool]]) -> None:
    """Before it is known whether the plan is sound; neither a preview nor who finds templates compiled does so."""
    copy_plan(tmp_path)
    change({"delete": ["data/plan.yml"]}, tmp_path)
    for preview in (True, False):
        Desk(tmp_path, tmp_path / "docs", LOOKS, preview=preview).refresh()
    assert asked == [(first_build.get_ready, True)]
    (tmp_path / KEPT / COMPILED).mkdir(parents=True)
    Desk(tmp_path, tmp_path / "docs", LOOKS, preview=False).refresh()
    assert asked == [(first_build.get_ready, True)]


def test_a_plan_without_charts_loads_nothing_for_them(tmp_path: Path, asked: list[tuple[object, bool]]) -> None:
    """Its templates are compiled all the same."""
    (tmp_path / "data").mkdir()
    with Workers() as workers:
        first_build.begin(workers, tmp_path / "data", LOOKS, tmp_path)
    assert asked == [(first_build.get_ready, False)]


def test_every_template_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that cannot be is told by whoever renders it; a process that compiled something needs no other to do so."""
    monkeypatch.setattr(templates._Compiled, "known", {})
    looks = tmp_path / "looks"
    looks.mkdir()
    (looks / "sound.html").write_text("{{ title }}", encoding="utf-8")
    (looks / "wrong.html").write_text("{% if %}", encoding="utf-8")
    assert templates.never_compiled(tmp_path / "kept")
    first_build.get_ready(looks, tmp_path / "kept", charts=False)
    assert len([*(tmp_path / "kept").iterdir()]) == 1
    assert not templates.never_compiled(tmp_path / "kept")
    assert not templates.never_compiled(tmp_path / "another")
