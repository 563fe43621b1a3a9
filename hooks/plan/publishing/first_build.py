"""Gets ready on the second core what a first build needs, which finds nothing kept, while the plan is read."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from plan.machine.workers import Workers
from plan.showing import templates
from plan.showing.renderer import COMPILED


def begin(workers: Workers, data: Path, looks: Path, kept: Path) -> Sequence[Future[None]]:
    """Have it done where no template was compiled before; what draws charts waits for what is given."""
    if not templates.never_compiled(kept / COMPILED):
        return ()
    charts = any((data / "series").glob("*.yml"))
    return (workers.submit(get_ready, looks, kept / COMPILED, charts=charts),)


def get_ready(looks: Path, compiled: Path, *, charts: bool) -> None:
    """In a process of its own: compile all templates, and load what charts are drawn with."""
    templates.compile_all(looks, compiled)
    if charts:
        import plan.drawing.chart_svg  # noqa: F401
