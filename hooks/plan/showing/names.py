"""Words for the plan and for who keeps it, as every page and every document says them."""

from __future__ import annotations

import unicodedata
from typing import Any

from markupsafe import Markup

from plan.model import Plan
from plan.showing.localizer import Lent, Localizer, Phrase, safe
from plan.showing.ways_to_office import ways_to


def plan_name(plan: Plan, speak: Localizer) -> str:
    """The title of the plan, with the label of the edition while it is a draft: 計画（案）, Plan (Draft)."""
    title, edition = speak.plain(plan.details.title), plan.details.edition
    return speak.beside(title, speak.plain(label) if (label := edition.shown_label) else "")


def plan_name_shown(plan: Plan, speak: Localizer) -> Markup:
    """The same as HTML, each part marked that is of another language."""
    title, edition = speak.html(plan.details.title), plan.details.edition
    label = speak.html(edition.shown_label) if edition.shown_label else Markup("")
    return title + safe(speak.writing.word_gap) + label if label else title


def citation(plan: Plan, speak: Localizer, page: Any, address: str) -> Phrase:
    """How a page, a table or a chart is named where it is quoted: the plan and which edition, its own name, who, when,
    where. `page` fills a slot of a word; without it the whole plan is quoted."""
    edition = plan.details.edition
    key = "cited_revised" if edition.revised else "cited_decided" if edition.decided else "cited_draft"
    named = speak.plain_word(key, plan=plan_name(plan, speak), decided=edition.decided, revised=edition.revised)
    given = {"plan": named, "city": plan.details.city.name, "day": edition.updated, "address": address}
    return speak.phrase_of("cited_page", page=page, **given) if page else speak.phrase_of("cited_plan", **given)


def keeper(plan: Plan, speak: Localizer) -> Markup:
    """The city, and the office that keeps the plan where the city says how to reach it, with the ways to it that lead
    from here: its telephone, its mail; in one line.

    Without a contact nobody has said that this office is the one to ask: only the notes for editors name it.
    """
    details = plan.details
    if not plan.keeper_reached:
        return speak.html(details.city.name)
    office = plan.keeper
    above = [details.office_of] if details.office_of else []
    teller = speak.teller(plan.words["kept_by_city"], details.city.name, office.name, *above)
    words = teller.plain_word("kept_by_city", city=details.city.name, office=teller.office(details, office))
    ways = [way for way in ways_to(office.contact, speak) if way.direct]
    link = Markup(' <span class="reach">{} <a href="{}">{}</a></span>')
    return speak.marked(words, teller.language) + Markup("").join(
        link.format(way.label.html, way.url, way.words) for way in ways
    )


def addressee(plan: Plan, speak: Localizer) -> str:
    """Whom a letter about the plan is written to: the city, and the office that keeps the plan where it says how to
    reach it, as in `keeper`."""
    details = plan.details
    if not plan.keeper_reached:
        return speak.plain(details.city.name)
    office = speak.office(details, plan.keeper)
    return speak.plain_word("comment_sheet_to_office", city=details.city.name, office=office)


def width_of(words: str) -> float:
    """How wide words are: a letter that fills a square is 2 wide, another 1.2."""
    return sum(map(_width, words))


def shortened(words: str, most: float) -> str:
    """Words cut to a width, with … for the rest."""
    width = 0.0
    for at, letter in enumerate(words):
        width += _width(letter)
        if width > most:
            cut = words[:at].rstrip() + "…"
            return Lent(cut, words.language) if isinstance(words, Lent) else cut
    return words


def _width(letter: str) -> float:
    return 2 if unicodedata.east_asian_width(letter) in "FW" else 1.2
