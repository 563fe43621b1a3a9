"""What a longer document says of itself at its end: its marks, what it lacks, on what terms it may be used."""

from __future__ import annotations

from dataclasses import dataclass

from plan.html.terms import MARK
from plan.html.tree import Node
from plan.model import Plan
from plan.paper.doubt_notes import own
from plan.showing.localizer import Localizer
from plan.showing.plan_texts import own_kinds
from plan.showing.source_notes import differs


@dataclass(frozen=True)
class Holds:
    """What a document holds, of which its last sheet speaks."""

    glossary: bool
    cards_only: bool
    """Whether it has cards and nothing of the chapters."""
    marks: bool
    """Whether it has marks of terms and no glossary to explain them."""
    translators_notes: bool
    """Whether a translation of the plan explains anything that the original does not."""
    beside: bool = False
    """Whether it is a document beside the plan, which tells what came of it."""


def about_sheet(plan: Plan, speak: Localizer, holds: Holds, *, actuals: bool, begun: bool, over: bool) -> Node:
    """The sheet on this edition. All of it is the site's own.

    `actuals`: whether the plan has any actual value; `begun`: whether its period began while it was a draft; `over`:
    whether it was over when the data was last changed.
    """
    details = plan.details
    doubts = ["doubts_explained"] if any(note.doubt for note in plan.notes.notes) else []
    changed = ["changed_on_paper"] if any(map(differs, plan.notes.notes)) else []
    glossary = ["readings_added_on_paper"] if holds.glossary else ["marks_elsewhere"] if holds.marks else []
    slots = {"mark": MARK, "whole": plan.words["pdf_whole"], "about": plan.words["about"]}
    slots["such"] = own_kinds(plan)
    noted_by = ["translators_notes"] if holds.translators_notes and not speak.is_default else []
    noted = [details.edition.decided_note] if details.edition.decided_note else []
    decided, undecided = (noted, []) if details.edition.decided else ([], noted)
    state = [own(speak.own_word("begun_as_draft"))] if begun else []
    state += [own(speak.own_word("period_over"))] if over else []
    lacks = [] if holds.cards_only else details.unavailable
    adopted = details.edition.status == "adopted"
    missing = [] if actuals or adopted else [own(speak.own_word("no_actuals"))]
    without = "actuals_apart" if plan.shown_indicators else "later_apart"
    apart = [own(speak.own_word(without))] if adopted and not holds.beside else []
    parts = [
        _part(
            "",
            [
                own(speak.own_word(key, **slots))
                for key in ["own_words_explained", *glossary, *doubts, *changed, "fiscal_year_explained", *noted_by]
            ]
            + [own(speak.own(text)) for text in decided]
            + apart,
        ),
        _part(
            speak.plain_word("not_yet"),
            [*state, *(own(speak.own(text)) for text in [*undecided, *lacks]), *missing],
        ),
        _part(speak.plain_word("licence"), [own(speak.own(details.licence.text))]),
    ]
    return {"k": "about", "title": speak.plain_word("about"), "parts": [part for part in parts if part["sayings"]]}


def _part(title: str, sayings: list[Node]) -> Node:
    return {"title": title, "sayings": sayings}
