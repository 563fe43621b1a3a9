"""What stands in the tables of the log: what was observed, decided and done, and for which cards."""

from __future__ import annotations

from collections.abc import Iterator

from plan.model import Plan
from plan.opendata.rows import DataRow, address


def log(plan: Plan) -> Iterator[DataRow]:
    """One row for each entry, the oldest first."""
    entries = plan.log.entries if plan.log else ()
    for item in sorted(entries, key=lambda entry: entry.day):
        yield {
            "entry_id": item.id, "day": item.day, "entry_kind": item.kind, "changed": item.changed, "text": item.text,
            "url": f"{address(plan, 'log')}#log-{item.id}",
        }  # fmt: skip


def log_cards(plan: Plan) -> Iterator[DataRow]:
    """One row for each card of an entry."""
    for item in plan.log.entries if plan.log else ():
        for id in item.projects:
            yield {"entry_id": item.id, "card_id": id, "card_title": plan.projects[id].title}
