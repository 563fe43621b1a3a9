"""Says where the texts of a plan in an easy variant of a language are not easy, and how easy they are together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from plan.messages.findings import FileLine, Finding
from plan.messages.sentences import SENTENCES
from plan.model import Plan
from plan.model.languages import writing
from plan.rules.easy import Easy, HardPlace, ease, easy, slips, words
from plan.translation.ledger import TextState


class EasyTexts(NamedTuple):
    """What is not easy in one language of a plan."""

    name: str
    """The language's own name for itself."""
    lead: str
    """How easy its texts are, beside those that they stand for."""
    points: tuple[Finding, ...]


def easy_texts(texts: Iterable[TextState], plan: Plan) -> Iterator[EasyTexts]:
    """For each language of a plan that is an easy variant, what is not easy in it; the lead in Japanese."""
    texts = list(texts)
    for language in plan.details.languages:
        if how := easy(language.code):
            own = [text for text in texts if text.language == language.code and text.translation]
            yield EasyTexts(language.name, _lead(own, how), tuple(_points(own, language.code, how, plan)))


def _points(texts: Sequence[TextState], code: str, how: Easy, plan: Plan) -> Iterator[Finding]:
    names, written = _names(plan, code), writing(code, plan.languages)
    met: dict[str, tuple[HardPlace, list[TextState]]] = {}
    for text in texts:
        said = text.translation or ""
        for slip in slips(said, how, written):
            yield Finding(_at(text), slip.rule, slip.details, "advice")
        for slip in words(said, how, names):
            met.setdefault(str(slip.details["found"]), (slip, []))[1].append(text)
        before, now = ease(text.default, how), ease(said, how)
        if now is not None and (now < how.least or (before is not None and now <= before)):
            of = "－" if before is None else f"{before:.1f}"
            yield Finding(_at(text), "easy-hard", {"found": f"{now:.1f}", "limit": how.least, "before": of}, "advice")
    for slip, places in met.values():
        yield Finding(_at(places[0]), slip.rule, {**slip.details, "count": len(places)}, "advice")


def _at(text: TextState) -> FileLine:
    return FileLine(text.file, text.line, f"{text.field}（{text.language}）")


def _lead(texts: Sequence[TextState], how: Easy) -> str:
    pairs = [(ease(text.default, how), ease(text.translation or "", how)) for text in texts]
    both = [(before, now) for before, now in pairs if before is not None and now is not None]
    if not both:
        return SENTENCES["easy-unmeasured"].ja
    before, now = (median(values) for values in zip(*both, strict=True))
    return SENTENCES["easy-measured"].japanese({"count": len(both), "found": f"{now:.1f}", "before": f"{before:.1f}"})


def _names(plan: Plan, code: str) -> list[str]:
    """What the plan calls so: its title and city, its terms, offices and items of families; the longest first."""
    terms = plan.glossary.terms
    items = [item.title for family in plan.families.values() for item in family.items]
    named = [plan.details.title, plan.details.city.name, *items, *(term.name for term in terms)]
    named += [office.name for office in plan.departments.departments]
    names = {words for text in named for words in (text.get(code), text.get(plan.languages.default)) if words}
    names |= {words for term in terms for spelt in term.aliases.values() for words in spelt}
    return sorted(names, key=lambda words: (-len(words), words))
