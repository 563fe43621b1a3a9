"""What of a consultation still wants attention: what is due, what is missing, what it cites in vain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plan.messages.findings import FileLine, Finding, Location, shown
from plan.model import Consultation, Plan
from plan.reading.loader import Loaded
from plan.rules.consultation import seeming, texts
from plan.showing.catalog import Catalog
from plan.showing.comment_places import CommentPlaces

_FILE = "data/consultation.yml"


def points(plan: Plan, loaded: Loaded, today: date) -> Iterator[Finding]:
    """Everything of it, on a day; nothing of a plan without one."""
    given = plan.consultation
    if given is None:
        return
    if not given.over and given.result_by and today > given.result_by:
        told = {"day": given.result_by.isoformat(), "today": today.isoformat()}
        yield Finding(_at(loaded, ("result_by",)), "result-due", told, "advice")
    yield from _days(plan, given, loaded, today)
    for number, opinion in enumerate(given.opinions):
        if not opinion.answered:
            yield Finding(_at(loaded, ("opinions", number)), "opinion-waits", {"id": opinion.id}, "advice")
    if given.over and given.people is None:
        yield Finding(_at(loaded, ("opinions",)), "result-without-people", {}, "advice")
    yield from _taken_out(plan, loaded)
    yield from _personal(given, loaded)
    yield from _without_number(plan, loaded)


def _at(loaded: Loaded, where: Location) -> FileLine:
    return FileLine(_FILE, loaded.files[_FILE].line(where), location=where)


def _days(plan: Plan, given: Consultation, loaded: Loaded, today: date) -> Iterator[Finding]:
    """That a site of data from an earlier day still says what is past: that comments will be invited, or are."""
    edition = plan.details.edition
    if edition.status != "draft" or given.over:
        return
    for field, day, rule in (("from", given.first, "consultation-begun"), ("to", given.last, "consultation-ended")):
        late = today >= day > edition.updated if field == "from" else today > day >= edition.updated
        if late and not (field == "from" and today > given.last):
            told = {"day": day.isoformat(), "updated": edition.updated.isoformat(), "today": today.isoformat()}
            yield Finding(_at(loaded, (field,)), rule, told, "advice")


def _personal(given: Consultation, loaded: Loaded) -> Iterator[Finding]:
    for place, words in texts(given):
        if found := seeming(words):
            yield Finding(_at(loaded, place), "seems-personal", {"found": shown(found)}, "advice")


def _taken_out(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """The numbers that opinions cite and that nothing in the plan has any more."""
    opinions = plan.consultation.opinions if plan.consultation else ()
    if not any(opinion.cites for opinion in opinions):
        return
    there = CommentPlaces(plan, loaded.chapters, Catalog(plan)).by_number
    for place, opinion in enumerate(opinions):
        for index, number in enumerate(opinion.cites):
            if number not in there:
                at = _at(loaded, ("opinions", place, "cites", index))
                yield Finding(at, "cited-taken-out", {"id": opinion.id, "found": number}, "advice")


def _without_number(plan: Plan, loaded: Loaded) -> Iterator[Finding]:
    """How many places of a draft on which comments are taken have no number to be cited by."""
    if plan.asks_for_opinions is None:
        return
    places = CommentPlaces(plan, loaded.chapters, Catalog(plan)).all
    lacking = [found.place for found in places if not found.number]
    if lacking:
        told = {"count": len(lacking), "found": shown(lacking[0].words or lacking[0].where)}
        yield Finding(FileLine(_FILE), "places-without-number", told, "advice")
