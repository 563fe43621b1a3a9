"""What became of a card, as a reader of one language sees it: its status, what was before, what it was called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.model.status import GONE
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
class Course:
    """What was before: the cards that became this one, under what happened to them; its status; its titles."""

    came: tuple[tuple[Phrase, tuple[Card, ...]], ...]
    history: tuple[ShownState, ...]
    former: tuple[ShownFormer, ...]


class Statuses:
    """What became of the cards of a plan."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak = catalog, speak

    def state(self, owner: object) -> Phrase | None:
        """The status of a card in a word, for a list; None where the plan gives none, as of what is no card."""
        status = owner.project.status if isinstance(owner, Card) else None
        return self._words(status) if status else None

    def gone(self, card: Card) -> Phrase | None:
        """The status of a card that is no more, or no more by itself; None for others."""
        status = card.project.status
        return self._words(status) if status and status.state in GONE else None

    def titled(self, card: Card) -> str:
        """The title of a card for a table; of one that is no more with its status in brackets."""
        title, gone = self._speak.plain(card.project.title), self.gone(card)
        return self._speak.beside(title, self._speak.phrase_of("in_brackets", words=gone).plain) if gone else title

    def code(self, card: Card) -> Phrase | None:
        """The code of a card as it stands beside its number."""
        code = card.project.code
        return self._speak.phrase_of("code_is", code=code) if code else None

    def has_head(self, card: Card, badges: Sequence[object]) -> bool:
        """Whether anything stands beside the title of a card: its other badges, its code, its status."""
        return bool(badges or card.project.code or card.project.status)

    def now(self, card: Card) -> ShownState | None:
        """The status of a card, since when and why; None where the plan gives none."""
        status = card.project.status
        return ShownState(self._words(status), self._since(status), status.reason) if status else None

    def became(self, card: Card) -> tuple[tuple[Phrase, tuple[Card, ...]], ...]:
        """The cards that a card was merged or split into, under what happened to it."""
        status = card.project.status
        if not status or not status.into:
            return ()
        return ((self._speak.phrase_of(f"became_{status.state}"), tuple(map(self._catalog.card, status.into))),)

    def course(self, card: Card) -> Course | None:
        """What was before a card and with it; None where the plan says nothing of it."""
        project, speak = card.project, self._speak
        came = tuple(
            (speak.phrase_of(f"came_{state}"), tuple(others))
            for (state, into), others in self._came.items()
            if into == card.id
        )
        if not (came or project.history or project.former_titles):
            return None
        history = tuple(
            ShownState(self._words(past), speak.fiscal_year(past.fiscal_year), past.reason)
            for past in sorted(project.history, key=lambda past: past.fiscal_year)
        )
        former = tuple(
            ShownFormer(former.title, until(former.until, speak), former.reason) for former in project.former_titles
        )
        return Course(came, history, former)

    def _words(self, status: model.Status | model.PastStatus) -> Phrase:
        return self._speak.phrase(status.called) if status.called else self._speak.phrase_of(f"state_{status.state}")

    def _since(self, status: model.Status) -> str:
        year = [self._speak.fiscal_year(status.fiscal_year)] if status.fiscal_year is not None else []
        return self._speak.join([*year, *([self._speak.day(status.day)] if status.day else [])])

    @cached_property
    def _came(self) -> dict[tuple[str, str], list[Card]]:
        """The cards that were merged or split into a card, by the way and its id."""
        found: dict[tuple[str, str], list[Card]] = {}
        for card in self._catalog.cards:
            if status := card.project.status:
                for into in status.into:
                    found.setdefault((status.state, into), []).append(card)
        return found


def until(year: int | None, speak: Localizer) -> Phrase | None:
    """Until which fiscal year something was so; None where that is not known."""
    return None if year is None else speak.phrase_of("until_year", year=lambda by: by.fiscal_year(year))
