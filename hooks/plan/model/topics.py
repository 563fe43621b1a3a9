"""data/topics.yml: ways in for residents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .types import Id, ProjectId, Record, Text


class Topic(Record):
    """What a person wants, and the cards that help: a way in for residents."""

    id: Id
    """The topic's lasting id; its anchor on the list of projects."""
    title: Text
    """What the tile says: 手続・証明書."""
    icon: Literal["document", "family", "heart", "globe", "car", "building", "shop", "monitor"]
    """The picture on the tile."""
    projects: tuple[ProjectId, ...] = Field(min_length=1)
    """The cards, the most useful first."""


class Topics(Record):
    """data/topics.yml: ways in for residents."""

    topics: tuple[Topic, ...] = ()
    """The topics, in the order of the tiles."""
    search_examples: tuple[Text, ...] = ()
    """Words that a resident might search for and that stand in the plan; shown below the search box."""
