"""The log of a plan as a reader of one language sees it: the newest entry first, each with the cards concerned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.types import Text
from plan.showing.catalog import Card, Catalog
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class ShownEntry:
    """An entry, and the cards concerned."""

    anchor: str
    """Its place on the page of the log."""
    title: Phrase
    """Its kind and day, in words."""
    kind: Phrase
    day: Phrase
    changed: Phrase | None
    text: Text
    cards: tuple[Card, ...]


class ShownLog:
    """The entries of a plan; none without a log."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak, self._log = catalog, speak, catalog.plan.log

    @cached_property
    def entries(self) -> tuple[ShownEntry, ...]:
        """All entries, the newest first, those of one day in the order of the file."""
        given = self._log.entries if self._log else ()
        return tuple(self._shown(entry) for entry in sorted(given, key=lambda entry: entry.day, reverse=True))

    def of(self, card: Card) -> tuple[ShownEntry, ...]:
        """Those that concern a card."""
        return self._by_card.get(card.id, ())

    @cached_property
    def _by_card(self) -> dict[str, tuple[ShownEntry, ...]]:
        found: dict[str, tuple[ShownEntry, ...]] = {}
        for entry in self.entries:
            for card in entry.cards:
                found[card.id] = (*found.get(card.id, ()), entry)
        return found

    def _shown(self, entry: model.LogEntry) -> ShownEntry:
        speak, kind = self._speak, self._speak.phrase_of(f"log_{entry.kind}")
        return ShownEntry(
            anchor=f"log-{entry.id}",
            title=speak.phrase_of("log_title", kind=kind, day=entry.day),
            kind=kind,
            day=speak.phrase_in_it(speak.day(entry.day)),
            changed=speak.phrase_of("log_changed", day=entry.changed) if entry.changed else None,
            text=entry.text,
            cards=tuple(self._cards(entry)),
        )

    def _cards(self, entry: model.LogEntry) -> Iterator[Card]:
        known = {card.id: card for card in self._catalog.cards}
        yield from (known[id] for id in entry.projects)
