"""Sentences in large letters, in phrases that no end of a line tears, as the plan's data part them."""

from __future__ import annotations

from markupsafe import Markup

from plan.model import Plan
from plan.model.vision import PHRASE_MARK
from plan.showing.localizer import Localizer, safe


def vision_in_phrases(plan: Plan, speak: Localizer) -> Markup:
    """The vision as HTML, with a place for a break after each of its phrases; empty without a vision."""
    if plan.vision is None:
        return Markup("")
    words, language = speak.choose(plan.vision.statement)
    parted = plan.vision.phrases.get(language) if plan.vision.phrases else None
    if parted is None:
        return speak.marked(words, language)
    broken = Markup("<wbr>").join(Markup("<span>{}</span>").format(safe(part)) for part in parted.split(PHRASE_MARK))
    return Markup('<span class="phrases"{}>{}</span>').format(_language(speak, language), broken)


def _language(speak: Localizer, language: str) -> Markup:
    """The attributes of another language, if it is one."""
    return Markup("") if language == speak.language else Markup(" {}").format(speak.attributes(language))
