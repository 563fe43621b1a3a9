"""The way from a page of the preview to a form and back: which page, and which piece of it, somebody came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from plan.forms.typed import Given

#: What the place of a page is called that one comes back to.
HERE = "edited-here"


@dataclass(frozen=True)
class WayBack:
    """The address of a page from its site's root, and the number of the piece that was edited there."""

    page: str
    piece: str

    def to(self, said: str, entry: str) -> str:
        """Where to go on: the page, which says what was done, and the place on it; `entry`: by what it is undone."""
        asked = urlencode({said: entry, "piece": self.piece})
        return f"{quote(self.page, safe='/-._~')}?{asked}#{HERE}"

    @property
    def link(self) -> str:
        """The page at that place, for who saves nothing."""
        return f"{quote(self.page, safe='/-._~')}?{urlencode({'piece': self.piece})}#{HERE}"

    def sent(self) -> Iterator[tuple[str, str]]:
        """What a form sends so that its answer leads there."""
        yield from (("back", self.page), ("piece", self.piece))


def way_back(asked: Given) -> WayBack | None:
    """The way that an address or a form names; none where it names none, or no page of the preview."""
    page, piece = (next(iter(asked.get(name, ())), "") for name in ("back", "piece"))
    sound = page.startswith("/") and piece.isdecimal() and len(piece) < 7 and page.isprintable()
    return WayBack("/" + page.lstrip("/\\"), piece) if sound else None
