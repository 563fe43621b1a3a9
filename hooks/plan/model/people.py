"""data/people.yml: digital personnel and how they are trained."""

from __future__ import annotations

from pydantic import Field

from .lists import Described
from .types import AbilityId, Id, Record, Text


class AbilityPart(Described):
    """A part of an ability that training raises."""

    id: Id
    """The part's lasting id; the types of people name it."""
    examples: tuple[Text, ...] = ()
    """Examples, one each."""


class Ability(Described):
    """An ability that all staff need."""

    id: Id
    """The ability's lasting id."""
    summary: Text | None = None
    """Its short description where it is printed a second time."""
    training_title: Text | None = None
    """The heading over how it is trained."""
    training: Text | None = None
    """How it is trained, in one or more paragraphs."""
    parts: tuple[AbilityPart, ...] = ()
    """Its parts."""


class Expected(Record):
    """The abilities that another plan of the city expects of its staff."""

    title: Text
    """The heading."""
    parts: tuple[AbilityPart, ...]
    """The abilities."""


class Training(Record):
    """One row of a training table."""

    category: Text | None = None
    """The group of the row; left out where the table leaves it blank."""
    name: Text
    """The training's name."""
    people: Text
    """How many people, as printed."""
    description: Text
    """What it is."""


class PersonnelType(Record):
    """One of the kinds of digital personnel."""

    id: Id
    """The type's lasting id."""
    title: Text
    """Its name."""
    priority: bool = False
    """true where the plan marks it as 重点育成."""
    affiliation: Text
    """Where such people work."""
    role_title: Text
    """What is expected of them, in one line."""
    role: Text
    """What is expected of them."""
    abilities: tuple[AbilityId, ...] = ()
    """What they should be able to do: ids of parts of abilities."""
    profile: Text
    """目指す人財像, in one or more paragraphs."""
    scope: tuple[Text, ...] = ()
    """Who is meant, and how many; one line each."""
    trainings: tuple[Training, ...] = Field(min_length=1)
    """The training table."""


class People(Record):
    """data/people.yml: digital personnel and how they are trained."""

    abilities_intro: Text
    """The paragraph before the abilities."""
    definition: Described
    """What digital personnel means."""
    abilities: tuple[Ability, ...]
    """The abilities."""
    expected: Expected | None = None
    """What another plan expects of staff."""
    types_title: Text
    """The heading over the table of types."""
    types: tuple[PersonnelType, ...] = Field(min_length=1)
    """The types."""
    training_intro: Text
    """The sentence before the training tables."""
