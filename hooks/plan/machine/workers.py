"""Runs functions of the program in processes beside this one, one for each core, from one queue.

A process is started anew and never forked, because the typesetter keeps threads of its own; it loads only the modules
of the functions that it is asked for; and it ends when its input closes. So it also ends when a build is killed,
unlike the processes of `concurrent.futures`, which then wait for ever.
"""

from __future__ import annotations

import heapq
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LOG = logging.getLogger("plan")


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
    """Processes that are there from the first question to `rest`, or to the end of a `with`, or as `finish` says."""

    def __init__(self) -> None:
        self._asked = count()
        self._turn = threading.Condition()
        self._queue: list[_Question] = []
        self._held = 0  # questions that wait for others
        self._idle = 0
        self._serving = 0
        self._threads: list[threading.Thread] = []
        self._finishing = self._resting = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.rest()

    def submit(self, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """What a function of a module gives or raises, once a process has come to it."""
        return self._put(_Question((False, next(self._asked)), function, arguments, named))

    def submit_last(self, function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> Future[_T]:
        """The same, for what nobody waits for yet: after everything that was submitted otherwise."""
        return self._put(_Question((True, next(self._asked)), function, arguments, named))

    def submit_after(
        self, needed: Sequence[Future[Any]], function: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs
    ) -> Future[_T]:
        """The same, but not before `needed` are there; then before all that was submitted since.

        Raises what the first of them raises.
        """
        question = _Question((False, next(self._asked)), function, arguments, named)
        with self._turn:
            self._held += 1
        self._hold(needed, question)
        return question.answer

    def finish(self) -> None:
        """Let each process end by itself, when nothing is left to be asked. Does not wait for it."""
        with self._turn:
            self._finishing = True
            self._turn.notify_all()

    def rest(self) -> None:
        """End the processes now. What none of them has begun is cancelled."""
        with self._turn:
            self._resting, cancelled, self._queue = True, self._queue, []
            self._turn.notify_all()
        for question in cancelled:
            question.answer.cancel()
        for thread in self._threads:
            thread.join()
        self._threads, self._finishing, self._resting = [], False, False

    def _hold(self, needed: Sequence[Future[Any]], question: _Question) -> None:
        """Put a question into the queue as soon as all that it needs is there."""
        for other in needed:
            if not other.done():
                other.add_done_callback(lambda _: self._hold(needed, question))
                return
        if any(other.cancelled() for other in needed):
            question.answer.cancel()
        elif fault := next(filter(None, (other.exception() for other in needed)), None):
            question.answer.set_exception(fault)
        else:
            self._put(question)
        with self._turn:
            self._held -= 1
            self._turn.notify_all()

    def _put(self, question: _Question) -> Future[Any]:
        with self._turn:
            put = not self._resting
            if put:
                heapq.heappush(self._queue, question)
                self._turn.notify()
                if len(self._queue) > self._idle and self._serving < (os.cpu_count() or 1):
                    # A daemon: a program that ends by a fault waits for none of its questions.
                    thread = threading.Thread(target=self._serve, daemon=True)
                    thread.start()
                    self._serving += 1
                    self._threads.append(thread)
        if not put:
            question.answer.cancel()
        return question.answer

    def _serve(self) -> None:
        """In a thread: serve; where the thread itself fails, as for want of memory, nobody waits for its answers."""
        try:
            self._answer_all()
        except BaseException as error:
            with self._turn:
                self._serving -= 1
                left, self._queue = self._queue, []
            for question in left:
                question.answer.set_exception(error)

    def _answer_all(self) -> None:
        """Have a process of its own answer one question after another."""
        process: _Process | None = None
        while question := self._take():
            if question.answer.set_running_or_notify_cancel():
                try:
                    process = process or _Process()
                    answer = _ask(process, question)
                except BaseException as error:
                    process = process if process and process.poll() is None else None
                    question.answer.set_exception(error)
                else:
                    question.answer.set_result(answer)
        if process:
            process.end()

    def _take(self) -> _Question | None:
        """The first question of the queue, as soon as there is one; None if there will be none."""
        with self._turn:
            while not self._queue:
                if self._resting or (self._finishing and not self._held):
                    self._serving -= 1
                    return None
                self._idle += 1
                self._turn.wait()
                self._idle -= 1
            return heapq.heappop(self._queue)


def _ask(process: _Process, question: _Question) -> object:
    called = getattr(question.function, "__name__", "?")
    if process.stdin is None or process.stdout is None:
        raise WorkerError(f"{called}: no pipe")
    try:
        pickle.dump((question.function, question.arguments, question.named), process.stdin)
        process.stdin.flush()
        failed, answer = pickle.load(process.stdout)  # noqa: S301 - our own process
    except (EOFError, BrokenPipeError, pickle.UnpicklingError):
        process.end(killed=True)
        raise WorkerError(f"{called}: the process ended without an answer") from None
    if failed:
        raise answer
    return answer


class _Process(subprocess.Popen[bytes]):
    """One process, whose complaints are kept: those of one that dies are of libraries, for programmers."""

    def __init__(self) -> None:
        paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
        # Nothing is imported from the folder that the build runs in.
        # No array is large enough for threads, each of which would set memory aside.
        environment = os.environ | {
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONUTF8": "1",
            "PYTHONSAFEPATH": "1",
            "PYTHONPATH": os.pathsep.join(paths),
        }
        command = [sys.executable, "-m", "plan.machine.worker"]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process, in `end`
        super().__init__(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, env=environment)

    def end(self, *, killed: bool = False) -> None:
        """End it, by closing its input or at once; say what it complained of, unless it died of that."""
        if killed:
            self.kill()
        self.communicate()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace")
        self._said.close()
        if killed:
            _LOG.debug(said)
        elif said and sys.stderr:
            sys.stderr.write(said)
