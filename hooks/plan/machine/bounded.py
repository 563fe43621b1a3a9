"""Runs a command that must end: within a limit of time, with all that it began, and with the program that runs it.

The command gets the reading end of a pipe as its input, whose other end this process holds and writes nothing into:
when this process ends in whatever way, the pipe closes, and `end_with_input` in the command ends all of its processes.
On Windows a job ends them too, also where the command does not listen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Says to a command that it ends when its input does.
BOUND = "PLAN_ENDS_WITH_INPUT"
#: How long the output of a command is waited for that was ended: a process that it began elsewhere may hold it open.
_LAST_WORDS = 5.0  # seconds


@dataclass(frozen=True)
class Ended:
    """How a command ended: its return code, or None where it was ended, and what it said."""

    code: int | None
    said: str


class Bounded:
    """Runs commands, each for `limit` seconds at most, from any number of threads; `end` ends those that run."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._over = False

    def run(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ended:
        """Run a command in a folder, in a group of processes of its own. Raises OSError where it cannot be begun."""
        from plan.machine.job import Job  # which the command itself does without

        reading, writing = os.pipe()
        try:
            with self._lock:
                if self._over:
                    return Ended(None, "")
                process = subprocess.Popen(  # noqa: S603 - our own program
                    command,
                    cwd=folder,
                    env={**environment, BOUND: "1"},
                    stdin=reading,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    encoding="utf-8",
                    errors="replace",
                    start_new_session=True,
                )
                self._running.add(process)
            job = Job(process)
            try:
                with process:
                    return self._wait(process)
            finally:
                job.close()
        finally:
            os.close(reading)
            os.close(writing)

    def _wait(self, process: subprocess.Popen[str]) -> Ended:
        try:
            said, _ = process.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            end_all_of(process.pid)
            try:
                said, _ = process.communicate(timeout=_LAST_WORDS)
            except subprocess.TimeoutExpired as error:
                said = error.output.decode("utf-8", "replace") if isinstance(error.output, bytes) else ""
            return Ended(None, said)
        finally:
            with self._lock:
                self._running.discard(process)
        return Ended(None if self._over else process.returncode, said)

    def end(self) -> None:
        """End all commands that run, and begin no other."""
        with self._lock:
            self._over, running = True, [*self._running]
        for process in running:
            end_all_of(process.pid)


def end_all_of(process: int) -> None:
    """End a process that leads a group, and all of the group; on Windows all that descend from it."""
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - a program of the system
        return
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def end_with_input() -> None:
    """In a command that `Bounded` runs: end with all that was begun here, as soon as the input closes."""
    if os.environ.pop(BOUND, ""):
        threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    while os.read(0, 1):
        pass
    end_all_of(os.getpid())
    os._exit(1)
