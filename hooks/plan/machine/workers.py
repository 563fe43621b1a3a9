"""Runs functions of the program in processes beside this one, one for each core, in the order they are asked for.

A process is started anew and never forked, because the typesetter keeps threads of its own; it loads only the modules
of the functions that it is asked for; and it ends when its input closes. So it also ends when a build is killed,
unlike the processes of `concurrent.futures`, which then wait for ever.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class WorkerError(RuntimeError):
    """A process ended without an answer; the message says what it was asked for."""


class Workers:
    """Processes that are there from the first `submit` to `rest`, or to the end of a `with`."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._here = threading.local()
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()

    def submit(self, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """What a function of a module gives or raises, once a process has come to it."""
        if self._threads is None:
            self._threads = ThreadPoolExecutor(os.cpu_count() or 1)
        return self._threads.submit(self._ask, function, arguments, named)

    def rest(self) -> None:
        """End the processes. What none of them has begun is cancelled."""
        if self._threads is None:
            return
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()  # closes its input, at which it ends
        self._threads, self._here, self._processes = None, threading.local(), []

    def _ask(self, function: Callable[..., _T], arguments: object, named: object) -> _T:
        process = self._process()
        if process.stdin is None or process.stdout is None:
            raise WorkerError(f"{function.__name__}: no pipe")
        try:
            pickle.dump((function, arguments, named), process.stdin)
            process.stdin.flush()
            failed, answer = pickle.load(process.stdout)  # noqa: S301 - our own process
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            del self._here.process
            raise WorkerError(f"{function.__name__}: the process ended without an answer") from None
        if failed:
            raise answer
        result: _T = answer
        return result

    def _process(self) -> subprocess.Popen[bytes]:
        """The process of this thread."""
        if not hasattr(self._here, "process"):
            self._here.process = _start()
            self._processes.append(self._here.process)
        process: subprocess.Popen[bytes] = self._here.process
        return process


def _start() -> subprocess.Popen[bytes]:
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    # Nothing is imported from the folder that the build runs in.
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.Popen(
        [sys.executable, "-m", "plan.machine.workers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )


def work() -> None:
    """In the process: answer each `(function, arguments, named)` with `(False, result)` or `(True, exception)`."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    while True:
        try:
            function, arguments, named = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that began this one
        except EOFError:
            return
        try:
            answer = (False, function(*arguments, **named))
        except Exception as error:
            answer = (True, error)
        answers.write(pickle.dumps(answer))
        answers.flush()


if __name__ == "__main__":
    work()
