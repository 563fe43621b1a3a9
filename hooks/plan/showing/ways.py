"""The way of an indicator as a drawing that a reader of one language sees, where anything was reached yet.

What of it the plan does not print, the line of an even way, is the site's own and is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from markupsafe import Markup

from plan import model
from plan.drawing.ways import WayDrawing, WayPoint, spark_svg, way_svg
from plan.html.tree import DRAWING
from plan.judging.progress import Point, way_to
from plan.letters import faces
from plan.model import colors
from plan.model.indicators import Amount
from plan.showing.amounts import ShownAmount, bare
from plan.showing.localizer import Localizer, OwnWords, Phrase

#: How wide a drawing is on paper, in points.
_ON_PAPER = 440
#: How each kind of shape looks on paper, in the city's colors.
_LOOKS = {
    "foot": 'stroke="{line-strong}"', "tick": 'stroke="{line-strong}"', "range": 'stroke="{accent}" stroke-width="3"',
    "straight": 'fill="none" stroke="{ink-soft}" stroke-dasharray="5 4"',
    "former": 'fill="none" stroke="{ink-soft}" stroke-width="2"', "interim": 'fill="{surface}" stroke="{accent}"',
    "reached": 'fill="none" stroke="{link}" stroke-width="2.5"', "aim": 'fill="{accent}"',
    "begun": 'fill="{surface}" stroke="{link}" stroke-width="2"', "point": 'fill="{link}"', "newest": 'fill="{link}"',
    "year": 'fill="{ink-soft}" font-size="8"', "year between": 'fill="{ink-soft}" font-size="8"',
    "figure": 'fill="{ink}" font-size="9" font-weight="700"', "figure goal": 'fill="{accent}" font-size="9"',
    "figure former-figure": 'fill="{ink-soft}" font-size="9"', "figure reached-figure": 'fill="{ink}" font-size="9"',
}  # fmt: skip
#: What looks otherwise where the drawing is small.
_SMALL = {
    "straight": 'fill="none" stroke="{ink-soft}" stroke-dasharray="3 3"',
    "reached": 'fill="none" stroke="{link}" stroke-width="1.5"',
}
#: What stands in the key of a drawing: a kind of shape, and a small drawing of it.
_KEYS = {
    "reached": '<line class="reached" x1="1" y1="7" x2="27" y2="7"/><circle class="point" cx="14" cy="7" r="4"/>',
    "begun": '<circle class="begun" cx="14" cy="7" r="5"/>',
    "aim": '<path class="aim" d="M14-1 22 7 14 15 6 7z"/>',
    "interim": '<path class="interim" d="M14 2 19 7 14 12 9 7z"/>',
    "former": '<path class="former" d="M9 2 19 12M19 2 9 12"/>',
    "straight": '<line class="straight" x1="1" y1="7" x2="27" y2="7"/>',
}


_PAPER = Markup(f'<svg class="small" {DRAWING}="{{}}"></svg>')  # noqa: S704 - one of our own
#: The same in words, on paper.
_SIGNS = {"reached": "●", "begun": "○", "aim": "◆", "interim": "◇", "former": "×", "straight": "- -"}


#: How a way is called in the key, by that through which it goes.
_WAYS = {"straight": "way_even", "yearly": "way_yearly", "interim": "way_through"}


class AmountsOf(Protocol):
    """The amounts of an indicator as a reader sees them."""

    @property
    def baseline(self) -> ShownAmount | None:
        """Where it stands."""

    @property
    def target(self) -> ShownAmount | None:
        """*The* target."""

    @property
    def targets(self) -> tuple[ShownAmount, ...]:
        """All targets in the order of their years."""

    @property
    def actuals(self) -> tuple[ShownAmount, ...]:
        """What was reached, in the order of the plan."""


@dataclass(frozen=True)
class _UpTo:
    """The amounts of an indicator as they were known after a year."""

    baseline: ShownAmount | None
    target: ShownAmount | None
    targets: tuple[ShownAmount, ...]
    actuals: tuple[ShownAmount, ...]


@dataclass(frozen=True)
class WayKey:
    """What one kind of shape stands for."""

    drawing: Markup
    words: Phrase
    sign: str
    """What stands for it in words."""


@dataclass(frozen=True)
class ShownWay:
    """A drawing of the way, its key, and what is to be said of it."""

    drawing: WayDrawing
    said: str
    keys: tuple[WayKey, ...]
    note: OwnWords | None
    """What the broken line is; None where there is none."""
    colors: Mapping[str, str]
    face: str
    """The face of its figures on paper."""

    @cached_property
    def svg(self) -> Markup:
        """For a page."""
        return Markup(way_svg(self.drawing, self.said))  # noqa: S704 - words in it are escaped

    @cached_property
    def spark(self) -> Markup:
        """Small, for a line of a table."""
        return Markup(spark_svg(self.drawing))  # noqa: S704 - figures alone

    def _looks_of(self, looks: Mapping[str, str]) -> dict[str, str]:
        return {name: look.format_map(self.colors) for name, look in looks.items()}

    @cached_property
    def spark_on_paper(self) -> Markup:
        """The small one for paper, as a drawing of `html.tree`."""
        return _PAPER.format(spark_svg(self.drawing, self._looks_of(_LOOKS | _SMALL)))

    @cached_property
    def on_paper(self) -> str:
        """For paper, where its key stands in words beside it."""
        looks = self._looks_of(_LOOKS)
        looks |= {name: f'{look} font-family="{self.face}"' for name, look in looks.items() if "font-size" in look}
        return way_svg(self.drawing, "", looks, _ON_PAPER)


class Ways:
    """The ways of the indicators of a plan."""

    def __init__(self, plan: model.Plan, speak: Localizer) -> None:
        self._speak = speak
        self._rules = plan.verdicts
        self._face = (*faces.of_language(speak.language), *faces.shipped())[0].name
        self._colors = colors.scheme(**plan.details.colors.model_dump(), dark=False)

    def of(self, indicator: model.Indicator, shown: AmountsOf) -> ShownWay | None:
        """The way of an indicator, in the words in which it is shown; None where no year has a figure."""
        actuals = tuple(sorted(_points(indicator.actuals, shown.actuals), key=lambda point: point.year))
        if not actuals:
            return None
        drawing = self._drawing(indicator, actuals, shown)
        note = self._speak.own_word(f"way_even_{kind_of(drawing.way)}") if drawing.way else None
        return ShownWay(
            drawing, self._said(indicator, drawing), tuple(self._keys(drawing)), note, self._colors, self._face
        )

    def up_to(self, year: int, indicator: model.Indicator, shown: AmountsOf) -> ShownWay | None:
        """The way as it was known after a fiscal year; None where a target was revised later: it led elsewhere then."""
        if any(item.revised > year for item in indicator.former_targets):
            return None
        kept = [item.fiscal_year <= year for item in indicator.actuals]
        actuals = tuple(words for words, there in zip(shown.actuals, kept, strict=True) if there)
        known = [item for item, there in zip(indicator.actuals, kept, strict=True) if there]
        return self.of(
            indicator.model_copy(update={"actuals": known}),
            _UpTo(shown.baseline, shown.target, shown.targets, actuals),
        )

    def _drawing(self, indicator: model.Indicator, actuals: tuple[WayPoint, ...], shown: AmountsOf) -> WayDrawing:
        target = indicator.main_target
        targets = [item for _, item in indicator.placed_targets]
        words = dict(zip(map(id, targets), shown.targets, strict=True))
        one = next(_points([indicator.baseline] if indicator.baseline else [], [shown.baseline]), None)
        goal = next(_points([target] if target else [], [shown.target]), None)
        others = [item for item in targets if item is not target and item.when is None]
        interim = tuple(_points(others, [words[id(item)] for item in others]))
        former = tuple(
            WayPoint(item.fiscal_year, _middle(item), bare(item, self._speak))
            for item in indicator.former_targets
            if item.value is not None and item.fiscal_year is not None
        )
        newest = actuals[-1].year
        rule = self._rules.rule_for(indicator.judged_by, newest) if self._rules else None
        way = way_to(indicator, newest, (rule.expected if rule else None) or "interim")
        levels = [item.value for item in targets if item.fiscal_year is None and item.value is not None]
        known = (*actuals, *interim, *former, *(point for point in (one, goal) if point))
        years = range(min(point.year for point in known), max(point.year for point in known) + 1)
        return WayDrawing(
            years={year: self._speak.year_label(year).split("\n")[0] for year in years},
            actuals=actuals,
            baseline=one,
            goal=goal,
            way=tuple(map(_plain, way)),
            interim=interim,
            former=former,
            ranges=tuple(_ranges(targets)),
            levels=tuple(map(float, levels)),
            unit=self._speak.plain_word("way_unit", unit=indicator.unit) if indicator.unit else "",
            rightward=self._speak.writing.direction == "ltr",
        )

    def _said(self, indicator: model.Indicator, drawing: WayDrawing) -> str:
        """The drawing in words: its three points."""
        by = self._speak
        points = [("baseline", drawing.baseline), ("actual", drawing.actuals[-1]), ("target", drawing.goal)]
        said = [
            by.plain_word("way_point", name=by.plain_word(name), value=point.words, year=drawing.years[point.year])
            for name, point in points
            if point
        ]
        return by.plain_word("way_said", indicator=indicator.name, points=by.join(said))

    def _keys(self, drawing: WayDrawing) -> Iterator[WayKey]:
        shown = {
            "begun": ("baseline", drawing.baseline),
            "reached": ("actual", drawing.actuals),
            "straight": (_WAYS[kind_of(drawing.way)], drawing.way or drawing.levels),
            "interim": ("way_interim", drawing.interim),
            "aim": ("target", drawing.goal),
            "former": ("way_former", drawing.former),
        }
        for name, (word, there) in shown.items():
            if there:
                size = 'width="28" height="14" viewBox="0 0 28 14"'
                svg = f'<svg class="key" {size} aria-hidden="true">{_KEYS[name]}</svg>'
                yield WayKey(Markup(svg), self._speak.phrase_of(word), _SIGNS[name])  # noqa: S704 - our own


def kind_of(way: Sequence[WayPoint]) -> str:
    """Through what a way goes: straight to its end, through a target of each year from the first on, or some."""
    if len(way) <= 2:
        return "straight"
    few = len(way) == 3 and way[0].year + 1 < way[1].year  # two of the last years are no target of every year
    return "yearly" if not few and way[-1].year - way[1].year == len(way) - 2 else "interim"


def _points(amounts: Sequence[Amount], shown: Sequence[ShownAmount | None]) -> Iterator[WayPoint]:
    """Those of some amounts that are a figure in one year, as they are shown; of a range its middle."""
    for item, words in zip(amounts, shown, strict=False):
        if item.value is not None and item.fiscal_year is not None and words:
            yield WayPoint(item.fiscal_year, _middle(item), words.bare)


def _middle(item: Amount) -> float:
    low = float(item.value or 0)
    return low if item.upper is None else (low + float(item.upper)) / 2


def _plain(point: Point) -> WayPoint:
    return WayPoint(point.year or 0, float(point.value))


def _ranges(targets: list[model.Target]) -> Iterator[tuple[int, float, float]]:
    for item in targets:
        if item.value is not None and item.upper is not None and item.fiscal_year is not None:
            yield item.fiscal_year, float(item.value), float(item.upper)
