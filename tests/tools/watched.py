"""A plan of any kind read while a watch runs, as a build and a preview read it."""

from __future__ import annotations

import signal
from collections import Counter
from typing import NoReturn

from hostile import Folder
from plan.reading import files
from plan.reading.loader import Loaded, load_plan

#: How many seconds a reader waits.
PATIENCE = 10
#: What became of the mutations of each family, and of other trials.
counted: dict[str, Counter[str]] = {}


class TooSlowError(BaseException):
    """A mutation that takes longer than a reader waits; no handler of the program takes it for its own."""


def stop(*_: object) -> NoReturn:
    """What the alarm does."""
    raise TooSlowError


def load(folder: Folder) -> Loaded:
    """The plan in a folder, read as a build and a preview read it, while a watch runs."""
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        files.fingerprint(folder.root / "data", folder.root / "docs")
        loaded = load_plan(folder.root / "data", folder.root / "docs")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return loaded
