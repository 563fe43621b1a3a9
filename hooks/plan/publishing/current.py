"""Turns the folders of a plan into its last good site, again after each edit, and keeps the findings of a bad one."""

from __future__ import annotations

from pathlib import Path

from plan.messages.findings import Finding
from plan.model import inventory
from plan.pages import origins, site
from plan.paper import documents
from plan.reading import files, loader
from plan.reading.loader import Loaded
from plan.showing.renderer import Renderer
from plan.translation import ledger

#: Where what need not be made again is kept, beside mkdocs.yml: charts, documents, compiled templates, by content.
KEPT = ".cache"


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
        self.findings: tuple[Finding, ...] = ()
        self._templates = templates
        self._digest = ""

    def refresh(self) -> None:
        """Bring the site up to date with the files, if they are sound; read nothing twice.

        Raises documents.TypesettingError, page_tree.UnknownElementError or workers.WorkerError.
        """
        digest = files.fingerprint(self.data, self.docs, self._templates)
        if digest == self._digest:
            return
        loaded = loader.load_plan(self.data, self.docs)
        self.findings = loaded.findings
        if loaded.plan:
            rendered = Renderer(loaded.plan, loaded.chapters, self._templates, self.root / KEPT)
            manuscript = loaded.manuscript
            self.ledger = ledger.read_ledger(self.data, manuscript.others)
            self.texts = ledger.judged(manuscript, self.ledger)
            library = documents.Library() if self.preview else documents.print_documents(rendered, digest)
            ornament = self.data / inventory.ORNAMENT
            self.site = site.Site(
                rendered,
                library,
                ornament if ornament.is_file() else None,
                pictures=not self.preview,
                stale=self._stale(loaded),
            )
            self.loaded = loaded
        self._digest = digest

    def _stale(self, loaded: Loaded) -> site.Stale:
        """Whether a page shows a translation whose original has changed since it was confirmed."""
        stale = {(text.language, text.file) for text in self.texts if text.state == "stale"}
        if not stale or loaded.plan is None:
            return lambda page, language: False
        languages = loaded.plan.languages
        return lambda page, language: any(
            (language, place.file) in stale for place in origins.places(page, language, loaded, languages)
        )
