"""data/consultation.yml: the consultation (意見募集, パブリックコメント) on a draft, and what came of it.

Who wrote an opinion has no place here: an opinion is a summary, and nothing that names a person is let through.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from .contacts import Mail, SecureUrl, Telephone
from .types import Day, Id, Line, Ordinal, ProjectId, Record, Text, fault

#: A number by which a comment cites a paragraph, a table or a card: 12, or 12-2 of what was put in after it.
COMMENT_NUMBER = re.compile(r"^[1-9][0-9]{0,4}(-[1-9][0-9]{0,2})?\Z")
#: The name of a parameter of an address.
PARAMETER = "[A-Za-z0-9_.~-]{1,80}"
#: How opinions are taken up, in the order in which they are counted.
REFLECTED = ("changed", "partly", "already", "later", "not")


def _check_number(value: str) -> str:
    if not COMMENT_NUMBER.match(value):
        raise fault("bad-comment-number", found=value)
    return value


def _check_parameter(value: str) -> str:
    if not re.fullmatch(PARAMETER, value):
        raise fault("bad-parameter", found=value)
    return value


CommentNumber = Annotated[str, AfterValidator(_check_number)]
Parameter = Annotated[str, AfterValidator(_check_parameter)]


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
    number_in: Parameter | None = None
    """Of a form the parameter of its address that takes the number commented on: `number` for …/?number=12."""

    @model_validator(mode="after")
    def _reached(self) -> CommentWay:
        needed = {"form": "page", "mail": "mail", "fax": "fax"}
        for how, field in needed.items():
            given = getattr(self, field) is not None
            if given != (self.how == how):
                raise fault("comment-way", how=self.how, field=field)
        if self.number_in is not None and self.how != "form":
            raise fault("comment-way", how="form", field="number_in")
        return self


class Material(Record):
    """資料: a paper to be read with the draft."""

    title: Text
    """What it is called."""
    file: Line | None = None
    """Its file under docs/: materials/outline.pdf."""
    page: SecureUrl | None = None
    """Of one that is published elsewhere its address, beginning with https://."""

    @model_validator(mode="after")
    def _somewhere(self) -> Material:
        if (self.file is None) == (self.page is None):
            raise fault("material-nowhere")
        return self


class CommentSheet(Record):
    """What the comment sheet (意見用紙) asks of who writes, where the city asks anything."""

    asks: tuple[Text, ...] = Field(min_length=1)
    """A field each: 氏名, 住所."""
    why: Text
    """What that is needed for, and what becomes of it."""


class Opinion(Record):
    """意見の概要と市の考え方: an opinion in the city's summary, and what the city thinks of it."""

    id: Id
    """The opinion's lasting id."""
    project: ProjectId | None = None
    """The card that it is on, where it is on one."""
    about: Text | None = None
    """What it is on, where that is no card: 第2章."""
    cites: tuple[CommentNumber, ...] = ()
    """The numbers of the draft that it cites: 12, 12-2."""
    count: Ordinal = 1
    """How many wrote so."""
    opinion: Text
    """意見の概要."""
    view: Text | None = None
    """市の考え方; left out until the office has written it, and nothing of the result is shown as long."""
    reflected: Literal["changed", "partly", "already", "later", "not"] | None = None
    """反映の有無: changed (案を修正), partly (一部を修正), already (案に含まれている), later (今後の参考), not."""
    where: Text | None = None
    """反映箇所: where in the plan something was changed."""

    @model_validator(mode="after")
    def _where(self) -> Opinion:
        if (self.where is not None) != (self.reflected in ("changed", "partly")):
            raise fault("opinion-where", reflected=self.reflected or "-")
        return self

    @property
    def answered(self) -> bool:
        """Whether the city has said what it thinks of it, and what came of it."""
        return self.view is not None and self.reflected is not None


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
    materials: tuple[Material, ...] = ()
    """What is to be read with the draft, in order; the draft itself is there anyway."""
    sheet: CommentSheet | None = None
    """What the comment sheet asks of who writes; left out, it asks for the opinion alone."""
    rules: tuple[Text, ...] = ()
    """What to mind: that opinions are published, that none is answered by itself."""
    result: Text | None = None
    """When and where the result is published."""
    result_by: Day | None = None
    """The day by which it is to be published: from then on the inspection says that it is due."""
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
        """Whether what came of it is told: there is a result, and no opinion waits for the city's view."""
        return (bool(self.opinions) or self.people is not None) and not self.waiting

    @property
    def waiting(self) -> tuple[Opinion, ...]:
        """The opinions of which the city has not yet said what it thinks."""
        return tuple(opinion for opinion in self.opinions if not opinion.answered)
