"""Rules about the plan's own title: what stands behind it on every page is no part of it."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, shown
from plan.model.plan import ends_with
from plan.rules.facts import Facts


def titles_with_labels(facts: Facts) -> Iterator[Finding]:
    """A title does not end with the label of its edition, （案）, which would then stand twice."""
    details = facts.one(model.PlanDetails)
    for language, title in details.title.root.items() if details else ():
        label = details.edition.label and details.edition.label.get(language) if details else None
        if label and ends_with(title, label):
            place = DataField("plan.yml", ("title", language))
            yield Finding(place, "title-with-label", {"found": shown(title), "label": label})
