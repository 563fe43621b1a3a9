"""data/plan.yml: what the plan is: title, city, edition, period, languages, parts, colors.

The whole plan, with all its other files, is `Plan` in whole_plan.py.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from plan.messages.likeness import squeezed

from .acceptance import PlanAcceptance
from .languages import Writing, required
from .types import (
    CityCode,
    Color,
    Day,
    DepartmentId,
    FamilyId,
    FiscalYear,
    Id,
    ItemId,
    LanguageCode,
    Languages,
    Line,
    Number,
    Ordinal,
    OwnText,
    ProjectId,
    Record,
    SeriesId,
    SiteUrl,
    Text,
    Url,
    fault,
)
from .values_due import ValuesDue

#: The kinds of document that a plan has (paper/document_names.py).
DocumentKind = Literal["plan", "summary", "departments", "cards", "reports", "consultation", "editions"]


class Language(Record):
    """One language of the site."""

    code: LanguageCode
    """The language's code as in HTML: ja, en, pt. The first language of the list is the default, at `/`."""
    name: Line
    """The language's own name for itself, as the switch shows it: 日本語, English, Português."""
    complete: bool = True
    """true: every text must be given in it. false: what it lacks is shown in another language, marked."""
    paper: bool = True
    """true: PDFs are made in it too. false: the site alone is in it."""
    documents: tuple[DocumentKind, ...] = ()
    """The kinds of PDF that are made in it, where not all are; readers get the others in another language, marked."""
    writing: Writing | None = None
    """What this site writes otherwise in the language than the program does; left out where nothing is."""


class City(Record):
    """Whose plan it is."""

    name: Text
    """The city's name: 〇〇市."""
    code: CityCode | None = None
    """The five-digit code of the local government, in quotes: "13101"."""
    website: Url | None = None
    """The address of the city's own site."""


class Edition(Record):
    """Which edition of the plan this is."""

    id: Id
    """The edition's lasting id, used in addresses: draft-2026."""
    status: Literal["draft", "adopted"]
    """draft (案) or adopted (策定済み). A draft says so on every page."""
    label: Text | None = None
    """What stands after the title of a draft, and has to: （案）."""
    decided: Day | None = None
    """The day on which the plan was decided, 2026-03-31; left out while it is not, and only then."""
    revised: Day | None = None
    """The day on which the plan was revised in its course, as by a review in the middle; left out where it was not."""
    number: Ordinal | None = None
    """Which revision this is, counted from 1; left out of a plan that was not revised, or that counts none."""
    published: Day | None = None
    """The day on which this edition is published; a frozen copy of it takes it along."""
    in_force: Day | None = None
    """The first day on which it is in force; left out where none is laid down."""
    reason: Text | None = None
    """Why this edition was made, in a sentence or two."""
    decided_note: OwnText | None = None
    """Why there is no day of decision yet, or what the printed plan says of it."""
    updated: Day
    """The day on which this edition's data was last changed."""

    @model_validator(mode="after")
    def _adopted_on_a_day(self) -> Edition:
        if self.status == "adopted" and self.decided is None:
            raise fault("adopted-without-day")
        if self.revised is not None and (self.decided is None or self.revised < self.decided):
            raise fault("revised-before-decided", found=self.revised.isoformat())
        if self.status == "draft" and self.label is None:
            raise fault("edition-without-label", status=self.status)
        if self.number is not None and self.revised is None:
            raise fault("number-without-revision", found=self.number)
        last = self.revised or self.decided
        if self.published and last and self.published < last:
            raise fault("edition-published-early", published=self.published.isoformat(), decided=last.isoformat())
        return self

    @property
    def shown_label(self) -> Text | None:
        """What stands after the title; None once the plan is decided."""
        return self.label if self.status == "draft" else None


class Period(Record):
    """The plan period, both fiscal years included."""

    first: FiscalYear
    """The first fiscal year, western: 2026 for 令和8年度."""
    last: FiscalYear
    """The last fiscal year, western."""

    @model_validator(mode="after")
    def _order(self) -> Period:
        if self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self


class Part(Record):
    """One part of the printed plan and its chapters in order."""

    id: Id
    """The part's folder under docs/: plan, implementation."""
    title: Text
    """The part's name: 本編."""
    chapters: tuple[Id, ...] = Field(min_length=1)
    """The chapters in order: each is a file docs/<part>/<chapter>.md."""


