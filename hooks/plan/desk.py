"""Turns the folders of a plan into its last good site, again after each edit, and keeps the findings of a bad one."""

from __future__ import annotations

from pathlib import Path

from . import documents, loader, site
from .findings import Finding
from .loader import Loaded
from .renderer import Renderer

#: Where what need not be made again is kept, beside the plan: charts, documents, compiled templates, by content.
KEPT = ".cache"


class Desk:
    """What is at hand of a plan: the last good site, and what is wrong with the files as they stand.

    A preview (`preview=True`) prints no documents and draws no share pictures, so that an edit is seen at once.
    """

    def __init__(self, root: Path, docs: Path, templates: Path, *, preview: bool) -> None:
        self.root, self.data, self.docs = root, root / "data", docs
        self.preview = preview
        self.site: site.Site | None = None
        self.loaded: Loaded | None = None
        """What was read for `site`."""
        self.findings: tuple[Finding, ...] = ()
        self._templates = templates
        self._digest = ""

    def refresh(self) -> None:
        """Bring the site up to date with the files, if they are sound; read nothing twice.

        Raises documents.TypesettingError or page_tree.UnknownElementError.
        """
        digest = loader.fingerprint(self.data, self.docs, self._templates)
        if digest == self._digest:
            return
        loaded = loader.load_plan(self.data, self.docs)
        self.findings = loaded.findings
        if loaded.plan:
            rendered = Renderer(loaded.plan, loaded.chapters, self._templates, self.root / KEPT)
            library = documents.Library() if self.preview else documents.print_documents(rendered, digest)
            ornament = self.data / "ornament.svg"
            self.site = site.Site(
                rendered, library, ornament if ornament.is_file() else None, pictures=not self.preview
            )
            self.loaded = loaded
        self._digest = digest
