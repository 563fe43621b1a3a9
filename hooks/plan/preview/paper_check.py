"""Has the paper edition of what a preview shows set in the background, and keeps what paper refuses of it.

A process beside the preview does it (`refusals`), gives way to everything else, and ends as soon as something is saved:
nobody waits for it, and nothing of it is published.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from plan.messages.findings import FileLine, Finding

#: So many seconds nothing must have been saved before it begins.
QUIET = 2.0
#: How Windows is told of the lowest priority; elsewhere the process sets its own.
LOWEST = getattr(subprocess, "IDLE_PRIORITY_CLASS", 0)


class PaperCheck:
    """What paper refuses of the site that is shown now, as far as it is known.

    `folders` are the project, the chapters and the templates; `told` is called when the answer has changed.
    """

    def __init__(self, folders: tuple[Path, Path, Path], told: Callable[[], None], quiet: float = QUIET) -> None:
        self._folders, self._told, self._quiet = folders, told, quiet
        self._lock = threading.Lock()
        self._number = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._checked: object = None
        self.findings: tuple[Finding, ...] = ()
        """What is refused."""
        self.running = False
        """Whether an answer is still to come."""

    def begin(self, site: object) -> None:
        """Set a site's documents once nothing is saved for a while; one that is being looked at is not begun anew."""
        if site is None or site is self._checked:
            return
        with self._lock:
            self._checked, self.running = site, True
            number = self._number
        timer = threading.Timer(self._quiet, self._set, (number,))
        timer.daemon = True
        timer.start()

    def stop(self) -> None:
        """Leave off at once what is being set; its answer is not wanted any more."""
        with self._lock:
            self._number += 1
            process, self._process = self._process, None
            if self.running:
                self._checked, self.running = None, False
        if process:
            process.kill()

    def _set(self, number: int) -> None:
        with self._lock:
            if number != self._number:
                return
            process = self._process = _started(self._folders)
        with process:
            answer = process.stdout.read() if process.stdout else b""
            process.wait()  # before its input closes
        with self._lock:
            if number != self._number:
                return
            self._process, self.running = None, False
            before = self.findings
            if process.returncode == 0:
                self.findings = tuple(map(_finding, json.loads(answer)))
        if self.findings != before:
            self._told()


def _started(folders: Sequence[Path]) -> subprocess.Popen[bytes]:
    """The process, which ends when its input closes: so it also ends when the preview is killed."""
    paths = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    # Nothing is imported from the folder that the preview runs in, and nothing is written beside what it watches.
    own = {"PYTHONUTF8": "1", "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(  # noqa: S603 - our own module, with folders that the preview was started with
        [sys.executable, "-m", "plan.preview.refusals", *map(str, folders)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=LOWEST,
        env=os.environ | own | {"PYTHONPATH": os.pathsep.join(paths)},
    )


def _finding(answer: Any) -> Finding:
    file, line, details = answer
    return Finding(FileLine(file, line), "not-on-paper", details, "advice")
