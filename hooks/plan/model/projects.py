"""data/projects/<id>.yml: one project card, with its indicators and schedule."""

from __future__ import annotations

from pydantic import Field, model_validator

from .acceptance import Acceptance
from .budgets import Budget, BudgetTotal
from .contacts import Procedure
from .families import Chosen
from .indicators import Indicator
from .readings import Kana
from .scales import ScaleMark
from .status import FormerTitle, PastStatus, Status
from .types import (
    DepartmentId,
    FiscalYear,
    Id,
    ItemId,
    Line,
    Ordinal,
    Record,
    Text,
    fault,
)


class CardPicture(Record):
    """A picture on a card: a photograph, a map, a diagram."""

    file: Line
    """Its file under docs/: pictures/counter.jpg. A PNG, JPEG, WebP or SVG file."""
    alt: Text | None = None
    """What it shows, for those who do not see it; left out only where `decorative` says that it shows nothing."""
    decorative: bool = False
    """true where it shows nothing that a reader would miss."""
    caption: Text | None = None
    """What stands under it; a picture with a caption is numbered."""
    source: Text | None = None
    """Where it is from."""
    description: Text | None = None
    """All that a diagram says, in one or more paragraphs."""

    @model_validator(mode="after")
    def _told(self) -> CardPicture:
        if self.decorative and (self.alt or self.caption):
            raise fault("decorative-with-words")
        if not self.decorative and self.alt is None:
            raise fault("picture-without-alt")
        return self


class Phase(Record):
    """One bar of a project's schedule."""

    id: Id
    """The phase's id, unique on the card."""
    title: Text
    """What happens in it."""
    first: FiscalYear | None = Field(default=None, alias="from")
    """The fiscal year in which it begins; left out, with `to`, where it is not known."""
    last: FiscalYear | None = Field(default=None, alias="to")
    """The fiscal year in which it ends."""

    @model_validator(mode="after")
    def _period(self) -> Phase:
        if (self.first is None) != (self.last is None):
            raise fault("half-period")
        if self.first is not None and self.last is not None and self.last < self.first:
            raise fault("reversed-period", start=self.first, end=self.last)
        return self


class Schedule(Record):
    """スケジュール: what happens when."""

    phases: tuple[Phase, ...] = ()
    """The phases; empty where the printed schedule is not yet transcribed."""


class Project(Record):
    """data/projects/<id>.yml: one project card; the file's name is its id."""

    number: Ordinal | None = None
    """Its number, in the family that numbers cards (`numbered_by`) the number within its item there; left out where the
    plan numbers none."""
    code: Line | None = None
    """The code by which the city's own papers call it, as text: "73103000", "Ⅰ-1-(2)"."""
    title: Text
    """The title as printed at the head of the card."""
    reading: Kana | None = None
    """How the Japanese title is read, in hiragana, so that a search by reading finds the card."""
    under: ItemId | None = None
    """The item of the plan that it stands under, of any level; left out only in a plan without levels."""
    also_under: tuple[ItemId, ...] = ()
    """Further items under which the plan lists it again (再掲); it counts once."""
    families: Chosen = Chosen({})
    """What it is sorted under: for each family (data/families/) the items that the card names, in its order."""
    challenge: Text | None = None
    """現状と課題, in one or more paragraphs."""
    content: Text
    """取組内容, in one or more paragraphs."""
    gist: Text | None = None
    """What the project is about, word for word from the content: the first thing its page says."""
    pictures: tuple[CardPicture, ...] = ()
    """Its pictures, in order; they stand after the content."""
    indicators: tuple[Indicator, ...] = ()
    """Its KPIs; none only where `accepted` says why."""
    schedule: Schedule = Schedule()
    """What happens when; left out where the plan gives no schedules."""
    departments: tuple[DepartmentId, ...] = ()
    """Who is responsible, in the card's order; the first leads. None only where `accepted` says why."""
    apply: Procedure | None = None
    """The city's own page or procedure where one applies for what the card offers; left out where there is none."""
    status: Status | None = None
    """How it stands with the card, where the plan says so."""
    history: tuple[PastStatus, ...] = ()
    """What its status was before."""
    former_titles: tuple[FormerTitle, ...] = ()
    """The titles that it had before."""
    budgets: tuple[Budget, ...] = ()
    """Its budgets and settled amounts, one entry for each fiscal year."""
    budget_total: BudgetTotal | None = None
    """Their total, where the city prints one."""
    marks: tuple[ScaleMark, ...] = ()
    """The marks that the city gave it, one for each scale and fiscal year."""
    accepted: tuple[Acceptance, ...] = ()
    """Points of the inspection that may stand, with the reason."""
