"""A part of some work is done in a copy of the process where it may be copied, else in itself, with one answer."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from copies import ROOT
from plan.machine import beside as module
from plan.machine.beside import beside

#: Each line is what some work gave: whether another process did it, or what it raised.
PROGRAM = """
import os, sys
sys.path.insert(0, sys.argv[1])
from plan.machine import beside as module
from plan.machine.beside import beside
module._core_is_free = lambda: True
here = os.getpid()

def killed():
    if os.getpid() != here:
        os.kill(os.getpid(), 9)
    return "done here"

def faulty():
    raise ValueError("the same fault")

print("not to be printed twice", end=" ")
print(beside(os.getpid)() != here)
print(len(beside(lambda: "x" * 10_000_000)()))
print(beside(killed)())
print(beside(lambda: (lambda: "what pickle carries not"))()())
answer = beside(faulty)
try:
    answer()
except ValueError as error:
    print(error)
"""


def test_what_a_copy_of_the_process_gives() -> None:
    """More than a pipe holds; a copy that is killed, or fails, has its work done here, which raises what it raises."""
    command = [sys.executable, "-c", PROGRAM, str(ROOT / "hooks")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    copied = str(sys.platform == "linux")
    said = [f"not to be printed twice {copied}", "10000000", "done here", "what pickle carries not", "the same fault"]
    assert (done.stdout.splitlines(), done.stderr) == (said, "")


#: Has a copy of itself tell its number and work for ever, then waits for it.
FOR_EVER = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from plan.machine import beside as module
from plan.machine.beside import beside
module._core_is_free = lambda: True

def work():
    print(os.getpid(), flush=True)
    time.sleep(600)

beside(work)()
"""


def test_a_copy_ends_with_the_program_that_is_killed() -> None:
    """It holds what the program held, such as the lock of the folder that a site is built in. Where none is made, the
    program did the work itself.
    """
    command = [sys.executable, "-c", FOR_EVER, str(ROOT / "hooks")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        copy = int(program.stdout.readline())
        program.kill()
        program.stdout.read()  # comes to its end when the copy has ended, which has it too
    assert (copy != program.pid) == (sys.platform == "linux")
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(copy, 0)
            time.sleep(0.05)


def test_a_process_with_threads_is_not_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy would have one thread only, and what the others hold for ever."""
    monkeypatch.setattr(module, "_core_is_free", lambda: True)
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    try:
        assert beside(os.getpid)() == os.getpid()
    finally:
        ends.set()
        thread.join()


@pytest.mark.parametrize(("running", "free"), [(1, True), (2, False), (9, False)])
def test_a_core_is_free_where_fewer_run_than_there_are(
    running: int, free: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two; where the system does not say, none is."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(module, "_LOAD", tmp_path / "loadavg")
    assert not module._core_is_free()
    (tmp_path / "loadavg").write_text(f"0.52 1.18 3.01 {running}/312 4711\n", encoding="ascii")
    assert module._core_is_free() == free
