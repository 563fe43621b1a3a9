"""data/departments.yml: the departments (担当課) that cards name."""

from __future__ import annotations

from pydantic import Field

from .types import Id, Line, Record, Text


class Department(Record):
    """担当課: a department that cards name."""

    id: Id
    """The department's lasting id."""
    name: Text
    """Its name."""
    romanized: Line | None = None
    """The Japanese name in Latin letters, so that a resident can ask for it."""
    group: bool = False
    """true for several departments under one name: 関係各課."""


class Departments(Record):
    """data/departments.yml: departments."""

    departments: tuple[Department, ...] = Field(min_length=1)
    """The departments."""
