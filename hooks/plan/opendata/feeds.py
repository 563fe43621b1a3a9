"""Feeds, one of each kind a language: Atom (RFC 4287) and JSON Feed 1.1; here that of the log, in `news` the others.

An entry has its id for good, in a tag URI (RFC 4151); the days are those of the data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from plan import model
from plan.model import Plan
from plan.model.languages import writing
from plan.opendata.parts import feed_files
from plan.opendata.written import json_bytes
from plan.showing.addresses import page_url
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name


@dataclass(frozen=True)
class FeedEntry:
    """An entry of a feed, in one language."""

    id: str
    url: str
    title: str
    text: str
    kind: str
    published: str
    updated: str
    language: str
    """How machines name the language of the text."""


class Feed:
    """A feed of a plan in one language: what it is called, the page it is of, its two files, its entries."""

    def __init__(
        self, plan: Plan, speak: Localizer, name: str, page: str, files: tuple[str, str], entries: Sequence[FeedEntry]
    ) -> None:
        self._plan, self._speak, self.entries = plan, speak, entries
        url = plan.details.url
        self._home = url + page_url(page, speak.language, plan.languages)
        self._own = [url + file for file in files]
        self._id = f"{tag_of(plan, name)}/{speak.language}"
        self.title = speak.beside(plan_name(plan, speak), speak.plain_word(name))

    def atom(self) -> bytes:
        """The feed as Atom."""
        entries = self.entries
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(self._speak.tag)}>',
            f"<id>{escape(self._id)}</id>",
            f"<title>{escape(self.title)}</title>",
            f"<updated>{max(entry.updated for entry in entries)}</updated>",
            f"<author><name>{escape(self._city)}</name></author>",
            f'<link rel="self" type="application/atom+xml" href={quoteattr(self._own[0])}/>',
            f'<link rel="alternate" type="text/html" href={quoteattr(self._home)}/>',
        ]
        for entry in entries:
            lines += [
                "<entry>",
                f"<id>{escape(entry.id)}</id>",
                f"<title>{escape(entry.title)}</title>",
                f"<published>{entry.published}</published>",
                f"<updated>{entry.updated}</updated>",
                f'<link rel="alternate" type="text/html" href={quoteattr(entry.url)}/>',
                f"<category term={quoteattr(entry.kind)}/>",
                f'<content type="text" xml:lang={quoteattr(entry.language)}>{escape(entry.text)}</content>',
                "</entry>",
            ]
        return "\n".join([*lines, "</feed>", ""]).encode()

    def json(self) -> bytes:
        """The feed as JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
        items = [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.text,
                "date_published": entry.published,
                "date_modified": entry.updated,
                "language": entry.language,
                "tags": [entry.kind],
            }
            for entry in self.entries
        ]
        return json_bytes(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": self.title,
                "home_page_url": self._home,
                "feed_url": self._own[1],
                "language": self._speak.tag,
                "authors": [{"name": self._city}],
                "items": items,
            }
        )

    @property
    def _city(self) -> str:
        return self._speak.plain(self._plan.details.city.name)


def tag_of(plan: Plan, name: str) -> str:
    """What the ids of the entries of a feed begin with, for good."""
    return f"tag:{urlsplit(plan.details.url).hostname},{plan.details.period.first}:{name}"


def moment_of_day(day: date) -> str:
    """A day of the data as a moment: its beginning in Japan."""
    return f"{day.isoformat()}T00:00:00+09:00"


def log_feed(plan: Plan, speak: Localizer) -> Feed:
    """The log, the newest entry first."""
    given = plan.log.entries if plan.log else ()
    newest = sorted(given, key=lambda entry: entry.changed or entry.day, reverse=True)
    home = plan.details.url + page_url("log", speak.language, plan.languages)
    entries = [_of_log(entry, plan, speak, home) for entry in newest]
    return Feed(plan, speak, "log", "log", feed_files(speak.language), entries)


def _of_log(entry: model.LogEntry, plan: Plan, speak: Localizer, home: str) -> FeedEntry:
    text, language = speak.choose(entry.text)
    kind = speak.plain_word(f"log_{entry.kind}")
    return FeedEntry(
        id=f"{tag_of(plan, 'log')}/{entry.id}",
        url=f"{home}#log-{entry.id}",
        title=speak.plain_word("log_title", kind=kind, day=entry.day),
        text=text.strip(),
        kind=entry.kind,
        published=moment_of_day(entry.day),
        updated=moment_of_day(entry.changed or entry.day),
        language=writing(language, plan.languages).tag,
    )
