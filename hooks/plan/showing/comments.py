"""What templates ask of the numbers of a draft and of its consultation, for one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plan.model import Plan
from plan.showing.catalog import Card
from plan.showing.comment_places import CommentPlaces
from plan.showing.comment_sheet import word_sheet
from plan.showing.consultation import CommentMark
from plan.showing.structure import ItemPlace

#: A number on a page as it is shown there; None where none is.
Marking = Callable[[str, str], CommentMark | None]


class ShownComments:
    """The numbers of a plan in one language; `mark` shows one on a page."""

    def __init__(self, plan: Plan, places: CommentPlaces, language: str, mark: Marking) -> None:
        self._plan, self._places, self._language, self._mark = plan, places, language, mark

    def card(self, card: Card) -> CommentMark | None:
        """The number of a card on its page."""
        return self._mark(self._places.of("card", card.id), card.page)

    def item(self, place: ItemPlace) -> CommentMark | None:
        """The number of an item on its page."""
        return self._mark(self._places.of("item", place.id), place.page)

    def by_number(self) -> bool:
        """Whether comments are taken, and the draft has numbers to be cited."""
        return self._places.numbered and self._plan.asks_for_opinions is not None

    def has_papers(self, documents: Sequence[object]) -> bool:
        """Whether there is anything to be read: documents of the draft, or materials."""
        asked = self._plan.consultation
        return bool(documents) or (asked is not None and bool(asked.materials))

    def word_sheet(self) -> str:
        """The published name of the comment sheet for a word processor."""
        return word_sheet(self._language, self._plan.languages)
