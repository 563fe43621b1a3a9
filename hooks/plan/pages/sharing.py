"""Says what other sites show of pages: the words of the picture of a page that is shared, and data for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from plan.drawing.pictures import Pictures
from plan.letters import faces
from plan.model import Plan, colors
from plan.outline.page import Page
from plan.showing.catalog import Card
from plan.showing.indicator import ShownIndicator
from plan.showing.localizer import Localizer
from plan.showing.renderer import Renderer

#: From one amount to the next, the way lines run.
_ONWARD = {"ltr": " → ", "rtl": " ← "}


def draw(pictures: Pictures, renderer: Renderer, ornament: bytes | None = None) -> None:
    """Have the pictures drawn: one for each card, each item with a page of its own, and all other pages, in every
    language; with the ornament of the city, if it has one."""
    woven = ornament or b""
    palette = palette_of(renderer.plan)
    for language in renderer.plan.languages.codes:
        drawn_in = renderer.drawn_in(language)
        speak, views, own = renderer.speaker(drawn_in), renderer.views(drawn_in), faces.at_hand(drawn_in)
        pictures.draw_to_share(f"plan.{language}", plan_lines(renderer.plan, speak), palette, own, woven)
        for card in renderer.catalog.cards:
            said = card_lines(card, views.indicators(card), renderer.plan, speak)
            pictures.draw_to_share(f"{card.id}.{language}", said, palette, own, woven)
        items, item_views = renderer.texts(drawn_in).items, renderer.item_views(drawn_in)
        for place in renderer.catalog.structure.all:
            if place.level.page:
                title = items.title(place.item).plain
                said = _lines(title, item_views.indicators(place), renderer.plan, speak)
                pictures.draw_to_share(f"{of_item(place.id)}.{language}", said, palette, own, woven)


def of_item(id: str) -> str:
    """The picture of an item's pages: no card is called so, as an id holds no underline."""
    return f"item_{id}"


def card_lines(card: Card, indicators: Sequence[ShownIndicator], plan: Plan, speak: Localizer) -> dict[str, str]:
    """What the picture of a card says: its title and the way from baseline to target of its first indicator."""
    return _lines(speak.plain(card.project.title), indicators, plan, speak)


def _lines(title: str, indicators: Sequence[ShownIndicator], plan: Plan, speak: Localizer) -> dict[str, str]:
    said = {
        "plan": speak.plain(plan.details.title),
        "title": title,
        "after": "",
        "note": "",
        "city": speak.plain(plan.details.city.name),
    }
    for indicator in indicators[:1]:
        before, target = indicator.baseline if indicator.arrow else None, indicator.target
        onward = f"{before.words.plain}{_ONWARD[speak.writing.direction]}" if before and before.known else ""
        said["after"] = onward + target.words.plain if target else ""
        said["note"] = f"{indicator.name.plain}\n{target.year}" if target else indicator.name.plain
    return said


def plan_lines(plan: Plan, speak: Localizer) -> dict[str, str]:
    """What the picture of every other page says: the plan and its vision, without one its title alone."""
    period = plan.details.period
    return {
        "plan": speak.plain(plan.details.title) if plan.vision else "",
        "title": speak.plain(plan.vision.statement if plan.vision else plan.details.title),
        "phrases": _phrases(plan, speak),
        "after": "",
        "note": speak.plain_word(
            "period", first=lambda by: by.fiscal_year(period.first), last=lambda by: by.fiscal_year(period.last)
        ),
        "city": speak.plain(plan.details.city.name),
    }


def _phrases(plan: Plan, speak: Localizer) -> str:
    """The vision with marks where it may break, in the language in which it is told; empty without any."""
    if plan.vision is None or plan.vision.phrases is None:
        return ""
    return plan.vision.phrases.get(speak.choose(plan.vision.statement)[1]) or ""


def palette_of(plan: Plan) -> Mapping[str, str]:
    """The light colors of the plan."""
    return colors.scheme(**plan.details.colors.model_dump(), dark=False)


def structured_data(page: Page, title: str, description: str, address: str, plan: Plan, speak: Localizer) -> str:
    """JSON-LD for a page at an address; empty where machines are told nothing of it. https://schema.org"""
    about: dict[str, object] = dict(page.machine(plan, speak, address))
    if not about:
        return ""
    kind: dict[str, object] = {key: about.pop(key) for key in ("inLanguage", "@type") if key in about}
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "url": address,
        **kind,
        "name": title,
        "description": description,
        **about,
    }
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
