"""What comments can cite in the draft as it is now, in reading order, and the number that each place has.

A number follows what it was given to: the same words wherever they have gone, else words that stand in the same place
and are mostly the same, as after a correction. What nothing known is like has none until `plan numbers` gives it one.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from plan.html.citable import ChapterPlace, places
from plan.html.prose import Prose, convert
from plan.model import Plan
from plan.model.comment_numbers import NumberedPlace
from plan.reading.chapters import Chapter, page_uri
from plan.showing.catalog import Catalog

#: How many letters of a place are remembered, and how much of them must still be there for it to be the same place.
_REMEMBERED, _LIKE = 60, 0.5


@dataclass(frozen=True)
class CommentPlace:
    """A place of the draft, with its number if it has one."""

    place: NumberedPlace
    """As a line of the file says it; without a number in it."""
    page: str
    """The page on which it stands, without language or suffix."""
    number: str = ""


class CommentPlaces:
    """The places of a plan; `chapters` are all its chapters, by the names of their files under docs/."""

    def __init__(self, plan: Plan, chapters: Mapping[str, Chapter], catalog: Catalog) -> None:
        self._plan, self._chapters, self._catalog = plan, chapters, catalog

    @property
    def numbered(self) -> bool:
        """Whether there are numbers, and a consultation in which they are cited."""
        return self._plan.consultation is not None and bool(self._plan.comment_numbers.places)

    @cached_property
    def all(self) -> tuple[CommentPlace, ...]:
        """All of them in reading order."""
        there = list(self._there())
        numbers = numbers_of([place for place, _ in there], self._plan.comment_numbers.places)
        return tuple(CommentPlace(*found, number) for found, number in zip(there, numbers, strict=True))

    @cached_property
    def by_number(self) -> Mapping[str, CommentPlace]:
        """Those that have a number, by it."""
        return {found.number: found for found in self.all if found.number}

    @cached_property
    def _own(self) -> Mapping[tuple[str, str], str]:
        """The numbers of cards and items, by kind and id."""
        return {(found.place.kind, found.place.where): found.number for found in self.all}

    def of(self, kind: str, id: str) -> str:
        """The number of a card or an item; empty for none."""
        return self._own.get((kind, id), "") if self.numbered else ""

    def in_chapter(self, page: str, text: str) -> Sequence[tuple[ChapterPlace, str]]:
        """The places of a chapter, as it is written in some language, that have a number.

        A translation has the numbers of the original where its section holds as many things of the same kinds in the
        same order; else those of them that stand alike.
        """
        if not self.numbered:
            return ()
        here = [place for place in places(convert(text)) if place.kind != "cards"]
        own = [found for found in self.all if found.place.page == page and found.place.kind not in ("card", "item")]
        kinds = [f"{found.place.where.partition('#')[2]} {found.place.kind}" for found in own]
        alike = SequenceMatcher(None, kinds, [f"{place.section} {place.kind}" for place in here], autojunk=False)
        pairs = [(i + n, j + n) for i, j, size in alike.get_matching_blocks() for n in range(size)]
        return [(here[j], own[i].number) for i, j in pairs if own[i].number]

    def _there(self) -> Iterator[tuple[NumberedPlace, str]]:
        """The places with their pages: chapters, in them the cards that they list, then all other cards, then items."""
        plan, catalog, languages = self._plan, self._catalog, self._plan.languages
        listed = set[str]()
        for part in plan.details.parts:
            for chapter in part.chapters:
                page = f"{part.id}/{chapter}"
                prose = convert(self._chapters[page_uri(page, languages.default, languages)].text)
                for place, cards in _of_chapter(page, prose, catalog):
                    fresh = [id for id in cards if id not in listed]
                    yield from ((NumberedPlace("", "card", id), plan.card_page(id)) for id in fresh)
                    listed.update(fresh)
                    if place:
                        yield place, page
        for card in catalog.cards:
            if card.id not in listed:
                yield NumberedPlace("", "card", card.id), card.page
        for item in catalog.structure.all:
            if item.level.page:
                yield NumberedPlace("", "item", item.id), item.page


def _of_chapter(page: str, prose: Prose, catalog: Catalog) -> Iterator[tuple[NumberedPlace | None, Sequence[str]]]:
    """Each place of a chapter, or the ids of the cards that it lists there."""
    for place in places(prose):
        if place.kind == "cards":
            yield None, [card.id for card in catalog.numbered(place.words)] if place.words else []
            continue
        words = " ".join(unicodedata.normalize("NFKC", place.words).split())
        digest = hashlib.sha256(words.replace(" ", "").encode()).hexdigest()[:8]
        where = f"{page}#{place.section}" if place.section else page
        yield NumberedPlace("", place.kind, where, digest, words[:_REMEMBERED]), ()


def numbers_of(now: Sequence[NumberedPlace], known: Sequence[NumberedPlace]) -> list[str]:
    """The number of each place as it is now; empty for one that is like none that is known."""
    found, left = [""] * len(now), list(known)
    same: tuple[Callable[[NumberedPlace], object], ...] = (
        lambda place: (place.kind, place.where, place.digest),
        lambda place: (place.kind, place.page, place.digest),
        lambda place: (place.kind, place.digest or place.where),
    )
    for key in same:
        by_key: dict[object, list[NumberedPlace]] = {}
        for place in left:
            by_key.setdefault(key(place), []).append(place)
        for index, place in enumerate(now):
            if not found[index] and (others := by_key.get(key(place))):
                found[index] = others.pop(0).number
        taken = set(found)
        left = [place for place in left if place.number not in taken]
    _corrected(now, known, found, left)
    return found


def _corrected(
    now: Sequence[NumberedPlace], known: Sequence[NumberedPlace], found: list[str], left: Sequence[NumberedPlace]
) -> None:
    """Give the numbers that are `left` to places whose words have been corrected: on the same page, between the same
    places before and after, in order, and of those between these to what is most like them."""
    open_ = {place.number for place in left}
    runs: dict[tuple[str, str], list[NumberedPlace]] = {}
    last: dict[str, str] = {}
    for place in known:
        if place.number in open_:
            runs.setdefault((place.page, last.get(place.page, "")), []).append(place)
        else:
            last[place.page] = place.number
    last = {}
    for index, place in enumerate(now):
        if found[index]:
            last[place.page] = found[index]
            continue
        run = runs.get((place.page, last.get(place.page, "")), [])
        likes = [(_alike(place, other), other) for other in run]
        if likes and (best := max(likes, key=lambda like: like[0]))[0] >= _LIKE:
            found[index] = best[1].number
            del run[: run.index(best[1]) + 1]


def _alike(one: NumberedPlace, other: NumberedPlace) -> float:
    """How much of the remembered words of two places is the same; nothing where they are of other kinds."""
    return SequenceMatcher(None, one.words, other.words, autojunk=False).ratio() if one.kind == other.kind else 0.0


def renewed(places_: Sequence[CommentPlace], known: Sequence[NumberedPlace]) -> tuple[NumberedPlace, ...]:
    """All lines of the file: the draft as it is now, each place with its number or a new one, then what it has lost.

    What is put in after 12 is 12-2; at the head of a numbered draft, the next whole number that was never given.
    """
    given = {place.number for place in known}
    lines, base = list[NumberedPlace](), ""
    first = not known
    for found in places_:
        number = found.number or _next(base, given, count=first)
        given.add(number)
        base = number.partition("-")[0]
        place = found.place
        lines.append(NumberedPlace(number, place.kind, place.where, place.digest, place.words))
    there = {line.number for line in lines}
    return (*lines, *(place for place in known if place.number not in there))


def _next(base: str, given: set[str], *, count: bool) -> str:
    """The next number: while a draft is numbered first the next whole one, later the next below `base`."""
    if base and not count:
        return next(number for n in range(2, 1000) if (number := f"{base}-{n}") not in given)
    return str(max((int(number.partition("-")[0]) for number in given), default=0) + 1)
