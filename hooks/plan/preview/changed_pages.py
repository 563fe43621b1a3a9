"""Shows what of a preview an edit has changed, so that not all is built again."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plan.pages.site import Site
from plan.preview.layer import Application
from plan.publishing.run import Run
from plan.reading import files
from plan.showing.names import keeper


class Again:
    """The pages and files of the site as it is now, each made when it is asked for (WSGI, PEP 3333).

    `built` answers with what was built last: the look, and what stands beside pages and files. `address` is where the
    preview is seen; `reloading` adds to a page what makes the browser load it again after the next edit. `shapes` are
    the folders of the project, of the theme and of the chapters: the program that was built with.
    """

    def __init__(
        self,
        run: Run,
        built: Application,
        address: str,
        reloading: Callable[[bytes], bytes],
        shapes: tuple[Path, Path, Path],
    ) -> None:
        self._run, self._built, self._address, self._reloading = run, built, address, reloading
        self._shapes = shapes
        self._site, self._program = run.site, program(*shapes)

    def update(self, build: Callable[[], None]) -> None:
        """`build` where what was built last differs from the site as it is now in more than its pages and files."""
        new, now = self._run.site, program(*self._shapes)
        if new is not None and (self._site is None or now != self._program or not alike(new, self._site)):
            build()
            new = self._run.site  # the last good one, where the build found that pages have faults
        self._site, self._program = new, now

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        place, site = urlsplit(self._address).path, self._run.site
        name = path.removeprefix(place) + ("index.html" if path.endswith("/") else "")
        content = self._content(site, name) if site and path.startswith(place) else None
        if content is None:
            return self._built(environ, start)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _content(self, site: Site, name: str) -> bytes | None:
        """A page in its frame, or another file; None for what is neither."""
        if uri := site.uris.get(name.removesuffix("index.html")):
            page = site.pages[uri]
            frame = site.frames(page.language, self._address, preview=True).of(page)
            made = self._run.templates.get_template("main.html").render(frame=frame)
            return self._reloading(made.encode("utf-8", errors="xmlcharrefreplace"))
        found = site.file(name)
        return found.read_bytes() if isinstance(found, Path) else found


def alike(new: Site, old: Site) -> bool:
    """Whether two sites differ in nothing but what stands on their pages and in their files."""
    return (
        new.pages.keys() == old.pages.keys()
        and new.names == old.names
        and new.plan.details == old.plan.details
        and new.plan.words == old.plan.words
        and all(_around(new, code) == _around(old, code) for code in new.plan.languages.codes)
    )


def _around(site: Site, language: str) -> tuple[object, ...]:
    return site.menu(language), keeper(site.plan, site.speaker(language))


def program(root: Path, theme: Path, docs: Path) -> str:
    """A digest of all that shapes the site but the plan and its page templates: whole builds show a change of it."""
    frame = [path for path in theme.iterdir() if path.name != "pages"]
    beside = [path for path in docs.rglob("*") if path.is_file() and path.suffix != ".md"]
    return files.fingerprint(root / "mkdocs.yml", root / "hooks", root / "data/ornament.svg", *frame, *beside)
