"""Says to whoever waits what is being done and how far it is: on a terminal one line that renews itself.

In a log, where nothing can be taken back, a plain line every few seconds; nothing for what is over sooner. What else
is printed meanwhile is printed within `aside`, so that no line of it runs into another.
"""

from __future__ import annotations

import io
import shutil
import sys
import threading
import time
import unicodedata
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TextIO, TypeVar

_T = TypeVar("_T")
#: How long nothing is said again: on a terminal, where the eye follows, and in a log.
_RENEWED, _LOGGED = 0.1, 5.0  # seconds
#: Takes away the rest of a line of a terminal.
_ERASE = "\x1b[K"


class ProgressLine:
    """What is said on a stream (the error output, where none is given), by any thread; nothing if `quiet`."""

    def __init__(
        self, stream: TextIO | None = None, *, quiet: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr or io.StringIO()  # a program without a console has none
        self._quiet, self._clock = quiet or self._stream.closed, clock
        self._terminal = self._stream.isatty()
        self._shown = False
        self._last = clock() - (1.0 if self._terminal else 0.0)
        self._lock = threading.RLock()

    def tell(self, words: str, done: int, total: int, what: str = "") -> None:
        """Say that `done` of `total` are done, and of which is spoken, unless something was said just now."""
        with self._lock:
            if self._clock() - self._last >= (_RENEWED if self._terminal else _LOGGED):
                self._put(f"[{done}/{total}] {words}" + (f": {what}" if what else ""))

    def begin(self, words: str) -> None:
        """Say what is begun of which nobody knows how long it takes: on a terminal at once."""
        with self._lock:
            if self._terminal or self._clock() - self._last >= _LOGGED:
                self._put(words)

    def _put(self, line: str) -> None:
        if self._quiet:
            return
        self._last = self._clock()
        if self._terminal:
            self._shown = True
            self._stream.write(f"\r{_cut(line, shutil.get_terminal_size().columns - 1)}{_ERASE}")
        else:
            self._stream.write(f"{line}\n")
        self._stream.flush()

    def over(self, items: Collection[_T], words: str, called: Callable[[_T], str] = str) -> Iterator[_T]:
        """The items one after another, each told as it comes; at their end nothing of it is left on a terminal."""
        try:
            for number, item in enumerate(items, 1):
                self.tell(words, number, len(items), called(item))
                yield item
        finally:
            self.clear()

    @contextmanager
    def following(self, futures: Collection[Future[Any]], words: str) -> Iterator[None]:
        """Tell how many of the futures are there, whenever one of them comes, until the `with` ends."""
        on, done, waiting = True, 0, [future for future in futures if not future.done()]

        def came(_: Future[Any]) -> None:
            nonlocal done
            with self._lock:
                done += 1
                if on:
                    self.tell(words, done, len(waiting))

        if waiting:
            self.tell(words, 0, len(waiting))
        for future in waiting:
            future.add_done_callback(came)
        try:
            yield
        finally:
            with self._lock:
                on = False
                self.clear()

    def clear(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._shown:
                self._shown = False
                self._stream.write(f"\r{_ERASE}")
                self._stream.flush()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Something else is printed within the `with`: the line is away, and no thread says anything."""
        with self._lock:
            self.clear()
            yield


def _cut(line: str, room: int) -> str:
    """A line in one row of a terminal, where a Japanese letter takes two columns, without what would steer it."""
    taken, kept = 0, ""
    for letter in line:
        taken += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if taken > room:
            break
        kept += letter if letter.isprintable() else "?"
    return kept
