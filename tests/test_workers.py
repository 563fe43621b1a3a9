"""Processes beside the program: what they answer, what becomes of their faults, and that none outlives its builder."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from copies import ROOT
from plan.machine import store, whole_files
from plan.machine.workers import WorkerError, Workers, there


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Processes that rest after the test."""
    with Workers() as pool:
        yield pool


def runs(process: int) -> bool:
    """Whether a process is there, and not only waits for somebody to ask what became of it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").split()[2] != "Z"


def test_answers_come_from_other_processes(workers: Workers) -> None:
    """Each by its own question, from no more processes than there are cores, none of them this one."""
    roots = [workers.submit(math.sqrt, number * number) for number in range(50)]
    processes = {workers.submit(os.getpid).result() for _ in range(20)}
    assert [root.result() for root in roots] == list(range(50))
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= (os.cpu_count() or 1)


def test_a_fault_is_raised_where_the_answer_is_asked_for(workers: Workers) -> None:
    """And the processes go on."""
    with pytest.raises(ValueError, match="math domain error"):
        workers.submit(math.sqrt, -1).result()
    assert workers.submit(math.sqrt, 4).result() == 2


def test_nobody_waits_for_a_thread_that_failed(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for want of memory, outside of any question: all that is asked for has the fault, and the next is answered."""

    def lacking() -> None:
        raise MemoryError("none is left")

    with monkeypatch.context() as patch:
        patch.setattr(workers, "_take", lacking)
        with pytest.raises(MemoryError, match="none is left"):
            workers.submit(math.sqrt, 4).result(timeout=60)
    assert workers.submit(math.sqrt, 9).result(timeout=60) == 3


def test_what_a_library_prints_is_no_answer(workers: Workers) -> None:
    """It goes where this program's complaints go."""
    assert workers.submit(print, "a word of a library", flush=True).result() is None
    assert workers.submit(math.sqrt, 4).result() == 2


def test_a_process_that_is_killed_is_told_and_replaced(workers: Workers) -> None:
    """Not waited for."""
    with pytest.raises(WorkerError, match=r"^_exit: the process ended without an answer$"):
        workers.submit(os._exit, 1).result()
    assert workers.submit(math.sqrt, 4).result() == 2


def test_some_wait_for_others_and_some_for_all(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs others comes after them, but before what was asked for later; what nobody waits for comes last."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # a queue of one process has one order
    order: list[str] = []
    busy = workers.submit(time.sleep, 0.5)
    asked = {"last": workers.submit_last(math.sqrt, 1), "after": workers.submit_after([busy], math.sqrt, 1)}
    asked |= {f"{number}": workers.submit(math.sqrt, 1) for number in range(20)}
    for name, answer in asked.items():
        answer.add_done_callback(lambda _, name=name: order.append(name))  # type: ignore[misc]
    for answer in asked.values():
        answer.result()
    assert order == ["after", *map(str, range(20)), "last"]


def test_what_waits_for_a_fault_has_it(workers: Workers) -> None:
    """It is not asked for, and says why."""
    waiting = workers.submit_after([workers.submit(math.sqrt, 4), workers.submit(math.sqrt, -1)], os.getpid)
    with pytest.raises(ValueError, match="math domain error"):
        waiting.result()


def test_rest_cancels_what_waits_for_others() -> None:
    """Whether these are cancelled themselves, or come to their end."""
    pool = Workers()
    running = [pool.submit(time.sleep, 0.3) for _ in range(os.cpu_count() or 1)]
    time.sleep(0.1)
    later = pool.submit(time.sleep, 0.3)
    waiting = [pool.submit_after([answer], os.getpid) for answer in (running[0], later)]
    pool.rest()
    assert [answer.cancelled() for answer in (*waiting, later, running[0])] == [True, True, True, False]
    assert pool.submit(os.getpid).result() != os.getpid()
    pool.rest()


def test_a_process_ends_by_itself_when_nothing_is_left() -> None:
    """Everything that was asked for is answered first, what waits for others too; another question begins anew."""
    pool = Workers()
    process = pool.submit(os.getpid)
    slow = [pool.submit(time.sleep, 0.2) for _ in range(4)]
    after = pool.submit_after(slow, os.getpid)
    last = pool.submit_last(os.getpid)
    pool.finish()
    assert {after.result(), last.result()} - {os.getpid()}
    for _ in range(100):
        if not runs(process.result()):
            break
        time.sleep(0.1)
    assert not runs(process.result())
    assert pool.submit(math.sqrt, 4).result() == 2
    pool.rest()


def test_an_answer_that_is_there_is_not_waited_for(workers: Workers) -> None:
    """Nothing has to be asked for it."""
    assert there(3).result() == 3
    assert workers.submit_after([there(None), there(3)], math.sqrt, 4).result() == 2
    assert workers.submit_after([], math.sqrt, 9).result() == 3


def test_rest_cancels_what_is_not_begun() -> None:
    """And the processes end; the next question starts new ones."""
    pool = Workers()
    first = pool.submit(os.getpid).result()
    asked = [pool.submit(time.sleep, 0.2) for _ in range(100)]
    while not asked[0].running():
        time.sleep(0.01)
    pool.rest()
    assert not runs(first)
    assert asked[0].result() is None
    with pytest.raises(CancelledError):
        asked[-1].result()
    assert pool.submit(os.getpid).result() != first
    pool.rest()
    pool.rest()


def test_no_process_outlives_its_builder() -> None:
    """Killed in the middle, it can tell nobody."""
    code = (
        "import sys; sys.path.insert(0, 'hooks')\n"
        "import os; from plan.machine.workers import Workers\n"
        "pool = Workers(); print(pool.submit(os.getpid).result(), flush=True); input()\n"
    )
    builder = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with builder:
        assert builder.stdout is not None
        worker = int(builder.stdout.readline())
        assert runs(worker)
        builder.send_signal(signal.SIGKILL)
    for _ in range(100):
        if not runs(worker):
            return
        time.sleep(0.1)
    raise AssertionError("the process is still there")


def test_a_module_of_the_folder_is_not_taken(tmp_path: Path, workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """A city's folder may hold any file."""
    (tmp_path / "plan.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "kept/file"
    assert workers.submit(store.find_or_make, path, bytes, 3).result() == path
    assert path.read_bytes() == b"\0\0\0"
    assert sorted(path.parent.iterdir()) == [path.with_name(store.WRITTEN), path]


def test_a_file_is_made_once(tmp_path: Path) -> None:
    """And never half: what was being written when a build was killed is taken away an hour later."""
    path = tmp_path / "kept/file"
    store.find_or_make(path, bytes, 3)
    assert store.find_or_make(path, bytes, 4).read_bytes() == b"\0\0\0"
    old, new = path.with_suffix(".1.tmp"), path.with_suffix(".2.tmp")
    old.touch()
    new.touch()
    os.utime(old, (time.time() - 3700, time.time() - 3700))
    whole_files.clear_half_files(tmp_path)
    assert sorted(path.parent.iterdir()) == [path.with_name(store.WRITTEN), path, new]
