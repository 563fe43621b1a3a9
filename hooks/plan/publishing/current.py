"""Turns the folders of a plan into its last good site, again after each edit, and keeps the findings of a bad one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from plan.drawing.pictures import Pictures
from plan.html import svg
from plan.machine.workers import Workers
from plan.messages.findings import FileLine, Finding, in_order
from plan.model import inventory
from plan.pages import origins, sharing, site
from plan.pages.links import dead_links
from plan.paper import library
from plan.paper.left_out import left_out
from plan.reading import files, loader
from plan.reading.files import entries
from plan.reading.loader import Loaded
from plan.showing.renderer import Renderer
from plan.translation import ledger

#: Where what need not be made again is kept, beside mkdocs.yml: charts, documents, compiled templates, by content.
KEPT = ".cache"


class _UnreadableError(Exception):
    """Pictures that cannot be read or set, which nobody knows before they are made; each with the rule that says so."""

    def __init__(self, broken: Sequence[tuple[str, str]], folder: str) -> None:
        super().__init__()
        self.findings = in_order(Finding(FileLine(f"{folder}/{uri}", 0), rule) for uri, rule in broken)


class Desk:
    """What is at hand of a plan: the last good site, and what is wrong with the files as they stand.

    A preview (`preview=True`) prints no documents and draws no share pictures, so that an edit is seen at once.
    """

    def __init__(self, root: Path, docs: Path, templates: Path, *, preview: bool) -> None:
        self.root, self.data, self.docs = root, docs.with_name("data"), docs
        self.preview = preview
        self.site: site.Site | None = None
        self.loaded: Loaded | None = None
        """What was read for `site`."""
        self.texts: tuple[ledger.TextState, ...] = ()
        """The state of each translation in `site`."""
        self.ledger = ledger.Ledger()
        """What was confirmed of them."""
        self.findings: tuple[Finding, ...] = ()
        self._templates = templates
        self._read: Loaded | None = None
        self._digest = ""

    @property
    def notices(self) -> Sequence[Finding]:
        """What a build says and goes on: which pictures it publishes smaller, what its documents leave out."""
        remarks = self.loaded.remarks if self.loaded else ()
        missing = left_out(self.site.library, self.site.catalog) if self.site else ()
        return [*(point for point in remarks if point.rule == "scaled-picture"), *missing]

    def refresh(self) -> None:
        """Bring the site up to date with the files, if they are sound; read nothing twice.

        Raises library.TypesettingError, tree.UnknownElementError, page.PageError or workers.WorkerError.
        """
        digest = files.fingerprint(self.data, self.docs, self._templates)
        if digest == self._digest:
            return
        self._read = loaded = loader.load_plan(self.data, self.docs, self._read)
        self.findings = loaded.findings
        if loaded.but_links:
            self.findings = in_order((*loaded.findings, *self._further(loaded.but_links, loaded.findings, digest)))
        elif loaded.plan:
            confirmed = ledger.read_ledger(self.data, loaded.manuscript.others)
            texts = ledger.judged(loaded.manuscript, confirmed)
            try:
                made = self._made(loaded, texts, digest, whole=not self.preview)
            except _UnreadableError as error:
                self.findings, self._digest = error.findings, digest
                return
            self.findings = self._dead_links(made, loaded, frozenset())
            if not self.findings:
                self.site, self.loaded = made, loaded
                self.texts, self.ledger = texts, confirmed
            else:
                made.stop_pictures()
        self._digest = digest

    def _dead_links(self, made: site.Site, loaded: Loaded, files: Set[str]) -> tuple[Finding, ...]:
        """The links of the pages that lead nowhere; they may lead to `files` beside what is published."""
        return dead_links(
            made.pages.values(), made.names | self._others() | files, loaded.chapters.values(), made.catalog
        )

    def _further(self, loaded: Loaded, told: Sequence[Finding], digest: str) -> Iterator[Finding]:
        """What the pages tell of links beside what is told already of links, and of files, of which all are there."""
        try:
            made = self._made(loaded, (), digest, whole=False)
        except _UnreadableError as error:
            yield from error.findings
            return
        known = {(finding.place(), finding.details.get("found")) for finding in told}
        files = {path.relative_to(self.docs).as_posix() for path in entries(self.docs)}
        for finding in self._dead_links(made, loaded, files):
            found = str(finding.details["found"])
            bare = f"{found.partition('#')[0]}'" if "#" in found else found  # a chapter that is not there has no places
            if not known & {(finding.place(), found), (finding.place(), bare)}:
                yield finding
        made.stop_pictures()

    def _made(self, loaded: Loaded, texts: Sequence[ledger.TextState], digest: str, *, whole: bool) -> site.Site:
        """The site of a sound plan. Other processes draw and set what was never made, while this one writes pages.

        Only the `whole` site has documents and share pictures.

        Charts are first in their queue, because documents wait for them, then documents, because pages say how long
        they are; nothing waits for a picture for sharing. For a site with documents this waits until all are set.
        """
        if loaded.plan is None:
            raise LookupError("only a plan has a site")
        renderer = Renderer(loaded.plan, loaded.chapters, self._templates, self.root / KEPT, loaded.pictures)
        drawn = self.data / inventory.ORNAMENT
        ornament = svg.rebuilt(drawn.read_text(encoding="utf-8")) if drawn.is_file() else None
        workers = Workers()
        try:
            pictures = Pictures(renderer.kept, workers)
            pictures.publish(renderer.pictures.all)
            renderer.draw_charts(pictures)
            if whole:
                sharing.draw(pictures, renderer)
            if broken := pictures.unreadable():
                raise _UnreadableError(broken, self.docs.name)
            documents = library.print_documents(renderer, pictures, digest) if whole else library.Library()
            workers.finish()
            made = site.Site(
                renderer,
                documents,
                ornament,
                attachments=loaded.attachments,
                pictures=pictures,
                stale=_stale(loaded, texts),
            )
            if whole:
                _ = made.pages
                documents.complete()
        except BaseException:
            workers.rest()
            raise
        return made

    def _others(self) -> frozenset[str]:
        """The names of the files of the look, which are published as they lie."""
        theme = self._templates.parent
        return frozenset(path.relative_to(theme).as_posix() for path in (theme / "assets").rglob("*"))


def _stale(loaded: Loaded, texts: Sequence[ledger.TextState]) -> site.Stale:
    """Whether a page shows a translation whose original has changed since it was confirmed."""
    stale = {(text.language, text.file) for text in texts if text.state == "stale"}
    if not stale:
        return lambda page, language: False
    return lambda page, language: any(
        (language, place.file) in stale for place in origins.places(page, language, loaded)
    )
