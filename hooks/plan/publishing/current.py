"""Turns the folders of a plan into its last good site, again after each edit, and keeps the findings of a bad one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plan.drawing.pictures import Pictures
from plan.html import svg
from plan.machine.workers import Workers
from plan.messages.findings import FileLine, Finding, in_order
from plan.model import inventory
from plan.pages import origins, sharing, site
from plan.pages.links import dead_links
from plan.paper import library
from plan.reading import files, loader
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
        """What a build says and goes on: which pictures it publishes smaller than they lie there."""
        remarks = self.loaded.remarks if self.loaded else ()
        return [point for point in remarks if point.rule == "scaled-picture"]

    def refresh(self) -> None:
        """Bring the site up to date with the files, if they are sound; read nothing twice.

        Raises library.TypesettingError, tree.UnknownElementError, page.PageError or workers.WorkerError.
        """
        digest = files.fingerprint(self.data, self.docs, self._templates)
        if digest == self._digest:
            return
        self._read = loaded = loader.load_plan(self.data, self.docs, self._read)
        self.findings = loaded.findings
        if loaded.plan:
            confirmed = ledger.read_ledger(self.data, loaded.manuscript.others)
            texts = ledger.judged(loaded.manuscript, confirmed)
            renderer = Renderer(loaded.plan, loaded.chapters, self._templates, self.root / KEPT, loaded.pictures)
            try:
                made = self._made(renderer, loaded, texts, digest)
            except _UnreadableError as error:
                self.findings, self._digest = error.findings, digest
                return
            published = made.names | self._others()
            self.findings = dead_links(
                made.pages.values(),
                published,
                loaded.chapters.values(),
                made.catalog,
            )
            if not self.findings:
                self.site, self.loaded = made, loaded
                self.texts, self.ledger = texts, confirmed
            else:
                made.stop_pictures()
        self._digest = digest

    def _made(self, renderer: Renderer, loaded: Loaded, texts: Sequence[ledger.TextState], digest: str) -> site.Site:
        """The site of a sound plan. Other processes draw and set what was never made, while this one writes pages.

        Charts are first in their queue, because documents wait for them, then documents, because pages say how long
        they are; nothing waits for a picture for sharing. For a site with documents this waits until all are set.
        """
        drawn = self.data / inventory.ORNAMENT
        ornament = svg.rebuilt(drawn.read_text(encoding="utf-8")) if drawn.is_file() else None
        workers = Workers()
        try:
            pictures = Pictures(renderer.kept, workers)
            pictures.publish(renderer.pictures.all)
            renderer.draw_charts(pictures)
            if not self.preview:
                sharing.draw(pictures, renderer)
            if broken := pictures.unreadable():
                raise _UnreadableError(broken, self.docs.name)
            documents = library.Library() if self.preview else library.print_documents(renderer, pictures, digest)
            workers.finish()
            made = site.Site(
                renderer,
                documents,
                ornament,
                attachments=loaded.attachments,
                pictures=pictures,
                stale=_stale(loaded, texts),
            )
            if not self.preview:
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
