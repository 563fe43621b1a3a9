"""data/tools.yml: tools and methods that project cards name."""

from __future__ import annotations

from pydantic import Field

from .lists import Numbered
from .types import Record, Text


class Tools(Record):
    """data/tools.yml: tools and methods that project cards name."""

    intro: Text
    """The paragraph before the list."""
    title: Text
    """The list's heading."""
    tools: tuple[Numbered, ...] = Field(min_length=1)
    """The tools."""
