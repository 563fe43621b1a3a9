"""The editions of a plan as a reader sees them: what each is called, its days, why it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plan import model
from plan.model.types import Text
from plan.showing.localizer import Localizer, Phrase

#: In what a label stands behind a title, with blanks.
_BRACKETS = " 　()（）[]［］【】〔〕"


@dataclass(frozen=True)
class ShownEdition:
    """One edition in one language."""

    id: str
    name: Phrase
    """案, 決定, 改訂第1版."""
    days: tuple[tuple[Phrase, date], ...]
    """What each of its days is called, and the day."""
    reason: Text | None
    now: bool
    """Whether the plan is this edition as it stands now."""


def edition_name(edition: model.FrozenEdition, speak: Localizer) -> Phrase:
    """What a frozen edition is called in a language: 決定, 改訂第1版; one that was not decided by its label, 案."""
    if not edition.decided:
        return speak.phrase(_bare(edition.label)) if edition.label else speak.phrase_of(f"edition_{edition.status}")
    number = speak.number(edition.number or 0)
    name = speak.phrase_of("edition_revised", number=number) if edition.number else speak.phrase_of("edition_adopted")
    return speak.phrase_of("edition_labelled", edition=name, label=edition.label) if edition.label else name


def _bare(label: Text) -> Text:
    """A label without the brackets in which it stands behind the title."""
    return Text.model_construct({code: words.strip(_BRACKETS) or words for code, words in label.root.items()})


def shown_editions(plan: model.Plan, speak: Localizer) -> list[ShownEdition]:
    """All editions, the newest first: the plan as it stands now, then those that were frozen before."""
    frozen = [_frozen(edition, plan, speak) for edition in reversed(plan.editions.editions)] if plan.editions else []
    return frozen if plan.frozen else [_now(plan, speak), *frozen]


def _frozen(edition: model.FrozenEdition, plan: model.Plan, speak: Localizer) -> ShownEdition:
    days = edition.days
    given = (("edition_decided", days.decided), ("edition_published", days.published), ("in_force", days.in_force))
    told = tuple((speak.phrase_of(word), day) for word, day in given if day is not None)
    now = edition.id == plan.details.edition.id
    return ShownEdition(edition.id, edition_name(edition, speak), told, edition.reason, now)


def name_before_freezing(plan: model.Plan, speak: Localizer) -> Phrase:
    """What the plan as it stands now is called: as its frozen copy will be."""
    edition = plan.details.edition
    if edition.status == "draft":
        return speak.phrase(_bare(edition.label)) if edition.label else speak.phrase_of("edition_draft")
    number = plan.revision
    return (
        speak.phrase_of("edition_revised", number=speak.number(number))
        if number
        else speak.phrase_of("edition_adopted")
    )


def _now(plan: model.Plan, speak: Localizer) -> ShownEdition:
    """The plan as it stands now, where nobody has frozen it yet."""
    edition = plan.details.edition
    given = (
        *(("decided", edition.decided), ("revised", edition.revised), ("edition_published", edition.published)),
        *(("in_force", edition.in_force), ("updated", edition.updated)),
    )
    told = tuple((speak.phrase_of(word), day) for word, day in given if day is not None)
    return ShownEdition(edition.id, name_before_freezing(plan, speak), told, edition.reason, now=True)
