"""data/scales.yml: the scales by which a city itself marks its cards and indicators, and the marks that it gave."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .types import FiscalYear, Id, Line, Record, Reference, Text, fault

ScaleId = Annotated[Id, Reference("scales")]


class ScaleStep(Record):
    """One step of a scale: a letter, a figure or a sign, a word, or both."""

    id: Id
    """The step's lasting id, unique within the scale."""
    letter: Line | None = None
    """The letter, figure or sign that is printed for it: A, 5, ◎."""
    name: Text | None = None
    """The word that is printed for it: 達成."""
    description: Text | None = None
    """What it means, in the plan's own words."""

    @model_validator(mode="after")
    def _has_a_name(self) -> ScaleStep:
        if self.letter is None and self.name is None:
            raise fault("step-without-name")
        return self


class Scale(Record):
    """A scale of the city's own."""

    id: Id
    """The scale's lasting id."""
    name: Text
    """What the city calls it: 進捗評価."""
    meaning: Text | None = None
    """What is judged by it, and how, in the plan's own words."""
    ordered: bool
    """true where each step is better or worse than the next; false for a grid or kinds that are no ranking."""
    best: Literal["first", "last"] | None = None
    """Of an ordered scale: whether the first or the last of its steps is the best one."""
    since: FiscalYear | None = None
    """The first fiscal year that is marked by it, where the plan names one."""
    until: FiscalYear | None = None
    """The last fiscal year that is marked by it, where another scale followed."""
    edition: Text | None = None
    """The edition of the plan from which on it holds, as the plan calls it: 第2次計画から."""
    steps: tuple[ScaleStep, ...] = Field(min_length=2)
    """The steps, in the order in which they are printed."""

    @model_validator(mode="after")
    def _sound(self) -> Scale:
        if self.ordered != (self.best is not None):
            raise fault("best-of-order")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise fault("reversed-period", start=self.since, end=self.until)
        return self

    def holds_in(self, year: int) -> bool:
        """Whether a fiscal year may be marked by it."""
        return (self.since or year) <= year <= (self.until or year)

    @property
    def best_step(self) -> ScaleStep | None:
        """The best of its steps; None of a scale without an order."""
        return {None: None, "first": self.steps[0], "last": self.steps[-1]}[self.best]


class Scales(Record):
    """data/scales.yml: the city's own scales."""

    scales: tuple[Scale, ...] = Field(min_length=1)
    """The scales, in the order in which they are shown."""


class ScaleMark(Record):
    """A mark that the city gave by one of its scales for one fiscal year."""

    scale: ScaleId
    """The scale."""
    fiscal_year: FiscalYear
    """The fiscal year that is marked."""
    step: Id
    """The step of the scale."""
    remark: Text | None = None
    """What the city says of it."""
