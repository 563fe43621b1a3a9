"""The doubts about the source as a reader of one language meets them: a mark at the value, a sentence near it.

Why the mark is the word 注 and not ※: the plan itself prints ※, after words that its glossary explains and within the
names of indicators, so that a reader would look for its meaning in the plan. 注 also stands at figures of statistics
already, and is read aloud as what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plan import model
from plan.html.prose import PLACEHOLDER
from plan.rules.doubts import met_at
from plan.showing.catalog import Catalog
from plan.showing.localizer import Localizer, OwnWords, Phrase


@dataclass(frozen=True)
class NoteLink:
    """The way to a note on the source: page, anchor, words, and what the link is called where it is heard alone."""

    page: str
    anchor: str
    words: Phrase
    label: str


@dataclass(frozen=True)
class ShownDoubt:
    """A doubt: the id of its note, its bare sentence, this said after its mark, and the way to the note, if any."""

    note: str
    sentence: str
    said: OwnWords
    link: NoteLink | None


@dataclass(frozen=True)
class DoubtMark:
    """The mark at a value that is in doubt."""

    here: Phrase
    """Where the sentences stand in the same block: with their numbers, where there are several."""
    away: Phrase
    """Where they stand elsewhere."""
    link: Phrase
    """The first as a link to the sentences, without the blank before it."""
    label: str
    """What a link from the mark to the sentences is called."""
    doubts: tuple[ShownDoubt, ...]


@dataclass(frozen=True)
class Doubted:
    """The doubts in one block of a page, and the marks at its places by their lasting names."""

    doubts: tuple[ShownDoubt, ...]
    marks: Mapping[str, DoubtMark]

    def mark(self, place: str) -> DoubtMark | None:
        """The mark at a place, if anything is in doubt there."""
        return self.marks.get(place)


class Doubts:
    """The doubts of a plan in the language of `speak`, by the places at which they are met (`rules.doubts.met_at`)."""

    def __init__(self, catalog: Catalog, speak: Localizer) -> None:
        self._catalog, self._speak = catalog, speak
        self._notes: dict[str, dict[str, model.Note]] = {}
        self._words: dict[tuple[str, str, str], str] = {}
        for note in catalog.plan.notes.notes:
            for about in note.about if note.doubt else ():
                for place in met_at(about.at) if about.doubtful else ():
                    self._notes.setdefault(place, {})[note.id] = note
                    self._words.setdefault((place, note.id, about.language or speak.default), about.prints or "")

    def block(self, subject: str, *places: str, after: int = 0) -> Doubted:
        """The doubts at some places that stand together on a page, numbered in the order of the places.

        `subject`: what they are about, for a link that is heard alone; `after`: how many numbered notes stand there
        before. A single doubt without any before it has no number.
        """
        notes = {note.id: note for place in places for note in self._notes.get(place, {}).values()}
        numbers = {id: str(after + place) if after or len(notes) > 1 else "" for place, id in enumerate(notes, 1)}
        shown = {id: self._doubt(note, numbers[id], subject) for id, note in notes.items()}
        marks = {
            place: self._mark([numbers[id] for id in found], tuple(shown[id] for id in found), subject)
            for place in places
            if (found := sorted(self._notes.get(place, {}), key=[*notes].index))
        }
        return Doubted(tuple(shown.values()), marks)

    def at(self, place: str) -> bool:
        """Whether anything is in doubt at a place."""
        return place in self._notes

    def in_section(self, file: str, key: str, title: str, language: str) -> Iterator[tuple[str, ShownDoubt]]:
        """The doubts about a section of a chapter, each with the words of a language that it is about, if any.

        The way to the note is called by these words, or by the section's title; by the doubt itself where several are
        about the section as a whole.
        The words may be the line that asks for a block (`{{ chart: population }}`): nobody reads this, so it is not
        said again.
        """
        place = f"{file}: {key}"
        notes = self._notes.get(place, {}).values()
        written = [" ".join(self._words.get((place, note.id, language), "").split()) for note in notes]
        quoted = ["" if PLACEHOLDER.match(words) else words for words in written]
        for note, words, read in zip(notes, written, quoted, strict=True):
            sentence = self._sentence(note)
            said = self._speak.own_word("doubt_about", words=read, sentence=sentence) if read else None
            whole = title if quoted.count("") == 1 else sentence.plain
            yield words, self._doubt(note, "", read or whole, said)

    def _sentence(self, note: model.Note) -> Phrase:
        if note.doubt is None:
            raise LookupError(note.id)  # a rule lets none through
        own = self._speak.own(note.doubt)
        return Phrase(own.plain, own.said)

    def _doubt(self, note: model.Note, number: str, subject: str, said: OwnWords | None = None) -> ShownDoubt:
        speak, sentence = self._speak, self._sentence(note)
        if said is None:
            numbered = speak.own_word("figure_note", number=number, note=sentence)
            said = numbered if number else speak.own_word("doubt_alone", sentence=sentence)
        named = f"{subject}{self._close('mark_note', number=number)}" if number else subject
        return ShownDoubt(note.id, sentence.plain, said, self.note_link(note, named))

    def note_link(self, note: model.Note, subject: str) -> NoteLink | None:
        """The way from a doubt to its note; None where the city does not publish its notes."""
        place = self._catalog.note_page(note.id)
        label = self._speak.plain_word("note_link_on", subject=subject)
        return NoteLink(*place, self._speak.phrase_of("note_link"), label) if place else None

    def _mark(self, numbers: list[str], doubts: tuple[ShownDoubt, ...], subject: str) -> DoubtMark:
        speak = self._speak
        away = self._close("doubt_mark")
        if len(numbers) > 1:
            here = self._close("mark_notes", numbers=speak.join(numbers))
        else:
            here = self._close("mark_note", number=numbers[0]) if numbers[0] else away
        link = Phrase(here.plain.strip(), here.html.strip())
        return DoubtMark(here, away, link, f"{subject}{here.plain}", doubts)

    def _close(self, key: str, **slots: str) -> Phrase:
        """A mark, with the blank before it that it has in some languages, in words too."""
        return Phrase(self._speak.plain_word(key, **slots), self._speak.word(key, **slots))
