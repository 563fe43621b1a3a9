"""Turns the name of a page or a file into its address: from the root of the site, and from another page.

A page's address is a folder with a slash at its end. Addresses are asked for tens of thousands of times in a large
plan, and posixpath.relpath is a tenth as fast.
"""

from __future__ import annotations

from plan.model.types import Languages


def page_url(page: str, language: str, languages: Languages) -> str:
    """The address of a page from the root of the site: `` for home, `en/tools/`."""
    path = "" if page == "index" else page.removesuffix("/index") + "/"
    return path if language == languages.codes[0] else f"{language}/{path}"


def relative_url(origin: str, language: str, page: str, languages: Languages, anchor: str = "") -> str:
    """The address of `page` as the page `origin` of the same language writes it."""
    path = way(page_url(origin, language, languages), page_url(page, language, languages)) or "./"
    return f"{path}#{anchor}" if anchor else path


def relative_file(origin: str, language: str, path: str, languages: Languages) -> str:
    """The address of a file, named from the root of the site, as the page `origin` writes it."""
    return way(page_url(origin, language, languages), path)


def way(start: str, end: str) -> str:
    """From the page at one address to another address, both from the root of the site; empty to the page itself."""
    here, there = start.split("/")[:-1], end.split("/")
    same = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:])
