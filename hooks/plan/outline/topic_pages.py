"""The pages of a plan's topics, one record each: what a person wants, and the cards that help."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from plan.model import Plan, Topic

from .page import Findable, MenuGroup, MenuPlace, Neighbor, Page, SideColumn, Speaks
from .record_parts import data, nothing

#: The folder of the pages of topics.
TOPICS = "topics"


def topic_page(topic: Topic) -> str:
    """The name of a topic's page."""
    return f"{TOPICS}/{topic.id}"


def topic_pages(plan: Plan) -> Iterator[Page]:
    """The page of each topic, between those of the topics around it; none of a plan without topics."""
    padded = (None, *plan.topics.topics, None)
    for before, topic, after in zip(padded, padded[1:], itertools.islice(padded, 2, None), strict=False):
        if topic:
            around = {"before": _led_to(before), "after": _led_to(after)}
            yield _page(topic, {"topic": topic, **around})


def _led_to(topic: Topic | None) -> Neighbor | None:
    return Neighbor(topic_page(topic), topic.title) if topic else None


def _page(topic: Topic, given: dict[str, Any]) -> Page:
    def description(plan: Plan, speak: Speaks) -> str:
        lead = [speak.own(topic.lead).plain] if topic.lead else []
        said = speak.plain_word("topic_description", topic=topic.title, plan=plan.details.title)
        return " ".join((*lead, said))

    return Page(
        name=topic_page(topic),
        template="topic.html",
        needs="",
        title=lambda plan, speak: speak.plain(topic.title),
        description=description,
        menu=MenuPlace(
            section="find_projects",
            group=MenuGroup(TOPICS, lambda speak: str(speak.word("by_topic")), last=True),
            title=lambda speak: str(speak.html(topic.title)),
        ),
        above=None,
        hides=frozenset((SideColumn.CONTENTS,)),
        search=Findable(
            rank=0.3, keys=lambda plan, speak: topic.title.root.values(), headings=False, only_lead=True, said=None
        ),
        sources=data("topics.yml"),
        picture="plan",
        machine=nothing,
        given=lambda language: given,
        of_plan=True,
        indexed=True,
    )
