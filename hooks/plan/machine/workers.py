"""Runs functions of the program in processes beside this one, one for each core, from one queue.

A process is started anew and never forked, because the typesetter keeps threads of its own; it loads only the modules
of the functions that it is asked for; and it ends when its input closes. So it also ends when a build is killed,
unlike the processes of `concurrent.futures`, which then wait for ever.
"""

from __future__ import annotations

import heapq
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


class WorkerError(RuntimeError):
    """A process ended without an answer; the message says what it was asked for."""


def there(answer: _T) -> Future[_T]:
    """An answer that is known already."""
    known: Future[_T] = Future()
    known.set_result(answer)
    return known


@dataclass(order=True)
class _Question:
    """What is asked for, with its place in the queue: whether it is urgent, then the order of asking."""

    place: tuple[bool, int]
    function: Callable[..., Any] = field(compare=False)
    arguments: object = field(compare=False)
    named: object = field(compare=False)
    answer: Future[Any] = field(compare=False, default_factory=Future)


class Workers:
    """Processes that are there from the first question to `rest`, or to the end of a `with`."""

    def __init__(self) -> None:
        self._threads: ThreadPoolExecutor | None = None
        self._here = threading.local()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._asked = count()
        self._lock = threading.Lock()
        self._queue: list[_Question] = []
        self._resting = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()

    def submit(self, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """What a function of a module gives or raises, once a process has come to it."""
        return self._wait_in_line(_Question((False, next(self._asked)), function, arguments, named))

    def submit_last(self, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """The same, for what nobody waits for yet: after everything that was submitted otherwise."""
        return self._wait_in_line(_Question((True, next(self._asked)), function, arguments, named))

    def submit_after(
        self, needed: Sequence[Future[Any]], function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs
    ) -> Future[_T]:
        """The same, but not before `needed` are there; then before all that was submitted since.

        Raises what the first of them raises.
        """
        question = _Question((False, next(self._asked)), function, arguments, named)
        self._wait_for(needed, question)
        return question.answer

    def rest(self) -> None:
        """End the processes. What none of them has begun is cancelled."""
        if self._threads is None:
            return
        with self._lock:
            self._resting, cancelled, self._queue = True, self._queue, []
        for question in cancelled:
            question.answer.cancel()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.communicate()  # closes its input, at which it ends
        self._threads, self._here, self._processes, self._resting = None, threading.local(), [], False

    def _wait_for(self, needed: Sequence[Future[Any]], question: _Question) -> None:
        for other in needed:
            if not other.done():
                other.add_done_callback(lambda _: self._wait_for(needed, question))
                return
        if any(other.cancelled() for other in needed):
            question.answer.cancel()
        elif fault := next(filter(None, (other.exception() for other in needed)), None):
            question.answer.set_exception(fault)
        else:
            self._wait_in_line(question)

    def _wait_in_line(self, question: _Question) -> Future[Any]:
        with self._lock:
            if not self._resting:
                if self._threads is None:
                    self._threads = ThreadPoolExecutor(os.cpu_count() or 1)
                heapq.heappush(self._queue, question)
                self._threads.submit(self._ask_next)
                return question.answer
        question.answer.cancel()
        return question.answer

    def _ask_next(self) -> None:
        """In a thread: let its process answer the first question of the queue."""
        with self._lock:
            question = heapq.heappop(self._queue) if self._queue else None
        if question is None or not question.answer.set_running_or_notify_cancel():
            return
        try:
            answer = self._ask(question)
        except BaseException as error:
            question.answer.set_exception(error)
        else:
            question.answer.set_result(answer)

    def _ask(self, question: _Question) -> object:
        called = getattr(question.function, "__name__", "?")
        process = self._process()
        if process.stdin is None or process.stdout is None:
            raise WorkerError(f"{called}: no pipe")
        try:
            pickle.dump((question.function, question.arguments, question.named), process.stdin)
            process.stdin.flush()
            failed, answer = pickle.load(process.stdout)  # noqa: S301 - our own process
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            del self._here.process
            raise WorkerError(f"{called}: the process ended without an answer") from None
        if failed:
            raise answer
        return answer

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
        [sys.executable, "-m", "plan.machine.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
