"""Where the indicators of a plan stand in a fiscal year: how many at which step, by what they stand under, by office.

All counts are counts of indicators, made by the site. Without a rule of the city nothing is judged: it is counted what
is fact. Which indicators count in a year is told in `measured.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from markupsafe import Markup

from plan import model
from plan.drawing.parted_bar import SharePart, bar_svg
from plan.html.tree import DRAWING
from plan.judging.progress import better_than
from plan.judging.standing import FACTS, Standing, standing_in
from plan.model import colors
from plan.model.fiscal_years import finished
from plan.model.status import GONE
from plan.model.types import Text
from plan.model.verdicts import VerdictRule
from plan.showing.catalog import Catalog
from plan.showing.counted_kinds import Kind
from plan.showing.groups import Field, Option
from plan.showing.item_views import ItemViews
from plan.showing.localizer import Localizer, OwnWords, Phrase
from plan.showing.measured import Measured, all_measured
from plan.showing.standings import standing_words
from plan.showing.structure import ItemPlace
from plan.showing.views import Views

#: So many years has the table of years on paper, where the overview has two pages.
_YEARS = 5
#: How a value is to that of the year before, as a field of the form names it.
_TRENDS = {1: "better", 0: "same", -1: "worse"}
#: How the parts of a bar look on paper, and how wide it is there.
_LOOKS = {"a-step": 'fill="{link}"', "no-step": 'fill="none" stroke="{line-strong}"'}
_WIDE = 470
_PAPER = Markup(f'<svg {DRAWING}="{{}}"></svg>')  # noqa: S704 - one of our own


@dataclass(frozen=True)
class Tally:
    """A line of counts: what is counted, where its name leads, how many there are, and of which kind."""

    title: Text | Phrase
    page: str
    anchor: str
    total: str
    cells: tuple[tuple[Phrase, str], ...]
    """For each kind its words, and how many."""
    counted: tuple[tuple[Phrase, str], ...]
    """The same of those kinds of which there are any."""
    bar: Markup
    on_paper: Markup
    """The bar for paper, as a drawing of `html.tree`."""


@dataclass(frozen=True)
class OverviewEntry:
    """An indicator in the list of all, with its values for the fields of the form."""

    measured: Measured
    kind: Kind
    trend: Phrase | None
    fields: tuple[tuple[str, str], ...]


class Overview:
    """Where the indicators stand in one fiscal year, in one language."""

    all: Sequence[Measured]
    """All indicators of the plan, counted in the year or not."""

    def __init__(self, all_: Sequence[Measured], year: int, catalog: Catalog, speak: Localizer, views: Views) -> None:
        self.all, self.fiscal_year, self._catalog, self._speak, self._views = all_, year, catalog, speak, views
        self._plan = catalog.plan
        self._standings: dict[tuple[str, str, int], Standing] = {}
        self._rule = self._rule_of(year)
        self._newest = (self._plan.reported_years or (year,))[-1]
        self.year = speak.fiscal_year(year)
        scheme = colors.scheme(**self._plan.details.colors.model_dump(), dark=False)
        self._looks = {name: look.format_map(scheme) for name, look in _LOOKS.items()}

    # What is counted ------------------------------------------------------------------

    @cached_property
    def counted(self) -> tuple[Measured, ...]:
        """The indicators that count in the year."""
        return tuple(self._counted_in(self.fiscal_year))

    def _counted_in(self, year: int) -> Iterator[Measured]:
        return (one for one in self.all if one.counts_in(year, self._plan.details.period))

    def _standing(self, one: Measured, year: int) -> Standing:
        key = (one.owner.id, one.indicator.id, year)
        if key not in self._standings:
            self._standings[key] = standing_in(one.indicator, year, self._plan.verdicts, one.status_in(year))
        return self._standings[key]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The steps of the rule, the best first, and whatever else any is counted as in the years of the table."""
        used = {self._standing(one, year).id for year in self._years for one in self._counted_in(year)}
        return tuple(kind for kind in self._known() if kind.place is not None or kind.id in used)

    def _rule_of(self, year: int) -> VerdictRule | None:
        """The rule that judges a year of whatever indicator names none."""
        return self._plan.verdicts.rule_for((), year) if self._plan.verdicts else None

    def _known(self) -> Iterator[Kind]:
        others = self._plan.verdicts.others if self._plan.verdicts else ()
        named = (rule for rule in others if rule.named_only and any(map(rule.holds_in, self._years)))
        found: dict[str, Kind] = {}
        for rule in (*((self._rule,) if self._rule else ()), *named):
            places = {step.id: at / (len(rule.steps) - 1) for at, step in enumerate(rule.steps)}
            for _, step in rule.placed_steps:
                kind = Kind(f"step-{step.id}", self._views.verdicts.named(step), places.get(step.id))
                found.setdefault(step.id, kind)
        yield from sorted(found.values(), key=lambda kind: kind.place is None)
        places = {} if self._rule else {"reached": 0.0, "not-reached": 0.7}
        for fact in FACTS:
            yield Kind(fact, self._speak.phrase_of(f"standing_{fact.replace('-', '_')}"), places.get(fact))

    def kind_of(self, one: Measured) -> Kind:
        """What an indicator is counted as; a fact in words that tell by which target, or why it is not known."""
        standing = self._standing(one, self.fiscal_year)
        kind = next(kind for kind in self.kinds if kind.id == standing.id)
        words = None if standing.step else standing_words(standing, one.indicator, self.fiscal_year, self._speak)
        return replace(kind, words=words) if words else kind

    def _tally(
        self, title: Text | Phrase, found: Sequence[Measured], page: str = "", anchor: str = "", year: int | None = None
    ) -> Tally:
        """The counts of some indicators in a year."""
        counts = Counter(self._standing(one, year or self.fiscal_year).id for one in found)
        number = self._speak.number
        parts = [SharePart(counts[kind.id], kind.place) for kind in self.kinds]
        return Tally(
            title,
            page,
            anchor,
            number(len(found)),
            tuple((kind.words, number(counts[kind.id])) for kind in self.kinds),
            tuple((kind.words, number(counts[kind.id])) for kind in self.kinds if counts[kind.id]),
            Markup(bar_svg(parts)),  # noqa: S704 - figures alone
            _PAPER.format(bar_svg(parts, self._looks, _WIDE)),
        )

    @cached_property
    def whole(self) -> Tally:
        """All of them."""
        return self._tally(self._speak.phrase_of("overview_all"), self.counted)

    @cached_property
    def tops(self) -> tuple[Tally, ...]:
        """By the items of the highest level."""
        found = []
        for top in self._catalog.structure.tops:
            page, anchor = self._catalog.way_to(top)
            own = [one for one in self.counted if one.place.top is top.item]
            found += [self._tally(self.titled(top), own, page, anchor)] if own else []
        return tuple(found)

    def titled(self, place: ItemPlace) -> Phrase:
        """An item with its code."""
        item = place.item
        title = self._speak.phrase(item.title)
        return self._speak.phrase_of("item_coded", code=item.code, title=title) if item.code else title

    @cached_property
    def offices(self) -> tuple[Tally, ...]:
        """By the offices that are in charge; an indicator of several counts for each."""
        found = []
        for office in self._plan.departments.departments:
            own = [one for one in self.counted if office in one.owner.departments]
            found += [self._tally(office.name, own, "departments", office.id)] if own else []
        return tuple(found)

    # Years ------------------------------------------------------------------------------

    @cached_property
    def _years(self) -> tuple[int, ...]:
        """The years of the table: those up to this that are judged by the same rule."""
        years = [year for year in self._plan.reported_years or () if year <= self.fiscal_year]
        return tuple(year for year in years if self._rule_of(year) is self._rule) or (self.fiscal_year,)

    @cached_property
    def years(self) -> tuple[Tally, ...]:
        """The same of the years before it, the latest first; empty where there is no other."""
        if len(self._years) < 2:
            return ()
        by = self._speak
        return tuple(
            self._tally(by.phrase_in_it(by.fiscal_year(year)), tuple(self._counted_in(year)), year=year)
            for year in reversed(self._years)
        )

    @property
    def years_on_paper(self) -> tuple[Tally, ...]:
        """The latest of them."""
        return self.years[:_YEARS]

    @cached_property
    def years_left_out(self) -> OwnWords | None:
        """How many years paper leaves to the site; None where it has all."""
        left = len(self.years) - _YEARS
        return self._speak.own_word("overview_years_left", count=self._speak.number(left)) if left > 0 else None

    @property
    def in_all(self) -> tuple[Tally, ...]:
        """The counts of all, as the one line of a table."""
        return (self.whole,)

    @property
    def years_or_whole(self) -> tuple[Tally, ...]:
        """The counts of its years for paper, where there are several; else those of all."""
        return self.years_on_paper or (self.whole,)

    def trend_of(self, one: Measured) -> int | None:
        """How an indicator's value is to that of the year before."""
        return better_than(one.indicator, self.fiscal_year, self.fiscal_year - 1)

    # What is said -----------------------------------------------------------------------

    @cached_property
    def lead(self) -> OwnWords:
        """What is counted."""
        return self._speak.own_word("overview_lead", year=self._by_year(self.fiscal_year), total=self.whole.total)

    @cached_property
    def against(self) -> OwnWords | None:
        """By which targets is told what is reached, where the city gave some for that very year; None with a rule."""
        own = sum(self._standing(one, self.fiscal_year).own_target is not None for one in self.counted)
        number, year = self._speak.number, self._by_year(self.fiscal_year)
        return self._speak.own_word("overview_against", count=number(own), year=year) if own else None

    @cached_property
    def trend(self) -> OwnWords | None:
        """How many got better since the year before; None where none can be compared."""
        found = Counter(self.trend_of(one) for one in self.counted)
        compared = {name: self._speak.number(found[step]) for step, name in _TRENDS.items()}
        whole = sum(found[step] for step in _TRENDS)
        return self._speak.own_word("overview_trend", all=self._speak.number(whole), **compared) if whole else None

    @cached_property
    def freshness(self) -> OwnWords:
        """For how many there is a value of the year; of the newest that of the last finished year."""
        year = finished(self._plan.details.edition.updated)
        return self.fresh_in(year if self.fiscal_year == self._newest and year > self._newest else self.fiscal_year)

    def fresh_in(self, year: int) -> OwnWords:
        """For how many of them there is a value of a year."""
        found = ((self._entry(one, year), one.indicator.awaits(year)) for one in self.counted)
        entries = [entry for entry, awaited in found if entry or awaited]
        number = self._speak.number
        missing = sum(entry is not None and entry.missing is not None for entry in entries)
        none = sum(entry is None for entry in entries)
        known = len(entries) - missing - none
        slots = {"year": self._by_year(year), "total": number(len(entries)), "known": number(known)}
        return self._speak.own_word("overview_fresh", **slots, missing=number(missing), none=number(none))

    @staticmethod
    def _entry(one: Measured, year: int) -> model.Actual | None:
        return next((item for item in one.indicator.actuals if item.fiscal_year == year), None)

    @cached_property
    def gone(self) -> OwnWords | None:
        """How many are not counted, as their cards are no more; None where there are none."""
        year, counted = self.fiscal_year, set(map(id, self.counted))
        left = sum(one.status_in(year) in GONE and id(one) not in counted for one in self.all)
        return self._speak.own_word("overview_gone", count=self._speak.number(left)) if left else None

    @staticmethod
    def _by_year(year: int) -> Callable[[Localizer], str]:
        return partial(Localizer.fiscal_year, year=year)

    # The list of all ----------------------------------------------------------------------

    @property
    def listed(self) -> bool:
        """Whether there are few enough to be listed one by one."""
        return not self._catalog.large

    @cached_property
    def entries(self) -> tuple[OverviewEntry, ...]:
        """Each indicator, in the order of the plan."""
        return tuple(self._listed(one) for one in self.counted)

    def _listed(self, one: Measured) -> OverviewEntry:
        step, kind = self.trend_of(one), self.kind_of(one)
        trend = "" if step is None else _TRENDS[step]
        fields = {
            "top": one.place.top.id if one.place.top else "",
            "department": " ".join(office.id for office in one.owner.departments),
            "verdict": kind.id,
            "trend": trend,
        }
        words = self._speak.phrase_of(f"trend_{trend}") if trend else None
        return OverviewEntry(one, kind, words, tuple(fields.items()))

    def form(self) -> Iterator[Field]:
        """The fields by which the list is filtered; none that would have nothing to choose from."""
        by, levels = self._speak, self._catalog.structure.levels
        label = by.phrase_of("standing_label")
        if self._rule:
            label = by.phrase(self._rule.name)
        choices = {
            "top": (by.phrase(levels[0].heading) if levels else label, self._options(self._catalog.structure.tops)),
            "department": (by.phrase_of("departments_in_charge"), self._office_options()),
            "verdict": (label, tuple(Option(kind.id, kind.words.plain) for kind in self.kinds)),
            "trend": (
                by.phrase_of("trend_label"),
                tuple(Option(name, by.plain_word(f"trend_{name}")) for name in _TRENDS.values()),
            ),
        }
        used = {
            name: {value for entry in self.entries for value in dict(entry.fields)[name].split()} for name in choices
        }
        for name, (words, options) in choices.items():
            found = tuple(option for option in options if option.value in used[name])
            if len(found) > 1:
                yield Field(name, words, found)

    def _options(self, places: Sequence[ItemPlace]) -> tuple[Option, ...]:
        return tuple(Option(place.id, self.titled(place).plain) for place in places)

    def _office_options(self) -> tuple[Option, ...]:
        return tuple(Option(item.id, self._speak.plain(item.name)) for item in self._plan.departments.departments)


