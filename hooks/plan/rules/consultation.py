"""The rules of a consultation: nothing in it names a person, and nothing came of it before it was over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, shown
from plan.model.comment_numbers import CommentNumbers
from plan.rules.facts import Facts

#: What tells a person, or how to reach one: a mail address, a telephone number, a postal code, a name with its title.
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)|〒\s*\d{3}-?\d{4}|(?<!\d)0[789]0\d{8}(?!\d)|氏名[:：]|住所[:：]"
)


def cited_in_vain(facts: Facts, numbers: CommentNumbers) -> Iterator[Finding]:
    """The numbers that opinions cite and that nothing was ever given."""
    found = facts.one(model.Consultation)
    for place, opinion in enumerate(found.opinions if found else ()):
        for index, number in enumerate(opinion.cites):
            if number not in numbers.by_number:
                at = DataField("consultation.yml", ("opinions", place, "cites", index))
                yield Finding(at, "unknown-comment-number", {"found": number})


def faults(facts: Facts) -> Iterator[Finding]:
    """Everything that is wrong with the consultation."""
    found = facts.one(model.Consultation)
    details = facts.one(model.PlanDetails)
    if found is None:
        return
    file = "consultation.yml"
    if details and found.over and details.edition.updated <= found.last:
        given = {"last": found.last.isoformat(), "updated": details.edition.updated.isoformat()}
        yield Finding(DataField(file, ("opinions" if found.opinions else "people",)), "consultation-not-over", given)
    for number, opinion in enumerate(found.opinions):
        for field in ("opinion", "view", "where", "about"):
            text = getattr(opinion, field)
            for code, words in text.root.items() if text else ():
                if personal := _PERSONAL.search(words):
                    place = DataField(file, ("opinions", number, field, code))
                    yield Finding(place, "personal-data", {"found": shown(personal[0])})
