"""data/rules.yml: rules that every project keeps."""

from __future__ import annotations

from pydantic import Field

from .lists import Numbered
from .types import Record, Text


class Rules(Record):
    """data/rules.yml: rules that every project keeps."""

    intro: Text
    """The paragraph before the list."""
    title: Text
    """The list's heading."""
    rules: tuple[Numbered, ...] = Field(min_length=1)
    """The rules."""
