"""data/departments.yml: the departments (担当課) that cards name, and what these belong to."""

from __future__ import annotations

from pydantic import Field

from .contacts import Contact
from .types import DepartmentId, FiscalYear, Id, Line, Record, Text


class FormerName(Record):
    """A name that a department had before."""

    id: Id
    """The entry's id, unique among the names of the department and lasting."""
    name: Text
    """The name as it was."""
    until: FiscalYear | None = None
    """The last fiscal year in which it was called so, where that is known."""


class Department(Record):
    """担当課: a department that cards name, or a bureau (局, 部) that some of them belong to."""

    id: Id
    """The department's lasting id."""
    name: Text
    """Its name."""
    romanized: Line | None = None
    """The Japanese name in Latin letters, so that a resident can ask for it."""
    group: bool = False
    """true for several departments under one name: 関係各課."""
    belongs_to: DepartmentId | None = None
    """The id of the bureau or division that it belongs to, another entry of this list; that may belong to a third."""
    former_names: tuple[FormerName, ...] = ()
    """The names that it had before."""
    contact: Contact | None = None
    """How a reader reaches it."""


class Departments(Record):
    """data/departments.yml: departments."""

    departments: tuple[Department, ...] = Field(min_length=1)
    """The departments."""
