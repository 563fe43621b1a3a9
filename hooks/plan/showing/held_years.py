"""The fiscal years in which something holds, in words: from one on, until another, or both."""

from __future__ import annotations

from plan.showing.localizer import Localizer, Phrase


def held_years(first: int | None, last: int | None, speak: Localizer) -> Phrase | None:
    """From the first to the last; None where neither is given, as it holds in all."""
    if first is not None and last is not None:
        ends = {"first": lambda by: by.fiscal_year(first), "last": lambda by: by.fiscal_year(last)}
        return speak.phrase_of("period", **ends)
    if first is not None:
        return speak.phrase_of("from_year", year=lambda by: by.fiscal_year(first))
    return speak.phrase_of("until_year", year=lambda by: by.fiscal_year(last)) if last is not None else None
