"""Turns the folders of a plan into its last good site, again after each edit, and keeps the findings of a bad one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan.drawing.pictures import Pictures
from plan.html import svg
from plan.machine.progress_line import ProgressLine
from plan.machine.workers import Workers
from plan.messages.findings import FileLine, Finding, in_order
from plan.messages.sentences import both
from plan.model import inventory
from plan.opendata.edition import OpenData
from plan.pages import origins, sharing
from plan.pages.dead_links import dead_links
from plan.pages.kept_editions import KeptEditions
from plan.pages.site import Site, Stale
from plan.paper import library
from plan.paper.left_out import left_out
from plan.publishing import first_build
from plan.publishing.published_addresses import NAME, read_addresses
from plan.reading import files, loader
from plan.reading.files import entries
from plan.reading.frozen import files_of, plan_digest
from plan.reading.loader import Loaded
from plan.showing.renderer import Renderer
from plan.translation.ledger import Ledger, TextState, judged, read_ledger

if TYPE_CHECKING:
    from plan.pages.changes import Changes

#: The remarks that a build says, too: which pictures are published smaller, which files of docs/ not at all.
_OF_FILES = ("scaled-picture", "left-out-file")
#: Where what need not be made again is kept, beside mkdocs.yml: charts, documents, compiled templates, by content;
#: and what was read of the files under data/, with the digest of each.
KEPT = ".cache"


class _UnreadableError(Exception):
    """Pictures that cannot be read or set, which nobody knows before they are made; each with the rule that says so."""

    def __init__(self, broken: Sequence[tuple[str, str]], folder: str) -> None:
        super().__init__()
        self.findings = in_order(Finding(FileLine(f"{folder}/{uri}", 0), rule) for uri, rule in broken)


@dataclass(frozen=True)
class _State:
    """A site, with what was read for it, the state of each translation in it, and what was confirmed of them."""

    site: Site
    loaded: Loaded
    texts: tuple[TextState, ...]
    confirmed: Ledger


@dataclass(frozen=True)
class _Unseen:
    """What was read, while nobody has looked at all its pages; a plan with wrong links or files has no `state`."""

    loaded: Loaded
    state: _State | None


class Desk:
    """What is at hand of a plan: the last good site, and what is wrong with the files as they stand.

    A preview (`preview=True`) prints no documents and draws no share pictures, and makes each page when it is asked
    for, so that an edit is seen at once; what only all pages together tell it tells after `complete`.
    """

    def __init__(
        self, root: Path, docs: Path, templates: Path, *, preview: bool, progress: ProgressLine | None = None
    ) -> None:
        self.root, self.data, self.docs = root, docs.with_name("data"), docs
        self.preview, self._progress = preview, progress or ProgressLine(quiet=True)
        self._drawn: Collection[Future[Any]] = ()
        self.findings: tuple[Finding, ...] = ()
        self._templates = templates
        self._read: Loaded | None = None
        self._digest = ""
        self._now: _State | None = None
        self._good: _State | None = None  # the last one whose pages are all known to be good
        self._unseen: _Unseen | None = None
        self._faulty = False  # whether pages had faults when somebody last looked at all
        self._turn = threading.Lock()  # while the findings and these change

    @property
    def site(self) -> Site | None:
        """The last good site; in a preview the newest, until its pages are known to have faults."""
        return self._now.site if self._now else None

    @property
    def loaded(self) -> Loaded | None:
        """What was read for `site`."""
        return self._now.loaded if self._now else None

    @property
    def texts(self) -> tuple[TextState, ...]:
        """The state of each translation in `site`."""
        return self._now.texts if self._now else ()

    @property
    def ledger(self) -> Ledger:
        """What was confirmed of them."""
        return self._now.confirmed if self._now else Ledger()

    @property
    def reading(self) -> Loaded | None:
        """What was read last, sound or not."""
        return self._read

    @property
    def plan_digest(self) -> str:
        """What the plan of `site` is known by; empty without one."""
        return plan_digest(files_of(self.loaded)) if self.loaded else ""

    @property
    def unseen(self) -> bool:
        """Whether nobody has looked at all pages of it yet."""
        return self._unseen is not None

    @property
    def notices(self) -> Sequence[Finding]:
        """What a build says and goes on: what it publishes smaller or not at all, what its documents leave out."""
        remarks = self.loaded.remarks if self.loaded else ()
        missing = left_out(self.site.library, self.site.catalog) if self.site else ()
        return [*(point for point in remarks if point.rule in _OF_FILES), *missing, *self._not_compared()]

    def _not_compared(self) -> Iterator[Finding]:
        """Which frozen editions are compared with nothing, as the program of today refuses them."""
        folders, changes = self.loaded and self.loaded.folders, self.site and self.site.changes
        for finding in changes.history.remarks if folders and changes else ():
            yield folders.files[folders.called(finding.file)].placed(finding)  # type: ignore[union-attr]

    def refresh(self) -> None:
        """Bring the site up to date with the files, if they are sound; read nothing twice.

        Its pages are looked at too (`complete`), but for those of a preview where all were good the last time.

        Raises library.TypesettingError, tree.UnknownElementError, page.PageError or workers.WorkerError.
        """
        digest = files.fingerprint(self.data, self.docs, self._templates)
        if digest == self._digest:
            return
        self._progress.begin(both("plan-being-read"))
        workers = Workers()
        ready = () if self.preview else first_build.begin(workers, self.data, self._templates, self.root / KEPT)
        self._read = loaded = loader.load_plan(self.data, self.docs, self._read, self.root / KEPT / "read")
        findings, state = loaded.findings, None
        if loaded.plan:
            confirmed = read_ledger(self.data, loaded.manuscript.others)
            texts = judged(loaded.manuscript, confirmed)
            try:
                made = self._made(loaded, texts, workers, ready, digest=None if self.preview else digest)
                state = _State(made, loaded, texts, confirmed)
            except _UnreadableError as error:
                findings = error.findings
        else:
            workers.finish()
        self._progress.clear()
        with self._turn:
            self.findings, self._now = findings, state or self._now
            self._unseen = _Unseen(loaded, state) if state or loaded.but_links else None
        if not self.preview or self._faulty:
            self.complete()
        self._digest = digest

    def complete(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Look at all pages of what was read last, unless that is done, and tell of links that lead nowhere.

        Another thread may do so beside `refresh`: it leaves off, and tells nothing, as soon as something else was read
        or this is not `wanted` any more. Raises what `refresh` raises.
        """
        unseen = self._unseen
        found = self._looked(unseen, lambda: wanted() and self._unseen is unseen) if unseen else None
        with self._turn:
            if unseen is None or found is None or self._unseen is not unseen:
                return
            self._unseen, self._faulty = None, bool(found)
            self.findings = in_order((*unseen.loaded.findings, *found))
            if unseen.state and found:
                self._now = self._good
            elif unseen.state:
                self._good = unseen.state
        if found and unseen.state:
            unseen.state.site.stop_pictures()

    def _looked(self, unseen: _Unseen, wanted: Callable[[], bool]) -> tuple[Finding, ...] | None:
        """What the pages tell beside what is told already; None if it left off."""
        if unseen.state:
            loaded, made, beside = unseen.loaded, unseen.state.site, frozenset[str]()
        else:  # all links and files but those that are told
            loaded = unseen.loaded.but_links or unseen.loaded
            try:
                made = self._made(loaded, (), Workers())
            except _UnreadableError as error:
                return tuple(error.findings)
            beside = frozenset(path.relative_to(self.docs).as_posix() for path in entries(self.docs))
        for _ in made.making():
            if not wanted():
                return None
        names = made.names | self._others() | beside
        found = dead_links(made.pages.values(), names, loaded.chapters.values(), made.catalog)
        there = made.lasting | (made.kept.addresses if made.kept else frozenset())
        known, stays = read_addresses(self.data), made.kept.settled.values() if made.kept else ()
        lost = known.lost(f"{self.data.name}/{NAME}", there, stays) if unseen.state else ()
        return (*_untold(found, unseen.loaded.findings), *lost)

    def told(self, written: int, *, last: bool) -> None:
        """So many pages are written; behind the `last` of a language something else is said."""
        if self.site:
            self._progress.tell(both("pages-being-written"), written, len(self.site.pages))
        if last:
            self.hush()

    def hush(self) -> None:
        """Something else is said now."""
        self._progress.clear()

    def write_beside(self, folder: Path) -> None:
        """Put what is no page of the site into its folder: what is kept between builds, and the older editions.

        Raises workers.WorkerError, or OSError where what is kept of an edition is broken.
        """
        if self.site is None:
            return
        with self._progress.following(self._drawn, both("documents-being-made")):
            self.site.write_kept(folder)
        if self.site.kept:
            from plan.publishing.older_editions import write_older  # of which a plan of one edition has no need

            write_older(self.site, self.site.kept, folder)

    def _made(
        self,
        loaded: Loaded,
        texts: Sequence[TextState],
        workers: Workers,
        ready: Sequence[Future[None]] = (),
        digest: str | None = None,
    ) -> Site:
        """The site of a sound plan. Other processes draw and set what was never made, while this one writes pages.

        Only the whole site has documents and share pictures: its `digest` is that of data, prose and templates.

        Charts are first in their queue, because documents wait for them, then documents, because pages say how long
        they are; nothing waits for a picture for sharing. For a site with documents this waits until all are set.
        """
        if loaded.plan is None:
            raise LookupError("only a plan has a site")
        renderer = Renderer(loaded.plan, loaded.chapters, self._templates, self.root / KEPT, loaded.pictures)
        try:
            pictures = Pictures(renderer.kept, workers, ready)
            pictures.publish(renderer.pictures.all)
            renderer.draw_charts(pictures)
            if digest is not None:
                sharing.draw(pictures, renderer, self._ornament())
            if broken := pictures.unreadable():
                raise _UnreadableError(broken, self.docs.name)
            kept = KeptEditions(loaded.plan, self.data) if loaded.plan.editions else None
            changes = self._changes(renderer, loaded, kept)
            self._progress.begin(both("documents-being-set"))
            documents = _printed(renderer, pictures, digest, (kept, changes), ornament := self._ornament())
            workers.finish()
            by = files.fingerprint(self.data, self._templates)
            made = Site(
                renderer,
                documents,
                ornament,
                attachments=loaded.attachments,
                pictures=pictures,
                open_data=OpenData(renderer, by) if digest is not None else None,
                redirects=read_addresses(self.data).redirects,
                kept=kept,
                stale=_stale(loaded, texts),
                changes=changes,
            )
            if digest is not None:
                self._make_whole(made, documents, pictures)
        except BaseException:
            workers.rest()
            raise
        return made

    def _make_whole(self, made: Site, documents: library.Library, pictures: Pictures) -> None:
        """Make all that is made, and tell meanwhile how many pictures and documents are there."""
        self._drawn = pictures.waiting
        with self._progress.following([*documents.waiting, *self._drawn], both("documents-being-made")):
            self._progress.begin(both("pages-being-made"))
            made.make_all()
            documents.complete()

    def _changes(self, renderer: Renderer, loaded: Loaded, kept: KeptEditions | None) -> Changes | None:
        """What the pages of a plan with frozen editions say of its course."""
        plan = renderer.plan
        if plan.editions is None:
            return None
        from plan.editions.history import History  # which no other plan needs
        from plan.pages.changes import Changes

        history = History(plan, plan.editions, loaded.chapters, (self.data, self.docs), renderer.kept)
        return Changes(renderer, history, kept, read_addresses(self.data).redirects)

    def _ornament(self) -> bytes | None:
        drawn = self.data / inventory.ORNAMENT
        return svg.rebuilt(drawn.read_text(encoding="utf-8")) if drawn.is_file() else None

    def _others(self) -> frozenset[str]:
        """The names of the files of the look, which are published as they lie."""
        theme = self._templates.parent
        return frozenset(path.relative_to(theme).as_posix() for path in (theme / "assets").rglob("*"))