class Licence(Record):
    """Under what terms the plan's text and data may be used."""

    text: OwnText
    """What a reader may do, in one or two sentences."""
    url: Url | None = None
    """The licence's own page."""


class Colors(Record):
    """The city's four brand colors; the site derives all others and refuses a set that cannot be read."""

    brand: Color
    """The color that speaks for the city; white stands on it."""
    accent: Color
    """What is aimed for, wherever it stands. Nothing else on pages has it, and no value is marked by it as bad."""
    highlight: Color
    """Marks progress and time; never carries text."""
    paper: Color
    """The ground of the light site."""


class PlanDetails(Record):
    """data/plan.yml: what the plan is."""

    title: Text
    """The plan's title without the status: 〇〇市DX推進計画."""
    summary: Text
    """One or two sentences of the plan itself, for search results and the home page: what it is for, not its status."""
    url: SiteUrl
    """The address at which the site is published, ending in a slash."""
    city: City
    """Whose plan it is."""
    edition: Edition
    """Which edition this is."""
    period: Period
    """The plan period."""
    languages: tuple[Language, ...] = Field(min_length=1)
    """The languages of the site, the default first."""
    parts: tuple[Part, ...] = Field(min_length=1)
    """The parts of the plan, in order."""
    office: DepartmentId
    """The department that keeps the plan."""
    office_of: Text | None = None
    """What the keeping department belongs to: 企画部."""
    contact: Text | None = None
    """How a reader reaches it."""
    colors: Colors
    """The city's brand colors."""
    licence: Licence
    """Under what terms the plan may be used."""
    numbered_by: FamilyId | None = None
    """The family within whose items cards are numbered, and in whose order they stand; left out where there is none."""
    featured: tuple[ProjectId, ...] = ()
    """Cards whose targets the home page shows in large figures; three read best."""
    featured_items: tuple[ItemId, ...] = ()
    """Items of the plan's levels of which it does the same, after the cards."""
    statistics: tuple[SeriesId, ...] = ()
    """The charts of the statistics page, in order: names of files in series/."""
    translation_limit: Number | None = None
    """The largest share of texts, in percent, whose translation may not be confirmed; above it the check fails."""
    actuals_note: OwnText | None = None
    """When actual values are published, where the plan says so: stands beside the sentence that there are none yet."""
    values_due: ValuesDue | None = None
    """By when the actual values of a fiscal year are to be there; left out where nothing lays it down."""
    unavailable: tuple[OwnText, ...] = ()
    """What this edition cannot show yet, and why: one sentence each."""
    picture_list: Literal["shown", "hidden"] = "hidden"
    """shown, or hidden: a list of all pictures that have a caption, as a page and in the PDFs of several chapters."""
    notes_pages: Literal["shown", "hidden"] = "shown"
    """shown, or hidden once its editors need them no more: the pages of the notes on the source, with all links there;
    the notes themselves stay in notes.yml."""
    new_wording: Literal["first", "second"] = "first"
    """first, or second: the column in which a table of old and new (新旧対照表) has the new wording; first is on the
    left."""
    examples: Literal["refused", "kept"] = "refused"
    """kept where the plan's own text has 〇〇; else 〇〇 is an example still to be written; no adopted plan has one."""
    accepted: tuple[PlanAcceptance, ...] = ()
    """What the city accepts of the inspection in the whole plan, each with why: that some cards have no indicator."""

    @field_validator("languages")
    @classmethod
    def _required_languages(cls, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        first = languages[0]
        if first.code not in required() or not first.complete:
            raise fault("default-language", own=", ".join(required()), found=first.code)
        return languages


def ends_with(title: str, label: str) -> bool:
    """Whether a title ends with the label that will stand behind it, whatever the width of its brackets."""
    title, label = map(squeezed, (title, label))
    return bool(label) and title.endswith(label)


def languages_of(declared: tuple[Language, ...]) -> Languages:
    """The languages that `data/plan.yml` declares."""
    return Languages(
        tuple(language.code for language in declared),
        tuple(language.code for language in declared if language.complete),
        {language.code: language.writing for language in declared if language.writing},
        frozenset(language.code for language in declared if not language.paper),
        {language.code: frozenset(language.documents) for language in declared if language.documents},
    )
