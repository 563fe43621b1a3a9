"""What stands in the tables of the log: what was observed, decided and done, and for which cards."""

from __future__ import annotations

from collections.abc import Iterator

from plan.model import Plan
from plan.opendata.rows import DataRow


def ooda_log(plan: Plan) -> Iterator[DataRow]:
    """One row for each entry."""
    yield from ()


def ooda_log_cards(plan: Plan) -> Iterator[DataRow]:
    """One row for each card of an entry."""
    yield from ()