def _printed(
    renderer: Renderer,
    pictures: Pictures,
    digest: str | None,
    course: tuple[KeptEditions | None, Changes | None],
    ornament: bytes | None,
) -> library.Library:
    """The documents of a whole site; none without its digest."""
    if digest is None:
        return library.Library()
    kept, changes = course
    settled, history = kept.settled_documents if kept else dict, changes.history if changes else None
    return library.print_documents(renderer, pictures, digest, settled, history, ornament)


def _untold(found: Iterable[Finding], told: Iterable[Finding]) -> Iterator[Finding]:
    """The dead links that are not `told`, where a chapter that is not there has no places."""
    known = {(finding.place(), finding.details.get("found")) for finding in told}
    for finding in found:
        link = str(finding.details["found"])
        bare = f"{link.partition('#')[0]}'" if "#" in link else link
        if not known & {(finding.place(), link), (finding.place(), bare)}:
            yield finding


def _stale(loaded: Loaded, texts: Sequence[TextState]) -> Stale:
    """Whether a page shows a translation whose original has changed since it was confirmed."""
    stale = {(text.language, text.file) for text in texts if text.state == "stale"}
    if not stale:
        return lambda page, language: False
    return lambda page, language: any(
        (language, place.file) in stale for place in origins.places(page, language, loaded)
    )
