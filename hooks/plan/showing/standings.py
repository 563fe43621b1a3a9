"""Where an indicator stands in a fiscal year in words: by which target it is said, or why figures cannot tell."""

from __future__ import annotations

from functools import partial

from plan import model
from plan.judging.standing import Standing
from plan.showing.amounts import worded
from plan.showing.localizer import Localizer, Phrase


def standing_words(standing: Standing, indicator: model.Indicator, year: int, speak: Localizer) -> Phrase | None:
    """What is fact of one indicator in a year; None where the word for its kind says it all."""
    if standing.fact == "untold" and standing.unknown:
        why = speak.phrase_of(f"untold_{standing.unknown.replace('-', '_')}")
        return speak.phrase_of("standing_untold_why", reason=why)
    if standing.fact not in ("reached", "not-reached"):
        return None
    main = indicator.main_target
    former = next((item for item in indicator.former_targets if year < item.revised), None)
    target = standing.own_target or former or main
    by = (
        year
        if standing.own_target
        else (target.fiscal_year if target else None) or (main.fiscal_year if main else None)
    )
    if target is None or by is None:
        return None
    if target.stated:
        words = {"target": target.stated, "year": partial(_short, year=by)}
        return speak.phrase_of("standing_reached_stated", **words) if standing.fact == "reached" else None
    slots = {"target": worded(target, indicator.unit, speak), "year": partial(_short, year=by)}
    return speak.phrase_of(f"standing_{standing.fact.replace('-', '_')}_by", **slots)


def _short(speak: Localizer, year: int) -> str:
    return speak.year_heading(year)[0]
