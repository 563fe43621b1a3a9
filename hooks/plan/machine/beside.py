"""Does a part of some work in a copy of this process, on another core, where one is free and it may be copied.

Only a program that runs in one thread may be copied as it stands, and only Linux copies it for next to nothing. Where
that is not so, or the copy fails in whatever way, the work is done here when its answer is asked for.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_PR_SET_PDEATHSIG = 1  # of prctl(2)
_LOAD = Path("/proc/loadavg")  # proc(5): how many run, and how many there are, stand fourth


def beside(work: Callable[[], _T]) -> Callable[[], _T]:
    """Begin some work; what is given waits for its answer, and raises what it raises.

    The work changes nothing but what it gives, which pickle can carry.
    """
    if not _may_be_copied():
        return work
    out, into = os.pipe()
    here, process = os.getpid(), os.fork()
    if process == 0:
        _give(work, out, into, here)
    os.close(into)

    def answer() -> _T:
        with os.fdopen(out, "rb") as given:
            content = given.read()
        _, status = os.waitpid(process, 0)
        found: _T = pickle.loads(content) if status == 0 else work()  # noqa: S301 - our own process
        return found

    return answer


def _may_be_copied() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1 and _core_is_free()


def _core_is_free() -> bool:
    """Whether fewer processes run at this moment than there are cores: a copy costs a tenth more work in all."""
    try:
        running = _LOAD.read_text(encoding="ascii").split()[3].partition("/")[0]
    except OSError:
        return False
    return int(running) < len(os.sched_getaffinity(0))


def _give(work: Callable[[], object], out: int, into: int, program: int) -> None:
    """In the copy: write the answer, and end without what ends the program itself, or with it where it is killed.

    It holds what the program holds, such as the lock of the folder that a site is built in.
    """
    failed = 1
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        os.close(out)
        if os.getppid() == program:
            with os.fdopen(into, "wb") as given:
                given.write(pickle.dumps(work()))
            failed = 0
    finally:
        os._exit(failed)
