"""Turns the notes on the source into what their pages print for the editors of a plan, in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from plan import model
from plan.model.notes import DECISIONS
from plan.model.types import OwnText, Text
from plan.outline import registry
from plan.outline.page import Page
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer, Phrase
from plan.showing.note_pages import NoteGroup, NotePage
from plan.showing.page_rows import PageRow, page_row

#: The title of a chapter by the name of its page.
ChapterTitle = Callable[[str], Phrase]


@dataclass(frozen=True)
class ShownPlace:
    """A place of the source: what it says in the language of the page and, on others than its own, in its own."""

    where: Text
    original: str
    original_language: str
    says: Text


@dataclass(frozen=True)
class ShownNote:
    """A note on the source: where it begins, of which kind it is, who decides; what is published, why, the quotes."""

    id: str
    where: Phrase
    kind: Phrase
    office: Text
    published: Text
    reason: Text
    doubt: OwnText | None
    quotes: Phrase
    """What stands over the places."""
    places: tuple[ShownPlace, ...]


@dataclass(frozen=True)
class ShownGroup:
    """Notes on one thing: its anchor, its title, the page that shows it (empty for the plan as a whole)."""

    id: str
    title: Phrase
    page: str
    notes: tuple[ShownNote, ...]


@dataclass(frozen=True)
class ChangedRow:
    """What is not as the original has it: where, the words of the original in its language, and what is published."""

    where: Phrase
    originals: tuple[str, ...]
    language: str
    published: Text


@dataclass(frozen=True)
class DecisionRow:
    """What must be decided, in a word and in a clause, and how many notes ask for it; its first page, and all pages
    with their links where there are several."""

    title: Phrase
    asks: Phrase
    count: Phrase
    first: NotePage
    pages: tuple[tuple[NotePage, Phrase], ...]


@dataclass(frozen=True)
class OfficeRow:
    """Who decides, how many notes, and for each decision the page and the anchor of the first with their link."""

    name: Text
    count: Phrase
    ways: tuple[tuple[NotePage, str, Phrase], ...]


def differs(note: model.Note) -> bool:
    """Whether what is published is not, at every place, what the original has there."""
    return note.changed or note.kind in ("slip", "omitted")


class SourceNotes:
    """The notes on the source as the editors of a plan see them in one language."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._plan, self._speak = catalog, catalog.plan, speak
        self._kind = cache(lambda kind: speak.phrase_of(f"kind_{kind}"))
        self._quotes = cache(lambda count: speak.phrase_of("source_says", count=speak.number(count)))

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        """The pages of the plan that are no cards and no chapters, by their names."""
        return {page.name: page for page in registry.pages_of(self._plan)}

    # The page that leads to the others ------------------------------------------

    @cached_property
    def decisions(self) -> tuple[DecisionRow, ...]:
        """What must be decided, as far as there are notes on it."""
        word, number = self._speak.phrase_of, self._speak.number
        rows = []
        for decide in DECISIONS:
            pages = [page for page in self._catalog.note_pages.all if page.decide == decide]
            count = word("cases", count=number(sum(len(page.notes) for page in pages)))
            links = [word("page_with_notes", number=page.number, count=number(len(page.notes))) for page in pages]
            if pages:
                named = tuple(zip(pages, links, strict=True)) if len(pages) > 1 else ()
                rows.append(DecisionRow(self.decision(decide), self.asks(decide), count, pages[0], named))
        return tuple(rows)

    @cached_property
    def offices(self) -> tuple[OfficeRow, ...]:
        """Who decides: first the department that keeps the plan, then the others in their order."""
        return tuple(self._office(department) for department in self.deciding())

    def deciding(self) -> Iterator[model.Department]:
        """The departments that have something to decide: first the one that keeps the plan."""
        keeper = self._plan.details.office
        found = {self.office(note).id for note in self._plan.notes.notes}
        ordered = sorted(self._plan.departments.departments, key=lambda department: department.id != keeper)
        return (department for department in ordered if department.id in found)

    def _office(self, department: model.Department) -> OfficeRow:
        word, number = self._speak.phrase_of, self._speak.number
        own = [
            (page, note)
            for page in self._catalog.note_pages.all
            for note in page.notes
            if self.office(note).id == department.id
        ]
        counts = Counter(page.decide for page, _ in own)
        first = {page.decide: (page, note.id) for page, note in reversed(own)}
        ways = tuple(
            (*first[decide], word("decision_count", decision=self.decision(decide), count=number(counts[decide])))
            for decide in DECISIONS
            if decide in first
        )
        return OfficeRow(department.name, word("cases", count=number(len(own))), ways)

    def decision(self, decide: str) -> Phrase:
        """What must be decided, in a word."""
        return self._speak.phrase_of(f"decide_{decide}")

    def asks(self, decide: str) -> Phrase:
        """The same in a clause."""
        return self._speak.phrase_of(f"asked_{decide}")

    def office(self, note: model.Note) -> model.Department:
        """The department that decides on a note: where it names none, the one that keeps the plan."""
        return self._catalog.department(note.office or self._plan.details.office)

    # For readers ----------------------------------------------------------------

    @cached_property
    def changed(self) -> tuple[ChangedRow, ...]:
        """All that is not as the original has it: corrected, left out, in another order or words."""
        return tuple(
            ChangedRow(
                self._where(note),
                tuple(dict.fromkeys(self._speak.original(place.says) for place in note.places)),
                self._speak.default,
                note.published,
            )
            for note in self._plan.notes.notes
            if differs(note)
        )

    @property
    def changed_heading(self) -> Phrase:
        """What stands over them."""
        return self._speak.phrase_of("source_changed", count=self._speak.number(len(self.changed)))

    # One page -----------------------------------------------------------------

    def row(self, page: NotePage) -> PageRow:
        """The pages of a page's decision."""
        return page_row(page, (other for other in self._catalog.note_pages.all if other.decide == page.decide))

    def groups(self, page: NotePage, chapter: ChapterTitle) -> list[ShownGroup]:
        """The notes of a page by what they concern."""
        return [
            ShownGroup(
                "on_" + (group.page.replace("/", "_") or "all"),  # no note's id holds this line
                self.concerned(group, chapter),
                group.page,
                tuple(map(self._note, group.notes)),
            )
            for group in page.groups
        ]

    def concerned(self, group: NoteGroup, chapter: ChapterTitle) -> Phrase:
        """The title of the card, the chapter or the page that some notes are about."""
        speak = self._speak
        card = self._plan.projects.get(group.page.rpartition("/")[2])
        if card and group.page == self._plan.card_page(group.page.rpartition("/")[2]):
            return speak.phrase(card.title)
        if page := self._pages.get(group.page):
            return speak.phrase_in_it(page.title(self._plan, speak))
        part = next((part for part in self._plan.details.parts if part.id == group.page.split("/")[0]), None)
        if part is None:
            return speak.phrase_of("notes_on_all")
        return speak.phrase_of("chapter_of_part", part=speak.phrase(part.title), chapter=chapter(group.page))

    def _where(self, note: model.Note) -> Phrase:
        """Where a note begins, and at how many more places it holds."""
        speak, others = self._speak, len(note.places) - 1
        where = note.places[0].where
        if not others:
            return speak.phrase(where)
        return speak.phrase_of("where_and_more", where=where, count=speak.number(others))

    def _note(self, note: model.Note) -> ShownNote:
        speak = self._speak
        return ShownNote(
            id=note.id,
            where=self._where(note),
            kind=self._kind(note.kind),
            office=self.office(note).name,
            published=note.published,
            reason=note.reason,
            doubt=note.doubt,
            quotes=self._quotes(len(note.places)),
            places=tuple(
                ShownPlace(
                    place.where,
                    "" if speak.is_default else speak.original(place.says),
                    speak.in_language(speak.default).tag,
                    place.says,
                )
                for place in note.places
            ),
        )
