"""What stands in the table of opinions: what came of a consultation, when that is told."""

from __future__ import annotations

from collections.abc import Iterator

from plan.model import Plan
from plan.opendata.rows import DataRow, address
from plan.outline.registry import CONSULTATION


def opinions(plan: Plan) -> Iterator[DataRow]:
    """One row for each opinion, in the order of the plan; none until all are answered."""
    given = plan.consultation
    for item in given.opinions if given and given.over else ():
        card = plan.projects.get(item.project or "")
        yield {
            "opinion_id": item.id, "card_id": item.project, "card_title": card.title if card else None,
            "about": item.about, "cited": " ".join(item.cites), "count": item.count, "opinion": item.opinion,
            "view": item.view, "reflected": item.reflected, "where": item.where,
            "url": f"{address(plan, CONSULTATION)}#opinion-{item.id}",
        }  # fmt: skip
