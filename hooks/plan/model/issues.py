"""data/issues.yml: the administrative issues the plan answers."""

from __future__ import annotations

from pydantic import Field

from .lists import Numbered
from .types import Record, Text


class Issues(Record):
    """data/issues.yml: the administrative issues the plan answers."""

    title: Text
    """The list's heading."""
    issues: tuple[Numbered, ...] = Field(min_length=1)
    """The issues."""
