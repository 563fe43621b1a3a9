"""The comment sheet (意見用紙) as a reader of one language fills it in, on paper or in a word processor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan.model import Consultation, Plan
from plan.model.types import Languages
from plan.outline.registry import CONSULTATION
from plan.showing.addresses import page_url
from plan.showing.consultation import ShownConsultation
from plan.showing.localizer import Localizer
from plan.showing.names import addressee, plan_name

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
    to: tuple[str, str]
    """Whom it is sent to, after the word for it."""
    date: str
    """What stands before the room for the day on which it is filled in."""
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """What to know, each with its lines: from when to when, who may, how it is sent, what to mind. A line is what it
    is called, where it is called something, and what it says."""
    heads: tuple[str, str]
    """What stands over the numbers, and over the opinions."""
    hint: str
    """How what is commented on is named."""
    asks_title: str
    asks: tuple[str, ...]
    """What the city asks of who writes; nothing where it asks nothing."""
    why: str
    foot: tuple[str, ...]
    """What stands at the foot of a page."""


def comment_sheet(given: Consultation, plan: Plan, speak: Localizer, *, numbered: bool) -> ShownCommentSheet:
    """The sheet of a consultation; `numbered`: whether the draft has numbers to be cited."""
    word, shown = speak.plain_word, ShownConsultation(given, plan, speak)
    sheet = given.sheet
    return ShownCommentSheet(
        title=word("comment_sheet_title", plan=plan_name(plan, speak)),
        plan=plan_name(plan, speak),
        to=(word("comment_sheet_to"), addressee(plan, speak)),
        date=word("comment_sheet_date"),
        facts=tuple(_facts(given, shown, speak)),
        heads=(word("comment_sheet_number" if numbered else "comment_sheet_place"), word("comment_sheet_opinion")),
        hint=word("comment_sheet_hint" if numbered else "comment_sheet_hint_place"),
        asks_title=word("comment_sheet_asks") if sheet else "",
        asks=tuple(speak.plain(asked) for asked in sheet.asks) if sheet else (),
        why=speak.plain(sheet.why) if sheet else "",
        foot=(
            speak.own_word("data_day", day=plan.details.edition.updated).plain,
            *([] if speak.is_default else [word("governs_short")]),
        ),
    )


def _facts(
    given: Consultation, shown: ShownConsultation, speak: Localizer
) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    word = speak.plain_word
    yield word("consultation_when"), (("", shown.days.plain),)
    yield word("consultation_who"), (("", speak.plain(given.who)),)
    ways = ((way.name.plain, " ".join((speak.plain(way.text), way.shown)).strip()) for way in shown.ways)
    yield word("consultation_ways"), tuple(ways)
    if given.rules:
        yield word("consultation_rules"), tuple(("", speak.plain(rule)) for rule in given.rules)
