"""One run of a generator of sites over a plan: what outlives the build of one language. All hooks share it."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan.help import editor
from plan.html.tree import UnknownElementError
from plan.machine.memory import lacking
from plan.machine.progress_line import ProgressLine
from plan.machine.whole_files import clear_half_files
from plan.machine.workers import WorkerError
from plan.messages import findings
from plan.messages.disk import explained
from plan.messages.sentences import both
from plan.outline.page import PageError
from plan.pages.frame import Frames
from plan.pages.site import Site
from plan.paper.library import TypesettingError
from plan.paper.library import explained as typesetting_explained
from plan.publishing import manifest
from plan.publishing.current import Desk
from plan.publishing.swap import ForeignFilesError, Workplace

#: Set by whoever shows the folder of the site somewhere else, as a container does: its files change one by one.
IN_PLACE = "PLAN_IN_PLACE"


class StoppedError(RuntimeError):
    """A build cannot go on; the message says why, in both languages."""


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

    def load(self, root: Path, docs: Path, looks: Path, *, quiet: bool) -> Iterator[str]:
        """Bring the plan to what its files hold now, once for all languages; yields what is told of a sound one.

        Raises StoppedError where nothing can be built: not in a preview for a finding, which the preview shows.
        """
        first = self.desk is None
        if self.desk is None:
            self.desk = Desk(
                root, docs, looks, preview=self.preview, progress=ProgressLine(quiet=quiet or self.preview)
            )
        try:
            self.desk.refresh()
            self.desk.complete()  # every page is built now
        except TypesettingError as error:
            raise StoppedError(typesetting_explained(error)) from None
        except (WorkerError, MemoryError) as error:
            raise little_memory(error) from None
        except (PageError, UnknownElementError) as error:
            raise StoppedError(str(error)) from None
        if self.desk.findings and not self.preview:
            raise StoppedError(findings.report(self.desk.findings))
        if first and self.desk.loaded:
            yield from map(str, (*self.desk.notices, *editor.lacking(self.desk.data)))

    def begin_aside(self, site: Path, kept: Path) -> Path:
        """The folder in which the site is built, beside the old one; `kept` loses what a killed build left half done.

        Raises StoppedError.
        """
        self.workplace = Workplace(site, in_place=IN_PLACE in os.environ)
        atexit.register(self.workplace.abandon)
        try:
            folder = self.workplace.open()
        except ForeignFilesError as error:
            raise StoppedError(str(error)) from None
        clear_half_files(kept)
        return folder

    def finish(self, site: Path) -> None:
        """Add the pictures, the open data and the older editions. Raises StoppedError."""
        try:
            if self.desk:
                self.desk.write_beside(site)
        except (WorkerError, MemoryError) as error:
            raise little_memory(error) from None

    def publish(self, requirements: Path) -> Path:
        """The new site takes the old one's place; returns where. Raises StoppedError."""
        if self.workplace is None or self.desk is None:
            raise LookupError("nothing was built aside")
        manifest.write_manifest(self.workplace.folder, requirements, self.desk.plan_digest)
        try:
            self.workplace.publish()
        except ForeignFilesError as error:
            raise StoppedError(str(error)) from None
        return self.workplace.site

    def written(self) -> None:
        """A page more is written: whoever waits is told."""
        self.pages += 1
        if self.desk:
            self.desk.told(self.pages, last=self.pages >= self.last)

    def fail(self, error: Exception) -> str:
        """Draw no more and leave the old site; what to say of a disk that refused, or of memory, else nothing."""
        if self.desk:
            self.desk.hush()
        if self.site:
            self.site.stop_pictures()
        if self.workplace:
            self.workplace.abandon()
        if isinstance(error, StoppedError):
            return str(error)
        if lacking(error):
            return both("little-memory", called=type(error).__name__)
        if self.workplace and isinstance(error, OSError):
            return f"{explained(error)}\n{both('site-stays')}"
        return ""

    @property
    def site(self) -> Site | None:
        """The site that is built."""
        return self.desk.site if self.desk else None


def little_memory(error: Exception) -> StoppedError:
    """What is said where a process had too little memory."""
    return StoppedError(both("little-memory", called=str(error) or "MemoryError"))
