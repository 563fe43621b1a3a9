"""Builds forty invented cities as an array on Debian's Slurm, on one node: `make slurm`.

Most are sound, some are broken, hostile or take too long. The array is killed while it runs, sent once more, and sent
a third time when nothing has changed. No part of `make test`: it needs the package `slurm-wlm`, and to be root.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import scale
from copies import ROOT, copy_plan, edit
from plan.publishing import manifest

ENGINE = "hooks/plan/publishing/engines/slurm.sh"
#: Nobody proves who he is on this one node, and processes are found in /proc.
CONFIGURATION = """
ClusterName=tests
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
SlurmctldPort={controller}
SlurmdPort={node}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/controller.pid
SlurmdPidFile={folder}/node.pid
SlurmctldLogFile={folder}/controller.log
SlurmdLogFile={folder}/node.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""
#: What becomes of the cities that are not sound, by number.
BROKEN, HOSTILE, OUTSIDE, ENDLESS = (4, 17), (9, 25), (12,), (20,)
#: How long a city may take, and the array in all.
LIMIT, PATIENCE = 30, 900  # seconds


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="module")
def slurm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A cluster of one node; the environment of its commands."""
    folder = tmp_path_factory.mktemp("slurm")
    for name in ("state", "spool"):
        (folder / name).mkdir()
    host = socket.gethostname().partition(".")[0]
    details = {"host": host, "folder": folder, "cores": os.cpu_count()}
    text = CONFIGURATION.format(**details, controller=free_port(), node=free_port())
    (folder / "slurm.conf").write_text(text, encoding="utf-8")
    environment = os.environ | {"SLURM_CONF": str(folder / "slurm.conf"), "LIMIT": str(LIMIT)}
    daemons = [
        subprocess.Popen([*command, "-D"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in (["slurmctld", "-c"], ["slurmd"])
    ]
    try:
        until = time.monotonic() + 30
        while b"idle" not in subprocess.run(["sinfo", "-h"], env=environment, capture_output=True, check=False).stdout:
            assert time.monotonic() < until, "the node does not come up"
            time.sleep(0.3)
        yield environment
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
            daemon.wait(20)


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty cities of one plan under other names; the folder around `cities` and `out`."""
    folder = tmp_path_factory.mktemp("prefecture")
    for number in range(1, 41):
        city = copy_plan(folder / f"cities/city-{number:02}")
        edit(city / "data/plan.yml", "minamo.example", f"city{number}.example")
        plan, card = city / "data/plan.yml", city / "data/projects/bus-counter.yml"
        if number in BROKEN:
            edit(card, "value: 200", "value: many")
        elif number in HOSTILE:
            plan.write_bytes(plan.read_bytes() + b"bomb: &a [" + b"*a, " * 9 + b"*a]\n")
        elif number in OUTSIDE:
            shutil.rmtree(city / "data")
            (city / "data").symlink_to(folder / "cities/city-01/data", target_is_directory=True)
        elif number in ENDLESS:
            shutil.rmtree(city)
            scale.make_plan(2100, city, 1)
    return folder


def send(slurm: dict[str, str], folder: Path, *, wait: bool = True) -> str:
    """Send the array; its number."""
    given = f"--export=ALL,CITIES={folder / 'cities'},OUT={folder / 'out'}"
    logs = f"--output={folder}/task-%a.log"
    command = ["sbatch", "--parsable", *(["--wait"] if wait else []), "--array=1-8", "--cpus-per-task=1", "--mem=0"]
    sent = subprocess.run(
        [*command, given, logs, ENGINE],
        cwd=ROOT, env=slurm, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert re.fullmatch(r"\d+\n", sent.stdout), sent.stderr
    return sent.stdout.strip()


def table(folder: Path) -> dict[str, str]:
    """What became of each city."""
    said = json.loads((folder / "out/.work/summary.json").read_text(encoding="utf-8"))
    return {row["city"]: row["state"] for row in said["each"]}


def named(*numbers: int) -> set[str]:
    """The cities of some numbers."""
    return {f"city-{number:02}" for number in numbers}


def test_an_array_that_is_killed_goes_on_where_it_was(slurm: dict[str, str], cities: Path) -> None:
    """Nobody builds after the kill; the next run has every sound city, and the one after it builds none."""
    job = send(slurm, cities, wait=False)
    until = time.monotonic() + PATIENCE
    while len([*cities.glob("out/city-*")]) < 6:
        assert time.monotonic() < until, (cities / "task-1.log").read_text(encoding="utf-8")
        time.sleep(0.5)
    subprocess.run(["scancel", "--signal=KILL", "--full", job], env=slurm, check=True)
    subprocess.run(["scancel", job], env=slurm, check=True)
    while subprocess.run(["squeue", "-h"], env=slurm, capture_output=True, check=True).stdout:
        time.sleep(0.3)
    time.sleep(1)
    assert subprocess.run(["pgrep", "-f", str(cities)], capture_output=True, check=False).stdout == b""
    built = {path.name for path in cities.glob("out/city-*")}
    for name in built:
        assert list(manifest.differences(cities / "out" / name)) == []
    known = {path.parent.name for path in cities.glob("out/.work/*/outcome.json")}
    assert len(built - known) <= (os.cpu_count() or 1), "killed between a site and what is kept of it"

    send(slurm, cities)
    states = table(cities)
    unsound = named(*BROKEN, *HOSTILE, *OUTSIDE, *ENDLESS)
    assert {name for name, state in states.items() if state in ("built", "unchanged")} == states.keys() - unsound
    assert {name for name, state in states.items() if state == "unchanged"} >= built & known
    assert {states[name] for name in named(*BROKEN, *HOSTILE)} == {"faulty"}
    assert {states[name] for name in named(*OUTSIDE, *ENDLESS)} == {"failed"}
    assert {path.name for path in cities.glob("out/city-*")} == states.keys() - unsound

    send(slurm, cities)
    again = table(cities)
    assert {name for name, state in again.items() if state == "unchanged"} == states.keys() - unsound
    assert {name for name, state in again.items() if state == "built"} == set()
