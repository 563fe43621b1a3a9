"""Watches folders that may go away and come back: a branch is switched, a program for synchronizing moves them."""

from __future__ import annotations

from typing import Any

from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter
from watchdog.utils.dirsnapshot import DirectorySnapshot, EmptyDirectorySnapshot


class _Patient(PollingEmitter):
    """Takes a folder that is not there for an empty one; watchdog's own would look no more, without a word."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        usual = self._take_snapshot

        def snapshot() -> DirectorySnapshot:
            try:
                return usual()
            except (FileNotFoundError, NotADirectoryError):
                return EmptyDirectorySnapshot()

        self._take_snapshot = snapshot


def observer(interval: float) -> BaseObserver:
    """What looks at its folders every `interval` seconds."""
    return BaseObserver(_Patient, timeout=interval)
