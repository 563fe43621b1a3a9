"""Rules about the vision: its phrases are its sentence."""

from __future__ import annotations

from collections.abc import Iterator

from plan import model
from plan.messages.findings import DataField, Finding, shown
from plan.model.vision import PHRASE_MARK
from plan.rules.facts import Facts


def other_phrases(facts: Facts) -> Iterator[Finding]:
    """Without the marks between them the phrases of the vision say what its sentence says, letter by letter."""
    vision = facts.one(model.Vision)
    if vision is None or vision.phrases is None:
        return
    for language, parted in vision.phrases.root.items():
        said = vision.statement.get(language)
        if said is not None and parted.replace(PHRASE_MARK, "") != said:
            details = {"found": shown(parted), "sentence": shown(said)}
            yield Finding(DataField("vision.yml", ("phrases", language)), "other-phrases", details)
