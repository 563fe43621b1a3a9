"""Rules about the edition of the plan: what is no more than a draft was decided on no day."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding
from plan.rules.facts import Facts


def draft_with_day(facts: Facts) -> Iterator[Finding]:
    """A draft has no day of adoption: its site would say both."""
    details = facts.one(model.PlanDetails)
    if details and details.edition.status == "draft" and details.edition.decided:
        place = DataField("plan.yml", ("edition", "decided"))
        yield Finding(place, "draft-with-day", {"found": details.edition.decided.isoformat()})
