"""The editions of a plan as a reader sees them: what each is called, its days, why it was made."""

from __future__ import annotations

from plan import model
from plan.showing.localizer import Localizer, Phrase


def edition_name(edition: model.FrozenEdition, speak: Localizer) -> Phrase:
    """What a frozen edition is called in a language."""
    if edition.status == "revised":
        return speak.phrase_of("edition_revised", number=speak.number(edition.number or 0))
    return speak.phrase_of(f"edition_{edition.status}")
