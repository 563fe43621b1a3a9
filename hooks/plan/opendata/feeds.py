"""The log as feeds, one of each kind a language: Atom (RFC 4287) and JSON Feed 1.1.

An entry is one of the log and has its id for good, in a tag URI (RFC 4151); the days are those of the data.
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


class Feeds:
    """The feeds of a plan with a log, in one language."""

    def __init__(self, plan: Plan, speak: Localizer) -> None:
        self._plan, self._speak = plan, speak
        url = plan.details.url
        self._home = url + page_url("log", speak.language, plan.languages)
        self._own = [url + file for file in feed_files(speak.language)]
        self._tag = f"tag:{urlsplit(url).hostname},{plan.details.period.first}:log"
        self.title = speak.beside(plan_name(plan, speak), speak.plain_word("log"))

    @property
    def entries(self) -> Sequence[FeedEntry]:
        """The entries, the newest first."""
        given = self._plan.log.entries if self._plan.log else ()
        newest = sorted(given, key=lambda entry: entry.changed or entry.day, reverse=True)
        return [self._entry(entry) for entry in newest]

    def _entry(self, entry: model.LogEntry) -> FeedEntry:
        speak = self._speak
        text, language = speak.choose(entry.text)
        kind = speak.plain_word(f"log_{entry.kind}")
        return FeedEntry(
            id=f"{self._tag}/{entry.id}",
            url=f"{self._home}#log-{entry.id}",
            title=speak.plain_word("log_title", kind=kind, day=entry.day),
            text=text.strip(),
            kind=entry.kind,
            published=_moment(entry.day),
            updated=_moment(entry.changed or entry.day),
            language=writing(language, self._plan.languages).tag,
        )

    def atom(self) -> bytes:
        """The log as Atom."""
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
        """The log as JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
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
    def _id(self) -> str:
        """The feed's own, one for each language."""
        return f"{self._tag}/{self._speak.language}"

    @property
    def _city(self) -> str:
        return self._speak.plain(self._plan.details.city.name)


def _moment(day: date) -> str:
    """A day of the data as a moment: its beginning in Japan."""
    return f"{day.isoformat()}T00:00:00+09:00"
