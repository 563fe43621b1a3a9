"""data/consultation.yml: the consultation (意見募集, パブリックコメント) on a draft, and what came of it.

Who wrote an opinion has no place here: an opinion is a summary, and nothing that names a person is let through.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from .contacts import Mail, SecureUrl, Telephone
from .types import Day, Id, Ordinal, ProjectId, Record, Text, fault


class CommentWay(Record):
    """One way in which an opinion can be sent."""

    how: Literal["form", "mail", "post", "fax", "counter"]
    """form (a page of the city), mail, post, fax, or counter (handed in)."""
    text: Text
    """Where to, and what to write with it: 市役所2階 企画課へ."""
    page: SecureUrl | None = None
    """Of a form its address, beginning with https://."""
    mail: Mail | None = None
    """Of mail its address."""
    fax: Telephone | None = None
    """Of fax its number."""

    @model_validator(mode="after")
    def _reached(self) -> CommentWay:
        needed = {"form": "page", "mail": "mail", "fax": "fax"}
        for how, field in needed.items():
            given = getattr(self, field) is not None
            if given != (self.how == how):
                raise fault("comment-way", how=self.how, field=field)
        return self


class Opinion(Record):
    """意見の概要と市の考え方: an opinion in the city's summary, and what the city thinks of it."""

    id: Id
    """The opinion's lasting id."""
    project: ProjectId | None = None
    """The card that it is on, where it is on one."""
    about: Text | None = None
    """What it is on, where that is no card: 第2章."""
    count: Ordinal = 1
    """How many wrote so."""
    opinion: Text
    """意見の概要."""
    view: Text
    """市の考え方."""
    reflected: Literal["changed", "partly", "already", "later", "not"]
    """反映の有無: changed (案を修正), partly (一部を修正), already (案に含まれている), later (今後の参考), not."""
    where: Text | None = None
    """反映箇所: where in the plan something was changed."""

    @model_validator(mode="after")
    def _where(self) -> Opinion:
        if (self.where is not None) != (self.reflected in ("changed", "partly")):
            raise fault("opinion-where", reflected=self.reflected)
        return self


class Consultation(Record):
    """data/consultation.yml: the consultation on a draft."""

    first: Day = Field(alias="from")
    """The first day on which opinions are taken."""
    last: Day = Field(alias="to")
    """The last day."""
    who: Text
    """Who may send an opinion."""
    ways: tuple[CommentWay, ...] = Field(min_length=1)
    """How an opinion can be sent."""
    places: tuple[Text, ...] = ()
    """Where the draft lies on paper, one place each."""
    rules: tuple[Text, ...] = ()
    """What to mind: that opinions are published, that none is answered by itself."""
    result: Text | None = None
    """When and where the result is published."""
    people: Ordinal | None = None
    """How many people sent opinions, when it is over."""
    opinions: tuple[Opinion, ...] = ()
    """The opinions, when it is over, in the order of the plan."""

    @model_validator(mode="after")
    def _order(self) -> Consultation:
        if self.last < self.first:
            raise fault("consultation-days", start=self.first.isoformat(), end=self.last.isoformat())
        return self

    @property
    def over(self) -> bool:
        """Whether what came of it is told."""
        return bool(self.opinions) or self.people is not None
