"""on_files, on_page_context, on_post_build: the finished pages and the files of the plan become MkDocs' own.

A page must be there before static-i18n sorts the files by language, and gets its content after that:
static-i18n (1.3) makes every File anew, and refuses files made with `File.generated` (its issue 263).
Pictures are drawn beside all this by other processes, and join the site when every language is built.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from plan.pages.shown import ShownPage


class FinishedPage(Page):
    """A page that is finished: MkDocs (1.6) neither reads nor converts it, and puts it into its frame."""

    def __init__(self, shown: ShownPage, file: File, config: MkDocsConfig) -> None:
        super().__init__(shown.label, file, config)
        self.shown = shown

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no Markdown; title and description for whoever else asks MkDocs."""
        self.markdown, self.meta = "", {"title": self.shown.title, "description": self.shown.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The HTML as it is; its links were looked at with all other pages."""
        self.content = self.shown.html


@event_priority(0)
def _reserve(files: Files, config: MkDocsConfig) -> Files:
    """Name every page that is no file under docs/. The program gives the other files itself, if a chapter names them.

    The style sheets beside templates are published as one.
    """
    site, looks = config.extra["plan"].site, config.theme.custom_dir
    for file in list(files):
        beside_template = file.src_dir == looks and file.src_uri.startswith("pages/")
        beside_chapter = file.src_dir == config.docs_dir and not file.is_documentation_page()
        if beside_template or beside_chapter or (site is None and file.is_documentation_page()):
            files.remove(file)
    for uri in site.pages if site else ["index.md"]:
        if files.get_file_from_path(uri) is None:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)
def _fill(files: Files, config: MkDocsConfig) -> Files:
    """Give every page its content; in the first language, add the other files."""
    site, i18n = config.extra["plan"].site, config.plugins["i18n"]
    for file in files.documentation_pages():
        file.content_string = ""
        if site:
            FinishedPage(site.pages[file.src_uri], file, config)
    if site and i18n.current_language == i18n.default_language:
        for uri, content in {**site.texts, **site.library.files}.items():
            source = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
            files.append(File.generated(config, uri, **source))
    return files


on_files = CombinedEvent(_reserve, _fill)


def on_page_context(context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """What overrides/main.html shows around a page."""
    frames = config.extra["plan"].frames
    config.extra["plan"].written()
    return context | {"frame": frames and frames.of(page.shown)}


@event_priority(-150)  # after static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language, add the pictures, the open data and the older editions."""
    if not config.plugins["i18n"].building:
        config.extra["plan"].finish(Path(config.site_dir))
