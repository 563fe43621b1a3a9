"""Tells which cards are so short that they fit on a page for certain: to measure a card is to set it twice.

It counts whatever words a card holds, so that what is added to cards later counts too. Its numbers are measured on the
cards of real plans and of such as tests make; a card that may not fit is measured by the typesetter.
"""

from __future__ import annotations

from math import ceil

from plan.html.tree import Node
from plan.paper.mentions import texts_in
from plan.showing.names import width_of

#: What of a card takes no room as words: names of places, addresses of pictures, the heads of columns.
_NO_WORDS = ("label", "qr", "uses", "short", "years", "pictures")
#: How wide a line of a card is; how high, in points, its lines, a text of a line or less, and what every card has.
_ACROSS, _LINE, _SHORT, _FRAME = 78, 18, 11, 170
#: How much higher a card with a challenge may be, which is set with more room, and one without; how high a page is.
_ROOMY, _CLOSE, _PAGE = 1.4, 1.05, 690
#: How high the name of an office is with all its ways.
_BANNER = 200


def surely_fits(card: Node, *, below: bool = False) -> bool:
    """Whether a card has so few words that it fits on a page whatever they are; `below` the banner of an office."""
    if "drawings" in card:
        return False
    texts = [words for key, value in card.items() if key not in _NO_WORDS for words in texts_in(value) if words]
    columns = len(card["years"])
    lines = [ceil(width_of(words) / _ACROSS) for words in texts]
    lines += [ceil(width_of(title) / _ACROSS * columns / length) for title, _, _, length, *_ in card["bars"]]
    height = _FRAME + sum(count * _LINE if count > 1 else _SHORT for count in lines)
    return height * (_ROOMY if card["challenge"] else _CLOSE) <= _PAGE - (_BANNER if below else 0)
