"""Finds the links between chapters that lead nowhere wherever the site lies, while only their files are known.

What a page holds, and which pages there are beside the chapters, is known when all are made: see `pages.links`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

from plan import model
from plan.html import links
from plan.html.allowed import too_many
from plan.html.prose import PAGE_OF, UnreadableProseError
from plan.messages.findings import FileLine, Finding, shown
from plan.messages.meant import meant
from plan.outline import registry
from plan.reading.files import entries
from plan.reading.folders import PlanFolders
from plan.rules.facts import Facts


def dead_links(folders: PlanFolders, texts: Mapping[str, str], facts: Facts) -> Iterator[Finding]:
    """A link to a chapter that is not there, to a file in other capitals, or from the root of the site.

    `texts` are the chapters by their files under docs/. Pages that are made from the data are known by their first
    folder; they are on the site alone, so the number of a page is of a chapter.
    """
    folder, known = folders.docs.name, frozenset(folders.chapters)
    from_root, cards = _FromRoot(folders, facts), _card_folder(facts)
    beside = {path.relative_to(folders.docs).as_posix() for path in entries(folders.docs) if path.suffix != ".md"}
    spelt = {unicodedata.normalize("NFC", name).casefold(): name for name in beside}
    spelt_right = {unicodedata.normalize("NFC", name) for name in beside}
    for uri, text in texts.items():
        here = posixpath.dirname(uri)
        numbered = {match[1] for match in PAGE_OF.finditer(text)}
        for address in local_addresses(text):
            path, _, anchor = address.partition("#")
            page = posixpath.normpath(posixpath.join(here, path)).removesuffix(".md")
            made = "families" in facts.shut and "/" not in page  # a family's, which could not be read
            made |= page.split("/")[0] in {*registry.RESERVED, cards, *facts.family_pages()} and address not in numbered
            if path.startswith("/"):
                way = from_root.way(path, anchor, here)
                rule = "link-from-root" if way else "nothing-from-root"
                details = {"found": shown(address), "instead": way}
            elif path.endswith(".md") and page not in known and not made:
                rule, details = "bad-link", {"found": shown(path), **_near(page, known, here)}
            elif path.endswith((".yml", ".yaml")):
                card = page.rpartition("/")[2].rpartition(".")[0] in facts.items["projects"]
                rule, details = "bad-link", {"found": shown(path)}
                details |= {"meant": f"{path.rpartition('.')[0]}.md"} if card else {}
            elif (file := _target(path, here)) not in spelt_right and (right := spelt.get(file.casefold())):
                rule, details = "bad-link", {"found": shown(address), "meant": quote(posixpath.relpath(right, here))}
            else:
                continue
            for line in links.lines_of(text, address):
                yield Finding(FileLine(f"{folder}/{uri}", line), rule, details)


def _target(path: str, here: str) -> str:
    """The file under docs/ that a chapter in the folder `here` means; one system minds capitals, another does not."""
    return unicodedata.normalize("NFC", posixpath.normpath(posixpath.join(here, unquote(path.partition("?")[0]))))


def local_addresses(text: str) -> Iterator[str]:
    """The addresses within the site that a chapter links to, as they are written."""
    try:
        found = () if too_many(text) else links.addresses(text)
    except UnreadableProseError:
        return  # told already
    for address in found:
        try:
            parts = urlsplit(address)
        except ValueError:
            continue  # told already
        if parts.path and not parts.scheme and not parts.netloc:
            yield address


def _near(page: str, known: Iterable[str], here: str) -> dict[str, str]:
    """The chapter whose file is called nearly so, as a chapter in the folder `here` writes it."""
    files = {posixpath.basename(name): name for name in known}
    near = meant(posixpath.basename(page), files)
    return {"meant": posixpath.relpath(f"{files[near]}.md", here)} if near else {}


def _card_folder(facts: Facts) -> str:
    """The folder in which the pages of the cards are."""
    levels = facts.one(model.Levels)
    return levels.card.address if levels and levels.card else registry.CARDS


class _FromRoot:
    """Finds what an address that begins at the root of a site leads to: a page or a file that there is."""

    def __init__(self, folders: PlanFolders, facts: Facts) -> None:
        details = facts.one(model.PlanDetails)
        self._top = unquote(urlsplit(details.url).path) if details else "/"
        self._codes = folders.languages.codes
        self._files = frozenset(path.relative_to(folders.docs).as_posix() for path in entries(folders.docs))
        folder = _card_folder(facts)
        self._pages = frozenset(
            (
                *folders.chapters,
                *(registry.name_in(page, folder) for page in registry.PAGES if not _hidden(page.needs, facts, details)),
                *(f"{folder}/{card}" for card in facts.items["projects"]),
                *facts.family_pages(),
            )
        )

    def way(self, path: str, anchor: str, here: str) -> str:
        """The address as a chapter in the folder `here` writes it; empty where nothing is there.

        The site may lie in a folder of its server, which the address then begins with, and a page has an address in
        each language.
        """
        path = unquote(path)
        bare = (path.removeprefix(self._top), path) if path.startswith(self._top) else (path,)
        for name in (one.strip("/") for one in bare):
            first, _, rest = name.partition("/")
            for page in (name, rest) if first in self._codes else (name,):
                if found := self._there(page):
                    return posixpath.relpath(found, here) + (f"#{anchor}" if anchor else "")
        return ""

    def _there(self, name: str) -> str:
        """The file of a page, or beside the chapters, or that of a document, which is known when it is printed."""
        if name in self._files or re.match(r"pdf/.+\.pdf$", name):
            return name
        bare = re.sub(r"(?:^|/)index$", "", re.sub(r"\.(?:md|html)$", "", name))
        page = next((page for page in (bare, f"{bare}/index".lstrip("/")) if page in self._pages), "")
        return f"{page}.md" if page else ""


def _hidden(part: str, facts: Facts, details: model.PlanDetails | None) -> bool:
    """Whether a plan has no page of a part, as its files are."""
    shown = {
        "shown_notes": "notes.yml" not in facts.absent and details and details.notes_pages == "shown",
        "listed_pictures": details and details.picture_list == "shown",
        "shown_glossary": "glossary.yml" not in facts.absent,
        "shown_statistics": details and details.statistics,
        "shown_indicators": any(facts.indicators()),
        "shown_offices": any(holder.record.departments for holder in facts.holders),
        "shown_cards": facts.items["projects"],
        "shown_roadmap": "roadmap.yml" not in facts.absent,
    }
    return bool(part) and not shown.get(part, f"{part}.yml" not in facts.absent)
