"""While a first build reads the plan, another process compiles the templates and loads what draws charts."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

import pytest
from copies import ROOT, change, copy_plan
from plan.drawing import chart_files
from plan.machine.workers import Workers, there
from plan.publishing import first_build
from plan.publishing.current import KEPT, Desk
from plan.showing import compiling, templates
from plan.showing.compiling import COMPILED

LOOKS = ROOT / "overrides/pages"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of other processes, in a process that compiled nothing yet."""
    asked: list[object] = []
    monkeypatch.setattr(compiling._Compiled, "known", {})
    monkeypatch.setattr(Workers, "submit", lambda _, function, *given: asked.append(function) or there(None))
    monkeypatch.setattr(Workers, "submit_after", lambda _, needed, function: asked.append(function) or there(None))
    return asked


def test_a_first_build_gets_ready_while_it_reads(tmp_path: Path, asked: list[object]) -> None:
    """Before it is known whether the plan is sound; neither a preview nor who finds templates compiled does so."""
    copy_plan(tmp_path)
    change({"delete": ["data/plan.yml"]}, tmp_path)
    for preview in (True, False):
        Desk(tmp_path, tmp_path / "docs", LOOKS, preview=preview).refresh()
    assert asked == [compiling.compile_all, chart_files.get_ready]
    (tmp_path / KEPT / COMPILED).mkdir(parents=True)
    Desk(tmp_path, tmp_path / "docs", LOOKS, preview=False).refresh()
    assert len(asked) == 2


def test_a_plan_without_charts_loads_nothing_for_them(tmp_path: Path, asked: list[object]) -> None:
    """Its templates are compiled all the same."""
    (tmp_path / "data").mkdir()
    assert first_build.begin(Workers(), tmp_path / "data", LOOKS, tmp_path) == ()
    assert asked == [compiling.compile_all]


def test_every_template_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As whoever renders it would, who also tells of one that cannot be; a process that compiled one asks no other."""
    known: dict[tuple[str, str], CodeType] = {}
    monkeypatch.setattr(compiling._Compiled, "known", known)
    looks = tmp_path / "looks"
    looks.mkdir()
    (looks / "sound.html").write_text("{{ title }} {{ 1 + 2 }} {{ w.home }} < {{ '<' }}", encoding="utf-8")
    (looks / "wrong.html").write_text("{% if %}", encoding="utf-8")
    assert compiling.never_compiled(tmp_path / "kept")
    compiling.compile_all(looks, tmp_path / "kept")
    assert len(list((tmp_path / "kept").glob("*.cache"))) == 1
    (made,) = known.values()
    assert not compiling.never_compiled(tmp_path / "kept")
    assert not compiling.never_compiled(tmp_path / "another")
    known.clear()
    templates.environment(looks, tmp_path / "another").get_template("sound.html")
    assert known and [*known.values()] == [made]
