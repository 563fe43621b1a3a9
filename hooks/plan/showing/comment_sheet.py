"""The comment sheet (意見用紙) as a reader of one language fills it in, on paper or in a word processor."""

from __future__ import annotations

from dataclasses import dataclass

from plan.model import Consultation, Plan
from plan.model.types import Languages
from plan.outline.registry import CONSULTATION
from plan.showing.addresses import page_url
from plan.showing.consultation import ShownConsultation
from plan.showing.localizer import Localizer
from plan.showing.names import plan_name

#: How many opinions a sheet has room for.
OPINIONS = 3


def word_sheet(language: str, languages: Languages) -> str:
    """The published name of the sheet for a word processor, from the root of the site."""
    return f"{page_url(CONSULTATION, language, languages)}comment-sheet.docx"


@dataclass(frozen=True)
class ShownCommentSheet:
    """All that the sheet says, as bare words."""

    title: str
    plan: str
    days: str
    """From when to when it is taken."""
    who: tuple[str, str]
    send: tuple[tuple[str, str], ...]
    """The ways in which it can be sent, each with where to."""
    heads: tuple[str, str]
    """What stands over the numbers, and over the opinions."""
    hint: str
    """How what is commented on is named."""
    asks_title: str
    asks: tuple[str, ...]
    """What the city asks of who writes; nothing where it asks nothing."""
    why: str


def comment_sheet(given: Consultation, plan: Plan, speak: Localizer, *, numbered: bool) -> ShownCommentSheet:
    """The sheet of a consultation; `numbered`: whether the draft has numbers to be cited."""
    word, shown = speak.plain_word, ShownConsultation(given, plan, speak)
    sheet = given.sheet
    return ShownCommentSheet(
        title=word("comment_sheet"),
        plan=plan_name(plan, speak),
        days=shown.days.plain,
        who=(word("consultation_who"), speak.plain(given.who)),
        send=tuple((way.name.plain, " ".join((speak.plain(way.text), way.shown)).strip()) for way in shown.ways),
        heads=(word("comment_sheet_number" if numbered else "comment_sheet_place"), word("comment_sheet_opinion")),
        hint=word("comment_sheet_hint" if numbered else "comment_sheet_hint_place"),
        asks_title=word("comment_sheet_asks") if sheet else "",
        asks=tuple(speak.plain(asked) for asked in sheet.asks) if sheet else (),
        why=speak.plain(sheet.why) if sheet else "",
    )
