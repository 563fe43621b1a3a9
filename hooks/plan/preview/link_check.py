"""Looks at all pages of what a preview shows, once nobody waits for one, and tells of links that lead nowhere.

What a build refuses is so told in the preview too, a moment after an edit is seen.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable

from plan.publishing.current import Desk

#: So many seconds nothing must have been saved before it begins: the browser asks for its page first.
QUIET = 0.5


class LinkCheck:
    """Has a desk look at its pages, which then has its findings; `told` is called when it has others."""

    def __init__(self, desk: Desk, told: Callable[[], None], quiet: float = QUIET) -> None:
        self._desk, self._told, self._quiet = desk, told, quiet
        self._number = 0
        self._failed: object = None
        self._fault = ""

    @property
    def problem(self) -> str:
        """What stopped the program itself while it made the pages of what was read last; empty while all is well."""
        return self._fault if self._desk.reading is self._failed else ""

    def begin(self) -> None:
        """Look in the background, unless that is done."""
        if not self._desk.unseen or self.problem:
            return
        timer = threading.Timer(self._quiet, self._look, (self._number,))
        timer.daemon = True
        timer.start()

    def stop(self) -> None:
        """Leave off before the next page."""
        self._number += 1

    def _look(self, number: int) -> None:
        def wanted() -> bool:
            return number == self._number

        reading, before = self._desk.reading, self._desk.findings
        try:
            self._desk.complete(wanted)
        except Exception as error:
            traceback.print_exc()
            self._failed, self._fault = reading, f"{type(error).__name__}: {error}"
        if wanted() and (self._desk.findings != before or self.problem):
            self._told()
