"""data/sources.yml: publications cited by the series."""

from __future__ import annotations

from urllib.parse import urlsplit

from .types import Day, Id, OwnText, Record, Text, Url


class Source(Record):
    """A publication that figures are taken from."""

    id: Id
    """The source's lasting id; values name it."""
    title: Text
    """The statistic and the table."""
    publisher: Text
    """Who publishes the statistic."""
    url: Url | None = None
    """Where the figure was read."""
    accessed: Day | None = None
    """The day on which it was read."""
    note: OwnText | None = None
    """What a reader should know, such as that a stored copy was read."""

    @property
    def host(self) -> str:
        """The machine on which the figure was read, as an address names it; empty without an address."""
        return urlsplit(self.url or "").hostname or ""


class Sources(Record):
    """data/sources.yml: publications cited by the series."""

    sources: tuple[Source, ...] = ()
    """The sources."""
