"""How long a round of actual values takes: nineteen offices, eighty-four values, ten slips among them.

    PYTHONPATH=hooks:tests/tools python tests/bench/collection.py

The tables are written, filled in as offices do, and taken over: with the slips, which are told, and without.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from collected import filled_in, handed_out, plan_of_offices
from copies import ROOT
from plan.commands.collect_in import take_over_round

CASE = yaml.safe_load((ROOT / "tests/collection/ten-slips.yml").read_text(encoding="utf-8"))


def main() -> None:
    """Print a line for each step: seconds of the processor, and by the clock."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        arguments = plan_of_offices(folder, CASE["offices"], CASE["values"])
        measured("tables written", lambda: handed_out(folder, arguments))
        out = folder / "collect-2023"
        for slips, what in ((CASE["slips"], "ten slips told"), ({}, "all taken over")):
            for path in sorted(out.glob("office-*.xlsx")):
                filled_in(path, slips)
            measured(
                what, lambda: take_over_round(folder / "data", folder / "docs", out, yes=True, today=date(2024, 6, 10))
            )


def measured(what: str, step: Callable[[], object]) -> None:
    """Do a step, and print how long it took."""
    clock, processor = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        step()
    spent = time.process_time() - processor, time.perf_counter() - clock
    print(f"{what:<20}{spent[0]:6.2f} s of the processor, {spent[1]:6.2f} s by the clock")


if __name__ == "__main__":
    main()