class Overviews:
    """The overviews of a plan in one language, one for each fiscal year with an actual value."""

    def __init__(self, catalog: Catalog, speak: Localizer, views: Views, item_views: ItemViews) -> None:
        self._catalog, self._speak, self._views, self._item_views = catalog, speak, views, item_views
        self._made: dict[int, Overview] = {}

    @property
    def newest(self) -> Overview | None:
        """That of the newest year; None where no indicator has an actual value."""
        years = self._catalog.plan.reported_years
        return self.of(years[-1]) if years else None

    def of(self, year: int) -> Overview:
        """That of a year; made once."""
        if year not in self._made:
            self._made[year] = Overview(self._all, year, self._catalog, self._speak, self._views)
        return self._made[year]

    @property
    def apart(self) -> OwnWords | None:
        """That the documents of an adopted plan have nothing of it; None of a draft."""
        adopted = self._catalog.plan.details.edition.status == "adopted"
        return self._speak.own_word("plan_as_decided") if adopted else None

    def reports(self) -> list[tuple[str, Phrase]]:
        """The yearly reports, the latest first: the page of each, and its name."""
        by = self._speak
        return [
            (f"report/{year}", by.phrase_of("report_of", year=partial(Localizer.fiscal_year, year=year)))
            for year in reversed(self._catalog.plan.reported_years or ())
        ]

    def other_reports(self, year: int) -> list[tuple[str, Phrase]]:
        """Those on other years than one."""
        return [(page, name) for page, name in self.reports() if page != f"report/{year}"]

    def newest_report(self) -> list[tuple[str, Phrase]]:
        """The latest of them."""
        return self.reports()[:1]

    @cached_property
    def _all(self) -> tuple[Measured, ...]:
        """All indicators of the plan."""
        return all_measured(self._catalog, self._item_views)
