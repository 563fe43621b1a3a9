"""Rules about titles and names: how long one may be, and what stands behind the plan's own on every page."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, shown
from plan.model.plan import ends_with
from plan.model.types import Text
from plan.rules.facts import Facts

#: As many letters has a title or a name at most: it stands in lists, in heads of pages and tables, and on covers.
LONGEST = 1000
_NAMES = ("title", "name", "unit", "label")


def long_titles(facts: Facts) -> Iterator[Finding]:
    """A title or a name is no text: it has one line, and what is longer holds up the typesetter for minutes."""
    for file, values in facts.values.items():
        for place, field, value in values:
            for language, words in value.root.items() if field.key in _NAMES and isinstance(value, Text) else ():
                if len(words) > LONGEST:
                    yield Finding(DataField(file, (*place, language)), "title-too-long", too_long(words))
                elif "\n" in words:
                    yield Finding(DataField(file, (*place, language)), "title-on-lines", {"found": shown(words)})


def too_long(words: str) -> dict[str, object]:
    """The details of the sentence about a title that is too long."""
    return {"limit": LONGEST, "size": len(words), "found": shown(words)}


def titles_with_labels(facts: Facts) -> Iterator[Finding]:
    """A title does not end with the label of its edition, （案）, which would then stand twice."""
    details = facts.one(model.PlanDetails)
    for language, title in details.title.root.items() if details else ():
        label = details.edition.label and details.edition.label.get(language) if details else None
        if label and ends_with(title, label):
            place = DataField("plan.yml", ("title", language))
            yield Finding(place, "title-with-label", {"found": shown(title), "label": label})
