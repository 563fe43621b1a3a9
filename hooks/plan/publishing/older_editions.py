"""Publishes the older editions of a plan, each whole at `editions/<id>/`, byte for byte as it was published.

Only its pages say more than they did: which edition they are of, and where the same page of the edition of today is.
Search engines are told the same: they are to list the pages of today alone.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from plan import model
from plan.model.inventory import EDITIONS
from plan.pages.kept_editions import KeptEditions, place_of
from plan.pages.redirects import redirect_page
from plan.pages.site import Site
from plan.showing.addresses import page_url, way
from plan.showing.editions import edition_name
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name
from plan.showing.styles import EDITION_SHEET

_PAGE = "index.html"
#: Where the note goes: at the beginning of what is shown, but behind the link that leads past it to the page itself.
_BODY = re.compile(rb'<body\b[^>]*>(?:\s*<a class="skip"[^>]*>[^<]*</a>)?')
_HEAD = re.compile(rb"</head>", re.IGNORECASE)
_ROBOTS = re.compile(rb'<meta name="robots"[^>]*>\n?')
_CANONICAL = re.compile(rb'<link rel="canonical"[^>]*>\n?')
#: A link to the pages of the editions, which are those of the site of today.
_TO_EDITIONS = re.compile(rb'href="((?:\.\./)*' + EDITIONS.encode() + rb'/[^"#?]*)')


def write_older(site: Site, kept: KeptEditions, folder: Path) -> None:
    """Write all older editions into the folder of a site. Raises OSError where what is kept of one is broken."""
    for edition in site.plan.older_editions:
        written = _Older(edition, site, kept).files()
        for name, content in written.items():
            target = folder / place_of(edition.id) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


class _Older:
    """An older edition on the way into the site of today."""

    def __init__(self, edition: model.FrozenEdition, site: Site, kept: KeptEditions) -> None:
        self._edition, self._site, self._kept = edition, site, kept
        self._languages = site.plan.languages
        self._place = place_of(edition.id)

    def files(self) -> Mapping[str, bytes]:
        """Its files by their names within it."""
        found = dict(self._kept.sites[self._edition.id].read())
        pages = [name for name in found if name.endswith(".html")]
        led = {name for page in pages for name in _led_to(page, found[page])}
        for page in pages:
            found[page] = self._told(page, found[page])
        return found | dict(self._led_on(led - found.keys()))

    def _told(self, page: str, content: bytes) -> bytes:
        """A page that says of which edition it is. One without a body, which leads on by itself, stays as it is."""
        head = _HEAD.search(content)
        body = _BODY.search(content, head.end()) if head else None
        if body is None or head is None:
            return content
        address = page.removesuffix(_PAGE)
        speak = self._speaker(address)
        now = self._now(address)
        told = content[head.start() : body.end()] + self._note(address, speak, now).encode() + content[body.end() :]
        before = _ROBOTS.sub(b"", content[: head.start()])
        if now is None:
            before = _CANONICAL.sub(b"", before)
        return before + self._head(address, now if now is not None else self._home(speak)).encode() + told

    def _head(self, address: str, now: str) -> str:
        """What browsers and search engines are told: the note's looks, to list it not, where the newest is."""
        sheet = way(self._place + address, EDITION_SHEET)
        newest = html.escape(self._site.plan.details.url + now)
        return (
            f'<link rel="stylesheet" href="{sheet}">\n<meta name="robots" content="noindex">\n'
            f'<link rel="latest-version" href="{newest}">\n'
        )

    def _note(self, address: str, speak: Localizer, now: str | None) -> str:
        """The note itself, with the way to the page as it is today, or to the first page where there is none."""
        here = self._place + address
        to = way(here, now if now is not None else self._home(speak)) or "./"
        listed = way(here, page_url(EDITIONS, speak.language, self._languages))
        name = edition_name(self._edition, speak)
        said = speak.word(
            "older_edition", day=self._edition.days.published, edition=name, plan=plan_name(self._site.plan, speak)
        )
        lead = self._lead(address, now, speak)
        turned = f' dir="{speak.writing.direction}"' if speak.writing.direction != "ltr" else ""
        return (
            f'\n<aside class="older-edition" lang="{speak.tag}"{turned}'
            f' aria-label="{html.escape(speak.plain_word("older_edition_mark"))}">\n'
            f"<p><b>{speak.word('older_edition_mark')}</b> {said}</p>\n"
            f'<ul><li><a href="{html.escape(to)}">{lead}</a></li>'
            f'<li><a href="{html.escape(listed)}">{speak.word("editions")}</a></li></ul>\n</aside>'
        )

    def _lead(self, address: str, now: str | None, speak: Localizer) -> str:
        """What the way to today is called: this page, another by its title where the address leads to one, or home."""
        if now is None:
            return str(speak.word("older_edition_home"))
        folder = posixpath.dirname(address.rstrip("/"))
        renamed = folder not in ("", speak.language) and folder == posixpath.dirname(now.rstrip("/"))
        if now == address or renamed or now not in self._site.uris:
            return str(speak.word("older_edition_page"))
        title = self._site.pages[self._site.uris[now]].title
        return html.escape(speak.plain_word("older_edition_other", page=title))

    def _speaker(self, address: str) -> Localizer:
        """What speaks the language of one of its pages; that of the plan, where the site of today has it not."""
        code = address.partition("/")[0]
        return self._site.speaker(code if code in self._languages.others else self._languages.default)

    def _home(self, speak: Localizer) -> str:
        return page_url("index", speak.language, self._languages)

    def _now(self, address: str) -> str | None:
        """Where one of its pages is today, from the root of the site; None where it is not any more."""
        if address in self._site.uris or address in self._site.lasting:
            return address
        moved = self._site.redirects.get(address)
        return None if moved is None else moved.removeprefix("./")

    def _led_on(self, names: set[str]) -> Iterator[tuple[str, bytes]]:
        """What stands where its pages lead to pages of the editions: each leads on to the one of the site of today."""
        for name in sorted(names):
            if not name.endswith(_PAGE):
                continue
            address = name.removesuffix(_PAGE)
            speak = self._speaker(address)
            target = address if address in self._kept.addresses else page_url(EDITIONS, speak.language, self._languages)
            page = redirect_page(self._place + address, target, self._site.plan.details.url, speak)
            yield name, page


def _led_to(page: str, content: bytes) -> Iterator[str]:
    """The pages of the editions that a page leads to, as files from the root of its own edition."""
    for link in set(_TO_EDITIONS.findall(content)):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), html.unescape(link.decode())))
        if path.split("/")[0] != ".." and (link.endswith(b"/") or not posixpath.splitext(path)[1]):
            yield f"{path}/{_PAGE}"
