"""Lists what is still open before a plan is adopted or revised, each point with its file and line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan.adopting import aging, drafts
from plan.editions.history import changed_files
from plan.messages.findings import FileLine, Finding
from plan.model import Plan
from plan.reading.frozen import files_of
from plan.reading.loader import Loaded
from plan.translation.ledger import TextState

#: So many of the files that were changed are named.
_NAMED = 3


@dataclass(frozen=True)
class OpenPoints:
    """Points of one kind; `heading` is the sentence that stands over them."""

    heading: str
    points: tuple[Finding, ...]


def open_points(plan: Plan, loaded: Loaded, texts: Iterable[TextState]) -> list[OpenPoints]:
    """All kinds in the order in which an officer goes through them; one without points is there, and empty."""
    found = [
        OpenPoints("open-frozen", tuple(_not_frozen(plan, loaded))),
        OpenPoints("open-examples", tuple(one for one in loaded.remarks if one.rule == "still-an-example")),
        OpenPoints("open-consultation", tuple(_consultation(plan, loaded))),
        OpenPoints("open-notes", tuple(_notes(plan, loaded))),
        OpenPoints("open-draft-words", tuple(_say_draft(plan, loaded))),
        OpenPoints("open-aging-words", tuple(aging.texts(plan, loaded))),
        OpenPoints("open-translations", tuple(_translations(plan, loaded, texts))),
    ]
    only_of_drafts = ("open-consultation",)
    return [one for one in found if not (drafts.adopted(plan) and one.heading in only_of_drafts)]


def _not_frozen(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    if plan.frozen is None:
        at = _of_edition(loaded, "id")
        yield Finding(at, "edition-not-frozen", {"found": plan.details.edition.id}, "advice")
    yield from changed_since_frozen(plan, loaded)


def changed_since_frozen(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """That a draft is not as it was frozen under its id; an adopted plan goes on, and its frozen copy stays."""
    if plan.frozen is None or drafts.adopted(plan) or loaded.folders is None:
        return
    if names := changed_files(loaded.folders.data, plan.frozen.id, files_of(loaded)):
        shown = [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
        details = {"found": plan.frozen.id, "count": len(names), "files": ", ".join(shown)}
        yield Finding(_of_edition(loaded, "id"), "edition-changed-since-frozen", details, "advice")


def _of_edition(loaded: Loaded, field: str) -> FileLine:
    return FileLine("data/plan.yml", loaded.files["data/plan.yml"].line(("edition", field)), f"edition.{field}")


def _consultation(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    asked = plan.consultation
    if asked and not asked.over:
        at = FileLine("data/consultation.yml", loaded.files["data/consultation.yml"].line(("to",)), "to")
        yield Finding(at, "consultation-without-result", {"last": asked.last.isoformat()}, "advice")


def _notes(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """The notes on the source of which somebody has something to decide."""
    default = plan.languages.default
    for number, note in enumerate(plan.notes.notes):
        if note.decide != "nothing":
            at = FileLine("data/notes.yml", loaded.files["data/notes.yml"].line(("notes", number)), note.id)
            yield Finding(at, "words-of-the-plan", {"words": " ".join(note.reason[default].split())}, "advice")


def _say_draft(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """The texts that say that the plan is a draft, but the notes on the source: these tell of it as it was."""
    return (point for point in drafts.texts(plan, loaded) if point.file != "data/notes.yml")


def _translations(plan: Plan, loaded: Loaded, texts: Iterable[TextState]) -> Iterator[Finding]:
    """How many texts a language of a part of the plan lacks, which would hide all others; then each of the rest."""
    waiting = [text for text in texts if text.state != "fresh"]
    counts = Counter(text.language for text in waiting if text.language not in plan.languages.complete)
    for index, language in enumerate(plan.details.languages):
        if count := counts[language.code]:
            line = loaded.files["data/plan.yml"].line(("languages", index))
            at = FileLine("data/plan.yml", line, f"languages[{index}]")
            yield Finding(at, "translations-of-part", {"language": language.name, "count": count}, "advice")
    for text in waiting:
        if text.language in plan.languages.complete:
            at = FileLine(text.file, text.line, f"{text.field}（{text.language}）")
            yield Finding(at, f"translation-{text.state}", level="advice")
