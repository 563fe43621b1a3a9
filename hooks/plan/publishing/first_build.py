"""Gets ready on the second core what a first build needs, which finds nothing kept, while the plan is read."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from plan.drawing import chart_files
from plan.machine.workers import Workers
from plan.showing import compiling
from plan.showing.compiling import COMPILED


def begin(workers: Workers, data: Path, looks: Path, kept: Path) -> Sequence[Future[None]]:
    """Where no template was compiled before, have all compiled, and then what draws charts loaded by the same process.

    What draws charts waits for what is given.
    """
    if not compiling.never_compiled(kept / COMPILED):
        return ()
    compiled = workers.submit(compiling.compile_all, looks, kept / COMPILED)
    if not any((data / "series").glob("*.yml")):
        return ()
    return (workers.submit_after([compiled], chart_files.get_ready),)
