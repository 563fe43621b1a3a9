"""on_files, on_post_build: the pages and files of the plan become MkDocs' files, in the language that is built now.

A page must be there before static-i18n sorts the files by language, and gets its content after that:
static-i18n (1.3) makes every File anew, and refuses files made with `File.generated` (its issue 263).
Pictures are drawn beside all this by other processes, and join the site when every language is built.
"""

from __future__ import annotations

import html
import os
import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from plan.html.headings import contents
from plan.machine.workers import WorkerError
from plan.pages import page


class FinishedPage(Page):
    """A page whose HTML is made: MkDocs reads and converts nothing, and puts it into the frame and into the menu."""

    def __init__(self, made: page.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.label, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        """What is known of the page beside its text; there is no Markdown."""
        made = self.made
        self.markdown = ""
        self.meta = {
            "title": html.escape(made.title),
            "description": html.escape(made.description),
            "picture": made.picture,
            "machine": made.machine,
            "stale": made.stale,
            "hide": list(made.hide),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The page's HTML and its contents; its links were looked at when it was made."""
        self.content = self.made.html
        entries = contents(self.made.headings)
        self.toc = get_toc([{"level": 2, "id": entry.id, "name": entry.title, "children": []} for entry in entries])


@event_priority(0)
def _reserve(files: Files, config: MkDocsConfig) -> Files:
    """Name every page that is not already a file under docs/, and publish no style sheet beside its template."""
    beside_templates = str(Path(config.theme.custom_dir) / "pages") + os.sep
    for file in list(files):
        if str(file.abs_src_path).startswith(beside_templates):
            files.remove(file)  # they are published as one, which the plan's site holds
    built = config.extra["plan_site"]
    if built is None:
        for file in list(files.documentation_pages()):
            files.remove(file)
    for uri in built.pages if built else ["index.md"]:
        if files.get_file_from_path(uri) is None:
            files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


@event_priority(-200)
def _fill(files: Files, config: MkDocsConfig) -> Files:
    """Give every page its content; in the first language, add the other files."""
    built = config.extra["plan_site"]
    if built is None:
        for file in files.documentation_pages():
            file.content_string = "# データの誤り / Faults in the data\n"
        return files
    for file in files.documentation_pages():
        FinishedPage(built.pages[file.src_uri], file, config)
    i18n = config.plugins["i18n"]
    if i18n.current_language == i18n.default_language:
        built.begin_pictures()
        for uri, content in {**built.texts, **built.library.files}.items():
            if isinstance(content, Path):
                files.append(File.generated(config, uri, abs_src_path=str(content)))
            else:
                files.append(File.generated(config, uri, content=content))
    return files


on_files = CombinedEvent(_reserve, _fill)


@event_priority(-150)  # after static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """After the last language, add the pictures."""
    built = config.extra["plan_site"]
    if built is None or config.plugins["i18n"].building:
        return
    try:
        pictures = built.pictures
    except WorkerError as error:
        raise PluginError(str(error)) from None
    for uri, path in pictures.items():
        target = Path(config.site_dir, uri)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
