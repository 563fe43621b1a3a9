"""What every benchmark does: whole processes in turns on one machine, and a table of what they took.

Two figures from different machines, or from one machine an hour apart, say little; two of the same round do. So the
ratio is what counts, by the least as by the median.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from building import ENVIRONMENT

_ENVIRONMENT = {name: value for name, value in ENVIRONMENT.items() if name != "PYTHONPATH"}


class Measured(NamedTuple):
    """What one run took: seconds on the clock, seconds of all cores, megabytes of the largest process at most."""

    seconds: float
    cpu: float = 0.0
    memory: float = 0.0


def run(command: Sequence[str], folder: Path) -> Measured:
    """One process from its start to its end, with those that it starts and waits for; it must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    taken = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{command}\n{said.decode(errors='replace')[-3000:]}"
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Measured(taken, usage.ru_utime + usage.ru_stime, peak)


def in_turns(contenders: Mapping[str, Callable[[], Measured]], runs: int) -> dict[str, list[Measured]]:
    """Each contender once a round, in so many rounds."""
    found: dict[str, list[Measured]] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, contender in contenders.items():
            found[name].append(contender())
    return found


def print_table(found: Mapping[str, Sequence[Measured]]) -> None:
    """A line for each contender; its ratio is the time of the first one by its own."""
    width = max(map(len, found))
    print(f"  {'':{width}}  least s  median s  CPU s   memory  ratio by least, by median, by CPU")
    first, first_cpu = [[run[place] for run in next(iter(found.values()))] for place in (0, 1)]
    for number, (name, runs) in enumerate(found.items()):
        seconds = [run.seconds for run in runs]
        least, median = min(seconds), statistics.median(seconds)
        cpu, memory = min(run.cpu for run in runs), max(run.memory for run in runs)
        line = f"  {name:{width}} {least:8.2f}  {median:8.2f}"
        line += f" {cpu:6.2f} {memory:5.0f} MB" if memory else f"{'':16}"
        if number:
            line += f"  {min(first) / least:.2f}, {statistics.median(first) / median:.2f}"
            line += f", {min(first_cpu) / cpu:.2f}" if cpu else ""
        print(line, flush=True)
