"""One run of a generator of sites over a plan: what outlives the build of one language. All hooks share it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plan.messages.disk import explained
from plan.messages.sentences import both
from plan.pages.frame import Frames
from plan.pages.site import Site
from plan.publishing.current import Desk
from plan.publishing.swap import Workplace


@dataclass
class Run:
    """A build, or a preview until it ends."""

    preview: bool
    desk: Desk | None = None
    """The last good site and what is wrong with the files; nothing before the first language."""
    workplace: Workplace | None = None
    """Where the site is built aside; a preview has a folder of its own."""
    frames: Frames | None = None
    """The frames of the language that is built now."""
    pages: int = 0
    """How many pages are written, of all languages."""
    last: int = 0
    """How many will be when those of the language are that is built now."""
    templates: Any = None
    """What fills the frames in, as the last build left it."""
    warnings: Any = None
    """What counts the warnings of the generator."""

    def written(self) -> None:
        """A page more is written: whoever waits is told."""
        self.pages += 1
        if self.desk:
            self.desk.told(self.pages, last=self.pages >= self.last)

    def fail(self, error: Exception) -> str:
        """Draw no more and leave the old site; what to say of a disk that refused, else nothing."""
        if self.desk:
            self.desk.hush()
        if self.site:
            self.site.stop_pictures()
        if self.workplace is None:
            return ""
        self.workplace.abandon()
        if not isinstance(error, OSError):
            return ""
        return f"{explained(error)}\n{both('site-stays')}"

    @property
    def site(self) -> Site | None:
        """The site that is built."""
        return self.desk.site if self.desk else None
