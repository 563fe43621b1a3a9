"""What became of a card, as a reader of one language sees it: its status, what was before, what it was called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.types import Text
from plan.showing.catalog import Card, Catalog
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class ShownState:
    """A status now or before: in the plan's own word, else in the site's; since when, where the plan says; and why."""

    words: Phrase
    when: str
    reason: Text | None


@dataclass(frozen=True)
class ShownFormer:
    """A title or a name of before; until when, where that is known; and why it was changed."""

    name: Text
    until: Phrase | None
    reason: Text | None


@dataclass(frozen=True)
class ShownStatus:
    """All that is known of what became of a card.

    `led`: the cards that it was merged or split into, and those that were merged into it or split into it and others,
    each kind under its label.
    """

    now: ShownState | None
    led: tuple[tuple[Phrase, tuple[Card, ...]], ...]
    history: tuple[ShownState, ...]
    former: tuple[ShownFormer, ...]


class Statuses:
    """What became of the cards of a plan."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak = catalog, speak

    def state(self, card: Card) -> Phrase | None:
        """The status of a card in a word, for a list; None where the plan gives none."""
        status = card.project.status
        return self._words(status) if status else None

    def code(self, card: Card) -> Phrase | None:
        """The code of a card as it stands beside its number."""
        code = card.project.code
        return self._speak.phrase_of("code_is", code=code) if code else None

    def of(self, card: Card) -> ShownStatus | None:
        """What became of a card; None where the plan says nothing of it."""
        project = card.project
        status, led = project.status, tuple(self._led(card))
        if not (status or led or project.history or project.former_titles):
            return None
        history = sorted(project.history, key=lambda past: past.fiscal_year)
        return ShownStatus(
            ShownState(self._words(status), self._since(status), status.reason) if status else None,
            led,
            tuple(
                ShownState(self._words(past), self._speak.fiscal_year(past.fiscal_year), past.reason)
                for past in history
            ),
            tuple(
                ShownFormer(former.title, until(former.until, self._speak), former.reason)
                for former in project.former_titles
            ),
        )

    def _words(self, status: model.Status | model.PastStatus) -> Phrase:
        return self._speak.phrase(status.called) if status.called else self._speak.phrase_of(f"state_{status.state}")

    def _since(self, status: model.Status) -> str:
        year = [self._speak.fiscal_year(status.fiscal_year)] if status.fiscal_year is not None else []
        return self._speak.join([*year, *([self._speak.day(status.day)] if status.day else [])])

    def _led(self, card: Card) -> Iterator[tuple[Phrase, tuple[Card, ...]]]:
        status = card.project.status
        if status and status.into:
            label = self._speak.phrase_of(f"became_{status.state}")
            yield label, tuple(map(self._catalog.card, status.into))
        for (state, into), others in self._came.items():
            if into == card.id:
                yield self._speak.phrase_of(f"came_{state}"), tuple(others)

    @cached_property
    def _came(self) -> dict[tuple[str, str], list[Card]]:
        """The cards that were merged or split into a card, by the way and its id."""
        found: dict[tuple[str, str], list[Card]] = {}
        for card in self._catalog.cards:
            for into in card.project.status.into if card.project.status else ():
                found.setdefault((card.project.status.state if card.project.status else "", into), []).append(card)
        return found


def until(year: int | None, speak: Localizer) -> Phrase | None:
    """Until which fiscal year something was so; None where that is not known."""
    return None if year is None else speak.phrase_of("until_year", year=lambda by: by.fiscal_year(year))
