"""What came of a consultation as a reader of one language sees it: each opinion with the city's view, counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from plan import model
from plan.html.citable import ANCHOR
from plan.model.consultation import REFLECTED
from plan.showing.catalog import Catalog
from plan.showing.comment_places import CommentPlace, CommentPlaces
from plan.showing.localizer import Localizer, Phrase


@dataclass(frozen=True)
class FollowedPlace:
    """Where it is told what was changed for an opinion."""

    page: str
    anchor: str


#: Finds where what was changed for an opinion is told, by the page of what it is on; None where nothing is.
Following = Callable[[str, model.Opinion], FollowedPlace | None]
#: Finds where a number stands in the draft as it was frozen, from the root of the site; empty where it does not.
Keeping = Callable[[str], str]


@dataclass(frozen=True)
class Cited:
    """A number that an opinion cites, with where it stands now; no page where the plan no longer holds it."""

    words: Phrase
    """The number and, of what was taken out, that it was."""
    page: str
    anchor: str
    kept: str
    """Where it stands in the draft that the opinion is on, from the root of the site; empty where that is not kept."""


@dataclass(frozen=True)
class ShownOpinion:
    """An opinion and what came of it: what it is on, how often it was sent."""

    opinion: model.Opinion
    number: int
    """Its place among the opinions, from 1."""
    page: str
    """The page of what it is on, without language or suffix; empty where it is on the plan as a whole."""
    about: Phrase
    part: Phrase
    """The part of the plan by which it is counted: a chapter, an item of the highest level, the plan as a whole."""
    cites: tuple[Cited, ...]
    times: Phrase
    reflected: Phrase
    where: Phrase | None
    change: FollowedPlace | None


@dataclass(frozen=True)
class CountedPart:
    """How many opinions there are on a part of the plan, by what came of them, and together."""

    name: Phrase
    counts: tuple[str, ...]
    total: str


class Opinions:
    """The opinions of a consultation; `chapter` gives the title of a chapter by its page, `followed` where what was
    changed for an opinion is told, `kept` where a number stands in the draft as it was."""

    def __init__(
        self,
        given: model.Consultation,
        catalog: Catalog,
        comments: CommentPlaces,
        speak: Localizer,
        chapter: Callable[[str], Phrase],
        followed: Following,
        kept: Keeping,
    ) -> None:
        self._given, self._catalog, self._comments = given, catalog, comments
        self._speak, self._chapter, self._followed, self._kept = speak, chapter, followed, kept

    @cached_property
    def all(self) -> tuple[ShownOpinion, ...]:
        """Those that the city has answered, in the order of the data."""
        answered = (opinion for opinion in self._given.opinions if opinion.reflected)
        return tuple(self._shown(opinion, number) for number, opinion in enumerate(answered, 1))

    @cached_property
    def _used(self) -> Sequence[str]:
        """What came of any of them, in the order in which it is counted."""
        return [kind for kind in REFLECTED if any(one.opinion.reflected == kind for one in self.all)]

    @cached_property
    def kinds(self) -> tuple[tuple[Phrase, Phrase], ...]:
        """How many opinions were taken up in which way, for each way that there was."""
        return tuple((self._speak.phrase_of(f"opinion_{kind}"), self._times(self._count(kind))) for kind in self._used)

    @cached_property
    def total(self) -> Phrase:
        """How many there are."""
        return self._times(sum(one.opinion.count for one in self.all))

    @cached_property
    def parts(self) -> tuple[CountedPart, ...]:
        """The same for each part of the plan that they are on, in the order of the opinions; none of a single part."""
        names = {one.part.plain: one.part for one in self.all}
        return tuple(map(self._counted, names.values())) if len(names) > 1 else ()

    @cached_property
    def together(self) -> CountedPart:
        """The same for all parts."""
        return self._counted(None)

    def _counted(self, part: Phrase | None) -> CountedPart:
        counts = [self._count(kind, part) for kind in self._used]
        number = self._speak.number
        name = part or self._speak.phrase_of("opinions_together")
        return CountedPart(name, tuple(number(count) for count in counts), number(sum(counts)))

    def _count(self, kind: str, part: Phrase | None = None) -> int:
        found = (one for one in self.all if part is None or one.part.plain == part.plain)
        return sum(one.opinion.count for one in found if one.opinion.reflected == kind)

    def _times(self, count: int) -> Phrase:
        return self._speak.phrase_of("opinion_times", count=self._speak.number(count))

    def _shown(self, opinion: model.Opinion, number: int) -> ShownOpinion:
        speak = self._speak
        places = [self._comments.by_number.get(cited) for cited in opinion.cites]
        first = next(filter(None, places), None)
        page, about, part = self._about(opinion, first)
        return ShownOpinion(
            opinion,
            number,
            page,
            about,
            part,
            tuple(self._cited(cited, place) for cited, place in zip(opinion.cites, places, strict=True)),
            speak.phrase_of("opinion_count", count=speak.number(opinion.count)),
            speak.phrase_of(f"opinion_{opinion.reflected}"),
            speak.phrase_of("opinion_where", where=opinion.where) if opinion.where else None,
            self._followed(page, opinion),
        )

    def _about(self, opinion: model.Opinion, place: CommentPlace | None) -> tuple[str, Phrase, Phrase]:
        """The page of what an opinion is on, what that is called, and the part of the plan that it belongs to."""
        speak, whole = self._speak, self._speak.phrase_of("opinion_whole")
        card = opinion.project or (place.place.where if place and place.place.kind == "card" else "")
        about = speak.phrase(opinion.about) if opinion.about else None
        if card:
            found = next(one for one in self._catalog.cards if one.id == card)
            top = found.place.top
            part = speak.phrase(top.title) if top else speak.phrase_of("projects")
            return found.page, about or speak.phrase(found.title), part
        if place is None:
            return "", about or whole, about or whole
        if place.place.kind == "item":
            item = next(one for one in self._catalog.structure.all if one.id == place.place.where)
            return place.page, about or speak.phrase(item.item.title), speak.phrase(item.steps[0].item.title)
        chapter = self._chapter(place.page)
        return place.page, about or chapter, chapter

    def _cited(self, number: str, place: CommentPlace | None) -> Cited:
        kept, word = self._kept(number), "comment_number" if place else "comment_number_gone"
        words = self._speak.phrase_of(word, number=number)
        return Cited(words, place.page if place else "", f"{ANCHOR}{number}" if place else "", kept)
