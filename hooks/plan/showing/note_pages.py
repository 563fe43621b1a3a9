"""Finds where each note on the source stands: one page a decision, for the editors, cut where it would grow too heavy.

Within a page the notes stand by what they concern: cards in their order, then chapters, then the site's other pages.
The same notes stand on the same page in every language, so that the language switch keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from plan import model
from plan.model import Plan
from plan.model.notes import DECISIONS, Decision
from plan.model.types import Languages, Text
from plan.outline import registry
from plan.reading.folders import pages

#: The folder of the pages, and the page that leads to them.
NOTES = "notes"
#: So many octets of text stand on one page in the language in which it is longest, and each note counts as so many
#: more: such a page is at most 15 kB over the wire, where 30 are allowed, and on a phone no longer than a chapter.
PAGE_OCTETS, NOTE_OCTETS = 45_000, 300

_CARD = re.compile(rf"data/{registry.CARDS}/([^/]+)\.yml")
_CHAPTER = re.compile(r"docs/(.+)\.md")


@dataclass(frozen=True)
class NoteGroup:
    """Notes on one thing: the name of the page that shows it, or nothing where that is the plan as a whole."""

    page: str
    notes: tuple[model.Note, ...]


@dataclass(frozen=True)
class NotePage:
    """One of the pages with the notes of a decision: its number from 1, of how many, and its notes."""

    decide: Decision
    number: int
    of: int
    groups: tuple[NoteGroup, ...]

    @property
    def name(self) -> str:
        """The page, without language or suffix."""
        return f"{NOTES}/{self.decide}" + (f"-{self.number}" if self.number > 1 else "")

    @property
    def notes(self) -> tuple[model.Note, ...]:
        """Its notes, in their order."""
        return tuple(note for group in self.groups for note in group.notes)


class NotePages:
    """The pages of the notes of a plan; none where the plan has no notes, or hides their pages.

    `cards`: the ids of the cards in their order; `chapters`: the titles of the chapters in the plan's own language, by
    their pages.
    """

    def __init__(self, plan: Plan, cards: Iterable[str], chapters: Mapping[str, str]) -> None:
        self._plan = plan
        self._homes = _homes(plan)
        self._printed = {_label(plan, page, title): page for page, title in chapters.items()}
        others = (page.name for page in registry.pages_of(plan))
        order = (*map(plan.card_page, cards), *pages(plan.details.parts), *others, "")
        self._order = {page: place for place, page in enumerate(dict.fromkeys(order))}
        shown = plan.shown_notes
        self.all: tuple[NotePage, ...] = tuple(self._cut(shown.notes)) if shown else ()
        """All pages, in the order of the decisions."""
        self._places = {note.id: page.name for page in self.all for note in page.notes}

    def place(self, id: str) -> tuple[str, str] | None:
        """The name of the page on which a note stands, and its anchor there; None where it stands on none."""
        return (self._places[id], id) if id in self._places else None

    def grouped(self, notes: Iterable[model.Note]) -> tuple[NoteGroup, ...]:
        """Notes by what they concern."""
        placed = sorted(((self._concerns(note), note) for note in notes), key=lambda item: self._order[item[0]])
        return tuple(
            NoteGroup(page, tuple(note for _, note in items)) for page, items in groupby(placed, lambda item: item[0])
        )

    def _concerns(self, note: model.Note) -> str:
        """The page of a note's card, else of the chapter where it begins, else of what it is about first."""
        if note.subject:
            return self._plan.card_page(note.subject)
        begins = note.places[0].where[self._plan.languages.default] + " "
        if printed := next((page for label, page in self._printed.items() if begins.startswith(label)), ""):
            return printed
        files = [about.at.partition(": ")[::2] for about in note.about]
        named = (page for file, _ in files if (page := self._shows(file)))
        shown = (path if file == "page" else self._homes.get(file, "") for file, path in files)
        return next((page for page in (*named, *shown) if page in self._order and page), "")

    def _shows(self, file: str) -> str:
        """The page of a card or a chapter by the file that holds it; nothing for another file."""
        if match := _CARD.fullmatch(file):
            return self._plan.card_page(match[1])
        chapter = _CHAPTER.fullmatch(file)
        return chapter[1] if chapter else ""

    def _cut(self, notes: Sequence[model.Note]) -> Iterator[NotePage]:
        for decide in DECISIONS:
            ordered = [note for group in self.grouped(n for n in notes if n.decide == decide) for note in group.notes]
            parts = self._parts(ordered)
            for number, own in enumerate(parts, 1):
                yield NotePage(decide, number, len(parts), self.grouped(own))

    def _parts(self, notes: Sequence[model.Note]) -> list[list[model.Note]]:
        """The notes of a decision on as few pages as are light enough, each about as heavy as the others."""
        weights = [NOTE_OCTETS + octets(note, self._plan.languages) for note in notes]
        fewest = len(cuts(weights, PAGE_OCTETS))
        lightest, enough = 0, PAGE_OCTETS
        while lightest + 1 < enough:
            between = (lightest + enough) // 2
            if len(cuts(weights, between)) > fewest:
                lightest = between
            else:
                enough = between
        return [list(notes[start:end]) for start, end in pairwise((*cuts(weights, enough), len(notes)))]


def cuts(weights: Sequence[int], most: int) -> list[int]:
    """Where pages begin that weigh no more than so much; what is heavier by itself is a page."""
    found: list[int] = []
    weight = 0
    for place, own in enumerate(weights):
        if not found or weight + own > most:
            found.append(place)
            weight = 0
        weight += own
    return found


def octets(note: model.Note, languages: Languages) -> int:
    """How much text of a note its page holds in the language in which that is most: beside it, quotes as they are."""

    def size(text: Text | None, language: str) -> int:
        return len((text.get(language) or text[languages.default]).encode()) if text else 0

    def shown(language: str) -> int:
        own = (note.published, note.reason, note.doubt, *(text for at in note.places for text in (at.where, at.says)))
        quoted = (place.says for place in note.places if language != languages.default)
        return sum(size(text, language) for text in own) + sum(size(text, languages.default) for text in quoted)

    return max(map(shown, languages.codes))


def _label(plan: Plan, page: str, title: str) -> str:
    """How a note names a chapter: its part, and its number, or the first word of its title: `本編 第1章 `."""
    part = next(part for part in plan.details.parts if part.id == page.split("/")[0])
    return f"{part.title[plan.languages.default]} {title.split()[0]} "


def _homes(plan: Plan) -> dict[str, str]:
    """The page that is made from each file of data/ first, where one is."""
    found: dict[str, str] = {}
    for page in registry.pages_of(plan):
        for source in page.sources(plan.languages.default):
            found.setdefault(source.file, page.name)
    found["data/plan.yml"] = "about"
    found.update({f"data/series/{id}.yml": found["data/series/"] for id in plan.series if "data/series/" in found})
    return found
