"""data/topics.yml: ways in for residents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .types import Id, OwnText, ProjectId, Record, Text


class Topic(Record):
    """What a person wants, and the cards that help: a way in for residents."""

    id: Id
    """The topic's lasting id; the address of its page."""
    title: Text
    """What the tile says: 手続・証明書."""
    lead: OwnText | None = None
    """Whom its page is for, in a sentence of the site's own; it says nothing of the plan that the cards do not say."""
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
