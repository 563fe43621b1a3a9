"""What a longer document says of itself at its end: its marks, what it lacks, on what terms it may be used."""

from __future__ import annotations

from plan.html.tree import Node
from plan.model import Plan
from plan.paper.footnotes import own
from plan.showing.localizer import Localizer


def about_sheet(plan: Plan, speak: Localizer, *, actuals: bool, begun: bool) -> Node:
    """The sheet on this edition. All of it is the site's own.

    `actuals`: whether the plan has any actual value; `begun`: whether its period began while it was a draft.
    """
    details = plan.details
    doubts = ["doubts_explained"] if any(note.doubt for note in plan.notes.notes) else []
    languages = ["fiscal_year_explained"] if speak.is_default else ["fiscal_year_explained", "translators_notes"]
    decided = [] if details.edition.decided or not details.edition.decided_note else [details.edition.decided_note]
    state = [own(speak.own_word("begun_as_draft"))] if begun else []
    missing = [] if actuals else [own(speak.own_word("no_actuals"))]
    parts = [
        _part("", [own(speak.own_word(key)) for key in ["own_words_explained", *doubts, *languages]]),
        _part(
            speak.plain_word("not_yet"),
            [*state, *(own(speak.own(text)) for text in [*decided, *details.unavailable]), *missing],
        ),
        _part(speak.plain_word("licence"), [own(speak.own(details.licence.text))]),
    ]
    return {"k": "about", "title": speak.plain_word("about"), "parts": [part for part in parts if part["sayings"]]}


def _part(title: str, sayings: list[Node]) -> Node:
    return {"title": title, "sayings": sayings}
