"""Writes again what of a preview an edit has changed, so that not all is built again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plan.pages.site import Site
from plan.publishing.run import Run
from plan.reading import files


class Again:
    """What a preview shows: the site that was written last into `folder`, and the program that wrote it.

    `shapes` are the folders of the project, of the theme and of the chapters; `address` is where the preview is seen.
    """

    def __init__(self, run: Run, folder: Path, address: str, shapes: tuple[Path, Path, Path]) -> None:
        self._run, self._folder, self._address, self._shapes = run, folder, address, shapes
        self._site, self._program = run.site, program(*shapes)

    def update(self, build: Callable[[], None]) -> None:
        """Write what differs between the site as it is now and what is shown; `build` where that shows not all."""
        new, now = self._run.site, program(*self._shapes)
        if new is not None and (self._site is None or now != self._program or not alike(new, self._site)):
            build()
        elif new is not None and self._site is not None:
            self._write_again(new, self._site)
        self._site, self._program = new, now

    def _write_again(self, new: Site, old: Site) -> None:
        for name, content in new.files.items():
            if content != old.files[name]:
                self._write(name, content if isinstance(content, bytes) else content.read_bytes())
        for uri, page in new.pages.items():
            if page != old.pages[uri]:
                frame = new.frames(page.language, self._address, preview=True).of(page)
                output = self._run.templates.get_template("main.html").render(frame=frame)
                self._write(f"{page.address}index.html", output.encode("utf-8", errors="xmlcharrefreplace"))

    def _write(self, name: str, content: bytes) -> None:
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def alike(new: Site, old: Site) -> bool:
    """Whether two sites differ in nothing but what stands on their pages and in their files."""
    return (
        new.pages.keys() == old.pages.keys()
        and new.files.keys() == old.files.keys()
        and new.plan.details == old.plan.details
        and new.plan.words == old.plan.words
        and new.plan.glossary == old.plan.glossary
        and all(new.menu(code) == old.menu(code) for code in new.plan.languages.codes)
    )


def program(root: Path, theme: Path, docs: Path) -> str:
    """A digest of all that shapes the site but the plan and its page templates: whole builds show a change of it."""
    frame = [path for path in theme.iterdir() if path.name != "pages"]
    beside = [path for path in docs.rglob("*") if path.is_file() and path.suffix != ".md"]
    return files.fingerprint(root / "mkdocs.yml", root / "hooks", root / "data/ornament.svg", *frame, *beside)
