"""The consultation on a draft as a reader sees it: until when and how to comment, and on what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import quote, urlsplit, urlunsplit

from plan import model
from plan.html.citable import SHOWN
from plan.model.types import Text
from plan.showing.localizer import Localizer, Phrase
from plan.showing.names import plan_name


@dataclass(frozen=True)
class ShownCommentWay:
    """One way in which an opinion can be sent: what it is, where to; its address, where a link leads there."""

    name: Phrase
    text: Text
    address: str
    shown: str
    """The address as people read it; empty without one."""


@dataclass(frozen=True)
class CommentMark:
    """A number of the draft as a page shows it; where a comment on it is written, and how that link is called."""

    number: str
    address: str
    """Empty where none is taken, or by no form or mail."""
    label: str
    link: Phrase
    """The same as a link that stands alone says it."""

    @property
    def html(self) -> str:
        """The number at the end of what it is of: no stop for the keyboard, as a page has hundreds of them; the list at
        the end of the page has each again."""
        if not self.address:
            return f'<small class="{SHOWN} screen-only" data-not-plan>{self.number}</small>'
        given = f'href="{escape(self.address)}" aria-label="{escape(self.label)}"'
        return f'<a class="{SHOWN} screen-only" tabindex="-1" {given} data-not-plan>{self.number}</a>'


class ShownConsultation:
    """The consultation of a plan in one language."""

    def __init__(self, given: model.Consultation, plan: model.Plan, speak: Localizer) -> None:
        self.given, self._plan, self._speak = given, plan, speak

    @cached_property
    def days(self) -> Phrase:
        """From when to when."""
        return self._speak.phrase_of("consultation_days", first=self.given.first, last=self.given.last)

    @cached_property
    def ways(self) -> tuple[ShownCommentWay, ...]:
        """The ways in which an opinion can be sent."""
        return tuple(self._way(way) for way in self.given.ways)

    def _way(self, way: model.CommentWay) -> ShownCommentWay:
        links = {"form": way.page or "", "mail": f"mailto:{way.mail}", "fax": ""} if self.open else {}
        shown = way.page or way.mail or way.fax or ""
        return ShownCommentWay(self._speak.phrase_of(f"comment_{way.how}"), way.text, links.get(way.how, ""), shown)

    @property
    def ways_title(self) -> Phrase:
        """What stands over them: after the last day, that they are over."""
        return self._speak.phrase_of("consultation_ways" if self.open else "consultation_ways_past")

    @property
    def places(self) -> tuple[Text, ...]:
        """Where the draft lies on paper, while comments are taken."""
        return self.given.places if self.open else ()

    @property
    def promise(self) -> Text | None:
        """When and where the result is published, until it is."""
        return None if self.given.over else self.given.result

    @cached_property
    def asks(self) -> Phrase | None:
        """What the city asks of who writes, in one line, while comments are taken; None where it asks nothing."""
        sheet, speak = self.given.sheet if self.open else None, self._speak
        return speak.phrase_in_it(speak.join(speak.plain(asked) for asked in sheet.asks)) if sheet else None

    @property
    def open(self) -> bool:
        """Whether comments are taken."""
        return self._plan.asks_for_opinions is not None

    @cached_property
    def closed(self) -> Phrase:
        """That comments are no longer taken, while what came of them is not told."""
        return self._speak.phrase_of("consultation_line_closed", last=self.given.last)

    @cached_property
    def ended(self) -> Phrase:
        """That comments are no longer taken, where what came of them is told."""
        return self._speak.phrase_of("consultation_ended", last=self.given.last)

    def line(self) -> str:
        """Until when and how, in one line, for every page and document of the draft.

        Of data from before the first day it says what will be: that stays true when the day comes.
        """
        given, updated = self.given, self._plan.details.edition.updated
        names = self._speak.join(dict.fromkeys(way.name.plain for way in self.ways))
        key = "consultation_line_coming" if updated < given.first else "consultation_line"
        return self._speak.plain_word(key, first=given.first, last=given.last, ways=names)

    def comment_on(self, page: str, address: str) -> str:
        """Where a comment on a page is written: a mail that names the page, else the form as it is; or nowhere. The
        field of a form that takes a number takes no title."""
        return self._written(None, page, f"{address}\n\n")

    def mark(self, number: str, address: str) -> CommentMark:
        """A number on the page at an address, where a comment on it is written: the form that takes the number, else a
        mail that names it, else the form as it is."""
        speak, called = self._speak, self._speak.plain_word("comment_number", number=number)
        return CommentMark(
            number,
            self._address_of(number, called, address) if self._plan.asks_for_opinions else "",
            speak.plain_word("comment_on_number", number=number),
            speak.phrase_of("comment_on_this", number=number),
        )

    def pattern(self, site: str) -> str:
        """Where a comment is written on the number that stands for {number}, for documents of a site."""
        stands = "n0n0n0"
        called = self._speak.plain_word("comment_number", number=stands)
        return self._address_of(stands, called, site).replace(stands, "{number}")

    def _address_of(self, number: str, called: str, address: str) -> str:
        return self._written(number, called, self._speak.plain_word("comment_body", number=number, address=address))

    def _written(self, on: str | None, called: str, body: str) -> str:
        """Where a comment is written: `on` is the number that the form takes, `called` and `body` what a mail says."""
        form = next((way for way in self.given.ways if way.number_in), None)
        if form and form.page and on:
            parts = urlsplit(form.page)
            query = "&".join(filter(None, (parts.query, f"{quote(form.number_in or '')}={quote(on)}")))
            return urlunsplit(parts._replace(query=query))
        mail = next((way.mail for way in self.given.ways if way.mail), None)
        if mail:
            return self._mail(mail, called, body)
        return next((way.page for way in self.given.ways if way.page), None) or ""

    def _mail(self, mail: str, about: str, body: str) -> str:
        subject = self._speak.plain_word("comment_subject", plan=plan_name(self._plan, self._speak), page=about)
        return f"mailto:{mail}?subject={quote(subject)}&body={quote(body.replace(chr(10), chr(13) + chr(10)))}"

    @cached_property
    def people(self) -> Phrase | None:
        """How many people sent opinions; None where that is not told."""
        count = self.given.people
        return None if count is None else self._speak.phrase_of(
            "consultation_people_count", count=self._speak.number(count)
        )  # fmt: skip


def shown_consultation(plan: model.Plan, speak: Localizer) -> ShownConsultation | None:
    """The consultation of a plan; None without one."""
    given = plan.consultation
    return ShownConsultation(given, plan, speak) if given else None
