"""What was changed after the consultation on a draft: for an opinion its place in the table of old and new."""

from __future__ import annotations

from plan.editions.history import History
from plan.editions.shown_table import anchor
from plan.model import Opinion
from plan.showing.opinions import FollowedPlace
from plan.showing.renderer import Renderer

#: What came of an opinion where the draft was changed.
_CHANGED = ("changed", "partly")


def followed(history: History, renderer: Renderer, language: str, page: str, opinion: Opinion) -> FollowedPlace | None:
    """Where the table of the draft and what came after it tells of the page that an opinion is on.

    None where the draft was not changed for it, or the table tells nothing of it.
    """
    plan = renderer.plan
    pair = next((pair for pair in reversed(history.pairs) if pair.old.status == "draft"), None)
    table = history.table(pair, renderer.speaker(language)) if pair else None
    if pair is None or table is None or not page or opinion.reflected not in _CHANGED:
        return None
    id = page.removeprefix(f"{plan.card_folder}/")
    at = anchor("compared_chapters", page) if id not in plan.projects else anchor("compared_cards", id)
    there = any(group.id == at for part in table.parts for group in part.groups)
    return FollowedPlace(pair.page, at) if there else None
