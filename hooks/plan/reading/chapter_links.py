"""Finds the links between chapters that lead nowhere wherever the site lies, while only their files are known.

What a page holds, and which pages there are beside the chapters, is known when all are made: see `pages.links`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from plan.html import links
from plan.html.allowed import too_many
from plan.html.prose import PAGE_OF, UnreadableProseError
from plan.messages.findings import FileLine, Finding, shown
from plan.messages.meant import meant
from plan.outline import registry


def dead_links(texts: Mapping[str, str], known: Collection[str], folder: str) -> Iterator[Finding]:
    """A link to a chapter that is not there, or from the root of the site, wherever that is.

    `texts` are the chapters by their files under `folder`, `known` the names of all. Pages that are made from the data
    are known by their first folder; they are on the site alone, so the number of a page is of a chapter.
    """
    for uri, text in texts.items():
        here = posixpath.dirname(uri)
        numbered = {match[1] for match in PAGE_OF.finditer(text)}
        for address in local_addresses(text):
            path, _, anchor = address.partition("#")
            page = posixpath.normpath(posixpath.join(here, path)).removesuffix(".md")
            made = page.split("/")[0] in registry.RESERVED and address not in numbered
            if path.startswith("/"):
                instead = _from_root(path, here) + (f"#{anchor}" if anchor else "")
                rule, details = "link-from-root", {"found": shown(address), "instead": instead}
            elif path.endswith(".md") and page not in known and not made:
                rule, details = "bad-link", {"found": shown(path), **_near(page, known, here)}
            else:
                continue
            for line in links.lines_of(text, address):
                yield Finding(FileLine(f"{folder}/{uri}", line), rule, details)


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


def _from_root(path: str, here: str) -> str:
    """An address that begins at the root of the site, as a chapter in the folder `here` writes it."""
    name = path.strip("/") or "index"
    return posixpath.relpath(name if posixpath.splitext(name)[1] else f"{name}.md", here)
