"""data/notes.yml: doubts, contradictions, slips and losses in the source, and what was done about them."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from .types import DepartmentId, Id, LanguageCode, Line, Number, OwnText, ProjectId, Record, Text, fault

#: What the editor of a plan may have to decide, in the order in which it is listed.
Decision = Literal["figure", "unit", "schedule", "wording", "reference", "name", "picture", "translation", "nothing"]
DECISIONS: tuple[Decision, ...] = get_args(Decision)


class Place(Record):
    """A place in the printed plan and what stands there."""

    where: Text
    """Where: part, chapter, card."""
    says: Text
    """What it says, word for word; in other languages its translation."""


class About(Record):
    """What a note is about: a place in the data, in a chapter or among the site's words, and what stands there."""

    at: Line
    """The place by its lasting name: "data/projects/x.yml: indicators[uses].unit", "docs/plan/vision.md: #roadmap",
    "words: target", "page: about"."""
    prints: Line | None = None
    """Words that stand there, or are a part of what stands there; the build compares them."""
    language: LanguageCode | None = None
    """The language of these words; left out for the plan's own."""
    value: Number | None = None
    """The number that stands there; the build compares it."""
    absent: bool = False
    """true where the note says that nothing stands there; with words, that these do not stand there."""
    doubtful: bool = False
    """true where readers meet the note's doubt: a mark stands at the place, and the sentence near it."""

    @model_validator(mode="after")
    def _one_claim(self) -> About:
        if self.value is not None and (self.prints is not None or self.absent):
            raise fault("one-claim")
        return self


class Note(Record):
    """A doubt, contradiction, slip or loss in the source, and what was done about it."""

    id: Id
    """The note's lasting id."""
    kind: Literal["contradiction", "doubt", "slip", "lost", "omitted"]
    """contradiction, doubt, slip (mended), lost (in the extraction) or omitted (on purpose)."""
    changed: bool = False
    """true where what is published is not, at every place, word for word what the place says: readers are given a list
    of these, of what is mended and of what is left out."""
    subject: ProjectId | None = None
    """The card concerned, if it is one."""
    places: tuple[Place, ...] = Field(min_length=1)
    """Where, and what each place says."""
    about: tuple[About, ...] = Field(min_length=1)
    """The fields, sections or pages concerned, and what stands there: so the note cannot become untrue unnoticed."""
    decide: Decision
    """What the editor of the plan must decide: about a figure, what is counted, a year, a wording, a cross-reference,
    the name of an office or of anything else, a picture, a translation; or nothing any more."""
    office: DepartmentId | None = None
    """The department that can decide it; left out where it is the one that keeps the plan."""
    doubt: OwnText | None = None
    """One sentence for the reader: in what way something is in doubt; shown at each place that is `doubtful`."""
    published: Text
    """What this site prints."""
    reason: Text
    """Why."""


class Notes(Record):
    """data/notes.yml: notes on the source."""

    notes: tuple[Note, ...] = ()
    """The notes."""
